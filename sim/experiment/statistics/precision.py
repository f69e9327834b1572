"""Precision: when enough pairs are there, by a rule that looks at them in the order of number.

A primary difference is precise once the half-width of its interval is at most half its margin. The
pairs are taken in the order of their numbers, so that the first number at which the rule holds is
the same whoever worked them out, in whatever order they came and however many more there are.
Stopping when an interval is first narrow enough would stop a little too often on a lucky streak;
that is why the target has to hold for some pairs more (Hoad, Robinson and Davies 2010, who look
ahead likewise).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sim.experiment.statistics.control_variates import Controls
from sim.experiment.statistics.interval import Interval, pairs_needed
from sim.experiment.statistics.plausible import difference_of, helping, plausible
from sim.measures.catalogue import PRIMARY
from sim.scenario.margins import Margins

CAP = 60
"""Pairs at which a comparison stops unless another cap is given."""
FIRST_LOOK = 20
"""Pairs from which on a comparison may be called precise or settled."""
_MORE = 1.5
"""How many times as many pairs there are at the next look."""


class TooFewReplicationsError(ValueError):
    """A number of replications that brings nothing."""


def some(replications: int) -> int:
    """A number of replications, if it is a whole one of 1 or more.

    Raises:
        TooFewReplicationsError: if it is not.
    """
    if not isinstance(replications, int) or isinstance(replications, bool) or replications < 1:
        raise TooFewReplicationsError(
            f"replications are a whole number of 1 or more, not {replications!r:.40}"
        )
    return replications


class StopReason(StrEnum):
    """Why there are as many replications as there are."""

    FIXED = "fixed"
    """So many were asked for."""
    PRECISE = "precise"
    """Every primary difference is precise."""
    SETTLED = "settled"
    """Every judged outcome is settled."""
    CAPPED = "capped"
    """The cap was reached before either."""


@dataclass(frozen=True)
class Fixed:
    """So many replications of each scenario."""

    at_most: int

    def __post_init__(self) -> None:
        some(self.at_most)


@dataclass(frozen=True)
class UntilPrecise:
    """Pairs until every primary difference is precise.

    Attributes:
        at_most: the cap.
        at_least: fewer pairs are never called precise.
        ahead: for so many pairs more the target has to hold.
    """

    at_most: int = CAP
    at_least: int = FIRST_LOOK
    ahead: int = 5

    def __post_init__(self) -> None:
        some(self.at_most)
        some(self.at_least)


@dataclass(frozen=True)
class UntilSettled:
    """Pairs until every judged outcome is settled, as `sim.experiment.statistics.settled` says.

    Attributes:
        at_most: the cap.
        at_least: fewer pairs are never called settled, as there are so many already.
    """

    at_most: int = CAP
    at_least: int = FIRST_LOOK

    def __post_init__(self) -> None:
        some(self.at_most)
        some(self.at_least)

    @property
    def looks(self) -> tuple[int, ...]:
        """Numbers of pairs at which they are looked at, the cap among them."""
        return tuple(dict.fromkeys([*self._before_the_cap(), self.at_most]))

    def _before_the_cap(self) -> Iterator[int]:
        look = FIRST_LOOK
        while look < self.at_most:
            if look >= self.at_least:
                yield look
            look = round(look * _MORE)


StoppingRule = Fixed | UntilPrecise | UntilSettled


def primary_confidence(margins: Margins) -> float:
    """Confidence of each primary difference, so that all of them hold at once (Bonferroni)."""
    return 1 - (1 - margins.confidence.value) / len(PRIMARY)


class Precision:
    """What pairs taken in the order of their numbers show of their precision."""

    def __init__(self, margins: Margins, rule: UntilPrecise) -> None:
        """Begin without a pair.

        Args:
            margins: the differences worth acting on, and the confidence.
            rule: when there is enough.
        """
        self._confidence = primary_confidence(margins)
        self._targets = [margins.of(measure) / 2 for measure in PRIMARY]
        self._rule = rule
        self._pairs: list[tuple[tuple[float, ...], tuple[float, ...]]] = []
        self._known: list[tuple[float, ...]] = []
        self._differences: list[Interval] = []
        self._in_a_row = 0

    def add(self, a: Sequence[float], b: Sequence[float], known: Sequence[float] = ()) -> None:
        """Take the next pair.

        Args:
            a: the values of the primary outcomes in A.
            b: those in B.
            known: what luck is known to have brought the pair.
        """
        self._pairs.append((tuple(a), tuple(b)))
        self._known.append(tuple(known))
        if len(self._pairs) < self._rule.at_least:
            return
        table, controls = np.array(self._pairs, dtype=np.float64), Controls(np.array(self._known))
        self._differences = [
            self._interval(table[:, 0, at], table[:, 1, at], controls) for at in range(len(PRIMARY))
        ]
        self._in_a_row = self._in_a_row + 1 if self.excess <= 1 else 0

    def _interval(
        self, a: NDArray[np.float64], b: NDArray[np.float64], controls: Controls
    ) -> Interval:
        one_world = np.zeros(len(a), np.int64)
        found = plausible(difference_of(a, b), one_world, helping(a, b, controls))
        return found.interval(self._confidence)

    @property
    def pairs(self) -> int:
        """Pairs so far."""
        return len(self._pairs)

    @property
    def excess(self) -> float:
        """How many times too wide the widest interval is; infinite before it is known."""
        ratios = [
            difference.half_width / target
            for difference, target in zip(self._differences, self._targets, strict=False)
        ]
        return max(ratios) if ratios and not any(map(math.isnan, ratios)) else math.inf

    @property
    def is_enough(self) -> bool:
        """Whether the target holds, and has held long enough."""
        return self._in_a_row > self._rule.ahead

    @property
    def expected(self) -> int:
        """Pairs at which the rule will hold, as far as can be told now; at most the cap."""
        if self.excess <= 1:
            return min(self.pairs + self._rule.ahead + 1 - self._in_a_row, self._rule.at_most)
        if math.isinf(self.excess):
            return self._rule.at_most
        needed = max(
            pairs_needed(difference, target)
            for difference, target in zip(self._differences, self._targets, strict=True)
        )
        return min(needed + self._rule.ahead, self._rule.at_most)
