"""The space of inputs: every set of values that the evidence allows, each as likely as any other.

An input takes any value of its range with equal chance. Shares of a whole that must add up to 1
are one block: any combination in their ranges that adds up, with equal chance; a share derived from
the others keeps to its range too. Where values must suit each other in other ways, as the shortest
and the usual length of an assessment, what does not is found when a scenario is given them.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.experiment.worlds.inputs import (
    CannotVaryError,
    Input,
    at_values,
    part_at,
    shares_of,
    whole_of,
)
from sim.experiment.worlds.world import Given
from sim.experiment.worlds.world_table import doubts
from sim.scenario.estimate import Estimate
from sim.scenario.paths import Path
from sim.scenario.scenario import Scenario

Values = NDArray[np.float64]
"""Sets of values, shape (sets, inputs)."""

DIGITS = 5
"""Significant digits of a value: more would say more than anybody knows."""
_TRIES = 1000
"""Draws of shares, in batches, before their ranges count as unable to add up."""
_SLACK = 1e-9


@dataclass(frozen=True)
class Block:
    """Inputs that are drawn together.

    Attributes:
        members: their positions among all inputs.
        least: what they add up to at least.
        most: what they add up to at most.
    """

    members: tuple[int, ...]
    least: float = -math.inf
    most: float = math.inf

    @property
    def is_tied(self) -> bool:
        """Whether not every combination of values will do."""
        return math.isfinite(self.least) or math.isfinite(self.most)


@dataclass(frozen=True)
class Space:
    """All inputs with a range, and which values they may take together.

    Attributes:
        names: of the inputs.
        low: the lowest value of each.
        high: the highest.
        blocks: each input once, shares of a whole together.
    """

    names: tuple[str, ...]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    blocks: tuple[Block, ...]

    @cached_property
    def width(self) -> NDArray[np.float64]:
        """Width of each range."""
        return self.high - self.low

    def holds(self, values: Values) -> NDArray[np.bool_]:
        """Which sets keep every input in its range, and all shares to what they must add up to."""
        slack = _SLACK * self.width
        within = (values >= self.low - slack) & (values <= self.high + slack)
        holds = np.asarray(within.all(axis=1))
        for block in self.blocks:
            if block.is_tied:
                total = values[:, block.members].sum(axis=1)
                holds &= (total >= block.least - _SLACK) & (total <= block.most + _SLACK)
        return holds

    def spread(self, sets: int, rng: np.random.Generator) -> Values:
        """So many sets that fill the space evenly: a Latin hypercube; shares at random.

        Raises:
            CannotVaryError: if the ranges of some shares do not let them add up.
        """
        from scipy.stats import qmc  # noqa: PLC0415  most commands do without this slow import

        shares = qmc.LatinHypercube(len(self.names), rng=rng).random(sets)
        values: Values = self.low + shares * self.width
        for block in self.blocks:
            if block.is_tied:
                values[:, block.members] = self.drawn(block, sets, rng)
        return values

    def drawn(self, block: Block, sets: int, rng: np.random.Generator) -> Values:
        """So many draws of the inputs of a block, shape (sets, members).

        Raises:
            CannotVaryError: if the ranges of some shares do not let them add up.
        """
        low, width = self.low[list(block.members)], self.width[list(block.members)]
        if not block.is_tied:
            return low + rng.random((sets, len(low))) * width
        # Where they add up to one number, the others at random leave the widest what it must be:
        # so all that add up are as likely as one another.
        last = int(np.argmax(width))
        found: list[Values] = []
        lacking = sets
        for _ in range(_TRIES):
            drawn = low + rng.random((max(lacking * 2, 16), len(low))) * width
            if block.least == block.most:
                drawn[:, last] = block.most - (drawn.sum(axis=1) - drawn[:, last])
            total = drawn.sum(axis=1)
            fits = (drawn[:, last] >= low[last] - _SLACK) & (total >= block.least - _SLACK)
            fits &= (drawn[:, last] <= low[last] + width[last] + _SLACK) & (
                total <= block.most + _SLACK
            )
            found.append(drawn[fits][:lacking])
            lacking -= len(found[-1])
            if lacking == 0:
                return np.concatenate(found)
        names = ", ".join(self.names[each] for each in block.members)
        raise CannotVaryError(f"{names}: their ranges do not let them add up to {block.most:g}")


def space_of(scenario: Scenario) -> Space:
    """The space of a scenario's doubtful inputs."""
    inputs = doubts(scenario)
    return Space(
        names=tuple(each.name for each in inputs),
        low=np.array([float(each.estimate.low or 0) for each in inputs]),
        high=np.array([float(each.estimate.high or 0) for each in inputs]),
        blocks=tuple(_blocks(scenario, inputs)),
    )


def _blocks(scenario: Scenario, inputs: Sequence[Input]) -> Iterator[Block]:
    """Each input once: with the others of its whole, or by itself."""
    varied = {place for each in inputs for place in each.places}
    together: dict[object, list[int]] = {}
    for number, each in enumerate(inputs):
        whole = next(filter(None, map(whole_of, each.places)), None)
        together.setdefault(number if whole is None else whole, []).append(number)
    for key, members in together.items():
        if isinstance(key, tuple):
            shares = shares_of(scenario, *key)
            yield Block(tuple(members), *_total(shares, varied))
        else:
            yield Block(tuple(members))


def _total(shares: Mapping[Path, object], varied: Collection[Path]) -> tuple[float, float]:
    """Between what the varied shares of a whole add up to: what `rest` or a derived one leaves."""
    stated = {place: each for place, each in shares.items() if isinstance(each, Estimate)}
    derived = [each for each in stated.values() if each.derived]
    fixed = sum(
        each.value for place, each in stated.items() if place not in varied and not each.derived
    )
    if "rest" in shares.values():
        return -math.inf, 1 - fixed
    if len(derived) == 1:
        low, high = derived[0].low or 0, 1 if derived[0].high is None else derived[0].high
        return 1 - fixed - high, 1 - fixed - low
    return (-math.inf if derived else 1 - fixed), 1 - fixed


def rounded(values: Values) -> Values:
    """Values to as many digits as are kept."""
    magnitude = np.floor(np.log10(np.abs(values, where=values != 0, out=np.ones_like(values))))
    scale = 10.0 ** (DIGITS - 1 - magnitude)
    return np.asarray(np.round(values * scale) / scale)


def given(scenario: Scenario, values: NDArray[np.float64]) -> tuple[Given, ...]:
    """The doubtful inputs of a scenario with one set of values, in their order."""
    return tuple(
        Given(each.name, each.places, float(value))
        for each, value in zip(doubts(scenario), values, strict=True)
    )


def scenario_at(scenario: Scenario, given: Sequence[Given]) -> Scenario:
    """A scenario as it is with a set of values.

    Raises:
        CannotVaryError: if it cannot have them all.
    """
    at = at_values(scenario, {place: each.value for each in given for place in each.places})
    for each in given:
        value = part_at(at, each.places[0]).value
        if abs(value - each.value) > 10.0 ** (2 - DIGITS) * abs(each.value):
            raise CannotVaryError(f"{each.name}: shares of the same whole leave it no such value")
    return at
