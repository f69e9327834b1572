"""The bridge: steps add up to the whole, whatever the values, and nothing differs from itself."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment.experiment import Experiment
from sim.experiment.running import run_experiment
from sim.experiment.statistics.figures import Key
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.bridge import (
    Ways,
    bridge,
    found_ways,
    named_ways,
    stored_bridge,
    worlds_on,
)
from sim.experiment.work.pool import Serial
from sim.experiment.work.replicate import Replication
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import JUDGED
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL

JOINT = override(
    CLUSTERS,
    {
        "title": "Clusters, joint enquiries",
        "structure.rules.section_47_on_open_cases": "joint",
        "workforce.sickness": 0.1,
    },
)
WAYS = found_ways(SMALL, JOINT)
PAIRS = 8


def made_up(ways: Ways, values: np.ndarray) -> Experiment:
    """Runs of every scenario with these values: shape (scenarios, measures, pairs)."""
    keys = tuple(map(Key, JUDGED))
    arms = tuple(
        tuple(Replication(arm, n, keys, of[:, n], ()) for n in range(values.shape[2]))
        for arm, of in enumerate(values)
    )
    worlds = Worlds(ways.scenarios, None)
    return Experiment(ways.scenarios, 1, values.shape[2], arms, (), 1.0, worlds=worlds)


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.floats(0, 0.3))
def test_steps_add_up_exactly_in_either_order(seed: int, missing: float) -> None:
    chance = np.random.default_rng(seed)
    values = chance.uniform(0, 100, (len(WAYS.scenarios), len(JUDGED), PAIRS))
    values[chance.uniform(size=values.shape) < missing] = np.nan
    for each in bridge(WAYS, made_up(WAYS, values)).outcomes:
        whole = each.whole.outcome.difference.mean
        for steps in (each.steps, each.turned):
            assert len(steps) == 3
            total = math.fsum(step.outcome.difference.mean for step in steps)
            assert total == pytest.approx(whole, abs=1e-9)
            assert {step.years for step in steps} == {each.whole.years}
        assert each.steps[0].outcome.a == each.whole.outcome.a
        assert each.steps[-1].outcome.b == each.whole.outcome.b
        assert all(one.outcome.b == two.outcome.a for one, two in pairwise(each.steps))


def test_each_step_is_told_by_its_own_scenarios_in_both_orders() -> None:
    """Two parts that each add something, and something more together."""
    names = [step.name for step in WAYS.steps]
    assert names == ["teams", "who keeps section 47", "other inputs"]
    adds = {names[0]: 10.0, names[1]: 1.0, names[2]: 0.1}
    worth = [0.0, 0.0]
    for way in (WAYS.steps, WAYS.turned):
        done = [way[at].name for at in range(len(way))]
        totals = [
            sum(adds[name] for name in done[:n]) + 50 * ({*names[:2]} <= set(done[:n]))
            for n in (1, 2, 3)
        ]
        worth[1] = totals[2]
        worth += totals[:2]
    values = np.array(worth)[:, None, None] * np.ones((1, len(JUDGED), PAIRS))
    found = bridge(WAYS, made_up(WAYS, values)).outcomes[0]
    assert [each.outcome.difference.mean for each in found.steps] == pytest.approx([10, 51, 0.1])
    assert [each.outcome.difference.mean for each in found.turned] == pytest.approx([60, 1, 0.1])


@pytest.mark.parametrize("ways", [found_ways(SMALL, SMALL), named_ways([SMALL, SMALL, SMALL])])
def test_from_a_scenario_to_itself_everything_is_exactly_0(ways: Ways) -> None:
    worlds = Worlds(ways.scenarios, None)
    found = bridge(ways, run_experiment(ways.scenarios, 3, 2, Serial(), worlds=worlds))
    assert found.outcomes
    for each in found.outcomes:
        for judged in (each.whole, *each.steps):
            assert judged.outcome.difference.mean == 0
            assert judged.outcome.difference.is_zero
    assert [len(each.steps) for each in found.outcomes] == ([len(ways.steps)] * len(found.outcomes))


def test_steps_may_be_named_and_are_then_not_turned_round() -> None:
    ways = named_ways([SMALL, CLUSTERS, JOINT])
    assert ways.is_named
    assert not WAYS.is_named
    assert ways.turned == ()
    assert ways.scenarios == (SMALL, JOINT, CLUSTERS)
    assert [step.to for step in ways.steps] == [CLUSTERS, JOINT]


def test_a_bridge_uses_the_runs_of_its_comparison_and_is_found_in_the_store(
    tmp_path: Path,
) -> None:
    store = RunStore(tmp_path)
    pair: tuple[Scenario, Scenario] = (SMALL, CLUSTERS)
    ways = named_ways([SMALL, JOINT, CLUSTERS])
    of = run_experiment(pair, 3, 2, Serial(), store=store, worlds=Worlds(pair, None))
    assert stored_bridge(ways, of, store) is None
    done = run_experiment(ways.scenarios, 3, 2, Serial(), store=store, worlds=worlds_on(ways, of))
    assert done.simulated == 2
    found = stored_bridge(ways, of, store)
    assert found is not None
    assert found.outcomes == bridge(ways, done).outcomes
