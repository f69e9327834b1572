"""The window that measures need: which of them a short measured window can never give."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.measures.catalogue import CATALOGUE
from sim.measures.days_from_contact import CONCLUDE_WITHIN, LAST_DAY_SHOWN
from sim.scenario.problems import Finding
from sim.scenario.scenario import Scenario

_FOLLOWED = (
    "concluded_in_45_days",
    "days_to_conclusion_median",
    "days_to_conclusion_p90",
    "days_to_conclusion_over_45",
    "days_to_allocation_median",
    "days_to_allocation_p90",
    "days_to_allocation_over_5",
    "days_to_first_visit_median",
    "days_to_first_visit_p90",
    "days_to_first_visit_over_10",
    "balance_timeliness",
)
"""Measures of referrals that can be followed for as long as the assessment may take."""


def window_needed(working_year: float) -> dict[str, int]:
    """Measures that look ahead or back over a span of time, and the working days that they need."""
    return {
        **dict.fromkeys(_FOLLOWED, CONCLUDE_WITHIN + 1),
        "concluded_by_day": LAST_DAY_SHOWN + 1,
        "workers_met_12_months": math.floor(working_year),
        "looked_after_3plus_workers": math.floor(working_year),
    }


def short_window(scenario: Scenario) -> Iterator[Finding]:
    """The findings that a window is shorter than measures need, the longest need last."""
    horizon = scenario.horizon
    days = len(horizon.calendar) - horizon.calendar.working_day(horizon.measured_from)
    needed = window_needed(horizon.working_year)
    for least in sorted({each for each in needed.values() if each > days}):
        titles = [f"'{CATALOGUE[key].title}'" for key in needed if needed[key] == least]
        more = f" and {len(titles) - 1} more" if len(titles) > 1 else ""
        message = f"{titles[0]}{more} need {least} measured working days, and there are {days}"
        yield Finding(("horizon", "ends"), f"horizon: {message}; write a later 'ends'")
