"""From a tree to a scenario: whatever does not fit, said in a planner's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.scenario.derived import resolved, stated_in, with_zeros
from sim.scenario.file.allowed_values import Allowed, allowed_at, holds_names, instead, settings
from sim.scenario.file.source import Listing, Mapping, Node, Plain, Scalar, locate, plain
from sim.scenario.problems import MOST_FOUND, Finding, Problem
from sim.scenario.scenario import Scenario
from sim.scenario.words import as_written, nearest

_LONGEST = 40
"""Characters of a given text that a message repeats."""
_REPLACED: dict[tuple[str | int, ...], str] = {
    ("workforce", "case_share"): (
        "write under 'working_time' what is not for cases, as supervision, audit and other: "
        "together 4 x contract_hours x (1 - case_share)"
    ),
    ("workforce", "manager_share"): (
        "write under 'working_time' what is not for decisions, as supervision for each worker, "
        "manager_audit and manager_other: together 4 x contract_hours x (1 - manager_share)"
    ),
}
"""Settings of older files, and what says the same now."""


def validated(tree: Mapping) -> tuple[Scenario | None, list[Problem]]:
    """The scenario in a tree, or everything in it that does not fit.

    Args:
        tree: a scenario file with all that it extends.

    Returns:
        The scenario and no problems, or none and at least one.
    """
    given = plain(tree)
    values, faults, unresolved = resolved(given)
    faults = (*faults, *_stated_twice(given, values))
    problems = [_of_derived(fault, tree) for fault in faults]
    try:
        scenario = Scenario.model_validate(with_zeros(values, unresolved))
    except ValidationError as error:
        found = error.errors(include_url=False)[:MOST_FOUND]
        spots = [(fault, _spot(fault["loc"], tree)) for fault in found]
        problems += [
            _in_words(fault, spot, tree)
            for fault, spot in spots
            if not any(spot.path[: len(path)] == path for path in unresolved)
        ]
        return None, problems
    return (None if problems else scenario), problems


@dataclass(frozen=True)
class _Spot:
    """What a fault is about: a path into the tree and the node at each of its steps."""

    path: tuple[str | int, ...]
    nodes: tuple[Node, ...]
    """From the whole tree to the last part of the path."""

    @property
    def parent(self) -> _Spot:
        return _Spot(self.path[:-1], self.nodes[:-1])

    @property
    def allowed(self) -> list[Allowed]:
        """What could stand here."""
        return allowed_at(self.path, [_child(node, "kind") for node in self.nodes])

    @property
    def words(self) -> str:
        """The path as a planner would say it: what stands in a list goes by its name."""
        named: list[str | int] = []
        for part, node in zip(self.path, self.nodes[1:], strict=True):
            names = (_child(node, key) for key in ("name", "role", "to"))
            name = next((name for name in names if isinstance(name, str)), part)
            named.append(name if isinstance(part, int) else part)
        return as_written(named)

    def says(self, message: str) -> str:
        """A message about what is in here."""
        return f"{self.words}: {message}" if self.words else message


def _stated_twice(given: Plain, values: Any) -> Iterator[Finding]:
    """Numbers that are stated otherwise than what they are derived from comes to."""
    worked_out = dict(stated_in((), values))
    for path, estimate in stated_in((), given):
        value, sum_ = estimate.get("value"), worked_out[path].get("value")
        if value is not None and value != sum_:
            beside = f"{_shown(value)} stands beside 'derived', which comes to {sum_:g}"
            yield Finding((*path, "value"), f"{beside}; keep one of them")


def _of_derived(fault: Finding, tree: Mapping) -> Problem:
    return Problem(_spot(fault.path, tree).says(fault.message), locate(tree, fault.path))


def _in_words(fault: ErrorDetails, spot: _Spot, tree: Mapping) -> Problem:
    """One fault that pydantic reports, with its place in the tree, explained."""
    is_worked_out = fault["loc"][-1] == "value" and not _child(spot.nodes[-1], "value")
    match fault["type"]:
        case "missing" | "union_tag_not_found" as lacks:
            return _missing(str(fault["loc"][-1]) if lacks == "missing" else "kind", spot, tree)
        case "union_tag_invalid":
            return _unfit(_spot((*spot.path, "kind"), tree), tree)
        case "extra_forbidden":
            return _unknown(spot, tree)
        case _ if is_worked_out and _child(spot.nodes[-1], "derived"):
            return _out_of_bounds(fault["input"], spot, tree)
        case "value_error":
            reason = str(fault["ctx"]["error"])
            return Problem(spot.says(reason), locate(tree, spot.path))
        case _:
            return _unfit(spot, tree)


def _spot(loc: Sequence[str | int], tree: Mapping) -> _Spot:
    """Where in the tree a fault is; parts that only pydantic knows are passed over."""
    path: list[str | int] = []
    nodes: list[Node] = [tree]
    for part in loc:
        node = nodes[-1]
        if isinstance(node, Mapping) and part in node.entries:
            nodes.append(node.entries[str(part)].node)
            path.append(part)
        elif isinstance(node, Listing) and isinstance(part, int):
            nodes.append(node.items[part])
            path.append(part)
    return _Spot(tuple(path), tuple(nodes))


def _child(node: Node, key: str) -> Plain:
    """A single value in a map; none where there is no such."""
    child = node.entries[key].node if isinstance(node, Mapping) and key in node.entries else None
    return child.value if isinstance(child, Scalar) else None


def _keys(node: Node) -> list[str]:
    return list(node.entries) if isinstance(node, Mapping) else []


def _missing(name: str, spot: _Spot, tree: Mapping) -> Problem:
    about = settings(spot.allowed).get(name, {}).get("description", "")
    allowed = allowed_at((*spot.path, name), [*(_child(node, "kind") for node in spot.nodes), None])
    meaning = f" ({about[0].lower()}{about[1:].rstrip('.')})" if about else ""
    message = f"'{name}' is missing{meaning}; {instead(None, allowed)}"
    return Problem(spot.says(message), locate(tree, spot.path))


def _unknown(spot: _Spot, tree: Mapping) -> Problem:
    name = str(spot.path[-1])
    place = locate(tree, spot.path, on_key=True)
    known = settings(spot.parent.allowed)
    if name in known:  # of another alternative
        others = [key for key in _keys(spot.parent.nodes[-1]) if key != name]
        advice = f"keep one; '{others[0]}: null' takes out what is inherited"
        message = f"'{name}' cannot stand beside '{others[0]}'; {advice}"
    else:
        advice = _REPLACED.get(spot.path) or nearest(name, known, "the settings are")
        message = f"there is no setting '{name}'; {advice}"
        if place.file != tree.place.file:
            message += f"; '{name}: null' takes out what is inherited"
    return Problem(spot.parent.says(message), place)


def _unfit(spot: _Spot, tree: Mapping) -> Problem:
    given = plain(spot.nodes[-1])
    place = locate(tree, spot.path)
    if given is None and holds_names(spot.parent.allowed):
        name = str(spot.path[-1])
        others = [other for other in _keys(spot.parent.nodes[-1]) if other != name]
        advice = nearest(name, others, "the names there are")
        return Problem(f"{spot.words} is null, but there is none to take out; {advice}", place)
    return Problem(f"{spot.words} cannot be {_shown(given)}; {instead(given, spot.allowed)}", place)


def _out_of_bounds(sum_: float, spot: _Spot, tree: Mapping) -> Problem:
    allowed = allowed_at((*spot.path, "value"), [*(_child(n, "kind") for n in spot.nodes), None])
    advice = instead(sum_, allowed).replace("write", "make it", 1)
    message = f"what it is derived from comes to {sum_:.6g}; {advice}"
    return Problem(spot.says(message), locate(tree, (*spot.path, "derived")))


def _shown(given: Plain) -> str:
    match given:
        case None:
            return "null"
        case bool():
            return "true" if given else "false"
        case str():
            cut = given if len(given) <= _LONGEST else f"{given[:_LONGEST]}..."
            return f"'{cut}'" if given else "empty"
        case list():
            return "a list" if given else "an empty list"
        case dict():
            return "a map"
        case _:  # of a file, so that it is finite
            return f"{given:.15g}"
