"""What was asked and answered so far: comparisons, requests, and what may be deleted."""
