"""Initial bias: how much of a series' beginning to leave out, by the MSER-5 rule.

White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69
(1997). The search leaves at least five batches, as in Hoad, Robinson and Davies, "Automating
warm-up length estimation", Journal of the Operational Research Society 61 (2010).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BATCH = 5
_FEWEST_BATCHES = 5


@dataclass(frozen=True)
class Truncation:
    """Where the rule would cut a series."""

    observations: int
    """Observations to leave out from the beginning; a multiple of 5."""
    reliable: bool
    """Whether the cut falls in the first half; if not, the series has not settled."""


def truncation_point(series: NDArray[np.float64]) -> Truncation | None:
    """The cut that makes the mean of what is left most certain.

    With k batch means of 5 observations each, it leaves out the d batches that minimise the sum of
    squares of the others about their mean, over (k - d) squared.

    Args:
        series: observations in the order of time, shape (observations,).

    Returns:
        The cut; none if the series has fewer than five batches.
    """
    batches = len(series) // _BATCH
    if batches < _FEWEST_BATCHES:
        return None
    means = series[: batches * _BATCH].reshape(batches, _BATCH).mean(axis=1)
    means -= means.mean()  # keeps the sums of squares exact
    from_the_end = means[::-1]
    left = np.arange(1, batches + 1)
    squares = np.cumsum(from_the_end**2) - np.cumsum(from_the_end) ** 2 / left
    criterion = (squares / left**2)[::-1][: batches - _FEWEST_BATCHES + 1]
    cut = int(np.argmin(criterion))
    return Truncation(cut * _BATCH, reliable=2 * cut < batches)
