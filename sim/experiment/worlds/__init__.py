"""Plausible worlds: what nobody knows of a scenario, and the values it takes in each world."""
