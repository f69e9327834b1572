"""The experiment: every scenario simulated again and again, with the same luck in each."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from sim.experiment.statistics.precision import (
    Fixed,
    Precision,
    StoppingRule,
    StopReason,
    UntilPrecise,
)
from sim.experiment.store.load_or_run import load_or_run
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.replicate import Failure, Replication, Run, hash_of
from sim.experiment.worlds.world import World
from sim.experiment.worlds.worlds import Worlds
from sim.model.luck import identity
from sim.scenario.differ.changed_values import changed_values
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sim.model.arrivals import Arrivals

_DECIDES_FAMILIES = {"demand", "open_cases", "horizon"}


def same_families(a: Scenario, b: Scenario) -> bool:
    """Whether a family's number means the same family, with the same luck, in both scenarios."""
    return not any(change.path[0] in _DECIDES_FAMILIES for change in changed_values(a, b))


class WrongNumberOfScenariosError(ValueError):
    """Too few scenarios for what is asked of them, or too many."""


class MissingArrivalsError(LookupError):
    """An experiment ran on arrivals given from outside, which the store never has."""


@dataclass(frozen=True)
class Experiment:
    """What an experiment brought.

    Attributes:
        scenarios: what was simulated.
        seed: identity of its luck.
        asked: replications of each scenario: those asked for, or those it took to be precise.
        arms: the replications of each scenario, by number.
        failures: those that came to nothing, by scenario and number.
        seconds: how long it took.
        ending: why there are as many replications as there are.
        arrivals: families given from outside, whom every replication met; none if each drew its
            own, or if it was opened from the store, which has no given arrivals.
        arrivals_hash: of the arrivals given; empty if each replication drew its own.
        worlds: those it was run in, one a number; none if all inputs were as planned.
    """

    scenarios: tuple[Scenario, ...]
    seed: int
    asked: int
    arms: tuple[tuple[Replication, ...], ...]
    failures: tuple[Failure, ...]
    seconds: float
    ending: StopReason = StopReason.FIXED
    arrivals: Arrivals | None = None
    arrivals_hash: str = ""
    worlds: Worlds | None = None

    @property
    def pair(self) -> tuple[Scenario, Scenario]:
        """Its two scenarios, A and B.

        Raises:
            WrongNumberOfScenariosError: if it has one, or more than two.
        """
        if len(self.scenarios) != 2:
            raise WrongNumberOfScenariosError(
                f"two scenarios are compared, A and B; this experiment has {len(self.scenarios)}"
            )
        return self.scenarios[0], self.scenarios[1]

    @property
    def simulated(self) -> int:
        """Replications that were simulated for it; the others came from the store."""
        return sum(not each.is_stored for arm in self.arms for each in arm)

    def further_run(
        self, scenario: Scenario, number: int, arm: int = 0, world: World | None = None
    ) -> Run:
        """A replication to set beside these: of any scenario, with the same seed and arrivals.

        Args:
            scenario: what to simulate.
            number: the replication's number.
            arm: place of the scenario among those that are run further.
            world: the values of its doubtful inputs; as planned if none.

        Raises:
            MissingArrivalsError: if the arrivals were given and are not here.
        """
        if hash_of(self.arrivals) != self.arrivals_hash:
            raise MissingArrivalsError(f"the arrivals {self.arrivals_hash} have to be given again")
        return Run(scenario, self.seed, number, arm, arrivals=self.arrivals, world=world)


@dataclass(frozen=True)
class Progress:
    """How far an experiment has come, after one more replication.

    Attributes:
        result: the replication, or its failure.
        done: replications so far, of all scenarios, with those that failed.
        expected: how many there will be, as far as can be told now.
        excess: how many times too wide the widest primary interval is; infinite if not known.
        seconds_left: until then, at the pace so far; nan before there is one.
    """

    result: Replication | Failure
    done: int
    expected: int
    excess: float
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
        scenarios: what to simulate; the same number meets the same families in each. Two, if
            they are to be precise; margins and confidence are those of the first.
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
    if isinstance(rule, UntilPrecise) and len(scenarios) != 2:
        raise WrongNumberOfScenariosError(
            f"a difference is precise between two scenarios, not {len(scenarios)}; "
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
    course = _Course(tuple(scenarios), seed, rule, arrivals, worlds)
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
            seconds_left=left * seconds / course.simulated if course.simulated else math.nan,
            _made=partial(
                course.experiment, dict(course.results), course.asked, seconds, course.ending
            ),
        )


def _world(worlds: Worlds | None, arm: int, number: int) -> World | None:
    return None if worlds is None else worlds.world(arm, number)


class _Course:
    """The replications of an experiment as they come, and whether there is enough of them."""

    def __init__(
        self,
        scenarios: tuple[Scenario, ...],
        seed: int,
        rule: StoppingRule,
        arrivals: Arrivals | None,
        worlds: Worlds | None,
    ) -> None:
        self._scenarios = scenarios
        self._worlds = worlds
        self._arrivals = arrivals
        self._seed = seed
        self._rule = rule
        self.precision = (
            Precision(scenarios[0].margins, rule) if isinstance(rule, UntilPrecise) else None
        )
        self.results: dict[tuple[int, int], Replication | Failure] = {}
        self.simulated = 0
        self.ending: StopReason | None = None
        self._judged = 0

    def add(self, result: Replication | Failure) -> None:
        """Take a replication, and judge the numbers that are now complete, one after the other."""
        self.results[result.arm, result.number] = result
        self.simulated += not (isinstance(result, Replication) and result.is_stored)
        while self.ending is None and len(pair := self._of_number(self._judged)) == len(
            self._scenarios
        ):
            self._judged += 1
            self._judge([each for each in pair if isinstance(each, Replication)])

    def _of_number(self, number: int) -> list[Replication | Failure]:
        keys = [(arm, number) for arm in range(len(self._scenarios))]
        return [self.results[key] for key in keys if key in self.results]

    def _judge(self, pair: Sequence[Replication]) -> None:
        if self.precision is not None and len(pair) == len(self._scenarios):
            self.precision.add(*(each.primaries for each in pair))
            if self.precision.is_enough:
                self.ending = StopReason.PRECISE
        if self.ending is None and self._judged == self._rule.at_most:
            self.ending = StopReason.FIXED if self.precision is None else StopReason.CAPPED

    @property
    def asked(self) -> int:
        """Replications of each scenario: at the end those that count, before it those begun."""
        return 1 + max(at for _, at in self.results) if self.ending is None else self._judged

    @property
    def expected(self) -> int:
        """Replications there will be, of all scenarios, as far as can be told now."""
        if self.ending is not None:
            return len(self.results)
        pairs = self._rule.at_most if self.precision is None else self.precision.expected
        return max(pairs * len(self._scenarios), len(self.results))

    def experiment(
        self,
        results: Mapping[tuple[int, int], Replication | Failure],
        asked: int,
        seconds: float,
        ending: StopReason | None,
    ) -> Experiment:
        """Some of the results, in the order of their numbers."""
        ordered = [results[key] for key in sorted(results) if key[1] < asked]
        return Experiment(
            scenarios=self._scenarios,
            seed=self._seed,
            asked=asked,
            arms=tuple(
                tuple(each for each in ordered if isinstance(each, Replication) and each.arm == arm)
                for arm in range(len(self._scenarios))
            ),
            failures=tuple(each for each in ordered if isinstance(each, Failure)),
            seconds=seconds,
            ending=ending or StopReason.FIXED,
            arrivals=self._arrivals,
            arrivals_hash=hash_of(self._arrivals),
            worlds=self._worlds,
        )


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
