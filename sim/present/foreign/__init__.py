"""Foreign formats: what a planner wrote stays a text in each of them."""
