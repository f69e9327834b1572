"""The scenario: a service and its demand as planned, every number with its source."""
