"""How it is told: words, tables and charts."""
