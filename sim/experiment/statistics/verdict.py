"""Verdicts: the one rule by which an interval is put into a word.

Let the *gain* be the difference B - A, turned round where lower is better, so that a positive gain
is good. Its interval runs from `low` to `high`; the margin is the smallest difference worth acting
on. Tried in this order:

| word        | when              | read as                                        |
|-------------|-------------------|------------------------------------------------|
| better      | low > 0           | a gain, whatever its size                      |
| worse       | high < 0          | a loss, whatever its size                      |
| no worse    | low > -margin     | if there is a loss, it is not worth acting on  |
| cannot tell | otherwise         | a loss worth acting on is possible             |

Without an interval nothing can be told. An end that touches 0 or the margin does not pass it. A
loss shown with confidence is called worse even where it is smaller than the margin: the margin must
never hide a loss. What the margin says of a shown gain or loss is told beside the word, as its
`Size`. Seen from B, better and worse change places; no worse and cannot tell may differ, as they
ask about a loss only.
"""

from __future__ import annotations

from enum import StrEnum

from sim.experiment.statistics.interval import Interval


class Verdict(StrEnum):
    """What a primary outcome shows about B against A."""

    BETTER = "better"
    WORSE = "worse"
    NO_WORSE = "no worse"
    CANNOT_TELL = "cannot tell"


class Size(StrEnum):
    """How a shown gain or loss compares with the smallest difference worth acting on."""

    WORTH_ACTING_ON = "worth acting on"
    """The whole interval reaches the margin."""
    PERHAPS = "perhaps worth acting on"
    """The margin lies inside the interval."""
    TOO_SMALL = "too small to act on"
    """The whole interval falls short of the margin."""


class Direction(StrEnum):
    """Where B lies against A, without judging it."""

    HIGHER = "higher"
    LOWER = "lower"
    SAME = "the same"
    """Equal in every replication."""
    CANNOT_TELL = "cannot tell"


def verdict(difference: Interval, margin: float, higher_is_better: bool) -> Verdict:
    """The word for a primary outcome.

    Args:
        difference: interval of B - A.
        margin: smallest difference worth acting on, above 0, in the unit of the difference.
        higher_is_better: the direction of good.
    """
    gain = difference if higher_is_better else difference.negated()
    if not gain.is_known:
        return Verdict.CANNOT_TELL
    if gain.low > 0:
        return Verdict.BETTER
    if gain.high < 0:
        return Verdict.WORSE
    return Verdict.NO_WORSE if gain.low > -margin else Verdict.CANNOT_TELL


def size(difference: Interval, margin: float) -> Size | None:
    """How a difference compares with the margin; none unless its interval is clear of 0.

    Args:
        difference: interval of B - A.
        margin: smallest difference worth acting on, above 0.
    """
    if direction(difference) not in {Direction.HIGHER, Direction.LOWER}:
        return None
    if difference.size.low >= margin:
        return Size.WORTH_ACTING_ON
    return Size.PERHAPS if difference.size.high >= margin else Size.TOO_SMALL


def direction(difference: Interval) -> Direction:
    """Whether B lies above or below A, as far as the interval of B - A shows it."""
    if not difference.is_known:
        return Direction.CANNOT_TELL
    if difference.low > 0:
        return Direction.HIGHER
    if difference.high < 0:
        return Direction.LOWER
    return Direction.SAME if difference.is_zero else Direction.CANNOT_TELL
