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
from sim.experiment.worlds.inputs import Input
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
        input: which.
        left_low: 5 % of the worlds lie below.
        left_middle: half of them lie below.
        left_high: 5 % lie above.
        share_left: width between the two, as a share of what it is where only the range is known.
        distance: largest difference between the two distributions, from 0 to 1.
        is_taught: whether it is more than chance does to one of so many inputs.
    """

    input: Input
    left_low: float
    left_middle: float
    left_high: float
    share_left: float
    distance: float
    is_taught: bool

    @property
    def name(self) -> str:
        """Path of the input."""
        return self.input.name

    @property
    def unit(self) -> str:
        """Of its values."""
        return self.input.estimate.unit

    @property
    def low(self) -> float:
        """The lowest value of its evidence."""
        return float(self.input.estimate.low or 0)

    @property
    def high(self) -> float:
        """The highest value of its evidence."""
        return float(self.input.estimate.high or 0)

    @property
    def planned(self) -> float:
        """Its value in the scenario."""
        return self.input.estimate.value


@dataclass(frozen=True)
class TradeOff:
    """Two inputs that the figures tie to each other.

    Attributes:
        inputs: two inputs, not shares of the same whole.
        correlation: Spearman's, over the worlds; below 0 one is high where the other is low.
    """

    inputs: tuple[Input, Input]
    correlation: float

    @property
    def one(self) -> str:
        """Path of the first input."""
        return self.inputs[0].name

    @property
    def other(self) -> str:
        """Path of the second input."""
        return self.inputs[1].name


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
        if each.name not in column or np.ptp(before[:, number]) == 0:
            continue  # a share to which fixed ones leave one value has nothing to be taught
        after = table.values[:, column[each.name]]
        low, middle, high = np.percentile(after, [5, 50, 95]).tolist()
        prior_low, prior_high = np.percentile(before[:, number], [5, 95]).tolist()
        test = ks_2samp(after, before[:, number])
        found.append(
            Taught(
                input=each,
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
    whole_of = {
        member: number
        for number, block in enumerate(space_of(scenario).blocks)
        for member in block.members
    }
    column = {name: number for number, name in enumerate(table.names)}
    inputs = [
        (each, whole_of[at], rankdata(table.values[:, column[each.name]]))
        for at, each in enumerate(doubts(scenario))
        if each.name in column
    ]
    ranks = np.array([rank for *_, rank in inputs if np.ptp(rank) > 0])
    varied = [(each, whole) for each, whole, rank in inputs if np.ptp(rank) > 0]
    if len(varied) < 2:
        return ()
    correlation = np.corrcoef(ranks)
    one, other = np.triu_indices(len(varied), k=1)
    threshold = t.isf(_LEVEL / len(one) / 2, worlds - 2)
    least = threshold / np.sqrt(worlds - 2 + threshold**2)
    found = [
        TradeOff((varied[i][0], varied[j][0]), float(correlation[i, j]))
        for i, j in zip(one, other, strict=True)
        if abs(correlation[i, j]) > least and varied[i][1] != varied[j][1]
    ]
    return tuple(sorted(found, key=lambda pair: -abs(pair.correlation)))
