"""From values of replications to intervals, precision and verdicts; no run is needed here."""
