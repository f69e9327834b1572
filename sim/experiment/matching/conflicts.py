"""Conflicts: which reported figures no run could reproduce together, and what pulls them apart.

Over all that was run: how often each figure was in its range; which pairs of figures were each met
but hardly ever together; and for each pair the inputs that, moved so that one figure comes nearer
to its range, take the other away from it (rank correlation over the runs).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from sim.experiment.matching.targets import Array, Target
from sim.experiment.matching.waves import Matched

_TOGETHER = 0.5
"""Times as often as by chance below which two figures count as not met together."""
_EXPECTED = 5.0
"""Runs in which two figures would be met together by chance, for their absence to say anything."""
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
    """Two figures that are hardly ever in their range together.

    Attributes:
        one: a figure.
        other: another.
        together: runs in which both were in their range.
        expected: runs in which they would be if neither had to do with the other.
        inputs: paths of inputs of which one figure needs more where the other needs less,
            strongest first.
    """

    one: Target
    other: Target
    together: int
    expected: float
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
    """The pairs of figures that fight most, those met least often together first.

    Args:
        found: what was run.
        names: paths of the inputs.
    """
    fits, runs = found.fits, len(found.fits)
    if runs == 0:
        return ()
    pulls = _pulls(found)
    pairs = []
    for one, other in combinations(range(len(found.targets)), 2):
        expected = float(fits[:, one].sum() * fits[:, other].sum() / runs)
        together = int((fits[:, one] & fits[:, other]).sum())
        if expected >= _EXPECTED and together < _TOGETHER * expected:
            apart = -pulls[one] * pulls[other]
            strongest = [int(at) for at in np.argsort(-apart)[:_MOST_INPUTS] if apart[at] > 0]
            pairs.append(
                Fight(
                    found.targets[one],
                    found.targets[other],
                    together,
                    expected,
                    tuple(names[at] for at in strongest),
                )
            )
    return tuple(sorted(pairs, key=lambda each: each.together / each.expected)[:_MOST_PAIRS])


def _pulls(found: Matched) -> Array:
    """Correlation of each figure's nearness to its range with each input, (figures, inputs)."""
    from scipy.stats import rankdata  # noqa: PLC0415  most commands do without this slow import

    inputs = rankdata(found.values, axis=0)
    pulls = np.zeros((len(found.targets), found.values.shape[1]))
    for at, target in enumerate(found.targets):
        misses = _miss(target, found.figures[:, at])
        known = np.isfinite(misses)
        if known.sum() > 2 and np.ptp(misses[known]) > 0:
            both = np.column_stack([inputs[known], -rankdata(misses[known])])
            with np.errstate(invalid="ignore", divide="ignore"):
                pulls[at] = np.nan_to_num(np.corrcoef(both.T)[-1, :-1])
    return pulls


def _miss(target: Target, values: NDArray[np.float64]) -> Array:
    """How far each run is from a figure's range."""
    return np.asarray(np.maximum(np.maximum(target.low - values, values - target.high), 0))
