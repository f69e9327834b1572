"""One family of a run: what happened to it, as facts without words."""
