"""Transfer meetings: the working days on which teams pass cases on, known before a run."""

from __future__ import annotations

import datetime
from itertools import pairwise

import numpy as np

from sim.scenario.demand import WEEKDAYS
from sim.scenario.scenario import Scenario


def transfer_meetings(scenario: Scenario) -> list[int]:
    """Every working day of a run with a transfer meeting, in order; it is held first thing.

    On a weekday set, by the date: where the council is closed on it, on the next working day.
    Otherwise on the first day of the run, and each time so many working days later; what falls
    inside a day is held that day.
    """
    calendar, horizon, costs = scenario.horizon.calendar, scenario.horizon, scenario.handoffs
    if costs.meeting_on is not None:
        weekday = WEEKDAYS.index(costs.meeting_on)
        first = horizon.starts + datetime.timedelta((weekday - horizon.starts.weekday()) % 7)
        weeks = range(0, (horizon.ends - first).days + 1, 7)
        on = {calendar.working_day(first + datetime.timedelta(days)) for days in weeks}
        return sorted(day for day in on if day < len(calendar))
    assert costs.meeting_every is not None  # noqa: S101  a loaded scenario has one of the two
    every = max(costs.meeting_every.value, 1.0)  # none is held twice a day
    return sorted(set(np.arange(0, len(calendar), every).astype(int).tolist()))


def longest_wait(meetings: list[int], ends: int) -> int:
    """The most working days from any moment of a run to the next meeting, or to its end."""
    return max(after - before for before, after in pairwise([0, *meetings, ends]))
