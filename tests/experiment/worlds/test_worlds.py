"""A world gives every scenario the same values of what they share, and leaves decisions alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.worlds.inputs import CannotVaryError, at_values, part_at
from sim.experiment.worlds.world import Drawn, NoSuchWorldError, World, in_world
from sim.experiment.worlds.world_table import (
    UnreadableWorldsError,
    WorldTable,
    doubts,
    identity_of,
    is_made_for,
    read,
    written,
)
from sim.experiment.worlds.worlds import Basis, TooFewWorldsError, Worlds, world_of
from sim.scenario.paths import Path
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL
from tests.scenario.files import small

CONTACTS: Path = ("demand", "contacts_per_month")
HOURS: Path = ("pathway", "activities", "assessment", "hours")
NORTH: Path = ("demand", "localities", "North")
OWN = small("""
title: With a doubt of its own
handoffs: {notice: {value: 2, low: 1, high: 3}}
""")
FIXED = small("""
title: Decided
demand: {contacts_per_month: 65}
""")


def table(scenario: Scenario, worlds: int = 12) -> WorldTable:
    """Worlds made up, for the doubts of a scenario."""
    open_ = doubts(scenario)
    luck = np.random.default_rng(1)
    ends = np.array([(each.estimate.low, each.estimate.high) for each in open_], dtype=np.float64)
    values = ends[:, 0] + luck.random((worlds, len(open_))) * (ends[:, 1] - ends[:, 0])
    return WorldTable(
        made_for=identity_of(scenario),
        title=scenario.title,
        figures="Made up",
        seed=1,
        runs=worlds,
        names=tuple(each.name for each in open_),
        values=values,
        reported=("Contacts",),
        reproduced=luck.random((worlds, 1)),
    )


def value(scenario: Scenario, path: Path) -> float:
    return float(part_at(scenario, path).value)


def pairs_of(a: Scenario, b: Scenario, made: WorldTable | None) -> list[tuple[Scenario, Scenario]]:
    worlds = Worlds((a, b), made)
    return [
        (in_world(a, worlds.world(0, number), 7), in_world(b, worlds.world(1, number), 7))
        for number in range(8)
    ]


@pytest.mark.parametrize("made", [None, table(SMALL)], ids=["ranges", "table"])
def test_what_both_state_is_the_same_in_both_and_differs_from_world_to_world(
    made: WorldTable | None,
) -> None:
    pairs = pairs_of(SMALL, CLUSTERS, made)
    for path in (CONTACTS, HOURS):
        values = [(value(a, path), value(b, path)) for a, b in pairs]
        assert all(in_a == in_b for in_a, in_b in values)
        assert len({in_a for in_a, _ in values}) == world_of(7) + 1


@pytest.mark.parametrize("made", [None, table(SMALL)], ids=["ranges", "table"])
def test_every_value_lies_in_its_range_and_takes_the_tables_where_there_is_one(
    made: WorldTable | None,
) -> None:
    for number, (a, _) in enumerate(pairs_of(SMALL, CLUSTERS, made)):
        for each in doubts(SMALL):
            found = value(a, each.places[0])
            assert (each.estimate.low or 0) <= found <= (each.estimate.high or 0)
            if made is not None:
                assert found == made.world(world_of(number))[each.name]


@pytest.mark.parametrize("made", [None, table(SMALL)], ids=["ranges", "table"])
def test_a_doubt_of_one_side_is_drawn_and_changes_nothing_that_both_share(
    made: WorldTable | None,
) -> None:
    notice: Path = ("handoffs", "notice")
    alone, beside = pairs_of(SMALL, CLUSTERS, made), pairs_of(SMALL, OWN, made)
    drawn = [value(b, notice) for _, b in beside]
    assert len(set(drawn)) > 1
    assert all(1 <= each <= 3 for each in drawn)
    for (a, _), (again, b) in zip(alone, beside, strict=True):
        assert a == again
        assert value(b, CONTACTS) == value(a, CONTACTS)


@pytest.mark.parametrize("made", [None, table(SMALL)], ids=["ranges", "table"])
def test_a_bare_number_is_a_decision_and_stays(made: WorldTable | None) -> None:
    for a, b in pairs_of(SMALL, FIXED, made):
        assert value(b, CONTACTS) == 65
        assert value(a, CONTACTS) != 65
        assert value(a, HOURS) == value(b, HOURS)


def test_the_fourth_replication_is_of_the_world_before_it() -> None:
    assert [world_of(number) for number in range(9)] == [0, 1, 2, 2, 3, 4, 5, 5, 6]


def test_a_table_of_b_serves_where_a_has_none() -> None:
    worlds = Worlds((FIXED, SMALL), table(SMALL), base=1)
    b = in_world(SMALL, worlds.world(1, 0), 7)
    assert value(b, CONTACTS) == table(SMALL).world(0)["demand.contacts_per_month"]
    assert value(in_world(FIXED, worlds.world(0, 0), 7), HOURS) == value(b, HOURS)
    assert worlds.basis is Basis.WORLDS


def test_identity_follows_the_table_the_scenarios_and_their_ranges() -> None:
    wider = small("demand: {contacts_per_month: {value: 60, low: 40, high: 70}}")
    assert wider.content_hash == SMALL.content_hash
    made = [
        Worlds((SMALL, CLUSTERS), None), Worlds((SMALL, CLUSTERS), table(SMALL)),
        Worlds((SMALL, CLUSTERS), table(SMALL, 11)), Worlds((wider, CLUSTERS), None),
        Worlds((SMALL, OWN), None),
    ]  # fmt: skip
    found = [identity for worlds in made for identity in worlds.identities]
    assert len(set(found)) == len(found) - 1  # SMALL beside CLUSTERS or OWN, as their base
    world = made[0].world(0, 0)
    moved = [world.at("x", (HOURS,), value).identity for value in (12.0, 13.0)]
    assert len({world.identity, *moved}) == 3


def test_one_input_can_be_moved_in_a_world() -> None:
    for made in (None, table(SMALL)):
        world = Worlds((SMALL, CLUSTERS), made).world(1, 2)
        name = "pathway.activities.assessment.hours"
        moved = in_world(CLUSTERS, world.at(name, (HOURS,), 15.5), 7)
        assert value(moved, HOURS) == 15.5
        assert value(moved, CONTACTS) == value(in_world(CLUSTERS, world, 7), CONTACTS)


def test_more_pairs_than_worlds_are_refused_in_words() -> None:
    worlds = Worlds((SMALL, CLUSTERS), table(SMALL, 3))
    worlds.hold(4)
    with pytest.raises(TooFewWorldsError, match="5 pairs take 4 worlds, and there are 3"):
        worlds.hold(5)


def test_values_that_cannot_go_together_are_told() -> None:
    low = Drawn("notice", (("handoffs", "notice"),), -2.0, -1.0)
    with pytest.raises(NoSuchWorldError, match="Small cannot be as in this world"):
        in_world(SMALL, World("x", 0, (), (low,)), 7)


def test_a_table_is_read_back_to_the_last_digit() -> None:
    made = table(SMALL)
    back = read(written(made))
    assert back.identity == made.identity
    assert (back.values.tolist(), back.reproduced.tolist()) == (
        made.values.tolist(),
        made.reproduced.tolist(),
    )
    assert (back.names, back.reported, back.figures) == (made.names, made.reported, made.figures)
    assert is_made_for(written(made), identity_of(SMALL))
    assert not is_made_for(written(made), identity_of(OWN))


@given(st.integers(0, 2_000))
def test_a_table_that_was_cut_off_is_no_other_table(at: int) -> None:
    """What is left is refused, or is the first worlds whole: their identity is another."""
    text = written(table(SMALL, 3))
    try:
        found = read(text[:at])
    except UnreadableWorldsError:
        return
    assert at >= len(text) or found.identity != table(SMALL, 3).identity


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_shares_stay_shares_in_proportion(north: float, south: float) -> None:
    south_path: Path = ("demand", "localities", "South")
    found = at_values(SMALL, {NORTH: north, south_path: south})
    assert value(found, NORTH) + value(found, south_path) == pytest.approx(1)
    assert value(found, NORTH) * south == pytest.approx(value(found, south_path) * north)


def test_a_share_that_others_leave_no_room_for_is_refused() -> None:
    with pytest.raises(CannotVaryError, match="leaves no room"):
        at_values(SMALL, {NORTH: 0.0, ("demand", "localities", "South"): 0.0})


@pytest.mark.parametrize("spoilt", ["many", "", "nan"])
def test_a_table_with_a_value_that_is_no_number_is_refused(spoilt: str) -> None:
    *before, last = written(table(SMALL, 3)).splitlines()
    _, _, rest = last.partition(",")
    with pytest.raises(UnreadableWorldsError, match="cut off or changed"):
        read("\n".join([*before, f"{spoilt},{rest}"]) + "\n")


def test_an_input_moved_to_where_the_scenario_cannot_have_it_is_told() -> None:
    world = Worlds((SMALL,), table(SMALL)).world(0, 0).at("North", (NORTH,), 1.4)
    with pytest.raises(NoSuchWorldError, match=r"Small cannot have North at 1\.4"):
        in_world(SMALL, world, 7)
