"""History matching: sets of values under which a scenario reproduces what was reported of it."""
