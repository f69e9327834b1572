"""The family to follow is the one that its lot and its need name, new, early and given a worker."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.measures.story.followed import ANY, LONGER, SHORTER, TYPICAL, family, needs, went_further
from sim.model.events import Event, EventLog
from tests.measures.log_writer import Writer

NEEDS = ("in need", "protection", "none")


def run(waits: list[float], needs_of: tuple[int, ...] = ()) -> EventLog:
    """A log whose families, but for the last two, are referred early and wait for a worker."""
    write = Writer(measured_from=50, ends=150)
    worker = write.worker()
    for wait in waits:
        number = write.family()
        write.referral(number, 60, 61)
        write.note(62 + wait, Event.ALLOCATED, number, worker=worker, label="first", since=62)
    late, never = write.family(), write.family()
    write.referral(late, 120)
    write.note(130, Event.ALLOCATED, late, worker=worker, label="first", since=120)
    write.referral(never, 60)
    log = write.log()
    families = log.families.copy()
    families[: len(needs_of), 3] = needs_of
    return replace(log, families=families, needs=NEEDS)


IN_A = [5.0, 5, 5, 5, 5, 5, 5]
IN_B = [9.0, 5, 1, 6, 4, 5, 3]
"""4 more, the same, 4 fewer, 1 more, 1 fewer, the same, 2 fewer."""


@pytest.mark.parametrize(
    ("lot", "followed"), [(TYPICAL, 1), (SHORTER, 6), (LONGER, 3)], ids=["all", "less", "more"]
)
def test_the_family_in_the_middle_of_its_lot_is_followed(lot: str, followed: int) -> None:
    assert family(run(IN_A), run(IN_B), lot, ANY) == followed


def test_where_nobody_waits_less_or_longer_nobody_is_followed_for_it() -> None:
    log = run(IN_A)
    assert family(log, log, SHORTER, ANY) is None
    assert family(log, log, LONGER, ANY) is None
    assert family(log, log, TYPICAL, ANY) == 3


def test_a_family_must_be_followed_in_both_runs() -> None:
    both, none = run([1.0, 2.0]), run([])
    assert family(both, none, TYPICAL, ANY) is None
    assert needs(both, none) == [ANY]


def test_only_needs_of_which_there_is_a_family_are_offered() -> None:
    log = run([3.0, 1, 2], needs_of=(1, 0, 1))
    assert needs(log, log) == [ANY, "in need", "protection"]
    assert family(log, log, TYPICAL, "protection") == 2
    assert family(log, log, TYPICAL, "in need") == 1
    assert family(log, log, TYPICAL, "none") is None


def test_the_next_family_that_was_referred_and_handed_over_goes_further() -> None:
    write = Writer()
    for number in range(6):
        write.family()
        write.contact(number, 1)
        if number in {1, 3, 4}:
            write.note(2, Event.REFERRED, number, since=1)
        if number in {0, 1, 4}:
            write.note(3, Event.HANDOFF, number, team="Family Support")
    log = write.log()
    assert [went_further(log, number) for number in (0, 1, 4)] == [1, 4, 1]
    assert went_further(run([1.0]), 0) is None
