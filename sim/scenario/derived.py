"""Derived inputs: numbers of a scenario that are worked out from others, and follow them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from types import NoneType
from typing import Any, NamedTuple

from sim.scenario.estimate import Estimate, Record
from sim.scenario.expression import (
    Expression,
    ExpressionError,
    Quantity,
    expression_of,
    worked_out,
)
from sim.scenario.paths import Path, text_of
from sim.scenario.problems import Finding
from sim.scenario.units import clash, unit_of
from sim.scenario.words import nearest

_FIELDS = frozenset(Estimate.model_fields)
_SINGLE = (str, float, int, NoneType)
"""What holds no estimate: most of a scenario, which is looked through for every world."""


class Resolved(NamedTuple):
    """A scenario as plain data, its derived inputs worked out."""

    tree: Any
    faults: tuple[Finding, ...]
    """What keeps some of them from it."""
    unresolved: frozenset[Path]
    """Those that have no value: at fault, or derived from one that is."""


def resolved(tree: Any) -> Resolved:
    """Work out every derived input of a scenario.

    Args:
        tree: a scenario as plain data; parts of it may be records.

    Returns:
        The same with the values of derived inputs, and their units where none are stated.
    """
    stated = dict(stated_in((), tree))
    return _Resolving(tree, stated).resolved() if stated else Resolved(tree, (), frozenset())


def stated_in(path: Path, part: Any) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Every estimate in a part of a scenario that says what it is derived from.

    Args:
        path: where the part stands.
        part: plain data or a record.

    Yields:
        Each path, and the estimate's settings by name.
    """
    inner = _inside(part)
    derived = inner.get("derived")
    if isinstance(derived, str) and derived not in ("", "rest") and inner.keys() <= _FIELDS:
        yield path, inner
    else:
        for key, each in inner.items():
            if not isinstance(each, _SINGLE):
                yield from stated_in((*path, key), each)


def with_zeros(tree: Any, paths: Iterable[Path]) -> Any:
    """A scenario with 0 at some paths, so that all else can be looked through."""
    for path in paths:
        tree = _with(tree, path, 0.0)
    return tree


def sources_of(derived: str) -> tuple[Path, ...]:
    """The inputs that an expression names, each once; none where it is empty or no expression."""
    if not derived:
        return ()
    try:
        return tuple(dict.fromkeys(map(_of_estimate, expression_of(derived).inputs)))
    except ExpressionError:
        return ()


def _inside(part: Any) -> Mapping[Any, Any]:
    """What a part of a scenario holds, by key or position."""
    if isinstance(part, dict):
        return part
    if isinstance(part, (list, tuple)):
        return dict(enumerate(part))
    if isinstance(part, Record):
        return {name: getattr(part, name) for name in type(part).model_fields}
    return {}


def _of_estimate(path: Path) -> Path:
    return path[:-1] if path[-1] == "value" else path


class _Resolving:
    """One scenario being resolved."""

    def __init__(self, tree: Any, stated: Mapping[Path, Mapping[str, Any]]) -> None:
        self.tree = tree
        self.stated = stated
        self.known: dict[Path, Quantity] = {}
        self.failed: set[Path] = set()
        self.faults: list[Finding] = []

    def resolved(self) -> Resolved:
        expressions = dict(self._read())
        tree = self.tree
        for path in self._in_order(expressions):
            found = self._worked_out(path, expressions[path])
            if found is not None:
                self.known[path] = found
                tree = _with(tree, path, self._estimate(path, found))
        return Resolved(tree, tuple(self.faults), frozenset(self.failed))

    def _fault(self, path: Path, message: str) -> None:
        self.failed.add(path)
        self.faults.append(Finding((*path, "derived"), message))

    def _read(self) -> Iterator[tuple[Path, Expression]]:
        for path, estimate in self.stated.items():
            try:
                yield path, expression_of(estimate["derived"])
            except ExpressionError as error:
                self._fault(path, str(error))

    def _in_order(self, expressions: Mapping[Path, Expression]) -> tuple[Path, ...]:
        """Those that can be worked out, each after all that it is derived from."""
        needs = {
            path: set(map(_of_estimate, of.inputs)) & self.stated.keys()
            for path, of in expressions.items()
        }
        while True:
            try:
                order = tuple(TopologicalSorter(needs).static_order())
                return tuple(path for path in order if path in needs and path not in self.failed)
            except CycleError as error:
                loop: list[Path] = error.args[1][::-1]
                start = min(range(len(loop) - 1), key=lambda at: list(needs).index(loop[at]))
                loop = [*loop[start:-1], *loop[: start + 1]]
                said = " -> ".join(map(text_of, loop))
                self._fault(loop[0], f"a loop: {said}; give one of them a number")
                self.failed.update(loop)
                needs |= {path: set() for path in loop}

    def _worked_out(self, path: Path, expression: Expression) -> Quantity | None:
        """The quantity at a path; none where it has a fault, or what it is derived from has."""
        inputs = [self._quantity(path, each) for each in expression.inputs]
        if None in inputs:
            self.failed.add(path)
            return None
        try:
            found = worked_out(expression, [each for each in inputs if each is not None])
        except ExpressionError as error:
            self._fault(path, f"'{self.stated[path]['derived']}' {error}")
            return None
        own = self.stated[path].get("unit") or ""
        unit = unit_of(own) if isinstance(own, str) else None
        if found.unit and clash(found.unit, unit):
            advice = "derive it from what is in its own unit, or mend the unit"
            self._fault(path, f"comes in {found.unit.text}, and is in {own}; {advice}")
            return None
        return found

    def _quantity(self, at: Path, path: Path) -> Quantity | None:
        """An input that is named at a path; none where it has no value, a fault if it is none."""
        path = _of_estimate(path)
        if path in self.stated:
            return self.known.get(path)
        part = self.tree
        for depth, key in enumerate(path):
            inner = _inside(part)
            if key not in inner:
                where = f" in '{text_of(path[:depth])}'" if depth else ""
                near = nearest(f"{key}", map(str, inner), "the names there are")
                self._fault(at, f"there is no '{key}'{where}; {near}")
                return None
            part = inner[key]
        inner = _inside(part)
        number, unit = (inner.get("value"), inner.get("unit")) if inner else (part, None)
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            self._fault(at, f"'{text_of(path)}' is no number; name one that is")
            return None
        return Quantity(float(number), unit_of(unit) if isinstance(unit, str) else None)

    def _estimate(self, path: Path, found: Quantity) -> dict[str, Any]:
        before = dict(self.stated[path])
        unit = before.get("unit") or (found.unit.text if found.unit else "")
        return {**before, "value": found.value, "unit": unit}


def _with(part: Any, path: Path, new: Any) -> Any:
    """A part of a scenario with something else at a path; itself where it is the same."""
    inner = _inside(part)
    if not path:
        return part if inner == new else new
    key, *rest = path
    made = _with(inner[key], tuple(rest), new)
    if made is inner[key]:
        return part
    copied = {**inner, key: made}
    return list(copied.values()) if isinstance(part, (list, tuple)) else copied
