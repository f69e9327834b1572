"""Questions that take more than one comparison: sensitivity, sweeps, validation."""
