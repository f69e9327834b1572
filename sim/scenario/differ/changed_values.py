"""Every value that two scenarios do not share, by its path; words and sources left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sim.scenario.estimate import Estimate, Record
from sim.scenario.paths import Path
from sim.scenario.routes import Concern
from sim.scenario.scenario import UNORDERED_LISTS, UNORDERED_MAPS, Scenario

_LEFT_OUT = {("version",), ("title",), ("description",), ("structure", "teams")}
"""What does not count as a difference, and the teams, which are compared as a whole."""


@dataclass(frozen=True)
class Changed:
    """One value, or one thing with all its values, that differs."""

    path: Path
    """Keys from the top; what stands in a list goes by its name."""
    before: Any
    """In the first scenario; none where it is not there."""
    after: Any
    """In the second scenario; none where it is not there."""
    is_order: bool = False
    """Whether what differs is the order of what stands there."""


def changed_values(before: Scenario, after: Scenario) -> Iterator[Changed]:
    """Compare two scenarios value by value, teams left out.

    Args:
        before: the first scenario.
        after: the second.

    Yields:
        What differs, in the order of the record; a thing that only one of them has comes whole.
    """
    yield from _changed((), before, after)


def _changed(path: Path, before: Any, after: Any) -> Iterator[Changed]:
    if path in _LEFT_OUT:
        return
    if isinstance(before, Estimate) and isinstance(after, Estimate):
        if _number(before) != _number(after):
            yield Changed(path, before, after)
    elif isinstance(before, Record) and type(before) is type(after):
        for field in type(before).model_fields:
            yield from _changed((*path, field), getattr(before, field), getattr(after, field))
    elif isinstance(before, Record) and isinstance(after, Record):
        yield Changed(path, before, after)
        # Of another kind: what both kinds have may have changed as well.
        for field in type(before).model_fields:
            if field != "kind" and field in type(after).model_fields:
                yield from _changed((*path, field), getattr(before, field), getattr(after, field))
    elif isinstance(before, dict) and isinstance(after, dict):
        yield from _changed_entries(path, before, after, path[-1] not in UNORDERED_MAPS)
    elif isinstance(before, tuple) and isinstance(after, tuple):
        is_ordered = path[-1] not in UNORDERED_LISTS
        yield from _changed_entries(path, by_name(before), by_name(after), is_ordered)
    elif before != after:
        yield Changed(path, before, after)


def _changed_entries(
    path: Path, before: dict[str, Any], after: dict[str, Any], is_ordered: bool
) -> Iterator[Changed]:
    for key in {**before, **after}:
        yield from _changed((*path, key), before.get(key), after.get(key))
    orders = [key for key in before if key in after], [key for key in after if key in before]
    if is_ordered and orders[0] != orders[1]:
        first, second = (", ".join(order) for order in orders)
        yield Changed(path, first, second, is_order=True)


def _number(estimate: Estimate) -> tuple[float | None, ...]:
    return estimate.value, estimate.low, estimate.high


def by_name(items: Sequence[Any]) -> dict[str, Any]:
    """The items of a list by their names, or by their positions from 1 where they have none."""
    named: dict[str, Any] = {}
    for position, item in enumerate(items, start=1):
        if isinstance(item, Concern):
            name = f"after {item.after}"
        elif isinstance(item, Record):
            name = getattr(item, "name", getattr(item, "to", f"{position}"))
        else:
            name = str(item)
        named[name if name not in named else f"{name} ({position})"] = item
    return named
