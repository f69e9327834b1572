"""Inputs: every estimate of two scenarios, and a scenario with one of them at another value.

A number that both scenarios state at the same place, with the same evidence, is one input and is
varied in both at once. So is one that a scenario states more than once with the same evidence: the
cap of all posts, the chance of a route for several needs, the paperwork of several activities.
One that is derived from others is no input of its own: it follows them.
Shares that must add up to 1 cannot vary alone: a `rest`, or a share derived from the others, gives
way; without one, or where that is not enough, the others keep their proportions to each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from sim.scenario.check.consistency import estimates, faults
from sim.scenario.estimate import Estimate, Record
from sim.scenario.overrides import override
from sim.scenario.paths import Path, fits, text_of
from sim.scenario.scenario import Scenario


class CannotVaryError(ValueError):
    """Why an input cannot have a value, in words."""


@dataclass(frozen=True)
class Input:
    """One number with its evidence.

    Attributes:
        estimate: the number.
        in_a: its places in the first scenario; none where it does not stand there.
        in_b: its places in the second.
    """

    estimate: Estimate
    in_a: tuple[Path, ...]
    in_b: tuple[Path, ...]

    @cached_property
    def places(self) -> tuple[Path, ...]:
        """All its places, each once."""
        return tuple(dict.fromkeys([*self.in_a, *self.in_b]))

    @cached_property
    def name(self) -> str:
        """The path of its first place, as a planner types it."""
        return text_of(self.places[0])

    @property
    def stands_in(self) -> str:
        """Which of the scenarios state it: `both`, `A` or `B`."""
        return "both" if self.in_a and self.in_b else "A" if self.in_a else "B"

    @property
    def decides_runs(self) -> bool:
        """Whether a run depends on it: margins judge what runs show, and costs price it."""
        return decides_runs(self.places[0])

    @property
    def is_doubt(self) -> bool:
        """Whether it is left open in a run: it has a range, and is not decided."""
        low, high = self.estimate.low, self.estimate.high
        has_range = low is not None and high is not None and low < high
        return has_range and not self.estimate.fixed and self.decides_runs

    @property
    def is_shape(self) -> bool:
        """Whether it claims nothing that evidence could bear out.

        Stated without grade and range, these are the only way out of an activity, its only step or
        band, an edge of a band, duty work that is neither planned ahead nor held by a worker, a
        pace that is the same for all, and work of which nobody says how much is paperwork.
        """
        if self.estimate.grade is not None or self.estimate.low is not None:
            return False
        match self.places[0]:
            case (*_, "bands", int(), "from_months" | "to_months"):
                return True
            case (*_, "routes", _) | (*_, "routes_by_need", _, _):
                return self.estimate.value in (0, 1)
            case (*_, "steps" | "bands", int(), "share"):
                return self.estimate.value == 1
            case ("pathway", "activities", _, "planned_days" | "weight" | "paperwork") | (
                "pathway",
                "activities",
                _,
                "planned_days",
                "spread",
            ):
                return self.estimate.value == 0
        return False

    def matches(self, pattern: str) -> bool:
        """Whether the path of one of its places fits a pattern such as `handoffs.*`.

        Raises:
            UnreadablePathError: if a part of the pattern in quotes cannot be read.
        """
        return any(fits(place, pattern) for place in self.places)


def decides_runs(place: Path) -> bool:
    """Whether a run depends on the number at a place."""
    return place[0] not in {"margins", "costs"}


def inputs(a: Scenario, b: Scenario) -> tuple[Input, ...]:
    """Every estimate of two scenarios, each number once.

    Args:
        a: the scenario compared with.
        b: the scenario that is judged.

    Returns:
        Those of A in the order of its record, then those of B alone; none that is derived.
    """
    found: dict[tuple[Path, str], tuple[Estimate, list[Path], list[Path]]] = {}
    for side, scenario in enumerate((a, b), start=1):
        for path, estimate in estimates((), scenario):
            if estimate.derived:
                continue
            key = _stated_once(path), estimate.model_dump_json()
            entry = found.setdefault(key, (estimate, [], []))
            (entry[1] if side == 1 else entry[2]).append(path)
    return tuple(
        Input(estimate, tuple(in_a), tuple(in_b)) for estimate, in_a, in_b in found.values()
    )


def at_value(scenario: Scenario, places: Sequence[Path], value: float) -> Scenario:
    """A scenario with one input at another value, shares beside it rescaled.

    Args:
        scenario: the scenario, which stays as it is.
        places: where the input stands in it; none leaves the scenario as it is.
        value: the value it takes.

    Raises:
        CannotVaryError: if the scenario could not be run with that value.
    """
    changes: dict[Path, object] = {}
    for place in places:
        changes |= {place: value, **_beside(scenario, place, value)}
    return _checked(scenario, changes)


def at_values(scenario: Scenario, values: Mapping[Path, float]) -> Scenario:
    """A scenario with many inputs at other values at once.

    Where shares that must add up to 1 are among them, those given another value keep their
    proportions to each other, and the others stay: a `rest` gives way as far as it can, and a share
    that is derived follows.

    Args:
        scenario: the scenario, which stays as it is.
        values: by place.

    Raises:
        CannotVaryError: if the scenario could not be run with these values.
    """
    changes: dict[Path, object] = dict(values)
    for table, setting in dict.fromkeys(filter(None, map(whole_of, values))):
        changes |= _as_shares(scenario, table, setting, values)
    return _checked(scenario, changes)


def _checked(scenario: Scenario, changes: Mapping[Path, object]) -> Scenario:
    """The scenario with these changes.

    Raises:
        CannotVaryError: if it could not be run.
    """
    try:
        varied = override(scenario, changes) if changes else scenario
    except ValidationError as error:
        told = (f"{text_of(each['loc'])}: {each['msg']}" for each in error.errors())
        raise CannotVaryError("; ".join(told)) from None
    for fault in faults(varied):
        raise CannotVaryError(fault.message)
    return varied


def _as_shares(
    scenario: Scenario, table: Path, setting: Path, values: Mapping[Path, float]
) -> dict[Path, float]:
    """What the new values of some shares of a whole become, so that all add up to 1.

    Raises:
        CannotVaryError: if they are all 0, or what is fixed leaves no room for them.
    """
    shares = shares_of(scenario, table, setting)
    new = {place: values[place] for place in shares if place in values}
    if _has_derived(shares, new):
        return new
    fixed = sum(
        share.value
        for place, share in shares.items()
        if isinstance(share, Estimate) and place not in new
    )
    total = sum(new.values())
    if "rest" in shares.values() and fixed + total <= 1:
        return new
    if total == 0 or fixed > 1:
        raise CannotVaryError(f"{text_of(table)}: what is fixed leaves no room for other shares")
    return {place: value * (1 - fixed) / total for place, value in new.items()}


def _stated_once(path: Path) -> Path:
    """A path without what only repeats a number: the post, need of a route, activity of forms."""
    match path:
        case ("pathway", "activities", _, "paperwork"):
            return ("pathway", "activities", "*", "paperwork")
        case ("structure", "teams", _, "posts", int(), *setting):
            return ("structure", "teams", "*", "posts", "*", *setting)
        case (*activity, "routes", target) | (*activity, "routes_by_need", _, target):
            return (*activity, "routes", target)
    return path


def _beside(scenario: Scenario, path: Path, value: float) -> dict[Path, object]:
    """What the shares that add up to 1 with a share become when it takes a value.

    Raises:
        CannotVaryError: if they are all 0, so that nothing can be rescaled.
    """
    whole = whole_of(path)
    if whole is None:
        return {}
    shares = shares_of(scenario, *whole)
    if _has_derived(shares, {path}):
        return {}
    others = {
        place: share.value
        for place, share in shares.items()
        if isinstance(share, Estimate) and place != path
    }
    total = sum(others.values())
    if "rest" in shares.values() and value + total <= 1:
        return {}
    if total == 0:
        raise CannotVaryError("nothing stands beside it that could give way")
    return {place: share * (1 - value) / total for place, share in others.items()}


def shares_of(scenario: Scenario, table: Path, setting: Path) -> dict[Path, Any]:
    """What stands at each place of a table of shares: an estimate, or `rest`."""
    container = part_at(scenario, table)
    keys = container if isinstance(container, dict) else range(len(container))
    return {(*table, key, *setting): part_at(container, (key, *setting)) for key in keys}


def _has_derived(shares: Mapping[Path, Any], but: Collection[Path]) -> bool:
    """Whether one of some shares follows from others, which decides what becomes of the whole."""
    return any(
        isinstance(share, Estimate) and share.derived and place not in but
        for place, share in shares.items()
    )


def whole_of(path: Path) -> tuple[Path, Path] | None:
    """The table whose shares add up to 1, and the setting in it, where a path is such a share."""
    match path:
        case ("demand", "localities" | "sources", _) | (*_, "routes", _):
            return path[:-1], ()
        case (*_, "routes_by_need", _, _):
            return path[:-1], ()
        case ("demand", "needs", _, "share") | (*_, "steps" | "bands", int(), "share"):
            return path[:-2], path[-1:]
    return None


def part_at(part: Any, path: Path) -> Any:
    """What stands at a path in a scenario or a part of one."""
    for key in path:
        part = getattr(part, str(key)) if isinstance(part, Record) else part[key]
    return part
