"""Exact arithmetic of a scenario, before any run: handoffs, stays, hours, capacity."""
