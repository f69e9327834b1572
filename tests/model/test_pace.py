"""An assessment is paced to its planned length and to what is left of its limit; work adds up."""

from __future__ import annotations

import math

import numpy as np

from sim.model.events import Event, EventLog
from tests.model.ample import ample, by_family, run
from tests.model.docking.numbers import NUMBERS as N
from tests.model.docking.numbers import families


def lengths(log: EventLog) -> dict[int, float]:
    """Working days from the beginning of an assessment without a concern to its end, by family."""
    found: dict[int, float] = {}
    for family, told in by_family(log, Event.STARTED, Event.COMPLETED).items():
        begun = {row.activity: row.time for row in told if row.event == Event.STARTED}
        for row in told:
            is_whole = row.activity == "assessment" and "discussion" not in begun
            if row.event == Event.COMPLETED and is_whole:
                found[family] = row.time - begun["assessment"]
    return found


def late(allocation: float) -> dict[int, tuple[float, bool]]:
    """Lengths where allocation takes so long, and whether each ended in time."""
    log = run(ample("own team", **{"workforce.allocation": allocation}))
    whole = lengths(log)
    return {
        row.family: (whole[row.family], math.floor(row.time) <= row.due)
        for told in by_family(log, Event.COMPLETED).values()
        for row in told
        if row.activity == "assessment" and row.family in whole
    }


def test_one_begun_late_is_done_faster_and_ends_in_time_if_its_hours_allow() -> None:
    soon, later = late(1), late(14)
    both = soon.keys() & later.keys()
    assert len(both) > 60
    assert all(in_time for _, in_time in later.values())
    assert (
        np.mean([later[each][0] for each in both]) < np.mean([soon[each][0] for each in both]) - 3
    )
    # Nobody is rushed below the shortest length planned.
    assert min(length for length, _ in later.values()) >= N.assessment_days[0] * 0.7


def test_one_begun_too_late_is_not_in_time_and_still_takes_the_shortest_length() -> None:
    found = late(24)
    assert not any(in_time for _, in_time in found.values())
    assert min(length for length, _ in found.values()) > N.assessment_days[0] * 0.7


def test_more_hours_or_a_slower_pace_take_longer_up_to_the_longest() -> None:
    efforts = {number: effort for number, (_, _, effort) in enumerate(families(0))}
    found = lengths(without_limit())
    small = [days for family, days in found.items() if efforts[family] < 0.7]
    large = [days for family, days in found.items() if efforts[family] > 1.3]
    assert np.mean(large) > np.mean(small) + 4
    assert max(found.values()) < N.assessment_days[2] + 8


def without_limit(**changes: object) -> EventLog:
    """A run in which no limit hastens an assessment."""
    return run(ample("own team", **{"pathway.activities.assessment.limit.days": 100}, **changes))


def test_the_familys_own_pace_is_the_same_wherever_it_is_assessed() -> None:
    """Whoever owns the assessment, and however long it waits before."""
    here = lengths(without_limit())
    teams = {
        "structure.teams.access.owns": [
            *("screening", "decision", "discussion", "enquiry", "conference", "assessment"),
        ],
        "structure.teams.cluster.owns": ["plan"],
        "workforce.allocation": 4,
    }
    there = lengths(without_limit(**teams))
    both = here.keys() & there.keys()
    assert len(both) > 60
    apart = [abs(here[family] - there[family]) for family in both]
    assert np.median(apart) < 0.1
    assert np.std([here[family] for family in both]) > 3
