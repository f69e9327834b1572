"""Conflicts: which reported figures no run could reproduce together, and what pulls them apart.

Over all that was run: how often each figure was in its range. Over the first wave, as later ones go
where emulators point: which pairs of figures fight, so that the nearer one comes to its range, the
farther the other is from its own (rank correlation of what both miss by, beyond chance over all
pairs: Bonferroni); and for each such pair the inputs that, moved to help one, take the other away.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.stats import norm, rankdata, spearmanr

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
    whole = np.flatnonzero(np.isfinite(found.figures[: found.first]).all(axis=1))
    if len(whole) < _FEWEST:
        return ()
    inputs, ranks = rankdata(found.values[whole], axis=0), rankdata(found.figures[whole], axis=0)
    # Whether a figure must rise or fall to come into its range, as most runs have it.
    lacks = np.array([each.low for each in found.targets]) - found.figures[whole]
    exceeds = found.figures[whole] - np.array([each.high for each in found.targets])
    misses, fits = np.maximum(np.maximum(lacks, exceeds), 0), found.fits
    helps = np.where((lacks > 0).sum(axis=0) >= (exceeds > 0).sum(axis=0), 1.0, -1.0)
    missed = [at for at in range(misses.shape[1]) if np.ptp(misses[:, at]) > 0]
    pairs = list(combinations(missed, 2))
    # Below this a correlation with one of so many inputs may be chance.
    least = float(norm.isf(_LEVEL / len(names) / 2)) / np.sqrt(len(inputs))
    told = []
    for one, other in pairs:
        tie = spearmanr(misses[:, one], misses[:, other])
        if tie.statistic < 0 and tie.pvalue < _LEVEL / len(pairs):
            pulls = [helps[at] * _correlations(inputs, ranks[:, at]) for at in (one, other)]
            is_clear = np.minimum(np.abs(pulls[0]), np.abs(pulls[1])) > least
            apart = np.where(is_clear, -pulls[0] * pulls[1], 0)
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


def _correlations(inputs: Array, ranks: Array) -> Array:
    """Correlation of each input with something, all of them ranks; 0 for one that never varies."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.nan_to_num(np.corrcoef(inputs.T, ranks)[-1, :-1]))
