"""Conflicts: which reported figures no run could reproduce together, and what pulls them apart.

Over all that was run: how often each figure was in its range; which pairs of figures fight, so that
the nearer one comes to its range, the farther the other is from its own (rank correlation of what
both miss by, beyond chance over all pairs: Bonferroni); and for each such pair the inputs that,
moved to help one figure, take the other away.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sim.experiment.matching.targets import Array, Target
from sim.experiment.matching.waves import Matched

_LEVEL = 0.05
_FEWEST = 10
"""Runs below which nothing is said."""
_MOST_PAIRS = 5
_MOST_INPUTS = 3


@dataclass(frozen=True)
class Met:
    """How often a figure was in its range over all sets that were run.

    Attributes:
        target: the figure.
        runs: in which it was.
        below: runs that gave less than its range.
        above: runs that gave more.
    """

    target: Target
    runs: int
    below: int
    above: int


@dataclass(frozen=True)
class Fight:
    """Two figures that take each other out of their ranges.

    Attributes:
        one: a figure.
        other: another.
        together: runs in which both were in their range.
        correlation: Spearman's, of what the two miss their ranges by; below 0.
        inputs: paths of inputs that bring one nearer and take the other away, strongest first.
    """

    one: Target
    other: Target
    together: int
    correlation: float
    inputs: tuple[str, ...]


def met(found: Matched) -> tuple[Met, ...]:
    """How often each figure was in its range, the one least often met first."""
    rows = [
        Met(
            target,
            int(fits.sum()),
            int((values < target.low).sum()),
            int((values > target.high).sum()),
        )
        for target, fits, values in zip(found.targets, found.fits.T, found.figures.T, strict=True)
    ]
    return tuple(sorted(rows, key=lambda each: each.runs))


def fights(found: Matched, names: tuple[str, ...]) -> tuple[Fight, ...]:
    """The pairs of figures that fight most, strongest first.

    Args:
        found: what was run.
        names: paths of the inputs.
    """
    from scipy.stats import rankdata, spearmanr  # noqa: PLC0415  most commands do without it

    whole = np.isfinite(found.figures).all(axis=1)
    if whole.sum() < _FEWEST:
        return ()
    misses, fits = _misses(found)[whole], found.fits[whole]
    inputs = rankdata(found.values[whole], axis=0)
    missed = [at for at in range(misses.shape[1]) if np.ptp(misses[:, at]) > 0]
    pairs = list(combinations(missed, 2))
    told = []
    for one, other in pairs:
        tie = spearmanr(misses[:, one], misses[:, other])
        if tie.statistic < 0 and tie.pvalue < _LEVEL / len(pairs):
            pulls = [_correlations(inputs, rankdata(misses[:, each])) for each in (one, other)]
            apart = -pulls[0] * pulls[1]
            strongest = np.argsort(-apart)[:_MOST_INPUTS]
            told.append(
                Fight(
                    found.targets[one],
                    found.targets[other],
                    int((fits[:, one] & fits[:, other]).sum()),
                    float(tie.statistic),
                    tuple(names[at] for at in strongest if apart[at] > 0),
                )
            )
    return tuple(sorted(told, key=lambda each: each.correlation)[:_MOST_PAIRS])


def _misses(found: Matched) -> Array:
    """How far each run is from each figure's range, shape (runs, figures)."""
    low, high = (
        np.array([getattr(each, end) for each in found.targets]) for end in ("low", "high")
    )
    return np.asarray(np.maximum(np.maximum(low - found.figures, found.figures - high), 0))


def _correlations(inputs: Array, ranks: Array) -> Array:
    """Correlation of each input with something, all of them ranks; 0 for one that never varies."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.nan_to_num(np.corrcoef(inputs.T, ranks)[-1, :-1]))
