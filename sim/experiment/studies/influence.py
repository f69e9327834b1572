"""Influence: which doubtful inputs decide what B gains, told from the worlds of a comparison.

No run is made for it. For each judged outcome the gains of the worlds, as normal scores of their
ranks so that a few strained worlds do not outvote the others, are regressed on the inputs one after
the other: the input that explains most of what is left goes in, as long as that much would be
chance in fewer than 1 of 20 such comparisons, for all inputs and outcomes together (t test with
Bonferroni's correction, at every step). Where no input passes, nothing is ranked: so many worlds
do not tell the inputs apart.

An input that moves together with another, as where figures reported leave only a trade-off between
them, goes in only for what the other does not explain. The share of an input is its part of the
variance explained (covariance of its own term with the gain: Li et al. 2010,
doi 10.1021/jp9096919); shares add up. How well the whole procedure foretells worlds that it has not
seen is found by leaving a fifth of them out, in turn. What was compared with it, on made-up data
whose truth is known, stands in docs/what-would-change-it.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from sim.experiment.studies.seen import Gains, Seen
from sim.experiment.worlds.inputs import Input

Floats = NDArray[np.float64]

_ALARMS = 0.05
"""How often anything may be named where no input matters."""
_FOLDS = 5
_FEWEST = 10
"""Worlds below which nothing is told."""
_SPARE = 4
"""Worlds for each input in the regression, at least."""
_COLLINEAR = 1e-6
"""Share of an input's variance that is left beside those in the regression, below which it has
nothing of its own to say."""


@dataclass(frozen=True)
class Influence:
    """What one input does to one judged outcome.

    Attributes:
        input: the input.
        slope: margins gained for each unit of the input, the other inputs staying as they are.
        strength: margins gained or lost when the input moves by one standard deviation of its
            values over the worlds.
        share: of the variance of one simulated year's gain.
        at_low: mean gain foreseen with the input at the low end of its range, in margins.
        at_high: the same at the high end.
    """

    input: Input
    slope: float
    strength: float
    share: float
    at_low: float
    at_high: float


@dataclass(frozen=True)
class Decided:
    """What decides one judged outcome.

    Attributes:
        measure: the outcome.
        mean: what B gains, in margins, mean over worlds.
        influences: inputs that the worlds tell apart from chance, the largest share first.
        chance: share of the variance of one simulated year's gain that is chance; nan while it is
            not known, and then it is in the rest.
        rest: share that is neither chance nor told of an input.
        foretold: share of the variance between unseen worlds that the inputs named foretell;
            0 where they foretell nothing.
        worlds: how many worlds it rests on.
    """

    measure: str
    mean: float
    influences: tuple[Influence, ...]
    chance: float
    rest: float
    foretold: float
    worlds: int


def decided(what: Seen) -> tuple[Decided, ...]:
    """What decides each judged outcome, in the order of the catalogue."""
    alarms = _ALARMS / max(len(what.gains), 1)
    return tuple(_decided(each, gains, what, alarms) for each, gains in what.gains.items())


def leading(found: Sequence[Decided]) -> tuple[Input, ...]:
    """All inputs that decide anything, by their largest strength on any outcome, first the highest.

    A standard deviation of an input counts in margins, so that outcomes can be set side by side.
    """
    strength: dict[Input, float] = {}
    for each in (each for outcome in found for each in outcome.influences):
        strength[each.input] = max(strength.get(each.input, 0.0), each.strength)
    return tuple(sorted(strength, key=lambda each: -strength[each]))


def _decided(measure: str, gains: Gains, what: Seen, alarms: float) -> Decided:
    has_value = np.isfinite(gains.means)
    values, gain = what.values[has_value], gains.means[has_value]
    total = gains.doubt + (0.0 if math.isnan(gains.chance) else gains.chance)
    chosen = _entered(values, gain, alarms)
    slopes = _slopes(values[:, chosen], gain)
    mean = float(gain.mean()) if len(gain) else math.nan
    influences = [
        _influence(what.inputs[at], values[:, at], gain, slope, total)
        for at, slope in zip(chosen, slopes.tolist(), strict=True)
    ]
    chance = gains.chance / total if total > 0 else math.nan
    told = sum(each.share for each in influences) + (0.0 if math.isnan(chance) else chance)
    return Decided(
        measure=measure,
        mean=mean,
        influences=tuple(sorted(influences, key=lambda each: -each.share)),
        chance=chance,
        rest=max(0.0, 1.0 - told) if total > 0 else 0.0,
        foretold=_foretold(values, gain, alarms) if chosen else 0.0,
        worlds=len(gain),
    )


def _influence(of: Input, values: Floats, gain: Floats, slope: float, variance: float) -> Influence:
    at_low, at_high = (
        float(gain.mean() + slope * (float(end or 0) - values.mean()))
        for end in (of.estimate.low, of.estimate.high)
    )
    return Influence(
        input=of,
        slope=slope,
        strength=abs(slope) * float(values.std()),
        share=slope * float(np.cov(values, gain, ddof=0)[0, 1]) / variance,
        at_low=at_low,
        at_high=at_high,
    )


def _entered(values: Floats, gain: Floats, alarms: float) -> list[int]:
    """The inputs that go into the regression, in their order.

    Args:
        values: shape (worlds, inputs).
        gain: of each world.
        alarms: how often any may go in where none matters.
    """
    worlds, inputs = values.shape
    chosen: list[int] = []
    if worlds < _FEWEST or np.ptp(gain) == 0:
        return chosen
    left = _scores(gain)
    left = (left - left.mean()) / left.std()
    own = values - values.mean(axis=0)
    whole = (own**2).sum(axis=0)
    while len(chosen) < min(worlds // _SPARE, inputs):
        size = (own**2).sum(axis=0)
        free = size > _COLLINEAR * whole
        free[chosen] = False
        spread = np.sqrt(np.where(free, size, 1.0) * (left**2).sum())
        together = np.where(free, own.T @ left / spread, 0.0)
        best = int(np.abs(together).argmax())
        freedom = worlds - 2 - len(chosen)
        rest = 1 - together[best] ** 2
        t = abs(together[best]) * math.sqrt(freedom / rest) if rest > 0 else math.inf
        if 2 * special.stdtr(freedom, -t) * (inputs - len(chosen)) > alarms:
            break
        chosen.append(best)
        axis = own[:, best] / math.sqrt(size[best])
        left = left - axis * (axis @ left)
        own = own - np.outer(axis, axis @ own)
        if (left**2).sum() < _COLLINEAR * worlds:
            break
    return chosen


def _scores(values: Floats) -> Floats:
    """Normal scores of the ranks; equal values share theirs."""
    _, at, equal = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (equal.cumsum() - (equal - 1) / 2)[at]
    scores: Floats = special.ndtri((ranks - 0.5) / len(values))
    return scores


def _slopes(values: Floats, gain: Floats) -> Floats:
    """Least squares, with an intercept that is left out."""
    own = values - values.mean(axis=0)
    slopes: Floats = np.linalg.lstsq(own, gain - gain.mean())[0]
    return slopes


def _foretold(values: Floats, gain: Floats, alarms: float) -> float:
    """Share of the variance between worlds left out that those kept foretell; at least 0."""
    fold = np.arange(len(gain)) % _FOLDS
    off = np.empty(len(gain))
    for each in range(_FOLDS):
        kept, out = fold != each, fold == each
        chosen = _entered(values[kept], gain[kept], alarms)
        middle = values[kept][:, chosen].mean(axis=0)
        guess = (values[out][:, chosen] - middle) @ _slopes(values[kept][:, chosen], gain[kept])
        off[out] = gain[out] - gain[kept].mean() - guess
    share = 1 - float((off**2).sum() / ((gain - gain.mean()) ** 2).sum())
    return max(0.0, share)
