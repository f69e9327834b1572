"""Plausible worlds: what each of the scenarios compared is in every world.

One of them, the base, has a table of worlds that reproduce what was reported of it. An input that
another scenario states at the same place with the same evidence has the same value there. What
only the others state, and everything where there is no table, is drawn from its range: for the
first scenario that states it, and those after it have the same value. A bare number is a planner's
decision: it has no range, and stays.

Three replications in a row are of three worlds; the fourth is of the third world again, with other
luck. That tells the chance of one year apart from doubt, whatever the number of replications.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment.worlds.inputs import Input, inputs
from sim.experiment.worlds.world import Base, Drawn, Given, World
from sim.experiment.worlds.world_table import WorldTable, identity_of
from sim.scenario.scenario import Scenario

_AGAIN_EVERY = 4
"""Replications of which the last is of the world before it."""


class Basis(StrEnum):
    """Where the values of doubtful inputs come from."""

    WORLDS = "worlds"
    """From worlds that reproduce the figures reported."""
    RANGES = "ranges"
    """From the ranges of their evidence: nothing reported speaks to them."""
    PLANNED = "planned"
    """They are as planned, in every replication."""


def world_of(number: int) -> int:
    """Which world a replication is run in, from 0."""
    return number - (number + 1) // _AGAIN_EVERY


def worlds_run_in(worlds: Worlds | None, numbers: Sequence[int]) -> NDArray[np.int64]:
    """Which world each replication was run in: one and the same where all was as planned."""
    return np.array([0 if worlds is None else world_of(number) for number in numbers], np.int64)


class TooFewWorldsError(ValueError):
    """More worlds are asked for than a table has."""


@dataclass(frozen=True)
class Worlds:
    """The worlds of scenarios that are compared.

    Attributes:
        scenarios: as planned.
        table: worlds of the base; none where all inputs are drawn from their ranges.
        base: which of the scenarios the table was made for, from 0.
    """

    scenarios: tuple[Scenario, ...]
    table: WorldTable | None
    base: int = 0

    @property
    def basis(self) -> Basis:
        """Where the values come from."""
        return Basis.RANGES if self.table is None else Basis.WORLDS

    def hold(self, pairs: int) -> None:
        """Make sure that there is a world for each pair.

        Raises:
            TooFewWorldsError: if there is not.
        """
        wanted = world_of(pairs - 1) + 1
        if self.table is not None and wanted > len(self.table):
            raise TooFewWorldsError(
                f"{pairs} pairs take {wanted} worlds, and there are {len(self.table)}; ask for "
                f"fewer pairs, or make more worlds with 'locality worlds'"
            )

    @cached_property
    def identities(self) -> tuple[str, ...]:
        """What decides the values of each scenario in every world, with the world's number."""
        rows = "" if self.table is None else self.table.identity
        own = [identity_of(each) for each in self.scenarios]
        decide = (
            [rows, own[self.base], *(own[of.arm] for of in arm.shared if of.arm != self.base), mine]
            for arm, mine in zip(self._arms, own, strict=True)
        )
        return tuple(hashlib.sha256(json.dumps(each).encode()).hexdigest()[:12] for each in decide)

    @cached_property
    def _arms(self) -> tuple[_Arm, ...]:
        """Where each scenario has its values from."""
        arms: dict[int, _Arm] = {}
        for arm in sorted(range(len(self.scenarios)), key=lambda arm: arm != self.base):
            arms[arm] = self._arm(arm, arms)
        return tuple(arms[arm] for arm in range(len(self.scenarios)))

    def _arm(self, arm: int, before: Mapping[int, _Arm]) -> _Arm:
        """Where a scenario has its values from, after those whose draws it may share."""
        scenario = self.scenarios[arm]
        rows = set() if self.table is None else set(self.table.names)
        open_ = {each.in_b: each for each in self._doubts(self.base, scenario)}
        known = tuple(each for each in open_.values() if each.in_a and each.name in rows)
        for each in known:
            del open_[each.in_b]
        shared = []
        for other, drawn in ((other, found.names) for other, found in before.items()):
            common = [
                each
                for each in self._doubts(other, scenario)
                if each.in_b in open_ and each.in_a and each.name in drawn
            ]
            for each in common:
                del open_[each.in_b]
            if common:
                shared.append(_Shared(other, _drawn(common)))
        return _Arm(known, _drawn(open_.values()), tuple(shared))

    def _doubts(self, other: int, scenario: Scenario) -> tuple[Input, ...]:
        """The doubtful inputs of a scenario, with their places in another."""
        found = inputs(self.scenarios[other], scenario)
        return tuple(each for each in found if each.is_doubt and each.in_b)

    def world(self, arm: int, number: int) -> World:
        """The world of a replication, as one of the scenarios meets it.

        Args:
            arm: which scenario, from 0.
            number: the replication's number, from 0.
        """
        return self._world(arm, world_of(number))

    def _world(self, arm: int, number: int) -> World:
        found = self._arms[arm]
        rows = {} if self.table is None else self.table.world(number)
        return World(
            self.identities[arm],
            number,
            given=tuple(Given(each.name, each.in_b, rows[each.name]) for each in found.known),
            drawn=found.drawn,
            bases=tuple(
                Base(self.scenarios[of.arm], self._world(of.arm, number), of.inputs)
                for of in found.shared
            ),
        )


class _Shared(NamedTuple):
    """Inputs that have the values drawn for another scenario."""

    arm: int
    inputs: tuple[Drawn, ...]


@dataclass(frozen=True)
class _Arm:
    """Where one scenario has the values of its doubtful inputs from.

    Attributes:
        known: from the table.
        drawn: drawn for it.
        shared: drawn for another.
    """

    known: tuple[Input, ...]
    drawn: tuple[Drawn, ...]
    shared: tuple[_Shared, ...]

    @property
    def names(self) -> set[str]:
        """Of the inputs that are drawn for it."""
        return {each.name for each in self.drawn}


def _drawn(inputs: Iterable[Input]) -> tuple[Drawn, ...]:
    """Inputs with their ranges, at their places in the second of two scenarios."""
    return tuple(
        Drawn(each.name, each.in_b, float(each.estimate.low or 0), float(each.estimate.high or 0))
        for each in inputs
    )
