"""Initial bias: whether the start of a series still tells in its mean, by the MSER-5 rule.

White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69
(1997). The search leaves at least five batches, as in Hoad, Robinson and Davies, "Automating
warm-up length estimation", Journal of the Operational Research Society 61 (2010).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.measures.laws.law import LawSummary, within

_BATCH = 5
_FEWEST_BATCHES = 5
_NAME = "initial bias"
_TOLERANCE = 0.05
_POINTS = 2.0
_CHANCE = 3.0  # standard errors: the cut is the one of many that suits the series best


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


def initial_bias(
    title: str, series: NDArray[np.float64], replications: int, is_share: bool = False
) -> LawSummary:
    """The mean of a measure over the window against that after the cut which MSER-5 proposes.

    A rate is equal within 5 %, a share within 2 points; and both within three standard errors
    of the difference, by the scatter of the settled weeks.

    Args:
        title: what the measure is.
        series: the measure in each week of the window, mean of the replications; NaN in a week
            in which there was nothing to measure.
        replications: how many it is the mean of.
        is_share: whether it is a percentage.
    """
    series = series[~np.isnan(series)]
    cut = truncation_point(series)
    if cut is None:
        nothing = f"{title}: fewer than 25 weeks with anything to measure."
        return LawSummary(_NAME, title, np.nan, np.nan, "not computable", 0, 1, nothing)
    left = series[cut.observations :]
    whole, settled = float(series.mean()), float(left.mean())
    chance = _CHANCE * float(left.std()) * np.sqrt(1 / len(left) - 1 / len(series))
    verdict = within(whole, settled, max(_POINTS if is_share else _TOLERANCE * settled, chance))
    moving = "" if cut.reliable else ", so late that it may still be moving"
    return LawSummary(
        _NAME,
        title,
        whole,
        settled,
        verdict,
        holds=int(verdict == "holds"),
        of=1,
        sentence=f"{title} by week, mean of {replications} replications: {whole:,.4g} over the "
        f"window, {settled:,.4g} without its first {cut.observations} weeks (MSER-5{moving}); "
        f"within {'2 points' if is_share else '5 %'}, or 3 standard errors, is equal.",
    )
