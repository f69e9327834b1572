"""A scenario file: read, extended, validated and edited as text."""
