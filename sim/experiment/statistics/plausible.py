"""Plausible differences: what runs in many worlds say of a lasting difference, chance taken out.

A pair of runs in one world shows that world's lasting difference together with the chance of one
year. Some worlds are run twice, with other luck: the spread between the two runs of a world is
chance, and what is left of the spread between worlds is doubt. Each world's difference is drawn in
towards the mean by as much as makes the spread of all of them that of doubt, with the standard
error of the mean added:

    drawn in = mean + (world's mean - mean) x sqrt((doubt + V / W) / V)

V is the variance between the means of W worlds; doubt = V - chance x mean(1 / runs of a world), and
not below 0; chance is the variance of one run within a world. It is shrinkage that keeps the
variance (Louis 1984, doi 10.1080/01621459.1984.10478062), so that shares of worlds and quantiles
are right and not only the mean. Until enough worlds have been run twice all spread counts as doubt,
chance too. Where chance is several times doubt, what is left of it pulls shares of worlds towards a
half. Where no input varies there is one world, and Student's t says what chance leaves open of its
mean. There what luck is known to have brought a run is taken out of it first, where that helps;
Student's t has a degree of freedom less for each slope that is learnt for it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from sim.experiment.statistics.control_variates import Controls
from sim.experiment.statistics.interval import ROUNDING, Interval, level, student

ENOUGH_TWICE = 5
"""Worlds run twice before chance is told apart from doubt."""


@dataclass(frozen=True, eq=False)
class Plausible:
    """What runs say of one number, over worlds.

    Attributes:
        years: the value of each run that has one, with all its luck.
        means: of the runs of each world; of one world, without what luck is known to have brought.
        worlds: the lasting value of each world, chance taken out; of one world, its mean.
        error: standard error of the mean.
        chance: variance of one year within a world, with all its luck; nan while it is not known.
        doubt: variance between worlds, chance taken out; 0 of one world.
        slopes: of what luck brought, learnt from the runs; 0 if nothing was taken out.
    """

    years: NDArray[np.float64]
    means: NDArray[np.float64]
    worlds: NDArray[np.float64]
    error: float
    chance: float
    doubt: float
    slopes: int = 0

    @property
    def is_of_one_world(self) -> bool:
        """Whether all inputs were as planned, so that chance alone is in it."""
        return len(self.worlds) == 1

    @cached_property
    def mean(self) -> float:
        """The mean over worlds; nan without a value."""
        return float(self.worlds.mean()) if len(self.worlds) else math.nan

    @property
    def share_of_chance(self) -> float:
        """Share of the variance of a year that is chance and not doubt; nan while not known."""
        total = self.chance + self.doubt
        return self.chance / total if total > 0 else math.nan

    def interval(self, confidence: float) -> Interval:
        """The range that holds the lasting value with this probability.

        Quantiles of few worlds lie too near: the 90 % range of 45 worlds without chance holds 89 %
        of lasting values, that of 10 worlds 82 %, and that of 2 a third.
        """
        if self.is_of_one_world and self.slopes:
            return student(self.mean, self.error, len(self.years), confidence, self.slopes)
        if len(self.years) < 2 or self.is_of_one_world:
            return level(self.years, confidence)
        ordered = np.sort(self.worlds).tolist()
        low, high = (_quantile(ordered, (1 + side * confidence) / 2) for side in (-1, 1))
        return Interval(self.mean, low, high, len(self.years))

    def above(self, value: float) -> float:
        """Probability that the lasting value is above a value; nan where it cannot be told."""
        if len(self.years) < 2:
            return math.nan
        if not self.is_of_one_world:
            return float((self.worlds > value).mean())
        if self.error == 0:
            return float(self.mean > value)
        freedom = len(self.years) - 1 - self.slopes
        return float(special.stdtr(freedom, (self.mean - value) / self.error))

    def below(self, value: float) -> float:
        """Probability that the lasting value is below a value; nan where it cannot be told."""
        turned = replace(self, years=-self.years, means=-self.means, worlds=-self.worlds)
        return turned.above(-value)


NONE = Plausible(np.empty(0), np.empty(0), np.empty(0), math.nan, math.nan, math.nan)
"""Where no run has a value."""


def plausible(
    values: NDArray[np.float64], worlds: NDArray[np.int64], controls: Controls | None = None
) -> Plausible:
    """What runs say of a number.

    Args:
        values: one a run; nan where a run has none.
        worlds: which world each was run in; the same for all where inputs are as planned.
        controls: what luck is known to have brought each, if it is to be taken out; over worlds
            it stays, as it is little beside doubt, and not the same in each of them.
    """
    has_value = np.isfinite(values)
    years, worlds = values[has_value], worlds[has_value]
    if len(years) == 0:
        return NONE
    of, runs = grouped(worlds)
    if len(runs) == 1:
        return _of_one_world(years, None if controls is None else controls[has_value])
    means = np.bincount(of, years) / runs
    between = float(means.var(ddof=1))
    error = math.sqrt(between / len(means))
    squares = float(((years - means[of]) ** 2).sum())
    chance, doubt = told_apart(between, squares, runs)
    by = drawn_in_by(between, doubt, len(means))
    drawn_in = means if by == 1 else means.mean() + (means - means.mean()) * by
    return Plausible(years, means, drawn_in, error, chance, doubt)


def _of_one_world(years: NDArray[np.float64], known: Controls | None) -> Plausible:
    lasting = years if known is None else known.without(years)
    mean = np.array([lasting.mean()])
    error = math.sqrt(_spread(lasting) / len(years))
    slopes = 0 if known is None else known.numbers
    return Plausible(years, mean, mean, error, _spread(years), 0.0, slopes)


def _spread(values: NDArray[np.float64]) -> float:
    """The variance; nan of one alone."""
    return float(values.var(ddof=1)) if len(values) > 1 else math.nan


def told_apart(between: float, within: float, runs: NDArray[np.intp]) -> tuple[float, float]:
    """Chance, the variance of one run within a world, and doubt, the variance between worlds.

    Chance is nan, and all that lies between worlds is doubt, until enough worlds were run twice.

    Args:
        between: variance of the worlds' means.
        within: squares of what runs differ by from the mean of their world, summed.
        runs: of each world.
    """
    again = int((runs - 1).sum())
    if again < ENOUGH_TWICE:
        return math.nan, between
    chance = within / again
    of_chance = chance * float((1 / runs).mean())
    uncertain = between**2 / (len(runs) - 1) + of_chance**2 / again
    return chance, _not_negative(between - of_chance, math.sqrt(2 * uncertain))


def drawn_in_by(between: float, doubt: float, worlds: int) -> float:
    """How far the worlds' means are drawn in towards their mean, as a share; 1 for not at all.

    Args:
        between: variance of the worlds' means.
        doubt: variance between worlds, chance taken out.
        worlds: how many.
    """
    left = doubt + between / worlds
    return math.sqrt(left / between) if left < between else 1.0


def grouped(worlds: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which of the worlds each run is of, counted from 0, and the runs of each world.

    Args:
        worlds: the number of the world of each run.
    """
    return _grouped(worlds.astype(np.int64).tobytes())


@lru_cache(maxsize=64)
def _grouped(worlds: bytes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Kept, as nearly all figures of a comparison have a value in the same runs."""
    numbers = np.frombuffer(worlds, np.int64)
    _, of, runs = np.unique(numbers, return_inverse=True, return_counts=True)
    return of, runs


def _quantile(ordered: Sequence[float], at: float) -> float:
    """The quantile of a few values in ascending order, as NumPy's `median_unbiased` has it.

    Hyndman and Fan 1996, doi 10.1080/00031305.1996.10473566, definition 8. NumPy takes ten times as
    long for so few, and thousands of figures have two each.
    """
    last = len(ordered) - 1
    place = min(max(len(ordered) * at + (at + 1) / 3 - 1, 0.0), last)
    below = int(place)
    low, high = ordered[below], ordered[min(below + 1, last)]
    share = place - below
    return low + (high - low) * share if share < 0.5 else high - (high - low) * (1 - share)


def _not_negative(estimate: float, error: float) -> float:
    """The mean of a variance that was estimated with an error and cannot be below 0.

    That of a normal distribution cut off at 0: what is left of doubt is not taken to be 0 because
    chance hides it.
    """
    if error == 0:
        return max(estimate, 0.0)
    at = estimate / error
    above = math.erfc(-at / math.sqrt(2)) / 2
    if above < 1e-9:
        return 0.0
    return estimate + error * math.exp(-(at**2) / 2) / math.sqrt(2 * math.pi) / above


def difference_of(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """The difference b - a of each pair, 0 where it is but rounding; nan where one has no value."""
    difference = b - a
    largest = np.maximum(np.abs(a), np.abs(b))
    difference[np.abs(difference) <= ROUNDING * largest] = 0.0
    return difference


@dataclass(frozen=True, eq=False)
class Beside:
    """What pairs of runs say of a number in two scenarios, and of the difference B - A."""

    a: Plausible
    b: Plausible
    difference: Plausible


def helping(a: NDArray[np.float64], b: NDArray[np.float64], controls: Controls) -> Controls | None:
    """What luck brought, if the difference b - a is known better without it."""
    return controls if controls.help(difference_of(a, b)) else None


def beside(
    a: NDArray[np.float64],
    b: NDArray[np.float64],
    worlds: NDArray[np.int64],
    taken_out: Controls | None,
) -> Beside:
    """What pairs of runs say of a number in two scenarios.

    What luck brought is taken out of all three or of none, so that the difference of the means is
    the mean of the difference.

    Args:
        a: one value a run; nan where it has none.
        b: the same runs of the other scenario, in the same order.
        worlds: which world each pair was run in.
        taken_out: what luck is known to have brought each pair, as `helping` gives it.
    """
    of = (a, b, difference_of(a, b))
    return Beside(*(plausible(each, worlds, taken_out) for each in of))
