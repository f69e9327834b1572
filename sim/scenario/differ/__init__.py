"""How two scenarios differ: in values, in who does what, and in how families are led."""
