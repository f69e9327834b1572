"""Handoffs and changes of worker, on logs small enough to work out by hand, and by brute force."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import pytest

from sim.model.events import Column, Event, EventLog
from tests.measures.chance import by_chance
from tests.measures.log_writer import CURRENT, Writer

FRONT, LATER = "Referral and Assessment", "Family Support"
MONTHS = 12  # of a window of 253 working days


def allocated(
    write: Writer, family: int, time: float, worker: int, label: str, team: str = LATER
) -> None:
    """A worker takes a family."""
    write.note(time, Event.ALLOCATED, family, team=team, worker=worker, label=label)


def test_handoffs_are_counted_in_children_against_referrals() -> None:
    write = Writer()
    passed, other = write.family(3), write.family(1)
    for family in (passed, other):
        write.referral(family, 10)
    write.note(30, Event.HANDOFF, passed, team=LATER, amount=0, since=18)
    measures = write.measures()
    assert measures("handoffs_per_referral") == 0.75
    assert measures("handoffs_a_month", "handoff", f"{FRONT} -> {LATER}") == 3 / MONTHS
    assert measures("handoffs_a_month", "handoff", f"{LATER} -> {FRONT}") == 0
    assert measures("handoff_wait_days", "team", LATER) == 12
    assert math.isnan(measures("handoff_wait_days", "team", FRONT))


def test_every_pair_of_teams_has_its_own_place_in_the_matrix() -> None:
    teams = [*CURRENT.structure.teams]
    write = Writer()
    children = itertools.count(1)
    passed = {pair: next(children) for pair in itertools.permutations(teams, 2)}
    for (giving, taking), number in passed.items():
        index = teams.index(giving)
        family = write.family(number)
        write.note(9, Event.HANDOFF, family, team=taking, amount=index, since=9)
    measures = write.measures()
    for (giving, taking), number in passed.items():
        handoffs = measures("handoffs_a_month", "handoff", f"{giving} -> {taking}")
        assert handoffs == pytest.approx(number / MONTHS)


def test_hours_of_handoffs_are_hours_and_not_weighted_by_children() -> None:
    write = Writer()
    family = write.family(3)
    for label, hours in (("handoff out", 4), ("handoff in", 5), ("visit", 2)):
        write.note(20, Event.WORKED, family, team=LATER, label=label, amount=hours)
    measures = write.measures()
    assert measures("handoff_hours_a_month") == 9 / MONTHS
    assert measures("handoff_hours_a_month", "work", "handoff in") == 5 / MONTHS
    assert measures("handoff_hours_a_month", "work", "handoff rework") == 0


def test_a_change_is_an_allocation_to_another_worker_than_before() -> None:
    write = Writer()
    first, second = write.worker(FRONT), write.worker()
    changed, kept = write.family(1, "North"), write.family(3, "South")
    for family in (changed, kept):
        write.referral(family, 5)
        allocated(write, family, 10, first, "first", FRONT)
    allocated(write, changed, 20, second, "pathway")
    allocated(write, kept, 20, first, "pathway", FRONT)
    measures = write.measures()
    assert measures("worker_changes") == 0.25
    assert measures("worker_changes", "locality", "North") == 1
    assert measures("worker_changes", "locality", "South") == 0
    assert measures("worker_changes", "team", LATER) == 1
    assert measures("worker_changes", "team", FRONT) == 0
    assert measures("worker_changes_by_reason", "reason", "pathway") == 0.25
    assert measures("children_with_0_changes") == 75
    assert measures("children_with_1_changes") == 25


def test_cases_open_at_the_start_are_no_changes_until_their_worker_leaves() -> None:
    write = Writer()
    old, new = write.worker(), write.worker()
    family = write.family()
    allocated(write, family, 0, old, "opening")
    write.activity(family, "child in need plan", 0, None)
    write.note(50, Event.RELEASED, family, worker=old, label="leaver")
    allocated(write, family, 60, new, "leaver")
    measures = write.measures()
    assert measures("worker_changes") == 1
    assert measures("worker_changes_by_reason", "reason", "leaver") == 1


@pytest.mark.parametrize(("same", "changes"), [(True, 0), (False, 1)])
def test_a_return_is_a_change_where_it_brings_another_worker_than_last(
    same: bool, changes: int
) -> None:
    write = Writer()
    last, other = write.worker(), write.worker()
    family = write.family()
    write.referral(family, 5)
    allocated(write, family, 10, last, "first")
    write.ended(family, 20, "closed")
    write.referral(family, 100, returning=True)
    allocated(write, family, 110, last if same else other, "return")
    measures = write.measures()
    assert measures("worker_changes_by_reason", "reason", "return") == changes
    assert measures("worker_changes") == changes


def test_a_return_from_before_the_run_is_a_change_and_a_first_worker_is_none() -> None:
    write = Writer()
    worker = write.worker()
    for returning, label in ((True, "return"), (False, "first")):
        family = write.family()
        write.referral(family, 5, returning=returning)
        allocated(write, family, 10, worker, label)
    measures = write.measures()
    assert measures("worker_changes") == 0.5
    assert measures("worker_changes_by_reason", "reason", "return") == 0.5


def test_a_return_after_a_journey_without_a_worker_is_no_change() -> None:
    write = Writer()
    worker, family = write.worker(), write.family()
    write.referral(family, 5)
    write.ended(family, 6, "closed")
    write.referral(family, 100, returning=True)
    allocated(write, family, 110, worker, "return")
    assert write.measures()("worker_changes") == 0


def test_changes_before_the_window_do_not_count_but_are_remembered() -> None:
    write = Writer(measured_from=50)
    one, two = write.worker(), write.worker()
    family = write.family()
    allocated(write, family, 10, one, "first")
    allocated(write, family, 20, two, "pathway")
    allocated(write, family, 60, one, "pathway")
    assert write.measures()("worker_changes") == 1


def test_children_whose_worker_let_go_before_the_window_are_left_out() -> None:
    write = Writer(measured_from=50)
    worker, other = write.worker(), write.worker()
    gone, held = write.family(9), write.family(1)
    allocated(write, gone, 10, worker, "first")
    write.note(40, Event.RELEASED, gone, worker=worker)
    allocated(write, held, 10, worker, "first")
    allocated(write, held, 60, other, "leaver")
    assert write.measures()("worker_changes") == 1


def test_workers_met_are_the_different_social_workers_of_the_last_12_months() -> None:
    write = Writer(ends=400)
    early, duty, own = write.worker(), write.worker(FRONT), write.worker()
    manager = write.worker(role="team manager")
    family = write.family()
    write.note(100, Event.WORKED, family, worker=early)  # more than 253 days before the end
    allocated(write, family, 120, own, "first")
    for time, worker in ((200, duty), (210, manager), (220, own), (230, own)):
        write.note(time, Event.WORKED, family, worker=worker)
    assert write.measures()("workers_met_12_months") == 2


@pytest.mark.parametrize("seed", range(5))
def test_worker_changes_are_those_of_walking_through_the_log(seed: int) -> None:
    write = by_chance(seed)
    changes, held = _walked(write.log())
    children = dict(write.log().families[:, :2].tolist())
    total = sum(children[family] for family in held)
    measures = write.measures()
    assert measures("worker_changes") == pytest.approx(
        sum(children[family] * number for family, number in changes.items()) / total
    )
    with_two = sum(children[family] for family in held if changes[family] == 2)
    assert measures("children_with_2_changes") == pytest.approx(100 * with_two / total)
    assert measures("worker_changes_by_reason") == pytest.approx(measures("worker_changes"))


def _walked(log: EventLog) -> tuple[Counter[int], set[int]]:
    """Changes of worker of each family in the window, and the families held in it."""
    changes: Counter[int] = Counter()
    held: set[int] = set()
    holder: dict[int, int] = {}
    last: dict[int, int] = {}
    in_journey: set[int] = set()
    journeys: Counter[int] = Counter()
    for row in log.events:
        family, time = int(row[Column.FAMILY]), row[Column.TIME]
        if row[Column.EVENT] == Event.CONTACT or not journeys[family]:
            journeys[family] += 1
        if time >= log.measured_from:
            held |= set(holder)
        match Event(int(row[Column.EVENT])):
            case Event.CONTACT:
                in_journey.discard(family)
            case Event.ALLOCATED:
                worker, label = int(row[Column.WORKER]), log.labels[int(row[Column.LABEL])]
                known = family in in_journey or (label == "return" and family in last)
                new = label == "return" and family not in last and journeys[family] == 1
                is_change = new or (known and last[family] != worker)
                changes[family] += is_change and time >= log.measured_from
                last[family] = holder[family] = worker
                in_journey.add(family)
            case Event.RELEASED | Event.ENDED:
                holder.pop(family, None)
        if time >= log.measured_from:
            held |= set(holder)
    return changes, held
