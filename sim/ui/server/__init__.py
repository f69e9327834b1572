"""What the pages of one server share: store, jobs, scenarios by name, settings, sign-in, door."""
