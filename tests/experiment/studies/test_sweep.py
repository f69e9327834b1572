"""A sweep brings one tidy table, each point paired with the scenario as it stands."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.experiment.comparison import compare
from sim.experiment.running import run_experiment
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.design import Point, Varied, grid, points, varied
from sim.experiment.studies.sweep import Swept, runs_of, sweep
from sim.experiment.work.pool import Serial
from sim.experiment.work.replicate import Replication
from sim.measures.catalogue import PRIMARY
from tests.experiment.runs import SMALL, Invented

INPUTS = [varied(SMALL, "demand.contacts_per_month"), varied(SMALL, "handoffs.notice=5..7")]


def planned(values: int = 2, inputs: list[Varied] = INPUTS) -> list[Point]:
    return points(SMALL, inputs, grid(inputs, values))


def swept(executor: Serial, store: RunStore | None = None, replications: int = 3) -> Swept:
    return sweep(INPUTS, planned(), 1, replications, executor, store)


@pytest.fixture(scope="module")
def real() -> Swept:
    return swept(Serial(), replications=2)


def test_each_row_is_one_figure_at_one_point(real: Swept) -> None:
    table = real.table
    assert not table.duplicated(["point", "measure", "scope", "name"]).any()
    assert list(dict.fromkeys(table["point"])) == [0, 1, 2, 3, 4]
    values = table.groupby("point")[["demand.contacts_per_month", "handoffs.notice"]].first()
    assert [tuple(row) for row in values.to_numpy()] == [point.values for point in real.points]
    assert {"week", "team week", "day"}.isdisjoint(table["scope"])
    assert set(PRIMARY) <= set(table["measure"])


def test_a_point_changes_against_the_scenario_as_it_stands_as_a_comparison_says(
    real: Swept,
) -> None:
    point = real.points[4]
    assert point.scenario is not None
    found = compare(run_experiment((SMALL, point.scenario), 1, 2, Serial()))
    outcome = found.find("contacts_a_month")
    assert outcome is not None
    rows = real.table[(real.table["measure"] == "contacts_a_month") & (real.table["point"] == 4)]
    row = rows.iloc[0]
    assert (row["mean"], row["low"], row["high"]) == (
        outcome.b.mean,
        outcome.b.low,
        outcome.b.high,
    )
    assert (row["change"], row["change_low"]) == (outcome.difference.mean, outcome.difference.low)
    assert row["change"] > 0


def test_point_0_changes_nothing(real: Swept) -> None:
    changes = real.table[real.table["point"] == 0]["change"].dropna()
    assert len(changes) > 50
    assert (changes == 0).all()


def test_what_is_stored_is_not_simulated_again(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    first = swept(Invented(), store, replications=2)
    executor = Invented()
    more = swept(executor, store, replications=3)
    assert (first.simulated, more.simulated, len(executor.asked)) == (10, 5, 5)
    pd.testing.assert_frame_equal(more.table, swept(Invented()).table, check_exact=True)


def test_points_that_come_to_the_same_share_their_runs() -> None:
    inputs = [varied(SMALL, "handoffs.notice=5..7")]
    design = planned(inputs=inputs)
    assert runs_of(design, 4) == 8
    executor = Invented()
    found = sweep(inputs, design, 1, 4, executor)
    assert len(executor.asked) == found.simulated == 8
    by_point = found.table.groupby("point")["mean"].apply(list)
    assert by_point[0] == by_point[1]


def test_a_run_that_fails_takes_its_pair_out_of_its_point() -> None:
    class Failing(Invented):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            if (args[0].arm, args[0].number) not in {(2, 1), (3, 0), (3, 1), (3, 2)}:
                return super().submit(fn, *args, **kwargs)
            failed: Future[Any] = Future()
            failed.set_exception(ValueError("nobody answered"))
            return failed

    found = swept(Failing())
    assert [(each.arm, each.number) for each in found.failures] == [(2, 1), (3, 0), (3, 1), (3, 2)]
    counts = found.table.groupby("point")["replications"].first()
    assert counts.to_dict() == {0: 3, 1: 3, 2: 2, 4: 3}


def test_a_point_that_cannot_be_run_is_left_out_of_the_table() -> None:
    inputs = [varied(SMALL, "pathway.activities.assessment.planned_days.usual=20..50")]
    found = sweep(inputs, planned(inputs=inputs), 1, 2, Invented())
    assert set(found.table["point"]) == {0, 1}
    assert found.points[2].why_not


def test_replications_are_let_go_once_their_point_is_complete() -> None:
    alive: list[int] = []
    seen: list[Any] = []

    def watch(result: object) -> None:
        assert isinstance(result, Replication)
        seen.append(weakref.ref(result))
        alive.append(sum(each() is not None for each in seen))

    sweep(INPUTS, planned(6), 1, 2, Invented(), on_result=watch)
    assert len(alive) == 74
    assert max(alive) <= 6
    assert np.mean(alive[-10:]) <= 6
