"""Locality: the same families through two team structures, and what changes for them."""
