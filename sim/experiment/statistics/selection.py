"""Ranking and selection: which of several systems with the same luck may still be the best.

The fully sequential procedure of Kim and Nelson (2001, doi 10.1145/502109.502111). Run by run a
system falls out once its mean lies further below that of another still in than

    W(r) / r,   W(r) = max(0, d / 2 (h^2 S^2 / d^2 - r)),

S^2 being the variance of the difference of the two over the first n runs, d what counts as no
difference, and h^2 = (n - 1) ((2 a / (k - 1))^(-2 / (n - 1)) - 1). With normal values the last one
left is the best, or within d of it, with probability 1 - a, however the luck of the systems goes
together. Stopped before, those left are those that cannot be told apart.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def still_in(
    values: NDArray[np.float64], first: int, indifference: float, error: float
) -> list[int]:
    """The systems that may be the best, given all runs so far; the higher the better.

    Args:
        values: shape (systems, runs): the same luck in each column; columns with a value that is
            not finite are left out.
        first: runs from which the spread of differences is taken, at least 2.
        indifference: difference that does not matter, above 0.
        error: probability that the best falls out, though better than all others by that much.

    Returns:
        Their rows in order: one where the best is found, all where there are too few runs.
    """
    values = values[:, np.isfinite(values).all(axis=0)]
    systems, runs = values.shape
    left = list(range(systems))
    if systems == 1 or runs < first:
        return left
    h_squared = (first - 1) * ((2 * error / (systems - 1)) ** (-2 / (first - 1)) - 1)
    start = values[:, :first]
    spread = np.array([(start - row).var(axis=1, ddof=1) for row in start])
    totals = values.cumsum(axis=1)
    for number in range(first, runs + 1):
        room = np.maximum(0.0, h_squared * spread / (2 * indifference) - indifference * number / 2)
        total = totals[:, number - 1]
        left = [
            one for one in left if all(total[one] >= total[two] - room[one, two] for two in left)
        ]
        if len(left) == 1:
            break
    return left
