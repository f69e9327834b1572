"""The worst-off locality: the primary outcomes where they are worst."""

from __future__ import annotations

import math

import pytest

from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.measures.worst_locality import worst_locality
from sim.model.events import Event
from tests.measures.chance import by_chance
from tests.measures.log_writer import Writer
from tests.scenario.small import LOCALITIES

BY_LOCALITY = {
    "concluded_in_45_days": "concluded_in_45_days",
    "worker_changes": "worker_changes",
    "over_cap": "children_over_cap",
}
SEEDS = pytest.mark.parametrize("seed", range(3))


def referral(write: Writer, place: str, days: float) -> None:
    """A referral of day 0 whose only assessment was authorised after some days."""
    family, closed = write.family(locality=place), "closed after assessment"
    write.referral(family, 0)
    write.activity(family, "initial assessment", 0, days, closed)
    write.ended(family, days, closed)


def test_each_primary_outcome_is_told_where_it_is_worst() -> None:
    write = Writer()
    for place, days in (("North", 20), ("North", 60), ("South", 20)):
        referral(write, place, days)
    first, second = write.worker(), write.worker()
    settled, moved = write.family(locality="North"), write.family(locality="South")
    for family in (settled, moved):
        write.note(0, Event.ALLOCATED, family, worker=first, label="first")
    write.note(100, Event.ALLOCATED, moved, worker=second, label="leaver")
    for week in range(5, 256, 5):
        write.week(min(week, 253), second, days_over=1, days_held=1)
    measures = write.measures()
    assert measures("concluded_in_45_days_worst_locality") == 50  # North; South has 100
    assert measures("worker_changes_worst_locality") == 1  # South; North has none
    assert measures("over_cap_worst_locality") == pytest.approx(100 * 153 / 253)


def test_a_locality_without_anything_to_measure_is_left_out() -> None:
    write = Writer()
    referral(write, "South", 20)
    assert write.measures()("concluded_in_45_days_worst_locality") == 100
    assert math.isnan(write.measures()("over_cap_worst_locality"))


@SEEDS
def test_it_is_the_worst_of_the_localities_and_no_better_than_the_whole(seed: int) -> None:
    measures = by_chance(seed).measures()
    for outcome in PRIMARY:
        of = BY_LOCALITY[outcome]
        found = [measures(of, "locality", place) for place in LOCALITIES]
        worst = measures(f"{outcome}_worst_locality")
        if CATALOGUE[outcome].better == "higher":
            assert worst == min(found) <= measures(of)
        else:
            assert worst == max(found) >= measures(of)


@SEEDS
def test_where_all_live_in_one_locality_it_is_the_whole(seed: int) -> None:
    write = by_chance(seed)
    write.families = [(children, 0) for children, _ in write.families]
    measures = write.measures()
    for outcome in PRIMARY:
        whole = measures(BY_LOCALITY[outcome])
        assert measures(f"{outcome}_worst_locality") == pytest.approx(whole)


def test_only_values_of_localities_are_looked_at() -> None:
    rows = [
        ("worker_changes", "all", "", 0.2),
        ("worker_changes", "team", "North", 0.9),
        ("worker_changes", "locality", "North", 0.3),
        ("worker_changes", "locality", "South", 0.1),
    ]
    found = {key: value for key, _, _, value in worst_locality(rows)}
    assert found.pop("worker_changes_worst_locality") == 0.3
    assert all(map(math.isnan, found.values()))
