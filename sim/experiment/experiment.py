"""The experiment: every scenario simulated again and again, with the same luck in each."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property, partial

from sim.experiment.statistics.precision import Ending, Fixed, Precision, Rule, UntilPrecise
from sim.experiment.store.run_store import RunStore, obtain
from sim.experiment.work.replicate import Failure, Replication, Task
from sim.scenario.differ.changed_values import changed_values
from sim.scenario.scenario import Scenario

_DECIDES_FAMILIES = {"demand", "open_cases", "horizon"}


def same_families(a: Scenario, b: Scenario) -> bool:
    """Whether a family's number means the same family, with the same luck, in both scenarios."""
    return not any(change.path[0] in _DECIDES_FAMILIES for change in changed_values(a, b))


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
    """

    scenarios: tuple[Scenario, ...]
    seed: int
    asked: int
    arms: tuple[tuple[Replication, ...], ...]
    failures: tuple[Failure, ...]
    seconds: float
    ending: Ending = Ending.FIXED

    @property
    def simulated(self) -> int:
        """Replications that were simulated for it; the others came from the store."""
        return sum(not each.is_stored for arm in self.arms for each in arm)


@dataclass(frozen=True)
class Standing:
    """How far an experiment has come, after one more replication.

    Attributes:
        result: the replication, or its failure.
        done: replications so far, of all scenarios, with those that failed.
        expected: how many there will be, as far as can be told now.
        excess: how many times too wide the widest primary interval is; infinite if not known.
        seconds_left: until then, at the pace so far; nan before there is one.
        is_final: whether this is the end. Then, and only then, `experiment` is the answer: before,
            it is what is there.
    """

    result: Replication | Failure
    done: int
    expected: int
    excess: float
    seconds_left: float
    is_final: bool
    _made: Callable[[], Experiment]

    @cached_property
    def experiment(self) -> Experiment:
        """The replications so far, in the order of their numbers, as an experiment.

        `sim.experiment.comparison.compare` takes it at any time: a pure function of the set of
        replications, whatever the order in which they came.
        """
        return self._made()


def conduct(
    scenarios: Sequence[Scenario],
    seed: int,
    rule: Rule,
    executor: Executor,
    store: RunStore | None = None,
) -> Generator[Standing, None, None]:
    """Simulate scenarios until there is enough, telling how far it has come.

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

    Yields:
        The standing after each replication; the last one is final. Closing the iterator cancels
        what has not begun.
    """
    began = time.perf_counter()
    # By number, so that whatever is done at any moment is nearly all in pairs.
    tasks = (
        Task(scenario, seed, number, arm)
        for number in range(rule.at_most)
        for arm, scenario in enumerate(scenarios)
    )
    course = _Course(tuple(scenarios), seed, rule)
    coming = obtain(tasks, executor, store)
    while course.ending is None:
        result = next(coming)
        course.add(result)
        seconds = time.perf_counter() - began
        left = course.expected - len(course.results)
        yield Standing(
            result=result,
            done=len(course.results),
            expected=course.expected,
            excess=course.precision.excess if course.precision is not None else math.nan,
            seconds_left=left * seconds / course.simulated if course.simulated else math.nan,
            is_final=course.ending is not None,
            _made=partial(
                course.experiment, dict(course.results), course.asked, seconds, course.ending
            ),
        )


class _Course:
    """The replications of an experiment as they come, and whether there is enough of them."""

    def __init__(self, scenarios: tuple[Scenario, ...], seed: int, rule: Rule) -> None:
        self._scenarios = scenarios
        self._seed = seed
        self._rule = rule
        self.precision = (
            Precision(scenarios[0].margins, rule) if isinstance(rule, UntilPrecise) else None
        )
        self.results: dict[tuple[int, int], Replication | Failure] = {}
        self.simulated = 0
        self.ending: Ending | None = None
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
                self.ending = Ending.PRECISE
        if self.ending is None and self._judged == self._rule.at_most:
            self.ending = Ending.FIXED if self.precision is None else Ending.CAPPED

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
        ending: Ending | None,
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
            ending=ending or Ending.FIXED,
        )


def run_experiment(
    scenarios: Sequence[Scenario],
    seed: int,
    replications: int | Rule,
    executor: Executor,
    on_result: Callable[[Replication | Failure], None] = lambda _: None,
    store: RunStore | None = None,
) -> Experiment:
    """Simulate every scenario, from replication 0 on, until there is enough.

    Args:
        scenarios: what to simulate; the same number meets the same families in each.
        seed: identity of the luck.
        replications: how many of each, or the rule that decides it.
        executor: where to work them out, all scenarios together.
        on_result: told of each replication or failure as it ends.
        store: where results are looked up first, and kept as they come.
    """
    rule = Fixed(replications) if isinstance(replications, int) else replications
    for standing in conduct(scenarios, seed, rule, executor, store):
        on_result(standing.result)
    return standing.experiment
