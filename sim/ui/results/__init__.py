"""What came out, as parts of a page: verdicts, pictures, tables and downloads."""
