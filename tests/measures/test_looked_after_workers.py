"""Looked after children with several social workers in a year, on logs worked out by hand."""

from __future__ import annotations

import math

import pytest

from sim.model.events import Event
from tests.measures.log_writer import Writer

CARE, PLAN = "looked after", "child in need plan"
KEY = "looked_after_3plus_workers"


def looked_after(write: Writer, since: float, workers: dict[float, int], children: int = 1) -> int:
    """A family looked after since a day, with the workers allocated to it, each on its day."""
    family = write.family(children)
    write.activity(family, CARE, since, None)
    for time, worker in sorted(workers.items()):
        write.note(time, Event.ALLOCATED, family, worker=worker, label="leaver")
    return family


def writer(ends: int = 400, measured_from: int = 0) -> tuple[Writer, list[int]]:
    """A log of 400 days, whose last 12 months begin with day 147, and four social workers."""
    write = Writer(ends=ends, measured_from=measured_from)
    return write, [write.worker("Looked After Children") for _ in range(4)]


def test_three_different_workers_in_the_last_twelve_months_are_several() -> None:
    write, (a, b, c, d) = writer()
    looked_after(write, 0, {150: a, 200: b, 250: c}, children=1)
    looked_after(write, 0, {150: a, 200: b, 250: c, 300: d}, children=2)
    looked_after(write, 0, {150: a, 200: b}, children=5)
    assert write.measures()(KEY) == pytest.approx(100 * 3 / 8)


def test_a_worker_who_comes_back_is_no_other_one() -> None:
    write, (a, b, *_) = writer()
    looked_after(write, 0, {150: a, 200: b, 250: a, 300: b})
    assert write.measures()(KEY) == 0


@pytest.mark.parametrize(("first_ends", "share"), [(146, 0), (148, 100)])
def test_whoever_still_held_the_child_as_the_twelve_months_began_counts(
    first_ends: float, share: float
) -> None:
    write, (a, b, c, _) = writer()
    looked_after(write, 0, {5: a, first_ends: b, 300: c})
    assert write.measures()(KEY) == share


def test_workers_before_the_child_became_looked_after_count() -> None:
    write, (a, b, c, _) = writer()
    family = looked_after(write, 300, {300: c})
    for time, worker in ((200, a), (250, b)):
        write.note(time, Event.ALLOCATED, family, worker=worker, label="pathway")
    assert write.measures()(KEY) == 100


def test_only_those_looked_after_at_the_end_count_and_they_all_do() -> None:
    write, (a, b, c, _) = writer()
    many = {150.0: a, 200.0: b, 250.0: c}
    closed = looked_after(write, 0, many, children=9)
    write.ended(closed, 390, "closed")
    home = looked_after(write, 0, many, children=9)
    write.activity(home, PLAN, 390, None)
    unallocated = write.family(3)
    write.activity(unallocated, CARE, 380, None)
    looked_after(write, 0, many, children=1)
    assert write.measures()(KEY) == 25


def test_managers_and_workers_who_only_lent_a_hand_are_not_allocated() -> None:
    write, (a, b, c, _) = writer()
    manager = write.worker("Looked After Children", role="team manager")
    family = looked_after(write, 0, {150: a, 200: b, 210: manager, 220: b})
    write.note(250, Event.WORKED, family, CARE, worker=c, amount=1)
    assert write.measures()(KEY) == 0


def test_without_looked_after_children_there_is_nothing_to_measure() -> None:
    write, _ = writer()
    assert math.isnan(write.measures()(KEY))
