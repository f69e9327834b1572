"""The material: what the three documents are written from, so that they say the same."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version

from sim.experiment.comparison import Comparison, Judged, Key, Outcome
from sim.experiment.experiment import Experiment
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.bridge import Bridge
from sim.experiment.studies.why import Why, what_decides
from sim.experiment.worlds.worlds import Basis
from sim.present.costed import Costed, costed
from sim.present.words import answer, words
from sim.present.words.caveats import caveats
from sim.present.words.measures import definition
from sim.present.words.names import named, side_names
from sim.present.words.numbers import counted, day, percent


class TooFewPairsError(ValueError):
    """A comparison without intervals, which no board should be shown."""


@dataclass(frozen=True)
class Material:
    """One comparison, ready to be told.

    Attributes:
        experiment: the runs.
        comparison: what they show; its titles are fit for any document.
        made: when the documents are written.
        why: what decides it; none where inputs were as planned.
        bridge: what each step from A to B does, if that was run.
    """

    experiment: Experiment
    comparison: Comparison
    made: datetime.datetime
    why: Why | None = None
    bridge: Bridge | None = None

    @cached_property
    def figures(self) -> dict[Key, Outcome]:
        """Every outcome by its key."""
        return {outcome.key: outcome for outcome in self.comparison.outcomes}

    @cached_property
    def caveats(self) -> list[str]:
        """What to know before reading the answer."""
        return caveats(self.comparison, self.experiment)

    @cached_property
    def costs(self) -> tuple[Costed, ...]:
        """What A and B cost, at the prices of A."""
        return costed([self.comparison.a, self.comparison.b])

    @cached_property
    def a(self) -> str:
        """The scenario compared with, beside a chart."""
        return side_names(self.comparison.a, self.comparison.b)[0]

    @cached_property
    def b(self) -> str:
        """The scenario that is judged, beside a chart."""
        return side_names(self.comparison.a, self.comparison.b)[1]

    @property
    def edition(self) -> str:
        """By which version it was made, and when."""
        return f"Locality {version('locality')}, {day(self.made.date())}"

    @property
    def basis(self) -> str:
        """What every figure rests on, in a line."""
        return f"Projected for {words.period(self.comparison.a)}. {self._runs}."

    @property
    def _runs(self) -> str:
        comparison, lost = self.comparison, len(self.experiment.failures)
        draft = answer.draft(comparison)
        planned = comparison.basis is Basis.PLANNED
        worlds = ", inputs as planned" if planned else f" in {counted(comparison.worlds, 'world')}"
        failed = f"; {counted(lost, 'run')} FAILED, left out" if lost else ""
        return (
            f"{f'{draft}: ' if draft else ''}{counted(comparison.pairs, 'pair')}{worlds}, "
            f"{percent(comparison.confidence)} intervals{failed}"
        )

    def foot(self, sheets: str, how: str = "") -> str:
        """The line at the foot of a slide: edition, what it rests on, where its figures stand."""
        return f"{self.edition}. {self._runs}. Workbook: {sheets}. {how}".rstrip()

    def whole(self, *measures: str) -> list[Outcome]:
        """The outcomes of measures for the whole service, but for those that nobody has."""
        return known(found for m in measures if (found := self.comparison.find(m)))


def in_order(comparison: Comparison) -> list[Judged]:
    """All that is judged: losses, gains, and what is neither, each once."""
    return [each for part in answer.sorted_out(comparison).values() for each in part]


def known(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Outcomes that at least one of the scenarios has."""
    return [each for each in outcomes if each.has_value]


def largest(judged: Iterable[Judged]) -> Judged | None:
    """The one with the largest difference, in multiples of its margin."""
    return max(
        judged, key=lambda each: abs(each.outcome.difference.mean) / each.margin, default=None
    )


def finding(judged: Iterable[Judged]) -> str:
    """The largest loss and the largest gain of what is judged, in a line; how many more there are.

    That there is no loss, or no gain, is said outright, and how many may get worse all the same.
    """
    of = list(judged)
    worse, better = (
        [each for each in of if each.verdict is word] for word in (Verdict.WORSE, Verdict.BETTER)
    )
    maybe = sum(map(answer.may_get_worse, of))
    may = f"; {maybe} may get worse" if maybe else ""
    if not worse and not better:
        is_open = any(each.verdict is Verdict.CANNOT_TELL for each in of)
        nothing = answer.NOTHING_SHOWN if is_open or maybe else answer.NOTHING_FOUND
        return f"Projected: {lowered(nothing).rstrip('.')}{may}"
    return f"Projected {_first('worse', worse)}; {_first('better', better)}{may}"


def _first(word: str, of: list[Judged]) -> str:
    first = largest(of)
    if first is None:
        return f"{word}: none is shown"
    more = f" and {len(of) - 1} more" if len(of) > 1 else ""
    return f"{word}: {lowered(answer.title(first))}, {answer.from_to(first)}{more}"


def lowered(text: str) -> str:
    """Words as they stand inside a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def gain(judged: Judged) -> float:
    """How many margins better B is on average; below 0 where it is worse."""
    in_margins = judged.outcome.difference.mean / judged.margin
    return in_margins if definition(judged.outcome).better == "higher" else -in_margins


def material(
    experiment: Experiment,
    comparison: Comparison,
    made: datetime.datetime | None = None,
    why: Why | None = None,
    bridge: Bridge | None = None,
) -> Material:
    """Make a comparison ready to be told.

    Args:
        experiment: the runs.
        comparison: what they show.
        made: when; now if not said.
        why: what would change it, where that was run; else what the worlds alone tell.
        bridge: what each step from A to B does, if that was run.

    Raises:
        TooFewPairsError: if it has fewer than 2 pairs of runs.
    """
    if comparison.pairs < 2:
        raise TooFewPairsError(
            f"{counted(comparison.pairs, 'pair')} of runs: a pack needs 2 or more, as no single "
            f"run is a result"
        )
    made = made or datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    if why is None and experiment.worlds is not None:
        why = what_decides(experiment)
    return Material(experiment, named(comparison), made, why, bridge)
