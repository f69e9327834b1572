"""The comparison: every measure in both scenarios, and the difference between them, in pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sim.experiment.experiment import Experiment, WrongNumberOfScenariosError
from sim.experiment.statistics.figures import Figures, Key
from sim.experiment.statistics.interval import Interval, level, paired_difference
from sim.experiment.statistics.precision import primary_confidence
from sim.experiment.statistics.verdict import Direction, Size, Verdict, direction, size, verdict
from sim.experiment.work.replicate import Replication
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.measures.tally import WHOLE
from sim.scenario.scenario import Scenario

__all__ = ["Comparison", "Key", "Outcome", "Primary", "compare", "levels"]

SERIES = frozenset({"week", "team week", "day"})
"""Scopes that trace a course over time, for charts; their points are not compared one by one."""


@dataclass(frozen=True)
class Outcome:
    """One figure under both structures.

    A figure that one scenario does not have, such as that of a team, has no difference.
    """

    key: Key
    a: Interval
    b: Interval
    difference: Interval
    """B - A, replication by replication."""
    direction: Direction
    adjusted: bool
    """Whether the difference's interval is adjusted for there being several primary outcomes."""

    @property
    def has_value(self) -> bool:
        """Whether A or B has a value."""
        return self.a.replications > 0 or self.b.replications > 0


@dataclass(frozen=True)
class Primary:
    """A primary outcome, judged against a margin agreed beforehand."""

    outcome: Outcome
    margin: float
    verdict: Verdict
    size: Size | None
    """How a shown gain or loss compares with the margin."""


@dataclass(frozen=True)
class Comparison:
    """Two scenarios compared over the same families with the same luck.

    Attributes:
        a: the scenario compared with.
        b: the scenario that is judged.
        pairs: replication numbers that both have.
        primaries: the primary outcomes, judged, in their agreed order.
        outcomes: every figure but series over time, in the order of the catalogue.
        confidence: of each interval that is not a primary difference, and of all the primary
            differences at once.
        primary_confidence: of each primary difference on its own.
    """

    a: Scenario
    b: Scenario
    pairs: int
    primaries: tuple[Primary, ...]
    outcomes: tuple[Outcome, ...]
    confidence: float
    primary_confidence: float

    @cached_property
    def _by_key(self) -> dict[Key, Outcome]:
        return {outcome.key: outcome for outcome in self.outcomes}

    def find(self, measure: str, scope: str = WHOLE[0], name: str = WHOLE[1]) -> Outcome | None:
        """The outcome of a figure; none if neither scenario has it."""
        return self._by_key.get(Key(measure, scope, name))

    def parts(self, measure: str, scope: str) -> list[Outcome]:
        """The outcomes of a measure for all parts of the service of one scope."""
        return [o for o in self.outcomes if o.key[:2] == (measure, scope)]


def compare(experiment: Experiment, judged: int | None = None) -> Comparison:
    """Compare two scenarios of an experiment over the replications that both have.

    Margins and confidence are those of A. The differences of the primary outcomes share
    the risk of error evenly (Bonferroni), so that all of them hold at once with the confidence
    asked for; every other interval stands alone.

    Args:
        experiment: its first scenario is A; several comparisons of one experiment share it.
        judged: place of B among the scenarios, from 1; needed where there are more than two.

    Raises:
        WrongNumberOfScenariosError: if there is no B, or several could be meant.
    """
    a, b = experiment.pair if judged is None else _chosen(experiment, judged)
    of_a, of_b = experiment.arms[0], experiment.arms[judged or 1]
    numbers = {r.number for r in of_a} & {r.number for r in of_b}
    figures_a = Figures.of([r for r in of_a if r.number in numbers])
    figures_b = Figures.of([r for r in of_b if r.number in numbers])
    confidence = a.margins.confidence.value
    of_primary = primary_confidence(a.margins)
    primary_keys = [Key(measure) for measure in PRIMARY]

    def outcome(key: Key) -> Outcome:
        values_a, values_b = figures_a[key], figures_b[key]
        adjusted = key in primary_keys
        difference = paired_difference(values_a, values_b, of_primary if adjusted else confidence)
        return Outcome(
            key=key,
            a=level(values_a, confidence),
            b=level(values_b, confidence),
            difference=difference,
            direction=direction(difference),
            adjusted=adjusted,
        )

    keys = dict.fromkeys([*primary_keys, *figures_a, *figures_b])
    outcomes = {key: outcome(key) for key in _in_catalogue_order(keys) if key.scope not in SERIES}
    return Comparison(
        a=a,
        b=b,
        pairs=len(numbers),
        primaries=tuple(_judged(outcomes[Key(measure)], a) for measure in PRIMARY),
        outcomes=tuple(outcomes.values()),
        confidence=confidence,
        primary_confidence=of_primary,
    )


def _chosen(experiment: Experiment, judged: int) -> tuple[Scenario, Scenario]:
    if judged not in range(1, len(experiment.scenarios)):
        raise WrongNumberOfScenariosError(
            f"B is a scenario after the first, counted from 0: there is no {judged} "
            f"among {len(experiment.scenarios)}"
        )
    return experiment.scenarios[0], experiment.scenarios[judged]


def levels(replications: Sequence[Replication], confidence: float) -> dict[Key, Interval]:
    """Every figure of one scenario with its interval, in the order of the catalogue."""
    figures = Figures.of(replications)
    return {key: level(figures[key], confidence) for key in _in_catalogue_order(figures)}


def _judged(outcome: Outcome, scenario: Scenario) -> Primary:
    margin = scenario.margins.of(outcome.key.measure)
    higher_is_better = CATALOGUE[outcome.key.measure].better == "higher"
    return Primary(
        outcome=outcome,
        margin=margin,
        verdict=verdict(outcome.difference, margin, higher_is_better),
        size=size(outcome.difference, margin),
    )


def _in_catalogue_order(keys: Iterable[Key]) -> list[Key]:
    """Figures by measure in the order of the catalogue, otherwise as they came."""
    order = {measure: place for place, measure in enumerate(CATALOGUE)}
    return sorted(keys, key=lambda key: order[key.measure])
