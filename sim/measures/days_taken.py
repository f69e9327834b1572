"""Days taken: single assessments and conferences by the working days that each took, in bands.

The bands are those in which the Department for Education publishes them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.logview import LogView
from sim.measures.tally import Row, Tally, rates
from sim.measures.timeliness import completed_with_limit

SINGLE = {
    "same day": 0,
    "1-10 days": 10,
    "11-20 days": 20,
    "21-30 days": 30,
    "31-40 days": 40,
    "41-45 days": 45,
    "46-50 days": 50,
    "51-60 days": 60,
    "61+ days": np.inf,
}
"""Bands of days to a single assessment (DfE C2), and the last day of each."""
CONFERENCE = {"0-10 days": 10, "11-15 days": 15, "16-20 days": 20, "21+ days": np.inf}
"""Bands of days to a conference (DfE C4), and the last day of each."""


def days_taken(view: LogView) -> Iterator[Row]:
    """Percentages of what was completed in the measured window, by band."""
    yield from _by_days(view, "single_by_days", "single", SINGLE)
    yield from _by_days(view, "conference_by_days", "conference", CONFERENCE)


def _by_days(view: LogView, key: str, count: str, bands: dict[str, float]) -> Iterator[Row]:
    """Working days from what the limit counts from, so that bands and 'in time' agree."""
    rows = completed_with_limit(view, count)
    days = view.day[rows] - np.floor(view.since[rows])
    band = np.searchsorted([*bands.values()], days)
    counted = Tally(view.children[rows], {"band": band})
    for row in rates(key, counted, counted.total, {"band": tuple(bands)}, per=100):
        if row[1] == "band":
            yield row
