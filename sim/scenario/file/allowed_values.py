"""What may stand at a place in a scenario, by its JSON Schema, said in a planner's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sim.scenario.scenario import Scenario
from sim.scenario.words import nearest

Shape = dict[str, Any]
"""A JSON Schema without references and alternatives."""


@cache
def _schema() -> Shape:
    return Scenario.model_json_schema()


def shapes_at(path: Sequence[str | int], kinds: Sequence[object]) -> list[Shape]:
    """Every shape that a value may take.

    Args:
        path: keys, and positions in lists.
        kinds: the `kind` that the file gives at each length of the path, or none; it decides
            which sort of activity is meant.

    Returns:
        The alternatives; none where nothing may stand there.
    """
    shapes = _of_kind(list(_alternatives(_schema())), kinds[0])
    for part, kind in zip(path, kinds[1:], strict=True):
        inner = [found for shape in shapes for found in _inside(shape, part)]
        shapes = _of_kind(inner, kind)
    return shapes


def settings(shapes: Sequence[Shape]) -> dict[str, Shape]:
    """The settings that a map of these shapes may have, by name."""
    return {name: of for shape in shapes for name, of in shape.get("properties", {}).items()}


def holds_names(shapes: Sequence[Shape]) -> bool:
    """Whether a map of these shapes holds things under names of the planner's choice."""
    return any(isinstance(shape.get("additionalProperties"), dict) for shape in shapes)


def instead(given: object, shapes: Sequence[Shape]) -> str:
    """What to write in place of something that does not fit.

    Args:
        given: what the file holds.
        shapes: what would fit.

    Returns:
        A clause: `write a number from 0 to 1`, or the nearest of some words.
    """
    words = [word for shape in shapes for word in _words(shape) if isinstance(word, str)]
    if words and isinstance(given, str):
        choice = nearest(given, words, "write one of")
        if choice.startswith("did"):
            return choice
    if type(given) in (int, float):
        numbers = [shape for shape in shapes if shape.get("type") in ("number", "integer")]
        shapes = numbers or shapes
    fitting = dict.fromkeys(_said(shape) for shape in shapes if shape.get("type") != "null")
    return f"write {', or '.join(fitting)}"


def _alternatives(shape: Shape) -> Iterator[Shape]:
    if "$ref" in shape:
        yield from _alternatives(_schema()["$defs"][shape["$ref"].rpartition("/")[2]])
    elif "anyOf" in shape or "oneOf" in shape:
        for option in [*shape.get("anyOf", []), *shape.get("oneOf", [])]:
            yield from _alternatives(option)
    else:
        yield shape


def _inside(shape: Shape, part: str | int) -> Iterator[Shape]:
    if isinstance(part, int):
        inner = shape.get("items")
    else:
        inner = shape.get("properties", {}).get(part, shape.get("additionalProperties"))
    if isinstance(inner, dict):
        yield from _alternatives(inner)


def _of_kind(shapes: list[Shape], kind: object) -> list[Shape]:
    """The shapes that say they are of this kind; all of them where none does."""
    same = [
        shape
        for shape in shapes
        if kind is not None and kind in _words(shape.get("properties", {}).get("kind", {}))
    ]
    return same or shapes


def _words(shape: Shape) -> list[object]:
    return [shape["const"]] if "const" in shape else list(shape.get("enum", []))


def _said(shape: Shape) -> str:
    words = [f"'{word}'" if isinstance(word, str) else str(word) for word in _words(shape) if word]
    if words:
        return words[0] if len(words) == 1 else f"one of {', '.join(words)}"
    if shape.get("format") == "date":
        return "a date that exists, as year-month-day: 2013-04-01"
    most = shape.get("maxLength")
    names = list(shape.get("properties", {}))
    said = {
        "array": "a list of at least one" if "minItems" in shape else "a list such as [one, two]",
        "boolean": "true or false",
        "integer": f"a whole number{_bounds(shape)}",
        "number": f"a number{_bounds(shape)}",
        "object": f"a map with {', '.join(names)}" if names else "a map of names",
        "string": f"a text of 1 to {most} characters" if most else "a text, in quotes",
    }
    return said[shape["type"]]


def _bounds(shape: Shape) -> str:
    least, above, most = (shape.get(key) for key in ("minimum", "exclusiveMinimum", "maximum"))
    if most is not None:
        return f" above {above} and up to {most}" if least is None else f" from {least} to {most}"
    if above is not None:
        return f" above {above}"
    return "" if least is None else f" of {least} or more"
