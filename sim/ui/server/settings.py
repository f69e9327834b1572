"""Settings: what whoever starts the app may decide, by variables of the environment."""

from __future__ import annotations

import os
from pathlib import Path

from sim.scenario.file.shipped import shipped_folder


def scenarios_folder() -> Path:
    """Where the shipped scenarios stand: `LOCALITY_SCENARIOS`, or those of the package."""
    return Path(os.environ.get("LOCALITY_SCENARIOS", shipped_folder())).resolve()


def most_pairs() -> int:
    """Pairs of runs at which a comparison stops: `LOCALITY_PAIRS`, or 60; at least 2."""
    given = os.environ.get("LOCALITY_PAIRS", "")
    return max(2, int(given)) if given.isdigit() else 60


def workers() -> int:
    """Processes that simulate: `LOCALITY_WORKERS`, or all cores but one, which serves the pages."""
    given = os.environ.get("LOCALITY_WORKERS", "")
    return max(1, int(given)) if given.isdigit() else max(1, (os.cpu_count() or 1) - 1)
