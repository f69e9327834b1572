"""Long studies of the method, run by hand; what they showed stands in docs/testing.md."""
