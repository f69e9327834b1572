"""What may stand at a place in a scenario, by its JSON Schema, said in a planner's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sim.scenario.scenario import Scenario
from sim.scenario.words import nearest

Allowed = dict[str, Any]
"""What a value may be: a JSON Schema without references and alternatives."""


@cache
def _schema() -> Allowed:
    return Scenario.model_json_schema()


def allowed_at(path: Sequence[str | int], kinds: Sequence[object]) -> list[Allowed]:
    """Everything that a value may be.

    Args:
        path: keys, and positions in lists.
        kinds: the `kind` that the file gives at each length of the path, or none; it decides
            which sort of activity is meant.

    Returns:
        The alternatives; none where nothing may stand there.
    """
    allowed = _of_kind(list(_alternatives(_schema())), kinds[0])
    for part, kind in zip(path, kinds[1:], strict=True):
        inner = [found for schema in allowed for found in _inside(schema, part)]
        allowed = _of_kind(inner, kind)
    return allowed


def settings(allowed: Sequence[Allowed]) -> dict[str, Allowed]:
    """The settings that a map may have, by name."""
    return {name: of for schema in allowed for name, of in schema.get("properties", {}).items()}


def holds_names(allowed: Sequence[Allowed]) -> bool:
    """Whether a map holds things under names of the planner's choice."""
    return any(isinstance(schema.get("additionalProperties"), dict) for schema in allowed)


def instead(given: object, allowed: Sequence[Allowed]) -> str:
    """What to write in place of something that does not fit.

    Args:
        given: what the file holds.
        allowed: what would fit.

    Returns:
        A clause: `write a number from 0 to 1`, or the nearest of some words.
    """
    words = [word for schema in allowed for word in _words(schema) if isinstance(word, str)]
    if words and isinstance(given, str):
        choice = nearest(given, words, "write one of")
        if choice.startswith("did"):
            return choice
    if type(given) in (int, float):
        numbers = [schema for schema in allowed if schema.get("type") in ("number", "integer")]
        allowed = numbers or allowed
    fitting = dict.fromkeys(_said(schema) for schema in allowed if schema.get("type") != "null")
    return f"write {', or '.join(fitting)}"


def _alternatives(schema: Allowed) -> Iterator[Allowed]:
    if "$ref" in schema:
        yield from _alternatives(_schema()["$defs"][schema["$ref"].rpartition("/")[2]])
    elif "anyOf" in schema or "oneOf" in schema:
        for option in [*schema.get("anyOf", []), *schema.get("oneOf", [])]:
            yield from _alternatives(option)
    else:
        yield schema


def _inside(schema: Allowed, part: str | int) -> Iterator[Allowed]:
    if isinstance(part, int):
        inner = schema.get("items")
    else:
        inner = schema.get("properties", {}).get(part, schema.get("additionalProperties"))
    if isinstance(inner, dict):
        yield from _alternatives(inner)


def _of_kind(allowed: list[Allowed], kind: object) -> list[Allowed]:
    """Those that say they are of this kind; all of them where none does."""
    same = [
        schema
        for schema in allowed
        if kind is not None and kind in _words(schema.get("properties", {}).get("kind", {}))
    ]
    return same or allowed


def _words(schema: Allowed) -> list[object]:
    return [schema["const"]] if "const" in schema else list(schema.get("enum", []))


def _said(schema: Allowed) -> str:
    words = [f"'{word}'" if isinstance(word, str) else str(word) for word in _words(schema) if word]
    if words:
        return words[0] if len(words) == 1 else f"one of {', '.join(words)}"
    if schema.get("format") == "date":
        return "a date that exists, as year-month-day: 2013-04-01"
    most = schema.get("maxLength")
    names = list(schema.get("properties", {}))
    said = {
        "array": "a list of at least one" if "minItems" in schema else "a list such as [one, two]",
        "boolean": "true or false",
        "integer": f"a whole number{_bounds(schema)}",
        "number": f"a number{_bounds(schema)}",
        "object": f"a map with {', '.join(names)}" if names else "a map of names",
        "string": f"a text of 1 to {most} characters" if most else "a text, in quotes",
    }
    return said[schema["type"]]


def _bounds(schema: Allowed) -> str:
    least, above, most = (schema.get(key) for key in ("minimum", "exclusiveMinimum", "maximum"))
    if most is not None:
        return f" above {above} and up to {most}" if least is None else f" from {least} to {most}"
    if above is not None:
        return f" above {above}"
    return "" if least is None else f" of {least} or more"
