"""What is planned: a scenario, every number with its source."""
