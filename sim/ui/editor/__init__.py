"""A plan as it is edited: its draft, its fields, and what is said of it meanwhile."""
