"""Double sampling: the mean over all of what is known of some, by what foretells it.

y is known of n, and x, which foretells it, of all N. The mean of y over all is then

    mean y over n + b x (mean x over N - mean x over n)

with b, by which y follows x, fitted over the n: near 1 where x foretells y well, near 0 where it
does not, so that the estimate is never far from what was seen. The variance is that of what is left
of y over n, and b^2 times that of x over N; the interval is Student's t with n - 2 degrees of
freedom (Cochran, Sampling Techniques, 3rd edition, chapter 12).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import special

from sim.experiment.statistics.interval import Interval

_FEWEST = 3
"""Below which nothing is said."""
_Values = NDArray[np.float64]


def mean_over_all(y: _Values, x: _Values, everything: _Values, confidence: float) -> Interval:
    """The mean of y over everything, of which some alone have a y; without one for too few.

    Args:
        y: what is wanted, of some.
        x: what foresees it, of the same.
        everything: what foresees it, of all.
        confidence: of the interval.
    """
    n = len(y)
    if n < _FEWEST:
        return Interval(math.nan, math.nan, math.nan, n)
    own = x - x.mean()
    size = float(own @ own)
    b = float(own @ (y - y.mean())) / size if size > 0 else 0.0
    left = y - y.mean() - b * own
    mean = float(y.mean() + b * (everything.mean() - x.mean()))
    error = math.sqrt(
        float(left @ left) / (n - 2) / n + b**2 * float(everything.var(ddof=1)) / len(everything)
    )
    half = float(special.stdtrit(n - 2, (1 + confidence) / 2)) * error
    return Interval(mean, mean - half, mean + half, n)
