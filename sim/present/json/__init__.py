"""Results as plain records with stable keys, for programs."""
