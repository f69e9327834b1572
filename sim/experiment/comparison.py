"""The comparison: every measure in both scenarios, and the difference between them, in pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.experiment.experiment import Experiment, WrongNumberOfScenariosError
from sim.experiment.statistics.figures import Figures, Key
from sim.experiment.statistics.interval import Interval, level
from sim.experiment.statistics.plausible import Beside, Plausible
from sim.experiment.statistics.settled import is_settled, level_with
from sim.experiment.statistics.verdict import Chances, Direction, Verdict, chances, direction
from sim.experiment.work.replicate import Replication
from sim.experiment.worlds.worlds import Basis, world_of
from sim.measures.catalogue import CATALOGUE, GUARDRAILS, JUDGED, PRIMARY
from sim.measures.tally import WHOLE
from sim.scenario.scenario import Scenario

__all__ = [
    "Comparison",
    "Judged",
    "Key",
    "Outcome",
    "compare",
    "levels",
    "worlds_there",
]

SERIES = frozenset({"week", "team week", "day"})
"""Scopes that trace a course over time, for charts; their points are not compared one by one."""
_JUDGED = frozenset(map(Key, JUDGED))


@dataclass(frozen=True)
class Outcome:
    """One figure under both structures.

    A figure that one scenario does not have, such as that of a team, has no difference.
    """

    key: Key
    a: Interval
    b: Interval
    difference: Interval
    """B - A, pair by pair: over worlds the range of lasting differences, chance taken out."""
    direction: Direction

    @property
    def has_value(self) -> bool:
        """Whether A or B has a value."""
        return self.a.replications > 0 or self.b.replications > 0


@dataclass(frozen=True)
class Judged:
    """An outcome that is judged against a margin agreed beforehand: a primary one or a guardrail.

    Attributes:
        outcome: the figure.
        margin: the smallest difference worth acting on.
        chances: how probable a gain and a loss beyond the margin are.
        ahead: simulated years in which B does better than A, by however little.
        behind: years in which it does worse.
        years: simulated years, one a pair.
        share_of_chance: share of the variance of the difference in one year that is chance, the
            rest being doubt; nan while it is not known.
        is_settled: whether no word about it would change with more pairs, or it is known to half
            its margin.
    """

    outcome: Outcome
    margin: float
    chances: Chances
    ahead: int
    behind: int
    years: int
    share_of_chance: float
    is_settled: bool

    @property
    def verdict(self) -> Verdict:
        """The word for it."""
        return self.chances.verdict


@dataclass(frozen=True)
class Comparison:
    """Two scenarios compared over the same families with the same luck.

    Attributes:
        a: the scenario compared with.
        b: the scenario that is judged.
        pairs: replication numbers that both have.
        worlds: different plausible worlds among them; 1 where all inputs were as planned.
        basis: where the values of doubtful inputs come from.
        primaries: the primary outcomes, judged, in their agreed order.
        guardrails: what may not get worse, judged, the gravest first; those that have a value.
        outcomes: every figure but series over time, in the order of the catalogue; those that are
            judged alone where it was not made whole.
        confidence: of each interval, on its own.
    """

    a: Scenario
    b: Scenario
    pairs: int
    worlds: int
    basis: Basis
    primaries: tuple[Judged, ...]
    guardrails: tuple[Judged, ...]
    outcomes: tuple[Outcome, ...]
    confidence: float

    @property
    def judged(self) -> tuple[Judged, ...]:
        """All that is judged: the primary outcomes, then the guardrails."""
        return (*self.primaries, *self.guardrails)

    @cached_property
    def _by_key(self) -> dict[Key, Outcome]:
        return {outcome.key: outcome for outcome in self.outcomes}

    def find(self, measure: str, scope: str = WHOLE[0], name: str = WHOLE[1]) -> Outcome | None:
        """The outcome of a figure; none if neither scenario has it."""
        return self._by_key.get(Key(measure, scope, name))

    def parts(self, measure: str, scope: str) -> list[Outcome]:
        """The outcomes of a measure for all parts of the service of one scope."""
        return [o for o in self.outcomes if o.key[:2] == (measure, scope)]


def compare(experiment: Experiment, judged: int | None = None, whole: bool = True) -> Comparison:
    """Compare two scenarios of an experiment over the replications that both have.

    Margins and confidence are those of A. Every interval stands alone.

    Args:
        experiment: its first scenario is A; several comparisons of one experiment share it.
        judged: place of B among the scenarios, from 1; needed where there are more than two.
        whole: whether every figure is set beside, and not only those that are judged.

    Raises:
        WrongNumberOfScenariosError: if there is no B, or several could be meant.
    """
    a, b = experiment.pair if judged is None else _chosen(experiment, judged)
    confidence = a.margins.confidence.value
    runs = experiment.paired(judged or 1, None if whole else _JUDGED)
    keys = dict.fromkeys([*map(Key, PRIMARY), *runs.a, *runs.b])
    shown = [key for key in _in_catalogue_order(keys) if key.scope not in SERIES]
    found = {key: runs[key] for key in shown}
    outcomes = {key: set_beside(key, of, confidence) for key, of in found.items()}

    def judged_by(measure: str) -> Judged:
        key = Key(measure)
        return judge(outcomes[key], found[key].difference, a.margins.of(measure))

    there = [measure for measure in GUARDRAILS if Key(measure) in outcomes]
    return Comparison(
        a=a,
        b=b,
        pairs=len(runs.numbers),
        worlds=len(np.unique(runs.worlds)),
        basis=Basis.PLANNED if experiment.worlds is None else experiment.worlds.basis,
        primaries=tuple(map(judged_by, PRIMARY)),
        guardrails=tuple(map(judged_by, there)),
        outcomes=tuple(outcomes.values()),
        confidence=confidence,
    )


def set_beside(key: Key, found: Beside, confidence: float) -> Outcome:
    """One figure under both structures.

    Args:
        key: which figure.
        found: what its runs say.
        confidence: of each interval.
    """
    difference = found.difference.interval(confidence)
    return Outcome(
        key=key,
        a=_possible(key, found.a.interval(confidence)),
        b=_possible(key, found.b.interval(confidence)),
        difference=difference,
        direction=direction(difference),
    )


def judge(outcome: Outcome, difference: Plausible, margin: float) -> Judged:
    """An outcome judged against its margin.

    Args:
        outcome: the figure, as `set_beside` gives it.
        difference: what its runs say of B - A.
        margin: the smallest difference worth acting on.
    """
    higher_is_better = CATALOGUE[outcome.key.measure].better == "higher"
    gains = difference.years if higher_is_better else -difference.years
    return Judged(
        outcome=outcome,
        margin=margin,
        chances=chances(difference, margin, higher_is_better),
        ahead=int((gains > 0).sum()),
        behind=int((gains < 0).sum()),
        years=len(gains),
        share_of_chance=difference.share_of_chance,
        is_settled=is_settled(difference, margin, level_with(len(gains))),
    )


def worlds_there(experiment: Experiment) -> int:
    """Worlds in which all scenarios were run so far; as planned, the runs that all have."""
    numbers = set.intersection(*({run.number for run in arm} for arm in experiment.arms))
    return len(numbers if experiment.worlds is None else set(map(world_of, numbers)))


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
    return {
        key: _possible(key, level(figures[key], confidence)) for key in _in_catalogue_order(figures)
    }


def _possible(key: Key, found: Interval) -> Interval:
    """An interval as far as there are such values: a share lies from 0 to 100 %."""
    return found.within(0, 100) if CATALOGUE[key.measure].unit == "%" else found


def _in_catalogue_order(keys: Iterable[Key]) -> list[Key]:
    """Figures by measure in the order of the catalogue, otherwise as they came."""
    order = {measure: place for place, measure in enumerate(CATALOGUE)}
    return sorted(keys, key=lambda key: order[key.measure])
