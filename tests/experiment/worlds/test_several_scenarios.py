"""Worlds of several scenarios: an input that two of them state has one value in a world."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sim.experiment.worlds.inputs import inputs, part_at
from sim.experiment.worlds.world import in_world
from sim.experiment.worlds.world_table import WorldTable, doubts, identity_of
from sim.experiment.worlds.worlds import Worlds
from sim.scenario.differ.steps import found_steps, turned_steps
from sim.scenario.file.loading import load_scenario
from sim.scenario.file.shipped import shipped_folder
from sim.scenario.scenario import Scenario

CURRENT, PROPOSED = (
    load_scenario(shipped_folder() / f"{name}.yaml") for name in ("current", "proposed")
)


def on_the_way() -> tuple[Scenario, ...]:
    """A, B and every scenario between them, both ways round."""
    steps = found_steps(CURRENT, PROPOSED)
    turned = turned_steps(CURRENT, PROPOSED, steps)
    between = [step.to for way in (steps, turned) for step in way[:-1]]
    return (CURRENT, PROPOSED, *between)


def table_of(scenario: Scenario) -> WorldTable:
    """One world: every doubtful input a little off its planned value."""
    found = [each for each in doubts(scenario) if each.places[0][0] in ("workforce", "handoffs")]
    values = [[(each.estimate.low or 0) * 0.4 + (each.estimate.high or 0) * 0.6 for each in found]]
    names = tuple(each.name for each in found)
    of = identity_of(scenario)
    return WorldTable(of, "", "", 1, 1, names, np.array(values), (), np.empty((1, 0)))


@pytest.mark.parametrize(("table", "base"), [(None, 0), (table_of(CURRENT), 0), (None, 1)])
def test_every_input_has_the_same_value_in_all_scenarios_that_state_it(
    table: WorldTable | None, base: int
) -> None:
    scenarios = on_the_way()
    worlds = Worlds(scenarios, table, base)
    made = [in_world(each, worlds.world(arm, 0), 2013) for arm, each in enumerate(scenarios)]
    moved = 0
    for (at, one), (other, two) in itertools.combinations(enumerate(scenarios), 2):
        for each in inputs(one, two):
            if each.is_doubt and each.in_a and each.in_b:
                value = part_at(made[at], each.in_a[0]).value
                assert value == pytest.approx(part_at(made[other], each.in_b[0]).value, rel=1e-12)
                moved += value != each.estimate.value
    assert moved > 1000


def test_scenarios_on_the_way_change_nothing_for_the_first_two() -> None:
    """So a bridge uses the runs of a comparison."""
    several, two = Worlds(on_the_way(), None), Worlds((CURRENT, PROPOSED), None)
    assert several.identities[:2] == two.identities
    assert len(set(several.identities)) == len(several.scenarios)
