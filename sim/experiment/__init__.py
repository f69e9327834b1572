"""How sure we are: replications, pairing and intervals."""
