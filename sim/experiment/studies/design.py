"""The design of a sweep: which inputs of a scenario take which values together."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from sim.experiment.worlds.inputs import CannotVaryError, at_value, part_at
from sim.model.luck import identity
from sim.scenario.check.consistency import estimates
from sim.scenario.estimate import Estimate, Record
from sim.scenario.paths import Path, UnreadablePathError, fits, path_of, text_of
from sim.scenario.scenario import Scenario
from sim.scenario.words import nearest

_NUMBER = r"-?(?:[0-9]*\.)?[0-9]+"
_ASKED = re.compile(rf"(?P<path>.+?)(?:=(?P<low>{_NUMBER})\.\.(?P<high>{_NUMBER}))?")


class DesignError(ValueError):
    """Something asked of a sweep that cannot be had, in words."""


@dataclass(frozen=True)
class Varied:
    """An input that a sweep varies.

    Attributes:
        name: its path, or what was asked for where that means several.
        places: where it stands; several move together.
        low: the lowest value it takes.
        high: the highest.
        is_whole: whether it takes whole numbers only, as a number of posts does.
    """

    name: str
    places: tuple[Path, ...]
    low: float
    high: float
    is_whole: bool = False

    def at(self, share: float) -> float:
        """The value that lies so far, from 0 to 1, on the way from low to high."""
        value = self.low + share * (self.high - self.low)
        return round(value) if self.is_whole else value


@dataclass(frozen=True)
class Point:
    """One combination of values.

    Attributes:
        number: 0 for the scenario as it stands, then in the order of the design.
        values: of each varied input, in their order.
        scenario: the scenario with these values; none where it cannot have them.
        why_not: why it cannot.
    """

    number: int
    values: tuple[float, ...]
    scenario: Scenario | None
    why_not: str = ""


def varied(scenario: Scenario, asked: str) -> Varied:
    """What is meant by `path` or `path=low..high`.

    Args:
        scenario: the scenario to vary.
        asked: a path as `sim.scenario.paths` reads it, such as `handoffs.notice` or
            `structure.teams.South.posts.1.number`; with `*` it means all estimates that fit, moved
            together. Without a range, that of the evidence.

    Raises:
        DesignError: if nothing stands there, or there is no range.
    """
    found = _ASKED.fullmatch(asked)
    path = found["path"] if found else asked
    stands = dict(estimates((), scenario))
    try:
        places = tuple(place for place in stands if fits(place, path))
        setting = None if places else _setting(scenario, path_of(path))
    except UnreadablePathError as error:
        raise DesignError(str(error)) from None
    if not places and setting is None:
        hint = nearest(path, map(text_of, stands), "see `locality schema`")
        raise DesignError(f"{path}: no number stands there in {scenario.title}; {hint}")
    if any(place[0] == "costs" for place in places or (setting or ())[:1]):
        raise DesignError(
            f"{path}: a price changes no run, so that a sweep would show nothing; `locality cost` "
            f"tells what both ends of its range come to"
        )
    ranges = {(stands[place].low, stands[place].high) for place in places}
    if found and found["low"] is not None:
        low, high = float(found["low"]), float(found["high"])
    elif len(ranges) == 1 and None not in (only := next(iter(ranges))):
        low, high = float(only[0] or 0), float(only[1] or 0)
    else:
        raise DesignError(f"{path}: it has no range of evidence; give one, as in {path}=1..4")
    if not 0 < high - low < math.inf:
        raise DesignError(f"{path}: a range goes from low to high, not from {low:g} to {high:g}")
    if setting is None:
        return Varied(text_of(places[0]) if len(places) == 1 else path, places, low, high)
    place, value = setting
    return Varied(text_of(place), (place,), low, high, is_whole=isinstance(value, int))


def grid(inputs: Sequence[Varied], values: int) -> list[tuple[float, ...]]:
    """Every combination of so many values of each input, evenly from low to high."""
    shares = np.linspace(0, 1, values).tolist()
    return list(product(*(dict.fromkeys(each.at(share) for share in shares) for each in inputs)))


def sample(inputs: Sequence[Varied], points: int, seed: int) -> list[tuple[float, ...]]:
    """So many combinations that spread evenly over each range: a Latin hypercube.

    Raises:
        UnusableSeedError: if the seed is no whole number, or below 0 or too large.
    """
    from scipy.stats import qmc  # noqa: PLC0415  most commands do without this slow import

    shares = qmc.LatinHypercube(len(inputs), seed=identity(seed)).random(points).tolist()
    return [
        tuple(each.at(share) for each, share in zip(inputs, row, strict=True)) for row in shares
    ]


def points(
    scenario: Scenario, inputs: Sequence[Varied], combinations: Sequence[tuple[float, ...]]
) -> list[Point]:
    """The scenario as it stands, then with each combination of values."""
    stands = Point(0, tuple(_value(scenario, each.places[0]) for each in inputs), scenario)
    return [
        stands,
        *(_point(scenario, inputs, at, values) for at, values in enumerate(combinations, start=1)),
    ]


def _point(
    scenario: Scenario, inputs: Sequence[Varied], number: int, values: tuple[float, ...]
) -> Point:
    try:
        changed = scenario
        for each, value in zip(inputs, values, strict=True):
            changed = at_value(changed, each.places, value)
        for each, value in zip(inputs, values, strict=True):
            if not all(math.isclose(_value(changed, place), value) for place in each.places):
                raise CannotVaryError(f"{each.name} gives way to another share that is varied")
    except CannotVaryError as error:
        return Point(number, values, None, str(error))
    return Point(number, values, changed)


def _setting(scenario: Scenario, place: Path) -> tuple[Path, float] | None:
    """A plain number by its path, such as a number of posts."""
    part: Any = scenario
    for key in place:
        try:
            if isinstance(part, Record) and key not in type(part).model_fields:
                return None
            part = part_at(part, (key,))
        except (LookupError, TypeError):
            return None
    is_number = isinstance(part, int | float) and not isinstance(part, bool)
    return (place, part) if is_number else None


def _value(scenario: Scenario, place: Path) -> float:
    found = part_at(scenario, place)
    return float(found.value if isinstance(found, Estimate) else found)
