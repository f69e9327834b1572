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


def initial_bias(caseload: NDArray[np.float64], replications: int) -> LawSummary:
    """The mean caseload of the window against that after the cut which MSER-5 proposes.

    Args:
        caseload: weighted children a full-time post, mean of the replications in each week of the
            window; NaN in a week without anybody in post.
        replications: how many it is the mean of.
    """
    caseload = caseload[~np.isnan(caseload)]
    cut = truncation_point(caseload)
    if cut is None or caseload.mean() == 0:
        nothing = "Fewer than 25 weeks with families held."
        return LawSummary(_NAME, "all", np.nan, np.nan, "not computable", 0, 1, nothing)
    whole, settled = float(caseload.mean()), float(caseload[cut.observations :].mean())
    verdict = within(whole, settled, _TOLERANCE * settled)
    moving = "" if cut.reliable else ", so late that it may still be moving"
    return LawSummary(
        _NAME,
        "all",
        whole,
        settled,
        verdict,
        holds=int(verdict == "holds"),
        of=1,
        sentence=f"Weighted children a full-time post, mean of {replications} replications: "
        f"{whole:,.1f} over the window, {settled:,.1f} without its first {cut.observations} weeks "
        f"(MSER-5{moving}); within 5 % is equal.",
    )
