"""Intervals: Student's t over replications, one value a replication, never pooled cases."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

ROUNDING = 1e-12
"""Differences below this share of the values are the rounding of sums, not differences."""


@dataclass(frozen=True)
class Interval:
    """A mean over replications and its confidence interval.

    `low` and `high` are nan where fewer than 2 replications have a value; `mean` is nan where none
    has.
    """

    mean: float
    low: float
    high: float
    replications: int
    """Replications, or pairs of them, that have a value."""

    @property
    def is_known(self) -> bool:
        """Whether there is an interval."""
        return not math.isnan(self.low)

    @property
    def half_width(self) -> float:
        """Half the interval's width; nan without one."""
        return (self.high - self.low) / 2

    @property
    def is_zero(self) -> bool:
        """Whether it is exactly 0 in every replication."""
        return self.low == self.high == 0

    @property
    def size(self) -> Interval:
        """How large the difference is, whatever its direction."""
        return self.negated() if self.mean < 0 else self

    def negated(self) -> Interval:
        """The interval of the opposite difference."""
        return Interval(-self.mean, -self.high, -self.low, self.replications)

    def within(self, lowest: float, highest: float) -> Interval:
        """The interval without what cannot be, such as a share above 100 %."""
        if not self.is_known:
            return self
        mean, low, high = (
            min(max(each, lowest), highest) for each in (self.mean, self.low, self.high)
        )
        return replace(self, mean=mean, low=low, high=high)

    def in_units_of(self, unit: float) -> Interval:
        """The interval in other units, each so many of its own."""
        return Interval(self.mean / unit, self.low / unit, self.high / unit, self.replications)


NOTHING = Interval(math.nan, math.nan, math.nan, 0)
"""The interval where no replication has a value."""


def level(values: NDArray[np.float64], confidence: float) -> Interval:
    """The interval of one scenario's mean.

    Args:
        values: one a replication; nan where a replication has none.
        confidence: from 0 to 1.
    """
    valid = values[np.isfinite(values)]
    if _too_few(valid) or _all_equal(valid):
        return _without_spread(valid)
    return _student(valid, confidence)


def paired_difference(
    a: NDArray[np.float64], b: NDArray[np.float64], confidence: float
) -> Interval:
    """The interval of the mean difference b - a between replications of the same number.

    Pairing takes out the luck that both scenarios share, here nearly all of it. Where every
    pair is equal, the difference and its interval are exactly 0.

    Args:
        a: one value a replication; nan where a replication has none.
        b: the same replications of the other scenario, in the same order.
        confidence: from 0 to 1.
    """
    both = np.isfinite(a) & np.isfinite(b)
    a, b = a[both], b[both]
    difference = b - a
    difference[np.abs(difference) <= ROUNDING * np.maximum(np.abs(a), np.abs(b))] = 0.0
    if _too_few(difference) or _all_equal(difference):
        return _without_spread(difference)
    return _student(difference, confidence)


def pairs_needed(difference: Interval, half_width: float) -> int:
    """Pairs of replications after which a difference would be known to a given half-width.

    The half-width falls with the square root of the pairs; the change of t is left out.

    Args:
        difference: an interval that is known.
        half_width: the one wanted, above 0.
    """
    return math.ceil(difference.replications * (difference.half_width / half_width) ** 2)


def _student(values: NDArray[np.float64], confidence: float) -> Interval:
    """Mean and Student's t interval, as `scipy.stats.ttest_1samp` has it.

    A comparison takes some 1,700 of them each second while it runs: written out, one takes a tenth
    of the time, and `scipy.stats` need not be imported.
    """
    mean = float(values.mean())
    half = _t(len(values) - 1, confidence) * float(values.std(ddof=1)) / math.sqrt(len(values))
    return Interval(mean, mean - half, mean + half, len(values))


@lru_cache
def _t(degrees: int, confidence: float) -> float:
    return float(special.stdtrit(degrees, (1 + confidence) / 2))


def student(mean: float, error: float, runs: int, confidence: float, taught: int = 0) -> Interval:
    """Student's t interval from a mean and its standard error.

    Args:
        mean: over the runs.
        error: its standard error.
        runs: how many.
        confidence: from 0 to 1.
        taught: further numbers that the runs taught.
    """
    half = _t(runs - 1 - taught, confidence) * error
    return Interval(mean, mean - half, mean + half, runs)


def _too_few(values: NDArray[np.float64]) -> bool:
    return len(values) < 2


def _all_equal(values: NDArray[np.float64]) -> bool:
    return bool(np.ptp(values) <= ROUNDING * np.abs(values).max())


def _without_spread(values: NDArray[np.float64]) -> Interval:
    """The interval of no value, of one, or of values that are all the same."""
    if len(values) == 0:
        return NOTHING
    value = float(values[0])
    if _too_few(values):
        return Interval(value, math.nan, math.nan, 1)
    return Interval(value, value, value, len(values))
