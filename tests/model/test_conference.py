"""A conference sits on a day between the earliest and the latest, where a chair has time."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from sim.model.events import Event, EventLog
from tests.model.ample import ample, ample_run, rows, run
from tests.model.docking.numbers import NUMBERS as N


def days(log: EventLog) -> list[int]:
    """Working days from the strategy discussion to the day on which each conference sits."""
    sat, found = {}, []
    for row in rows(log, Event.WORKED, Event.COMPLETED):
        if row.label == "conference":
            sat[row.family] = row.time - row.amount / N.chair
        elif row.activity == "conference" and row.event == Event.COMPLETED:
            found.append(math.floor(sat[row.family] + 1e-9) - math.floor(row.since))
    return found


@pytest.mark.parametrize("rule", ["own team", "enquiry team", "joint"])
def test_with_chairs_enough_all_sit_between_the_earliest_and_the_latest_day(rule: str) -> None:
    earliest, latest = (int(each) for each in N.booked)
    found = days(ample_run(rule))
    assert len(found) > 15
    assert {*found} == {*range(earliest, latest + 1)}


def test_all_are_booked_for_the_latest_day_where_no_earlier_one_is_allowed() -> None:
    planned = ample("own team", **{"pathway.activities.conference.earliest_days": None})
    assert {*days(run(planned))} <= {int(N.booked[1])}


def test_one_chair_with_little_time_spreads_them() -> None:
    """A chair with time for one a day chairs one a day, and each as near its day as it can be."""
    changes = {
        "structure.teams.chairs.posts.0.number": 1,
        "pathway.activities.conference.earliest_days": 13,
        "pathway.activities.discussion.routes_by_need": {},
        "pathway.activities.discussion.routes": {"enquiry": 1},
        "pathway.activities.enquiry.routes": {"conference": 1},
        "pathway.activities.enquiry.routes_by_need": {},
        "pathway.activities.decision.routes": {"discussion": 1},
        "pathway.activities.decision.routes_by_need": {},
        "pathway.activities.plan.escalations": [],
        "pathway.activities.assessment.concerns": [],
    }
    log = run(ample("own team", **changes))
    sat = Counter(
        math.floor(row.time - row.amount / N.chair + 1e-9)
        for row in rows(log, Event.WORKED)
        if row.activity == "conference" and row.label == "conference"
    )
    assert sum(sat.values()) > 80
    assert max(sat.values()) == 1
    # Each sits on the day for which it is booked, and does not wait for the one before to end.
    waits = [
        row.time - row.amount / N.chair - row.since
        for row in rows(log, Event.WORKED)
        if row.label == "conference"
    ]
    assert max(waits) < 0.5
    found = days(log)
    assert np.std(found) > 1
    assert min(found) < 13 + 3
