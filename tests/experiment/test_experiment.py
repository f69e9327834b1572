"""An experiment gives the same results wherever and in whatever order it is worked out."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import pandas as pd
import pytest

from sim.experiment.comparison import compare
from sim.experiment.experiment import Experiment, same_families
from sim.experiment.running import run_experiment
from sim.experiment.statistics.verdict import Direction
from sim.experiment.store.load_or_run import load_or_run
from sim.experiment.work.pool import Serial, local_pool
from sim.experiment.work.replicate import Failure, Replication, Run
from tests.experiment.runs import CLUSTERS, SMALL
from tests.scenario.files import small

BOTH = (SMALL, CLUSTERS)


@pytest.fixture(scope="module")
def serial() -> Experiment:
    return run_experiment(BOTH, seed=1, replications=3, executor=Serial())


def assert_equal(one: Replication, other: Replication) -> None:
    assert (one.arm, one.number, one.laws) == (other.arm, other.number, other.laws)
    pd.testing.assert_frame_equal(one.rows, other.rows, check_exact=True)


class Shuffled(ThreadPoolExecutor):
    """Ends those of the first number once it is told that the others have ended."""

    workers = 6

    def __init__(self) -> None:
        super().__init__(self.workers)
        self.others_ended = Event()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        run: Run = args[0]

        def later() -> Any:
            assert run.number or self.others_ended.wait(timeout=120)
            return fn(*args, **kwargs)

        return super().submit(later)


class Flaky(Serial):
    """Fails in one replication of the second scenario."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        run: Run = args[0]
        if (run.arm, run.number) != (1, 1):
            return super().submit(fn, *args, **kwargs)
        failed: Future[Any] = Future()
        failed.set_exception(ValueError("no worker to allocate"))
        return failed


class Dying(Serial):
    """Breaks after its first task, as a pool does whose process was killed."""

    done = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.done:
            raise BrokenExecutor("a worker process ended abruptly")
        self.done += 1
        return super().submit(fn, *args, **kwargs)


def test_processes_give_what_this_process_gives(serial: Experiment) -> None:
    with local_pool(2) as pool:
        parallel = run_experiment(BOTH, seed=1, replications=3, executor=pool)
    for ours, theirs in zip(serial.arms, parallel.arms, strict=True):
        for one, other in zip(ours, theirs, strict=True):
            assert_equal(one, other)


def test_the_order_in_which_replications_end_does_not_matter(serial: Experiment) -> None:
    ended: list[int] = []
    with Shuffled() as pool:

        def note(result: Replication | Failure) -> None:
            ended.append(result.number)
            if len(ended) == 4:
                pool.others_ended.set()

        shuffled = run_experiment(BOTH, 1, 3, pool, note)
    assert ended[4:] == [0, 0]
    for ours, theirs in zip(serial.arms, shuffled.arms, strict=True):
        for one, other in zip(ours, theirs, strict=True):
            assert_equal(one, other)


def test_more_replications_keep_those_there_were(serial: Experiment) -> None:
    fewer = run_experiment(BOTH, seed=1, replications=2, executor=Serial())
    for ours, theirs in zip(serial.arms, fewer.arms, strict=True):
        for one, other in zip(ours[:2], theirs, strict=True):
            assert_equal(one, other)


def test_the_same_scenario_twice_differs_by_exactly_0_in_every_figure() -> None:
    found = compare(run_experiment((SMALL, SMALL), seed=1, replications=2, executor=Serial()))
    measured = [outcome for outcome in found.outcomes if outcome.difference.replications == 2]
    assert len(measured) > 50
    assert {outcome.direction for outcome in measured} == {Direction.SAME}


def test_a_replication_that_fails_is_named_and_the_others_are_kept() -> None:
    done = run_experiment(BOTH, seed=1, replications=3, executor=Flaky())
    assert [str(failure) for failure in done.failures] == [
        "Clusters, replication 1: ValueError: no worker to allocate"
    ]
    assert [[each.number for each in arm] for arm in done.arms] == [[0, 1, 2], [0, 2]]
    assert compare(done).pairs == 2


def test_a_pool_that_breaks_fails_what_is_left() -> None:
    done = run_experiment(BOTH, seed=1, replications=2, executor=Dying())
    assert [len(arm) for arm in done.arms] == [1, 0]
    assert len(done.failures) == 3
    assert "ended abruptly" in str(done.failures[0])


def test_results_are_handed_on_one_by_one() -> None:
    submitted: list[int] = []

    class Watched(Serial):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            submitted.append(args[0].number)
            return super().submit(fn, *args, **kwargs)

    results = load_or_run([Run(SMALL, 1, number) for number in range(3)], Watched())
    first = next(results)
    assert isinstance(first, Replication)
    assert submitted == [0]
    assert len(list(results)) == 2


def test_what_crosses_to_a_process_can_be_pickled(serial: Experiment) -> None:
    run = Run(SMALL, 1, 0)
    assert pickle.loads(pickle.dumps(run)) == run  # noqa: S301  our own bytes
    assert_equal(pickle.loads(pickle.dumps(serial.arms[0][0])), serial.arms[0][0])  # noqa: S301
    failure = Failure(0, "Small", 0, "ValueError")
    assert pickle.loads(pickle.dumps(failure)) == failure  # noqa: S301


def test_families_are_the_same_unless_demand_open_cases_or_dates_differ() -> None:
    assert same_families(SMALL, CLUSTERS)
    assert same_families(SMALL, small("handoffs: {notice: 9}"))
    assert not same_families(SMALL, small("demand: {contacts_per_month: 61}"))
    assert not same_families(SMALL, small("open_cases: {in-need plan: 61}"))
    assert not same_families(SMALL, small("horizon: {ends: 2014-02-28}"))
