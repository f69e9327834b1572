"""Plausible worlds: what each of the scenarios compared is in every world.

One of them, the base, has a table of worlds that reproduce what was reported of it. An input that
another scenario states at the same place with the same evidence has the same value there. What
only the other states, and everything where there is no table, is drawn from its range. A bare
number is a planner's decision: it has no range, and stays.

Three replications in a row are of three worlds; the fourth is of the third world again, with other
luck. That tells the chance of one year apart from doubt, whatever the number of replications.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

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
        base = identity_of(self.scenarios[self.base])
        return tuple(
            hashlib.sha256(json.dumps([rows, base, identity_of(each)]).encode()).hexdigest()[:12]
            for each in self.scenarios
        )

    @cached_property
    def _doubts(self) -> tuple[tuple[Input, ...], ...]:
        """The doubtful inputs of the base with each scenario; the base is the first of the two."""
        base = self.scenarios[self.base]
        return tuple(
            tuple(each for each in inputs(base, scenario) if each.is_doubt and each.in_b)
            for scenario in self.scenarios
        )

    def world(self, arm: int, number: int) -> World:
        """The world of a replication, as one of the scenarios meets it.

        Args:
            arm: which scenario, from 0.
            number: the replication's number, from 0.
        """
        number = world_of(number)
        if self.table is not None:
            rows = self.table.world(number)
            known = {each.name for each in self._doubts[arm] if each.in_a} & set(rows)
            given = tuple(
                Given(each.name, each.in_b, rows[each.name])
                for each in self._doubts[arm]
                if each.name in known
            )
            drawn = _drawn(each for each in self._doubts[arm] if each.name not in known)
            return World(self.identities[arm], number, given, drawn)
        if arm == self.base:
            return World(self.identities[arm], number, (), _drawn(self._doubts[arm]))
        base = Base(self.scenarios[self.base], _drawn(self._doubts[self.base]))
        return World(
            self.identities[arm],
            number,
            given=(),
            drawn=_drawn(each for each in self._doubts[arm] if not each.in_a),
            base=base,
            shared=_drawn(each for each in self._doubts[arm] if each.in_a),
        )


def _drawn(inputs: Iterable[Input]) -> tuple[Drawn, ...]:
    """Inputs with their ranges, at their places in the second of two scenarios."""
    return tuple(
        Drawn(each.name, each.in_b, float(each.estimate.low or 0), float(each.estimate.high or 0))
        for each in inputs
    )
