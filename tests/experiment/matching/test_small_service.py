"""A real scenario matched on any executor, interrupted or not, finds the same worlds."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from sim.experiment.matching.found_worlds import table_of
from sim.experiment.matching.service import FIRST_RUN, ScenarioService
from sim.experiment.matching.space import given, scenario_at
from sim.experiment.matching.waves import Matched, match
from sim.experiment.statistics.figures import Key
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.pool import Serial, local_pool
from sim.experiment.work.replicate import Run, replicate
from sim.experiment.worlds.world import World
from sim.experiment.worlds.world_table import WorldTable, doubts, read, written
from tests.experiment.matching.toy import figure
from tests.scenario.files import small

pytestmark = pytest.mark.integration

SCENARIO = small("""
workforce: {staffing: {value: 1, low: 0.5, high: 1, unit: share of posts, grade: A}}
handoffs: {notice: {value: 5, low: 0, high: 20, unit: working days, grade: A}}
""")
FIGURES = (
    figure("contacts_a_month", 57, 66, "children a month", "consequence"),
    figure("children_per_worker_mean", 8, 12, "children", "workload"),
)
KEYS = [Key(each.measure) for each in FIGURES]
WORLDS, RUNS = 8, 80


def matched(executor: Executor, store: RunStore | None = None) -> Matched:
    service = ScenarioService(SCENARIO, KEYS, 1, executor, store)
    return match(service, FIGURES, WORLDS, RUNS, seed=1)


def worlds(executor: Executor, store: RunStore | None = None) -> WorldTable:
    return table_of(matched(executor, store), SCENARIO, "Made up", 1)


@pytest.fixture(scope="module")
def found() -> Matched:
    return matched(Serial())


@pytest.fixture(scope="module")
def made(found: Matched) -> WorldTable:
    return table_of(found, SCENARIO, "Made up", 1)


def test_the_table_says_what_each_world_gave_in_its_own_run(
    found: Matched, made: WorldTable
) -> None:
    assert len(made) == WORLDS
    assert made.runs <= RUNS
    assert made.names == tuple(each.name for each in doubts(SCENARIO))
    for at, target in enumerate(found.targets):
        given_by = made.reproduced[:, at]
        assert np.all((given_by >= target.low - 0.01) & (given_by <= target.high + 0.01))


def test_a_world_run_again_with_the_same_luck_gives_the_same(made: WorldTable) -> None:
    # Which run confirmed it is not in the table: it is one of those that were made.
    values = made.values[0]
    inputs = given(SCENARIO, values)
    found = [
        replicate(Run(SCENARIO, 1, number, world=World("same", number, inputs)))
        for number in range(FIRST_RUN + 8, FIRST_RUN + made.runs)
    ]
    loads = [each.value("children_per_worker_mean") for each in found]
    assert any(load == pytest.approx(made.reproduced[0, 1], rel=1e-4) for load in loads)


def test_its_file_gives_it_back_to_the_last_digit(made: WorldTable) -> None:
    again = read(written(made))
    assert again.identity == made.identity
    assert_array_equal(again.reproduced, made.reproduced)
    assert max(len(cell) for cell in written(made).splitlines()[2].split(",")) <= 9


def test_its_values_can_be_had_together(made: WorldTable) -> None:
    for values in made.values:
        scenario_at(SCENARIO, given(SCENARIO, values))


def test_two_processes_find_the_same_worlds(made: WorldTable) -> None:
    with local_pool(2) as executor:
        assert worlds(executor).identity == made.identity


class Stopped(Serial):
    """Answers so many times, then is interrupted."""

    def __init__(self, after: int) -> None:
        self.left = after

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().submit(fn, *args, **kwargs)


def test_interrupted_and_gone_on_with_it_finds_the_same_and_runs_nothing_twice(
    made: WorldTable, tmp_path: Path
) -> None:
    store = RunStore(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        worlds(Stopped(after=15), store)
    rest = Stopped(after=made.runs - 15)
    assert worlds(rest, store).identity == made.identity
    assert rest.left == 0
