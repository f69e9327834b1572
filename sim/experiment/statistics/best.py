"""The best of several plans on one outcome: how probable it is of each, and whether one is named.

All plans go through the same worlds with the same luck, and each is set against the first, the
base, so "stay as it is" is one of them. Chance is taken out as `plausible` does it, by one factor
for all plans of an outcome, so that a world stays a world over plans and outcomes. With inputs as
planned, draws from the multivariate t of the means stand for worlds, with one luck for all
outcomes. A plan's probability of being best is its share of worlds; a tie is shared.

One is *named* best only by multiple comparisons with the best (Hsu 1984, Annals of Statistics
12:1136; with the same luck for all: Nelson and Matejcik 1995, Management Science 41:1935): it has
to lead each other plan by Student's t on their paired differences, two-sided at the confidence
asked for. Paired differences take the luck of each two plans as alike as it is, where the
sphericity form wants it alike for all. An allowance for the number of plans, as Bonferroni's, is
for intervals that hold together; a name alone needs none. Whoever is named beats every other, and
that a plan which is not the best does so by chance is at most as probable as that one of two equal
plans beats the other, however many there are and however alike their luck: what noise has to be for
one to be named and for another lies 2c apart, c being what t has to be, and regions so far apart
hold at most what two half-spaces do (the isoperimetric inequality of Borell 1975, Inventiones
Mathematicae 30:207; for independent plans Hung and Fithian 2019, arXiv 1610.03944).
So with 95 % at most 5 in 100 studies name a plan that is not best, of two plans or of seven. Over
worlds it has to lead on the mean and, besides, be at least likely to be best in a world.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from sim.experiment.statistics.control_variates import AT_LEAST, Controls
from sim.experiment.statistics.interval import ROUNDING
from sim.experiment.statistics.plausible import (
    difference_of,
    drawn_in_by,
    grouped,
    told_apart,
)
from sim.experiment.statistics.precision import FIRST_LOOK
from sim.experiment.statistics.verdict import Chance

DRAWS = 10_000
"""Draws that stand for worlds where inputs are as planned: a share is known to half a point."""
_SEED = 1984
_Table = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Gains:
    """What each plan gains over the first on one outcome, run by run; a positive gain is good.

    Attributes:
        runs: shape (plans, runs); 0 for the first plan, nan for all where one has no value. What
            luck is known to have brought is taken out of those of one world where that helps.
        worlds: which world each run is of; the same for all where inputs are as planned.
        rounding: gains that differ by no more are tied.
        slopes: of what luck brought, learnt from the runs; 0 if nothing was taken out.
    """

    runs: _Table
    worlds: NDArray[np.int64]
    rounding: float
    slopes: int = 0

    @property
    def _has_value(self) -> NDArray[np.bool_]:
        return _known(self.runs[0])

    @property
    def is_of_one_world(self) -> bool:
        """Whether all inputs were as planned, so that chance alone is in it."""
        return len(np.unique(self.worlds)) == 1

    def lasting(self) -> _Table:
        """The lasting gain of each plan in each world, chance taken out.

        Returns:
            Shape (plans, worlds), nan in worlds without a value; shape (plans, `DRAWS`) where
            inputs are as planned.
        """
        return self._drawn() if self.is_of_one_world else self._over_worlds()

    @property
    def order(self) -> tuple[int, ...]:
        """All plans by their mean, the best first; as they came without a value."""
        values = self._values()
        means = values.mean(axis=1) if values.size else np.zeros(len(values))
        return tuple(np.argsort(-means, kind="stable").tolist())

    def leading(self, confidence: float) -> tuple[int, ...]:
        """The plan that leads on the mean, then those that it cannot be told apart from.

        Args:
            confidence: that it is not by chance that it leads a plan that is left out.

        Returns:
            The best first; all plans before there are runs enough to tell any apart.
        """
        values, (first, *others) = self._values(), self.order
        freedom = values.shape[1] - 1 - (self.slopes if self.is_of_one_world else 0)
        if self._has_value.sum() < FIRST_LOOK or freedom < 1:
            return self.order
        ahead = values[first] - values[others]
        error = ahead.std(axis=1, ddof=1) / math.sqrt(values.shape[1])
        wanted = special.stdtrit(freedom, (1 + confidence) / 2) * error
        is_led = ahead.mean(axis=1) > np.maximum(wanted, self.rounding)
        return (first, *(plan for plan, led in zip(others, is_led, strict=True) if not led))

    def named(self, confidence: float) -> int | None:
        """The plan that is named best; none where that cannot be told.

        Args:
            confidence: that none is named which is not, from 0 to 1.
        """
        top, *others = self.leading(confidence)
        if others:
            return None
        if self.is_of_one_world:
            return top  # which makes it highly likely to be best, as it leads each other so far
        shares = shares_of_best(self._over_worlds(), self.rounding)[top]
        known = shares[_known(shares)]
        return top if Chance(float(known.mean()), len(known)).is_likely else None

    def _values(self) -> _Table:
        """What is compared: runs with a value, or the means of the worlds."""
        return self.runs[:, self._has_value] if self.is_of_one_world else self._means()

    def _means(self) -> _Table:
        """The mean of each world's runs, of worlds with a value."""
        of, runs = grouped(self.worlds[self._has_value])
        return np.array([np.bincount(of, own) for own in self.runs[:, self._has_value]]) / runs

    def _over_worlds(self) -> _Table:
        there = np.unique(self.worlds)
        found = np.full((len(self.runs), len(there)), np.nan)
        has_value = self._has_value
        if not has_value.any():
            return found
        means = self._means()
        of, runs = grouped(self.worlds[has_value])
        if len(runs) > 1:
            # What plans differ by, all in all: of two plans half of what `plausible` is given.
            between = float(_apart(means).var(axis=1, ddof=1).sum())
            within = float((_apart(self.runs[:, has_value] - means[:, of]) ** 2).sum())
            _, doubt = told_apart(between, within, runs)
            centre = means.mean(axis=1, keepdims=True)
            means = centre + (means - centre) * drawn_in_by(between, doubt, len(runs))
        found[:, np.isin(there, self.worlds[has_value])] = means
        return found

    def _drawn(self) -> _Table:
        has_value = self._has_value
        runs = int(has_value.sum())
        freedom = runs - 1 - self.slopes
        if freedom < 1:
            return np.full((len(self.runs), DRAWS), np.nan)
        values = self.runs[:, has_value]
        centre = values.mean(axis=1, keepdims=True)
        noise = _luck(len(has_value))[has_value]
        thin = np.sqrt(freedom / np.random.default_rng(_SEED).chisquare(freedom, DRAWS))
        drawn: _Table = centre + (values - centre) @ noise / math.sqrt(runs * (runs - 1)) * thin
        return drawn


def gains(
    values: Sequence[_Table],
    worlds: NDArray[np.int64],
    controls: Sequence[Controls],
    higher_is_better: bool,
) -> Gains:
    """What plans gain over the first of them on one outcome.

    Args:
        values: of each plan, one a run, the same runs in the same order; nan where it has none.
        worlds: which world each run is of.
        controls: what luck is known to have brought each run of the first plan with each other.
        higher_is_better: whether more of the outcome is better.
    """
    table = np.array(values)
    has_value = _known(table.sum(axis=0))
    table[:, ~has_value] = np.nan
    sign = 1.0 if higher_is_better else -1.0
    runs = sign * np.array([difference_of(table[0], own) for own in table])
    rounding = ROUNDING * float(np.abs(table[:, has_value]).max(initial=0.0))
    if len(np.unique(worlds[has_value])) != 1:
        return Gains(runs, worlds, rounding)
    known = [each[has_value] for each in controls]
    without = runs.copy()
    for plan, each in enumerate(known, start=1):
        without[plan, has_value] = each.without(runs[plan, has_value])
    if _spread(without[:, has_value]) < AT_LEAST * _spread(runs[:, has_value]):
        return Gains(without, worlds, rounding, max(each.numbers for each in known))
    return Gains(runs, worlds, rounding)


def shares_of_best(lasting: _Table, rounding: float) -> _Table:
    """How much of being best each plan has in each world: 1 alone, less where it is tied.

    Args:
        lasting: gains, shape (plans, worlds).
        rounding: gains that differ by no more are tied.

    Returns:
        The same shape; each world adds up to 1, or is nan where there are no gains.
    """
    is_best = np.where(np.isnan(lasting), np.nan, lasting >= lasting.max(axis=0) - rounding)
    shared: _Table = is_best / is_best.sum(axis=0)
    return shared


def _known(values: _Table) -> NDArray[np.bool_]:
    known: NDArray[np.bool_] = np.isfinite(values)
    return known


def _apart(values: _Table) -> _Table:
    """What plans differ by: each from the mean of all."""
    apart: _Table = values - values.mean(axis=0)
    return apart


def _spread(values: _Table) -> float:
    """The variance of what plans differ by, all in all."""
    return float(_apart(values).var(axis=1).sum())


@lru_cache(maxsize=2)
def _luck(runs: int) -> _Table:
    """Noise of each run in each draw: one for all outcomes, so that draws stay joined over them."""
    return np.random.default_rng([_SEED, runs]).standard_normal((runs, DRAWS))
