"""The course of an experiment: its replications as they come, and when there is enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.experiment.experiment import Experiment
from sim.experiment.paired_runs import PairedRuns, known_of
from sim.experiment.statistics.figures import Key
from sim.experiment.statistics.precision import (
    Fixed,
    Precision,
    StoppingRule,
    StopReason,
    UntilPrecise,
    UntilSettled,
)
from sim.experiment.statistics.settled import is_settled, level_of
from sim.experiment.work.replicate import Failure, Replication, hash_of
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import JUDGED, PRIMARY
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sim.model.arrivals import Arrivals


class Course:
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
        self.open_still: tuple[str, ...] | None = None
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
            a, b = pair
            self.precision.add(a.primaries, b.primaries, known_of(a, b))
            if self.precision.is_enough:
                self.ending = StopReason.PRECISE
        if isinstance(self._rule, UntilSettled) and self._judged in self._rule.looks:
            self.open_still = self._open_still(self._rule)
            if not self.open_still:
                self.ending = StopReason.SETTLED
        if self.ending is None and self._judged == self._rule.at_most:
            is_fixed = isinstance(self._rule, Fixed)
            self.ending = StopReason.FIXED if is_fixed else StopReason.CAPPED

    def _open_still(self, rule: UntilSettled) -> tuple[str, ...]:
        """The judged outcomes that are not settled by the pairs so far.

        A guardrail that no pair has a value of is none of them.

        Pairs are taken in the order of their numbers, whatever came beyond them.
        """
        margins, level = self._scenarios[0].margins, level_of(len(rule.looks))
        a, b = (
            [
                run
                for number in range(self._judged)
                if isinstance(run := self.results[arm, number], Replication)
            ]
            for arm in range(2)
        )
        keys = {measure: Key(measure) for measure in JUDGED}
        runs = PairedRuns.of(a, b, self._worlds, only=keys.values())
        found = {measure: runs[key].difference for measure, key in keys.items()}
        return tuple(
            measure
            for measure, difference in found.items()
            if (measure in PRIMARY or len(difference.years))
            and not is_settled(difference, margins.of(measure), level)
        )

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
