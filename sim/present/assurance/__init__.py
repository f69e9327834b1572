"""The assurance pack: what an independent assurer needs, written from the scenarios and the run."""
