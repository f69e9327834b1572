"""What the pages of one server share: the store, jobs, scenarios by name, settings and sign-in."""
