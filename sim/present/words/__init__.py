"""Every sentence that states a result, and how its numbers, names and units are written."""
