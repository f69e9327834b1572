"""A world: the values that all doubtful inputs of one scenario take together.

Values that the figures reported speak to are given, from a table of worlds. Those of which nothing
but a range is known are drawn from it: each by its own luck, that of its name and the world's
number, so that no other input and no other world changes it. A scenario has the values that were
drawn for those it is compared with, wherever it states the same input.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import NamedTuple

from sim.experiment.worlds.inputs import CannotVaryError, at_value, at_values
from sim.model.luck import Luck
from sim.scenario.paths import Path
from sim.scenario.scenario import Scenario

_TRIES = 200
"""Draws of a world before it is given up: values that are legal one by one may not go together."""
_PURPOSE = "world"


class NoSuchWorldError(ValueError):
    """A scenario cannot have the values of a world, in words."""


class Given(NamedTuple):
    """An input with its value."""

    name: str
    places: tuple[Path, ...]
    value: float


class Drawn(NamedTuple):
    """An input that takes any value of its range with equal chance."""

    name: str
    places: tuple[Path, ...]
    low: float
    high: float


@dataclass(frozen=True)
class World:
    """One world, as one scenario meets it.

    Attributes:
        identity: of the worlds that it is one of; with the number it decides every value.
        number: which of them, from 0.
        given: inputs whose values are known in it.
        drawn: inputs whose values are drawn.
        bases: scenarios in the same world, whose draws it shares.
        moved: inputs that are set to another value in it, one after the other.
    """

    identity: str
    number: int
    given: tuple[Given, ...]
    drawn: tuple[Drawn, ...] = ()
    bases: tuple[Base, ...] = ()
    moved: tuple[Given, ...] = ()

    def at(self, name: str, places: tuple[Path, ...], value: float) -> World:
        """The same world, but for one input at another value; shares beside it are rescaled.

        Args:
            name: of the input.
            places: where it stands in the scenario.
            value: the value it takes.
        """
        text = f"{self.identity}/{name}/{value!r}"
        return replace(
            self,
            identity=hashlib.sha256(text.encode()).hexdigest()[:12],
            moved=(*self.moved, Given(name, places, value)),
        )

    def without(self, place: Path) -> World:
        """The same world for a scenario in which nothing stands at a place any more.

        Its identity stays, as the scenario is another one.
        """
        return replace(
            self,
            given=tuple(each for each in self.given if place not in each.places),
            drawn=tuple(each for each in self.drawn if place not in each.places),
            bases=tuple(base.without(place) for base in self.bases),
        )


@dataclass(frozen=True)
class Base:
    """A scenario in the same world whose draws another one shares.

    Attributes:
        scenario: as planned.
        world: its values.
        shared: inputs that have the value drawn for it, at their places in the other.
    """

    scenario: Scenario
    world: World
    shared: tuple[Drawn, ...]

    def without(self, place: Path) -> Base:
        """The same, but for what would stand at a place of the other."""
        return replace(self, shared=tuple(each for each in self.shared if place not in each.places))


def in_world(scenario: Scenario, world: World, seed: int) -> Scenario:
    """A scenario as it is in a world.

    What is drawn is drawn again, all of it, until it goes together: so it has equal chance among
    the values that the scenario can have.

    Args:
        scenario: as planned.
        world: its values.
        seed: identity of the luck.

    Raises:
        NoSuchWorldError: if the scenario cannot have the values given, or none that were drawn.
    """
    found, _ = _resolved(scenario, world, seed)
    for name, places, value in world.moved:
        try:
            found = at_value(found, places, value)
        except CannotVaryError as error:
            title = scenario.title
            raise NoSuchWorldError(f"{title} cannot have {name} at {value:g}: {error}") from None
    return found


def _resolved(scenario: Scenario, world: World, seed: int) -> tuple[Scenario, dict[str, float]]:
    """A scenario as it is in a world before any input is moved, and what was drawn, by name.

    Raises:
        NoSuchWorldError: as `in_world`.
    """
    values = {place: each.value for each in world.given for place in each.places}
    for base in world.bases:
        by_name = _resolved(base.scenario, base.world, seed)[1]
        values |= {place: by_name[each.name] for each in base.shared for place in each.places}
    return _that_go_together(scenario, values, world.drawn, Luck(seed, world.number))


def _that_go_together(
    scenario: Scenario, fixed: dict[Path, float], drawn: tuple[Drawn, ...], luck: Luck
) -> tuple[Scenario, dict[str, float]]:
    """A scenario at some values and the first draws that it can have with them, by name.

    Raises:
        NoSuchWorldError: if there are none.
    """
    why = ""
    for attempt in range(_TRIES if drawn else 1):
        by_name = {
            each.name: each.low + luck.draw(_PURPOSE, each.name, attempt) * (each.high - each.low)
            for each in drawn
        }
        values = fixed | {place: by_name[each.name] for each in drawn for place in each.places}
        try:
            return at_values(scenario, values), by_name
        except CannotVaryError as error:
            why = str(error)
    raise NoSuchWorldError(f"{scenario.title} cannot be as in this world: {why}")
