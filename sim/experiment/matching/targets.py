"""Targets: what a run must give to reproduce the reported figures, and how likely it is to.

A figure must lie in its range, but for the chance of a single year: the year that was reported has
its luck and a run has another. So a run may miss the range by one standard deviation of a run as
planned. Without that, hardly any run would do, not even of the truth: a front door at the edge of
its hours has 60 % in time in one year and 80 % in the next.

What is counted, and does not come out of the workload, has an exact sum. There it is the sum that
must not miss by more, without the luck of a run; the run need only not contradict it, by two
standard deviations of the difference between two years. Were each of a dozen counts to be met by
one and the same run, luck would throw away most sets that are right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr

from sim.scenario.file.reported import ReportedFigure

ALLOWED = 1.0
"""Standard deviations of one run by which a run, or an exact sum, may miss a figure's range."""
CONTRADICTED = 2 * math.sqrt(2)
"""The same for a run where there is an exact sum: more than the luck of two years lets expect."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Target:
    """One reported figure as a run must reproduce it.

    Attributes:
        figure: as reported.
        chance: standard deviation of one run, as of those of the scenario as planned.
        is_summed: whether it is counted, and an exact sum says what to expect of it.
    """

    figure: ReportedFigure
    chance: float
    is_summed: bool = False

    @property
    def allowed(self) -> float:
        """By how much a run may miss the figure's range."""
        return (CONTRADICTED if self.is_summed else ALLOWED) * self.chance

    @property
    def low(self) -> float:
        """The least that a run may give."""
        return self.figure.low - self.allowed

    @property
    def high(self) -> float:
        """The most that a run may give."""
        return self.figure.high + self.allowed

    @property
    def expected(self) -> tuple[float, float]:
        """Between what the mean of many runs must lie."""
        allowed = ALLOWED * self.chance
        return self.figure.low - allowed, self.figure.high + allowed


def reproduced(targets: Sequence[Target], figures: Array) -> NDArray[np.bool_]:
    """Which figures of which runs are in their range, shape (runs, figures); nan is in none."""
    low, high = (np.array([getattr(each, end) for each in targets]) for end in ("low", "high"))
    return np.asarray((figures >= low) & (figures <= high))


def scaled(figures: Array, is_share: NDArray[np.bool_]) -> Array:
    """Figures on scales on which inputs act evenly: log odds of a share, logs of all else."""
    odds = np.log((np.clip(figures, 0, 100) + 1) / (101 - np.clip(figures, 0, 100)))
    return np.where(is_share, odds, np.log1p(np.maximum(figures, 0)))


def is_share(targets: Sequence[Target]) -> NDArray[np.bool_]:
    """Which figures are shares in per cent."""
    return np.array([each.figure.unit == "%" for each in targets], dtype=bool)


def scaled_limits(targets: Sequence[Target]) -> tuple[Array, Array]:
    """Between what each figure must lie, scaled."""
    shares = is_share(targets)
    return (
        scaled(np.array([each.low for each in targets]), shares),
        scaled(np.array([each.high for each in targets]), shares),
    )


def log_chance(mean: Array, spread: Array, low: Array, high: Array) -> Array:
    """Log of the chance that a normal quantity lies in a range, exact however small.

    Args:
        mean: shape (sets, quantities).
        spread: standard deviations, of each quantity or of each set and quantity.
        low: lower end of each range.
        high: upper end.

    Returns:
        Shape (sets, quantities).
    """
    below, above = (low - mean) / spread, (high - mean) / spread
    # Of the two tails take the one that the range lies in, where no digits are lost.
    flips = below > 0
    near = np.where(flips, -below, above)
    far = np.where(flips, -above, below)
    log_near, log_far = log_ndtr(near), log_ndtr(far)
    return np.asarray(log_near + np.log1p(-np.exp(np.minimum(log_far - log_near, -1e-12))))
