"""An experiment ends at the same number, with the same answer, however its replications come."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.experiment.comparison import Comparison, compare
from sim.experiment.experiment import Experiment
from sim.experiment.running import Progress, run_experiment, run_until_enough
from sim.experiment.statistics.precision import (
    Fixed,
    StoppingRule,
    StopReason,
    UntilPrecise,
    UntilSettled,
)
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.replicate import Failure, Replication
from tests.experiment.runs import CLUSTERS, SMALL, Invented, invented

BOTH = (SMALL, CLUSTERS)
UNTIL = UntilPrecise(at_most=200)
SETTLED = UntilSettled(at_most=200)
RULES = pytest.mark.parametrize("rule", [UNTIL, SETTLED], ids=["precise", "settled"])


class Late(ThreadPoolExecutor):
    """Ends tasks in an order of chance, many at a time."""

    workers = 10

    def __init__(self, seed: int) -> None:
        super().__init__(self.workers)
        self._chance = np.random.default_rng(seed)

    def submit(self, _fn: Callable[..., Any], /, *args: Any, **_kwargs: Any) -> Future[Any]:
        wait = self._chance.random() / 200

        def later() -> Replication:
            time.sleep(wait)
            return invented(args[0], 2.0)

        return super().submit(later)


def done(
    executor: Executor, rule: StoppingRule = UNTIL, store: RunStore | None = None, seed: int = 1
) -> Experiment:
    return run_experiment(BOTH, seed, rule, executor, store=store)


def progress_of(executor: Executor, rule: StoppingRule = UNTIL) -> list[Progress]:
    return list(run_until_enough(BOTH, 1, rule, executor))


def outcomes(experiment: Experiment) -> tuple[object, ...]:
    found: Comparison = compare(experiment)
    return (experiment.asked, experiment.ending, found.pairs, repr(found.outcomes))


def test_pairs_are_added_until_every_primary_difference_is_precise() -> None:
    found = done(Invented(2.0))
    assert found.ending is StopReason.PRECISE
    assert 25 <= found.asked < 200
    for primary in compare(found).primaries:
        assert primary.outcome.difference.half_width <= primary.margin / 2


def test_a_cap_stops_it_before_that() -> None:
    found = done(Invented(2.0), UntilPrecise(at_most=30))
    assert (found.ending, found.asked) == (StopReason.CAPPED, 30)
    assert (done(Invented(), Fixed(4)).ending, compare(done(Invented(), Fixed(4))).pairs) == (
        StopReason.FIXED,
        4,
    )


@RULES
@pytest.mark.parametrize("seed", range(4))
def test_the_end_is_the_same_in_whatever_order_replications_come(
    seed: int, rule: StoppingRule
) -> None:
    with Late(seed) as late:
        told = progress_of(late, rule)
    numbers = [each.result.number for each in told]
    assert numbers != sorted(numbers)
    assert outcomes(told[-1].experiment) == outcomes(done(Invented(2.0), rule))


@RULES
def test_more_that_is_stored_than_is_needed_changes_nothing(
    tmp_path: Path, rule: StoppingRule
) -> None:
    store = RunStore(tmp_path)
    fresh = done(Invented(2.0), rule)
    assert fresh.asked < rule.at_most
    done(Invented(2.0), Fixed(fresh.asked + 30), store)
    executor = Invented(2.0)
    again = done(executor, rule, store)
    assert outcomes(again) == outcomes(fresh)
    assert executor.asked == []
    assert (again.simulated, fresh.simulated) == (0, 2 * fresh.asked)


def test_asking_for_60_after_40_computes_20(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    done(Invented(), Fixed(40), store)
    executor = Invented()
    sixty = done(executor, Fixed(60), store)
    assert sorted(run.number for run in executor.asked) == sorted([*range(40, 60)] * 2)
    assert outcomes(sixty) == outcomes(done(Invented(), Fixed(60)))


def test_another_seed_or_scenario_is_another_question(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    done(Invented(), Fixed(2), store)
    executor = Invented()
    done(executor, Fixed(2), store, seed=2)
    run_experiment((SMALL, SMALL), 1, 2, executor, store=store)
    assert [(run.seed, run.number) for run in executor.asked] == [(2, 0), (2, 0), (2, 1), (2, 1)]


def test_progress_is_given_after_every_replication_and_ends_with_the_answer() -> None:
    told = progress_of(Invented(2.0))
    assert [each.done for each in told] == list(range(1, len(told) + 1))
    assert told[-1].expected == told[-1].done == 2 * told[-1].experiment.asked
    assert told[-1].seconds_left == 0
    assert told[4].seconds_left > 0
    assert told[4].expected == 400
    assert all(a.excess >= 1 for a in told[40:60])


def test_a_comparison_may_be_made_of_what_is_there_at_any_time() -> None:
    told = progress_of(Invented(2.0))
    widths = [
        compare(each.experiment).primaries[0].outcome.difference.half_width
        for each in (told[9], told[39], told[-1])
    ]
    assert widths == sorted(widths, reverse=True)
    assert compare(told[8].experiment).pairs == 4
    assert compare(told[0].experiment).pairs == 0


def test_progress_stays_as_it_was() -> None:
    told = progress_of(Invented(), Fixed(3))
    assert [sum(map(len, each.experiment.arms)) for each in told] == [1, 2, 3, 4, 5, 6]


def test_without_a_margin_to_reach_there_is_no_excess() -> None:
    assert all(math.isnan(each.excess) for each in progress_of(Invented(), Fixed(2)))


@RULES
def test_a_failure_takes_its_pair_out_and_is_asked_again_the_next_time(
    tmp_path: Path, rule: StoppingRule
) -> None:
    class Once(Invented):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            if (args[0].arm, args[0].number) != (1, 3):
                return super().submit(fn, *args, **kwargs)
            failed: Future[Any] = Future()
            failed.set_exception(ValueError("nobody answered"))
            return failed

    store = RunStore(tmp_path)
    lost = done(Once(2.0), rule, store)
    assert [(each.arm, each.number) for each in lost.failures] == [(1, 3)]
    assert compare(lost).pairs == lost.asked - 1
    executor = Invented(2.0)
    assert outcomes(done(executor, rule, store)) == outcomes(done(Invented(2.0), rule))
    assert (executor.asked[0].arm, executor.asked[0].number) == (1, 3)


def test_runs_that_all_fail_settle_nothing() -> None:
    class Never(Invented):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            if (args[0].number + args[0].arm) % 2:
                return super().submit(fn, *args, **kwargs)
            failed: Future[Any] = Future()
            failed.set_exception(ValueError("nobody answered"))
            return failed

    found = done(Never(), UntilSettled(at_most=30))
    assert (found.ending, found.asked) == (StopReason.CAPPED, 30)
    assert all(found.arms)
    assert compare(found).pairs == 0


def test_whoever_stops_listening_stops_the_work() -> None:
    executor = Invented()
    results = run_until_enough(BOTH, 1, Fixed(50), executor)
    assert isinstance(next(results).result, Replication | Failure)
    results.close()
    assert len(executor.asked) == 1
