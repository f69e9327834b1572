"""Settled: when no word would change with more pairs, or the difference is known well enough.

A judged outcome is settled

- over plausible worlds, once each of its probabilities, that of a gain beyond the margin, that of
  such a loss and that of neither, has its whole interval in one band of the yardstick;
- as planned, once the interval of its difference lies wholly beyond the margin, on either side of
  it, or wholly inside;
- in both, once its difference is known to half its margin: of one that lies on the margin itself
  the word may still change, and it matters little which it is.

Whoever looks often enough finds an interval that happens to be clear. So pairs are looked at when
there are 20, then half as many again and so on up to the cap, and the interval of every mean and
of every share of worlds is so wide that it holds at all of these looks at once (Bonferroni over
looks). Each outcome stands alone. The range of a difference over worlds is no such interval: its
ends are worlds, and of fewer than 20 pairs nothing is called settled.
"""

from __future__ import annotations

from sim.experiment.statistics.plausible import Plausible
from sim.experiment.statistics.precision import FIRST_LOOK, UntilSettled
from sim.experiment.statistics.verdict import Chance, chances, word_for

LEVEL = 0.9
"""Confidence of every interval of an outcome, over all looks at once."""


def level_of(looks: int) -> float:
    """Confidence of an interval at each of so many looks."""
    return 1 - (1 - LEVEL) / looks


def level_with(pairs: int) -> float:
    """Confidence of an interval where the last look is at so many pairs."""
    return level_of(len(UntilSettled(pairs).looks)) if pairs else LEVEL


def is_settled(difference: Plausible, margin: float, level: float) -> bool:
    """Whether no word about a difference would change, or it is known to half its margin.

    Args:
        difference: what runs say of it.
        margin: the smallest difference worth acting on.
        level: confidence of each interval.
    """
    interval = difference.interval(level)
    if len(difference.years) < FIRST_LOOK or not interval.is_known:
        return False
    if interval.half_width <= margin / 2:
        return True
    if difference.is_of_one_world:
        edges = (-margin, margin)
        return not any(interval.low <= edge <= interval.high for edge in edges)
    found = chances(difference, margin, higher_is_better=True)
    return all(_is_in_one_band(each, level) for each in (found.better, found.worse, found.same))


def _is_in_one_band(chance: Chance, level: float) -> bool:
    low, high = chance.ends_at(level)
    return word_for(low) is word_for(high)
