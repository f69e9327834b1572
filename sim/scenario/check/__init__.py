"""Whether a scenario holds together: names, owners, ways that lead somewhere."""
