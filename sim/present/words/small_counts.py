"""Small counts: figures that would tell of fewer than 5 children or families stay out of exports.

A figure that counts children, families or single pieces of their work is suppressed where it lies
above 0 and below 5. What would give it away goes with it: the difference between a suppressed
figure and one that is shown, and, where only one part of a whole is suppressed, the smallest of the
other parts. Rates, shares and days count nobody and stay; so does 0 in every replication, where
nobody could be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from sim.experiment.comparison import Comparison, Key, Outcome
from sim.experiment.statistics.interval import Interval
from sim.measures.catalogue import CATALOGUE
from sim.present.words.numbers import difference, mean
from sim.scenario.differ.difference import Difference, differences
from sim.scenario.estimate import Estimate
from sim.scenario.scenario import Scenario
from sim.scenario.words import in_words

FEWEST = 5
"""The smallest count that is shown."""
Word = Literal["under 5", "not shown"]
SUPPRESSED: Word = "under 5"
"""Stands in the place of a figure that is suppressed for its size."""
WITHHELD: Word = "not shown"
"""Stands in the place of a figure that would give away one that is suppressed."""

_COUNTED = {"children", "children a month", "pieces"}
"""Units that count children, families or pieces of their work."""
_RATES = ("children_per_worker",)
"""Measures in such a unit that are rates: children per worker."""

Shown = Interval | Word
"""A figure, or the word in its place."""


@dataclass(frozen=True)
class Exported:
    """One outcome as it may leave the machine.

    Attributes:
        outcome: as it was found; its direction may be told.
        a: the figure under A.
        b: the figure under B.
        difference: B - A.
    """

    outcome: Outcome
    a: Shown
    b: Shown
    difference: Shown

    @property
    def key(self) -> Key:
        """Which figure it is."""
        return self.outcome.key

    @property
    def unit(self) -> str:
        """Of both figures."""
        return CATALOGUE[self.key.measure].unit

    @property
    def has_bar(self) -> bool:
        """Whether a side has a figure that can be drawn."""
        return known(self.a) is not None or known(self.b) is not None


def exported(comparison: Comparison) -> dict[Key, Exported]:
    """Every outcome of a comparison with its small counts suppressed."""
    a = shown({outcome.key: outcome.a for outcome in comparison.outcomes})
    b = shown({outcome.key: outcome.b for outcome in comparison.outcomes})
    return {
        outcome.key: Exported(
            outcome,
            a[outcome.key],
            b[outcome.key],
            _difference(outcome, a[outcome.key], b[outcome.key]),
        )
        for outcome in comparison.outcomes
    }


def shown(figures: dict[Key, Interval]) -> dict[Key, Shown]:
    """The figures of one scenario, the small counts replaced by a word."""
    result: dict[Key, Shown] = {
        key: SUPPRESSED if is_small(key, interval) else interval
        for key, interval in figures.items()
    }
    for keys in _wholes(figures):
        hidden = [key for key in keys if not isinstance(result[key], Interval)]
        others = [key for key in keys if key not in hidden and figures[key].mean > 0]
        if len(hidden) == 1 and others:
            result[min(others, key=lambda key: figures[key].mean)] = WITHHELD
    return result


def is_small(key: Key, interval: Interval) -> bool:
    """Whether a figure counts somebody, and fewer than may be shown."""
    return counts_somebody(key.measure) and 0 < interval.mean < FEWEST


def counts_somebody(measure: str) -> bool:
    """Whether a measure counts children, families or pieces of their work."""
    return CATALOGUE[measure].unit in _COUNTED and not measure.startswith(_RATES)


def is_small_input(path: Sequence[str | int], estimate: Estimate) -> bool:
    """Whether an input counts children with an open case, and fewer than may be shown."""
    return path[0] == "open_cases" and 0 < estimate.value < FEWEST


def changes(a: Scenario, b: Scenario) -> list[Difference]:
    """What B changes in A, without the numbers of inputs that count too few."""
    small = {
        in_words(path)
        for scenario in (a, b)
        for path, each in ((("open_cases", name), n) for name, n in scenario.open_cases.items())
        if is_small_input(path, each)
    }
    return [
        replace(each, sentence=f"{each.subject}: differs, {SUPPRESSED} in A or B")
        if each.subject in small
        else each
        for each in differences(a, b)
    ]


def figure(of: Shown, told: Callable[[Interval], str]) -> str:
    """A figure in words, or the word in its place."""
    return told(of) if isinstance(of, Interval) else of


def from_to(of: Exported) -> str:
    """A figure under A and under B: 81.4 % to 58.4 %."""
    sign = " %" if of.unit == "%" else ""
    a, b = (figure(side, lambda each: mean(each, of.unit) + sign) for side in (of.a, of.b))
    return f"{a} to {b}"


def changed(of: Exported) -> str:
    """The difference with its interval: -23.0 (-25.6 to -20.5)."""
    return figure(of.difference, lambda each: difference(each, of.unit))


def known(of: Shown) -> Interval | None:
    """A figure that is shown and has a value; none otherwise."""
    return of if isinstance(of, Interval) and of.replications else None


def _difference(outcome: Outcome, a: Shown, b: Shown) -> Shown:
    is_open = isinstance(a, Interval) and isinstance(b, Interval)
    return outcome.difference if is_open or not outcome.difference.replications else WITHHELD


def _wholes(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """Parts that add up to a whole: those of one measure and one scope."""
    parts = sorted((key for key in keys if key.name), key=lambda key: key[:2])
    for (measure, _), group in groupby(parts, key=lambda key: key[:2]):
        if counts_somebody(measure):
            yield list(group)
