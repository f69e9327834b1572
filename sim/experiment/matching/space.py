"""The space of inputs: every set of values that the evidence allows, each as likely as any other.

An input takes any value of its range with equal chance. Shares of a whole that must add up to 1
are one block: any combination in their ranges that adds up, with equal chance. Where it matters
that values suit each other in other ways, as the shortest and the usual length of an assessment,
what does not is found when the scenario is given them, and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
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
        total: what they add up to; none for an input by itself.
    """

    members: tuple[int, ...]
    total: float | None = None


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
        """Which sets keep every input in its range."""
        slack = _SLACK * self.width
        return np.all((values >= self.low - slack) & (values <= self.high + slack), axis=1)

    def spread(self, sets: int, rng: np.random.Generator) -> Values:
        """So many sets that fill the space evenly: a Latin hypercube; shares at random.

        Raises:
            CannotVaryError: if the ranges of some shares do not let them add up.
        """
        from scipy.stats import qmc  # noqa: PLC0415  most commands do without this slow import

        shares = qmc.LatinHypercube(len(self.names), rng=rng).random(sets)
        values: Values = self.low + shares * self.width
        for block in self.blocks:
            if block.total is not None:
                values[:, block.members] = self.drawn(block, sets, rng)
        return values

    def drawn(self, block: Block, sets: int, rng: np.random.Generator) -> Values:
        """So many draws of the inputs of a block, shape (sets, members).

        Raises:
            CannotVaryError: if the ranges of some shares do not let them add up.
        """
        low, width = self.low[list(block.members)], self.width[list(block.members)]
        if block.total is None:
            return low + rng.random((sets, 1)) * width
        # The others at random leave the widest what it must be: so all that add up are as likely.
        last = int(np.argmax(width))
        found: list[Values] = []
        lacking = sets
        for _ in range(_TRIES):
            drawn = low + rng.random((max(lacking * 2, 16), len(low))) * width
            drawn[:, last] = block.total - (drawn.sum(axis=1) - drawn[:, last])
            slack = _SLACK * (1 + width[last])
            fits = drawn[:, last] >= low[last] - slack
            fits &= drawn[:, last] <= low[last] + width[last] + slack
            found.append(drawn[fits][:lacking])
            lacking -= len(found[-1])
            if lacking == 0:
                return np.concatenate(found)
        names = ", ".join(self.names[each] for each in block.members)
        raise CannotVaryError(f"{names}: their ranges do not let them add up to {block.total:g}")


def space_of(scenario: Scenario) -> Space:
    """The space of a scenario's doubtful inputs."""
    inputs = doubts(scenario)
    return Space(
        names=tuple(each.name for each in inputs),
        low=np.array([float(each.estimate.low or 0) for each in inputs]),
        high=np.array([float(each.estimate.high or 0) for each in inputs]),
        blocks=tuple(_blocks(scenario, inputs)),
    )


def _blocks(scenario: Scenario, inputs: Sequence[Input]) -> list[Block]:
    """Each input once: with the others of its whole where all of it is stated, or by itself."""
    of_whole: dict[object, list[int]] = {}
    fixed: dict[object, float] = {}
    for number, each in enumerate(inputs):
        key: object = number
        whole = next(filter(None, map(whole_of, each.places)), None)
        if whole is not None:
            shares = shares_of(scenario, *whole)
            varied = {place for other in inputs for place in other.places}
            if "rest" not in shares.values():
                key = whole
                fixed[key] = sum(
                    share.value
                    for place, share in shares.items()
                    if isinstance(share, Estimate) and place not in varied
                )
        of_whole.setdefault(key, []).append(number)
    return [
        Block(tuple(members), 1 - fixed[key] if key in fixed else None)
        for key, members in of_whole.items()
    ]


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
