"""Weekly series of primary outcomes and what must not get worse, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.model.events import Event
from tests.measures.chance import by_chance
from tests.measures.log_writer import Writer

INITIAL = "initial assessment"


def test_a_referral_counts_in_the_week_of_its_contact() -> None:
    write = Writer(measured_from=50, ends=150)
    for contact, concluded, seen, children in ((50, 60, 55, 1), (54, 120, 70, 3), (55, 100, 65, 2)):
        family = write.family(children)
        write.referral(family, contact)
        write.activity(family, INITIAL, contact, concluded, "closed after assessment")
        write.note(seen, Event.VISITED, family)
        write.ended(family, concluded, "closed after assessment")
    measures = write.measures()
    assert measures("concluded_in_45_days", "week", "week 1") == 25
    assert measures("concluded_in_45_days", "week", "week 2") == 100
    assert math.isnan(measures("concluded_in_45_days", "week", "week 3"))
    assert measures("days_to_first_visit_over_10", "week", "week 1") == 75
    assert measures("days_to_first_visit_over_10", "week", "week 2") == 0


def test_decisions_conferences_and_visits_count_in_the_week_in_which_they_are_made() -> None:
    write = Writer(measured_from=50, ends=70)
    for decided in (50.5, 52.5, 56.5):
        family = write.family()
        write.contact(family, 50.1)
        write.note(decided, Event.DECIDED, family, since=50.1)
        write.activity(family, "conference", 50, decided, days=3, since=50)
        write.note(decided, Event.VISITED, family, "child protection plan", due=52)
    measures = write.measures()
    for key, first in (
        ("decided_in_time", 50),
        ("conference_in_15_days", 100),
        ("cp_visits_on_time", 100),
    ):
        assert measures(key, "week", "week 1") == first
        assert measures(key, "week", "week 2") == 0
        assert math.isnan(measures(key, "week", "week 3"))


def test_changes_in_a_week_are_per_child_held_at_its_end() -> None:
    write = Writer(ends=15)
    one, two = write.worker(), write.worker()
    changing, staying = write.family(1), write.family(3)
    for family, time, worker, label in (
        (changing, 1, one, "first"),
        (staying, 1, two, "first"),
        (changing, 6, two, "leaver"),
    ):
        write.note(time, Event.ALLOCATED, family, worker=worker, label=label)
    write.note(11, Event.RELEASED, staying, worker=two)
    measures = write.measures()
    weeks = [measures("worker_changes", "week", f"week {week}") for week in (1, 2, 3)]
    assert weeks == [0, 1 / 4, 0]


@pytest.mark.parametrize("seed", range(3))
def test_weeks_weighted_by_what_they_count_make_up_the_whole(seed: int) -> None:
    write = by_chance(seed, measured_from=60, ends=260)
    log = write.log()
    decided = log.events[log.events[:, 2] == Event.DECIDED]
    decided = decided[decided[:, 0] >= 60]
    children = log.families[decided[:, 1].astype(int), 1]
    counts = np.bincount((decided[:, 0].astype(int) - 60) // 5, children, minlength=40)
    measures = write.measures()
    weeks = [measures("decided_in_time", "week", f"week {week + 1}") for week in range(40)]
    assert np.nansum(np.array(weeks) * counts) / counts.sum() == pytest.approx(
        measures("decided_in_time")
    )
