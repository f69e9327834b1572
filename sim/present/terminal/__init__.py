"""Results as tables and reports, for a terminal or a pipe."""
