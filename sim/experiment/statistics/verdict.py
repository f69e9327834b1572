"""Verdicts: the one rule by which what runs say of a difference is put into a word.

Let the *gain* be the lasting difference B - A, turned round where lower is better, so that a
positive gain is good. The margin is the smallest difference worth acting on: a gain inside it is
neither better nor worse. In this order:

| word          | when                                                               |
|---------------|--------------------------------------------------------------------|
| better        | a gain beyond the margin is at least likely, and the mean is one    |
| worse         | a loss beyond the margin is at least likely, and the mean is one    |
| about the same| a difference inside the margin is at least likely                  |
| cannot tell   | otherwise                                                          |

*Likely*, and every other word for a probability, is of the yardstick that UK government analysts
use (Professional Head of Intelligence Assessment, gov.uk, March 2025). It leaves gaps between its
bands, such as 50 to 55 %: a probability in a gap takes the nearer band.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from scipy import special

from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.plausible import Plausible

_LEVEL = 0.9
"""Of the interval of a share of worlds."""


class Verdict(StrEnum):
    """What a judged outcome shows about B against A."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "about the same"
    CANNOT_TELL = "cannot tell"


class Likelihood(StrEnum):
    """The words of the yardstick, from the least to the most probable."""

    REMOTE = "a remote chance"
    HIGHLY_UNLIKELY = "highly unlikely"
    UNLIKELY = "unlikely"
    REALISTIC = "a realistic possibility"
    LIKELY = "likely"
    HIGHLY_LIKELY = "highly likely"
    ALMOST_CERTAIN = "almost certain"


_UP_TO = {
    Likelihood.REMOTE: 0.075,
    Likelihood.HIGHLY_UNLIKELY: 0.225,
    Likelihood.UNLIKELY: 0.375,
    Likelihood.REALISTIC: 0.525,
    Likelihood.LIKELY: 0.775,
    Likelihood.HIGHLY_LIKELY: 0.925,
}
"""Where each band ends: in the middle of the gap to the next."""


def word_for(probability: float) -> Likelihood:
    """The word of the yardstick for a probability."""
    within = (word for word, end in _UP_TO.items() if probability < end)
    return next(within, Likelihood.ALMOST_CERTAIN)


class Direction(StrEnum):
    """Where B lies against A, without judging it."""

    HIGHER = "higher"
    LOWER = "lower"
    SAME = "the same"
    """Equal in every replication."""
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Chance:
    """The probability of something, as a share of the plausible worlds in which it holds.

    Attributes:
        share: from 0 to 1; nan where it cannot be told.
        worlds: how many worlds it is a share of; 1 where all inputs were as planned.
    """

    share: float
    worlds: int

    @property
    def count(self) -> int:
        """In how many worlds it holds."""
        return 0 if math.isnan(self.share) else round(self.share * self.worlds)

    @property
    def likelihood(self) -> Likelihood:
        """The word of the yardstick; the middle one where nothing can be told."""
        return Likelihood.REALISTIC if math.isnan(self.share) else word_for(self.share)

    @property
    def is_likely(self) -> bool:
        """Whether it is at least likely."""
        return self.share >= _UP_TO[Likelihood.REALISTIC]

    @property
    def is_possible(self) -> bool:
        """Whether it is at least a realistic possibility."""
        return self.share >= _UP_TO[Likelihood.UNLIKELY]

    @property
    def ends(self) -> tuple[float, float]:
        """The share that so many worlds leave open: a 90 % interval; nan of one world."""
        return self.ends_at(_LEVEL)

    def ends_at(self, confidence: float) -> tuple[float, float]:
        """The share that so many worlds leave open: Jeffreys' interval; nan of one world.

        Brown, Cai and DasGupta 2001, doi 10.1214/ss/1009213286.

        Args:
            confidence: from 0 to 1.
        """
        if math.isnan(self.share) or self.worlds == 1:
            return math.nan, math.nan
        held, not_held = self.count, self.worlds - self.count
        tail = (1 - confidence) / 2
        low = special.betaincinv(held + 0.5, not_held + 0.5, tail) if held else 0.0
        high = special.betaincinv(held + 0.5, not_held + 0.5, 1 - tail) if not_held else 1.0
        return float(low), float(high)


@dataclass(frozen=True)
class Chances:
    """How probable a gain and a loss beyond the margin are.

    Attributes:
        better: that the gain is beyond the margin.
        worse: that the loss is.
        same: that neither is.
        verdict: the word for all three.
    """

    better: Chance
    worse: Chance
    same: Chance
    verdict: Verdict


def chances(difference: Plausible, margin: float, higher_is_better: bool) -> Chances:
    """How probable a gain and a loss beyond the margin are.

    Args:
        difference: what runs say of B - A.
        margin: smallest difference worth acting on, above 0, in the unit of the difference.
        higher_is_better: whether more of this measure is better.
    """
    above, below = difference.above(margin), difference.below(-margin)
    better, worse = (above, below) if higher_is_better else (below, above)
    gain = difference.mean if higher_is_better else -difference.mean
    worlds = len(difference.worlds)
    gains, losses = Chance(better, worlds), Chance(worse, worlds)
    neither = Chance(1 - better - worse, worlds)
    verdict = Verdict.CANNOT_TELL
    if gains.is_likely and gain > margin:
        verdict = Verdict.BETTER
    elif losses.is_likely and gain < -margin:
        verdict = Verdict.WORSE
    elif neither.is_likely:
        verdict = Verdict.SAME
    return Chances(gains, losses, neither, verdict)


def direction(difference: Interval) -> Direction:
    """Whether B lies above or below A, as far as the interval of B - A shows it."""
    if not difference.is_known:
        return Direction.CANNOT_TELL
    if difference.low > 0:
        return Direction.HIGHER
    if difference.high < 0:
        return Direction.LOWER
    return Direction.SAME if difference.is_zero else Direction.CANNOT_TELL
