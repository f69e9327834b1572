"""What the pages of one server share: the store, jobs, plans by name, settings and sign-in."""
