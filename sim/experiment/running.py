"""Running: scenarios simulated, again and again with the same luck in each, until it is enough."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from sim.experiment.course import Course
from sim.experiment.experiment import Experiment, WrongNumberOfScenariosError
from sim.experiment.statistics.precision import Fixed, StoppingRule
from sim.experiment.store.load_or_run import load_or_run
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.replicate import Failure, Replication, Run
from sim.experiment.worlds.world import World
from sim.experiment.worlds.worlds import Worlds
from sim.model.luck import identity
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sim.model.arrivals import Arrivals


@dataclass(frozen=True)
class Progress:
    """How far an experiment has come, after one more replication.

    Attributes:
        result: the replication, or its failure.
        done: replications so far, of all scenarios, with those that failed.
        expected: how many there will be, as far as can be told now.
        excess: how many times too wide the widest primary interval is; infinite if not known, nan
            where the rule does not ask.
        open_still: judged outcomes that were not settled when they were last looked at; none where
            they were not yet, or the rule does not ask.
        seconds_left: until then, at the pace so far; nan before there is one.
    """

    result: Replication | Failure
    done: int
    expected: int
    excess: float
    open_still: tuple[str, ...] | None
    seconds_left: float
    _made: Callable[[], Experiment]

    @cached_property
    def experiment(self) -> Experiment:
        """The replications so far, in the order of their numbers; at the end the answer.

        `sim.experiment.comparison.compare` takes it at any time: a pure function of the set of
        replications, whatever the order in which they came.
        """
        return self._made()


def run_until_enough(
    scenarios: Sequence[Scenario],
    seed: int,
    rule: StoppingRule,
    executor: Executor,
    store: RunStore | None = None,
    arrivals: Arrivals | None = None,
    worlds: Worlds | None = None,
) -> Generator[Progress, None, None]:
    """Simulate scenarios until there is enough.

    The end does not depend on the executor, on the order in which replications come, nor on what
    the store already had: pairs are judged in the order of their numbers, and what goes beyond the
    number at which the rule holds is left out. One that fails is reported and the others are kept.

    Args:
        scenarios: what to simulate; the same number meets the same families in each. Two, unless
            the number is fixed; margins and confidence are those of the first.
        seed: identity of the luck.
        rule: when there is enough.
        executor: where to work them out, all scenarios together.
        store: where results are looked up first, and kept as they come.
        arrivals: families who make contact in every replication of every scenario; drawn from the
            demand of each scenario if none.
        worlds: of these scenarios; every number is run in the world of that number. As planned if
            none.

    Yields:
        How far it has come, after each replication. Closing the iterator cancels what has not
        begun.

    Raises:
        UnusableSeedError: at the call, if the seed is no whole number, or below 0 or too large.
        WrongNumberOfScenariosError: at the call, if there is none, or the rule wants two.
        TooFewWorldsError: at the call, if the rule may ask for more worlds than there are.
    """
    identity(seed)
    if not scenarios:
        raise WrongNumberOfScenariosError("there is no scenario to simulate; give at least one")
    if not isinstance(rule, Fixed) and len(scenarios) != 2:
        raise WrongNumberOfScenariosError(
            f"there is a difference between two scenarios, not {len(scenarios)}; "
            f"for another number of them fix the replications"
        )
    if worlds is not None:
        worlds.hold(rule.at_most)
    return _until_enough(scenarios, seed, rule, executor, store, arrivals, worlds)


def _until_enough(
    scenarios: Sequence[Scenario],
    seed: int,
    rule: StoppingRule,
    executor: Executor,
    store: RunStore | None,
    arrivals: Arrivals | None,
    worlds: Worlds | None,
) -> Generator[Progress, None, None]:
    began = time.perf_counter()
    # By number, so that whatever is done at any moment is nearly all in pairs.
    runs = (
        Run(scenario, seed, number, arm, arrivals=arrivals, world=_world(worlds, arm, number))
        for number in range(rule.at_most)
        for arm, scenario in enumerate(scenarios)
    )
    course = Course(tuple(scenarios), seed, rule, arrivals, worlds)
    coming = load_or_run(runs, executor, store)
    while course.ending is None:
        result = next(coming)
        course.add(result)
        seconds = time.perf_counter() - began
        left = course.expected - len(course.results)
        yield Progress(
            result=result,
            done=len(course.results),
            expected=course.expected,
            excess=course.precision.excess if course.precision is not None else math.nan,
            open_still=course.open_still,
            seconds_left=left * seconds / course.simulated if course.simulated else math.nan,
            _made=partial(
                course.experiment, dict(course.results), course.asked, seconds, course.ending
            ),
        )


def _world(worlds: Worlds | None, arm: int, number: int) -> World | None:
    return None if worlds is None else worlds.world(arm, number)


def run_experiment(
    scenarios: Sequence[Scenario],
    seed: int,
    replications: int | StoppingRule,
    executor: Executor,
    on_result: Callable[[Replication | Failure], None] = lambda _: None,
    store: RunStore | None = None,
    arrivals: Arrivals | None = None,
    worlds: Worlds | None = None,
) -> Experiment:
    """Simulate every scenario, from replication 0 on, until there is enough.

    Args:
        scenarios: what to simulate; the same number meets the same families in each.
        seed: identity of the luck.
        replications: how many of each, or the rule that decides it.
        executor: where to work them out, all scenarios together.
        on_result: called with each replication or failure as it ends.
        store: where results are looked up first, and kept as they come.
        arrivals: families who make contact in every replication; drawn if none.
        worlds: of these scenarios; every number is run in the world of that number. As planned if
            none.

    Raises:
        TooFewWorldsError: if the rule may ask for more worlds than there are.
        TooFewReplicationsError: if there is to be none.
        UnusableSeedError: if the seed is no whole number, or below 0 or too large.
        WrongNumberOfScenariosError: if there is none, or the rule wants two.
    """
    rule = replications if isinstance(replications, StoppingRule) else Fixed(replications)
    for progress in run_until_enough(scenarios, seed, rule, executor, store, arrivals, worlds):
        on_result(progress.result)
    return progress.experiment
