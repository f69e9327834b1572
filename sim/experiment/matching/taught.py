"""What the figures taught: how far each input is narrowed by having to reproduce what was reported.

The values of an input in the worlds are held against those that its range allows by itself, its
place among shares of a whole included: two-sample Kolmogorov-Smirnov for each input, Spearman's
rank correlation for each pair, both at 5 % over all of them together (Bonferroni). Two inputs that
are correlated trade off: a high value of one is plausible only beside a low, or high, of the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.experiment.matching.space import space_of
from sim.experiment.worlds.world_table import WorldTable, doubts
from sim.scenario.scenario import Scenario

_LEVEL = 0.05
_DRAWS = 4000
"""Sets drawn from the ranges alone."""
_FEWEST = 10
"""Worlds below which nothing is said."""


@dataclass(frozen=True)
class Taught:
    """One input, before and after.

    Attributes:
        name: its path.
        unit: of its values.
        low: the lowest value of its evidence.
        high: the highest.
        planned: its value in the scenario.
        left_low: 5 % of the worlds lie below.
        left_middle: half of them lie below.
        left_high: 5 % lie above.
        share_left: width between the two, as a share of what it is where only the range is known.
        distance: largest difference between the two distributions, from 0 to 1.
        is_taught: whether it is more than chance does to one of so many inputs.
    """

    name: str
    unit: str
    low: float
    high: float
    planned: float
    left_low: float
    left_middle: float
    left_high: float
    share_left: float
    distance: float
    is_taught: bool


@dataclass(frozen=True)
class TradeOff:
    """Two inputs that the figures tie to each other.

    Attributes:
        one: path of an input.
        other: path of another, of another whole.
        correlation: Spearman's, over the worlds; below 0 one is high where the other is low.
    """

    one: str
    other: str
    correlation: float


def taught(scenario: Scenario, table: WorldTable) -> tuple[Taught, ...]:
    """What the worlds of a scenario say of each input, those taught most first.

    Args:
        scenario: that the table was made for.
        table: its worlds; fewer than 10 say nothing.
    """
    from scipy.stats import ks_2samp  # noqa: PLC0415  most commands do without this slow import

    if len(table) < _FEWEST:
        return ()
    space = space_of(scenario)
    before = space.spread(_DRAWS, np.random.default_rng(table.seed))
    column = {name: number for number, name in enumerate(table.names)}
    found = []
    for number, each in enumerate(doubts(scenario)):
        if each.name not in column:
            continue
        after = table.values[:, column[each.name]]
        low, middle, high = np.percentile(after, [5, 50, 95]).tolist()
        prior_low, prior_high = np.percentile(before[:, number], [5, 95]).tolist()
        test = ks_2samp(after, before[:, number])
        found.append(
            Taught(
                name=each.name,
                unit=each.estimate.unit,
                low=float(space.low[number]),
                high=float(space.high[number]),
                planned=each.estimate.value,
                left_low=low,
                left_middle=middle,
                left_high=high,
                share_left=(high - low) / (prior_high - prior_low),
                distance=float(test.statistic),
                is_taught=bool(test.pvalue < _LEVEL / len(space.names)),
            )
        )
    return tuple(sorted(found, key=lambda each: (not each.is_taught, -each.distance)))


def trade_offs(scenario: Scenario, table: WorldTable) -> tuple[TradeOff, ...]:
    """The pairs of inputs that trade off over the worlds, beyond chance, strongest first.

    Shares of the same whole are left out: that one gives way to another says nothing.

    Args:
        scenario: that the table was made for.
        table: its worlds; fewer than 10 say nothing.
    """
    from scipy.stats import rankdata, t  # noqa: PLC0415  slow, as above

    worlds = len(table)
    if worlds < _FEWEST:
        return ()
    whole = {
        space.names[member]: number
        for space in (space_of(scenario),)
        for number, block in enumerate(space.blocks)
        for member in block.members
    }
    varies = np.flatnonzero(np.ptp(table.values, axis=0) > 0)
    correlation = np.corrcoef(rankdata(table.values[:, varies], axis=0).T)
    one, other = np.triu_indices(len(varies), k=1)
    threshold = t.isf(_LEVEL / max(1, len(one)) / 2, worlds - 2)
    least = threshold / np.sqrt(worlds - 2 + threshold**2)
    found = [
        TradeOff(table.names[varies[i]], table.names[varies[j]], float(correlation[i, j]))
        for i, j in zip(one, other, strict=True)
        if abs(correlation[i, j]) > least
    ]
    apart = (pair for pair in found if whole.get(pair.one, -1) != whole.get(pair.other, -2))
    return tuple(sorted(apart, key=lambda pair: -abs(pair.correlation)))
