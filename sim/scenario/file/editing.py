"""Editing: settings changed in the text of a scenario, every other line of it left as it stands.

The YAML library's own round trip keeps comments, but sets lists, maps in brackets and quotes anew:
it rewrites most lines of our files, so that a planner's change could not be seen among them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.tokens import AliasToken, AnchorToken

from sim.scenario.file.inheritance import EVIDENCE
from sim.scenario.file.source import Plain, composed_nodes, plain, read_yaml
from sim.scenario.paths import Path

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*[A-Za-z0-9]|[A-Za-z]")
"""A text that needs no quotes."""
_NOT_WORDS = {"true", "false", "null", "yes", "no", "on", "off"}


def edited(
    text: str, changes: Mapping[Path, Plain], reasons: Mapping[Path, str] | None = None
) -> str:
    """The text of a scenario with other settings.

    A number with evidence keeps its unit and its range and loses its grade, source and why: they
    spoke for another value. One that was derived no longer follows. A setting that the text does
    not hold, but inherits, is added to it.

    Args:
        text: a scenario file that can be read.
        changes: new values by path; none takes out what is inherited.
        reasons: why a number was set so, by path.

    Returns:
        The text; the same, character for character, where nothing changes.
    """
    for path, value in changes.items():
        text = _anchored(text, _set(text, path, value, (reasons or {}).get(path, "")))
    return text


def states(text: str, path: Path) -> bool:
    """Whether a scenario file itself holds a setting, and does not inherit it."""
    node: Node | None = _composed(text)
    for key in path:
        spot = _child(text, node, key)
        if spot is None:
            return False
        node = spot.node
    return True


def written(value: Plain) -> str:
    """A value as it may stand on one line of a file."""
    match value:
        case list():
            return f"[{', '.join(written(item) for item in value)}]"
        case dict():
            settings = (f"{written(key)}: {written(of)}" for key, of in value.items())
            return f"{{{', '.join(settings)}}}"
        case str():
            is_word = _WORD.fullmatch(value) and value.lower() not in _NOT_WORDS
            return value if is_word else _quoted(value)
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return json.dumps(value)  # null, true and numbers are written alike


def _quoted(text: str) -> str:
    """A text in double quotes; what cannot be printed goes by its code."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)


@dataclass(frozen=True)
class _Spot:
    """A value in a text: from which character to which, and what the library read there."""

    start: int
    end: int
    node: Node
    is_alias: bool = False


def _composed(text: str) -> Node:
    return cast(Node, composed_nodes(text))


def _values(text: str) -> Plain:
    tree, _ = read_yaml(text.encode(), "")
    return plain(tree)


def _at(values: Plain, path: Path) -> Plain:
    for key in path:
        if isinstance(values, dict):
            values = values[str(key)]
        elif isinstance(values, list):
            values = values[int(key)]
    return values


def _child(text: str, node: Node | None, key: str | int) -> _Spot | None:
    """Where a setting of a map, or an item of a list, stands; none where there is no such."""
    if isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
        item = node.value[key]
        return _Spot(item.start_mark.index, item.end_mark.index, item)
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if name.value == key:
                # What an alias repeats stands further up.
                if value.start_mark.index < name.start_mark.index:
                    alias = re.compile(r"\*[^\s,}\]]+").search(text, name.end_mark.index)
                    if alias:
                        return _Spot(alias.start(), alias.end(), value, is_alias=True)
                return _Spot(value.start_mark.index, value.end_mark.index, value)
    return None


def _set(text: str, path: Path, value: Plain, reason: str) -> str:
    """The text with one setting at another value."""
    node = _composed(text)
    spot = _Spot(0, len(text), node)
    for depth, key in enumerate(path, start=1):
        found = _child(text, spot.node, key)
        if found is None:
            inner = _nested(path[depth:], _anew(None, value, reason))
            return _added(text, spot, str(key), inner)
        if found.is_alias and depth < len(path):
            copy = written(_at(_values(text), path[:depth]))
            return _set(_spliced(text, found, copy), path, value, reason)
        spot = found
    if isinstance(value, list):
        # As a block: it begins on the line of its key, below which the old list began.
        start = len(text[: spot.start].rstrip())
        block = _listed(value, _column(text, spot))
        return _spliced(text, replace(spot, start=start), block)
    return _spliced(text, spot, written(_anew(_at(_values(text), path), value, reason)))


def _anew(before: Plain, value: Plain, reason: str) -> Plain:
    """What stands at a place once it has another value."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and isinstance(before, dict):
        kept = {key: of for key, of in before.items() if key not in {*EVIDENCE, "derived"}}
        decided = {"fixed": True} if "low" in kept and "high" in kept else {}
        return {**kept, "value": value, **({"why": reason} if reason else {}), **decided}
    return {"value": value, "why": reason} if is_number and reason else value


def _nested(keys: Path, value: Plain) -> Plain:
    for key in reversed(keys):
        value = {str(key): value}
    return value


def _spliced(text: str, spot: _Spot, new: str) -> str:
    """The text with other words in a spot; the lines below a block keep their place."""
    end = spot.end
    if isinstance(spot.node, ScalarNode) and spot.node.style in ("|", ">"):
        new += "\n" if text[:end].endswith("\n") else ""
    elif "\n" in text[spot.start : end]:
        end = spot.start + len(text[spot.start : end].rstrip())
        end = _without_comments(text, spot.start, end)
    return text[: spot.start] + new + text[end:]


def _without_comments(text: str, start: int, end: int) -> int:
    """The end of a block without the comment lines that follow it."""
    lines = text[start:end].split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return start + len("\n".join(lines))


def _column(text: str, spot: _Spot) -> int:
    """The column of the line on which a spot's key stands."""
    before = text[: spot.start].rstrip()
    line = before[before.rfind("\n") + 1 :]
    return len(line) - len(line.lstrip())


def _listed(items: Sequence[Plain], column: int) -> str:
    """A list of maps as a block below its key."""
    if not items:
        return " []"
    return "".join(f"\n{' ' * (column + 2)}- {written(item)}" for item in items)


def _added(text: str, spot: _Spot, key: str, value: Plain) -> str:
    """The text with a setting added at the end of the map in a spot."""
    node = spot.node
    if not isinstance(node, MappingNode) or not node.value:
        return _spliced(text, spot, written({key: value}))
    if node.flow_style:
        # Right behind the last value, as a comma or a comment may stand before the bracket.
        end = _last_spot(text, node).end
        return f"{text[:end]}, {written(key)}: {written(value)}{text[end:]}"
    column = node.value[0][0].start_mark.column
    end = _line_end(text, _last(text, node))
    return f"{text[:end]}{_block(key, value, column)}{text[end:]}"


def _block(key: str, value: Plain, column: int) -> str:
    """A setting on lines of its own; a number with its evidence, on one."""
    margin = "\n" + " " * column
    if isinstance(value, dict) and value and "value" not in value:
        return f"{margin}{written(key)}:" + "".join(
            _block(inner, of, column + 2) for inner, of in value.items()
        )
    if isinstance(value, list):
        return f"{margin}{written(key)}:{_listed(value, column)}"
    return f"{margin}{written(key)}: {written(value)}"


def _last(text: str, node: Node) -> int:
    """Where the last value of a block ends."""
    if isinstance(node, MappingNode) and node.value and not node.flow_style:
        spot = _last_spot(text, node)
        return spot.end if spot.is_alias else _last(text, spot.node)
    if isinstance(node, SequenceNode) and node.value and not node.flow_style:
        return _last(text, node.value[-1])
    return int(node.end_mark.index)


def _last_spot(text: str, node: MappingNode) -> _Spot:
    """Where the last value of a map that is not empty stands."""
    key, value = node.value[-1]
    spot = _child(text, node, key.value)
    return spot or _Spot(value.start_mark.index, value.end_mark.index, value)


def _line_end(text: str, position: int) -> int:
    """The end of the line on which the text before a position ends, comments included."""
    end = text.find("\n", len(text[:position].rstrip()))
    return len(text) if end < 0 else end


def _anchored(before: str, after: str) -> str:
    """The text with every repeated value marked again, where an edit took its mark away."""
    seen: set[str] = set()
    for token in YAML(typ="safe", pure=True).scan(after):
        if isinstance(token, AnchorToken):
            seen.add(token.value)
        elif isinstance(token, AliasToken) and token.value not in seen:
            found = _marked(_composed(before), token.value)
            marked = f"&{token.value} {written(_plain(before, found))}"
            start, end = token.start_mark.index, token.end_mark.index
            return _anchored(before, after[:start] + marked + after[end:])
    return after


def _marked(node: Node, name: str) -> Node | None:
    """The node with a mark."""
    if node.anchor == name:
        return node
    if isinstance(node, MappingNode):
        inner = [part for pair in node.value for part in pair]
    else:
        inner = node.value if isinstance(node, SequenceNode) else []
    return next((found for part in inner if (found := _marked(part, name))), None)


def _plain(text: str, node: Node | None) -> Plain:
    """The values of a node."""
    if isinstance(node, MappingNode):
        return {key.value: _plain(text, value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(text, item) for item in node.value]
    if node is None:
        return None
    tree = _values(f"value: {text[node.start_mark.index : node.end_mark.index]}")
    return _at(tree, ("value",))
