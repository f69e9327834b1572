"""A YAML file as a tree in which every key and every value knows its line and column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError, StreamMark
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode
from ruamel.yaml.reader import ReaderError

from sim.scenario.file.single_values import RefusedError, Value, checked_name, value_of
from sim.scenario.problems import Place, Problem, ScenarioError, whole_file

LARGEST = 250_000
"""Bytes that a scenario file may have; the largest of ours has 36 thousand."""
DEEPEST = 20
"""Levels that a scenario file may nest; a scenario needs 9."""
MOST = 15_000
"""Names and values that a scenario file may hold, repeated ones counted each time; the largest of
ours holds 3,263."""


@dataclass(frozen=True)
class Scalar:
    """One value."""

    value: Value
    place: Place


@dataclass(frozen=True)
class Listing:
    """A list of values."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True)
class Entry:
    """A key and what it holds."""

    place: Place
    """Where the key stands."""
    node: Node


@dataclass(frozen=True)
class Mapping:
    """Values by key, in the order of the file."""

    entries: dict[str, Entry]
    place: Place


Node = Scalar | Listing | Mapping
Plain = Value | list["Plain"] | dict[str, "Plain"]


def plain(node: Node) -> Plain:
    """The values of a tree without their places."""
    if isinstance(node, Mapping):
        return {key: plain(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return node.value


def locate(tree: Mapping, path: Sequence[str | int], on_key: bool = False) -> Place:
    """Where a path leads, as far as the tree goes.

    Args:
        tree: the tree.
        path: keys, and positions in lists.
        on_key: point at the last key even where it holds a single value.

    Returns:
        The place of a single value, or of the key that holds a list or a mapping.
    """
    node: Node = tree
    place = tree.place
    for part in path:
        if isinstance(node, Mapping) and part in node.entries:
            entry = node.entries[str(part)]
            node, place = entry.node, entry.place
        elif isinstance(node, Listing) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            place = node.place
        else:
            break
    return node.place if isinstance(node, Scalar) and not on_key else place


class _TooManyError(MarkedYAMLError):
    """More names and values than a scenario can need."""


class _Composer(Composer):
    """Stops at once where there are too many values, and warns of nothing on its own."""

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader)
        self.warn_double_anchors = False
        self.composed = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.composed += 1
        if self.composed > MOST:
            raise _TooManyError(problem_mark=self.parser.peek_event().start_mark)
        return super().compose_node(parent, index)


# The slow part of reading. A page reads a file as its plan, and again where others extend it.
@lru_cache(maxsize=16)
def composed_nodes(text: str) -> YamlNode | None:
    """The nodes of a file as the library reads them.

    Raises:
        MarkedYAMLError: if it is not YAML, or nests or holds more than a scenario may.
        ReaderError: if it has characters that YAML has not.
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.max_depth = DEEPEST
    yaml.Composer = _Composer
    composed: YamlNode | None = yaml.compose(text)
    return composed


# What others extend is read again for each of them; nobody changes a tree. Few, as one of the
# largest takes 25 MB.
@lru_cache(maxsize=8)
def read_yaml(content: bytes, file: str) -> tuple[Mapping, tuple[Problem, ...]]:
    """Read one file.

    Args:
        content: the bytes of the file.
        file: its name, for messages.

    Returns:
        Its tree, and the problems that did not stop the reading: keys written twice, keys without
        a value, tags.

    Raises:
        ScenarioError: if it is too large, not text, not YAML, empty, or not a mapping.
    """
    if len(content) > LARGEST:
        raise whole_file(file, f"is larger than {LARGEST / 1e3:g} kB; a scenario is text alone")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise whole_file(file, "is not text in UTF-8; save it as plain text, UTF-8") from None
    reading = _Reading(file, text.splitlines() or [""])
    root = reading.compose(text)
    if root is None or root.value in ("", None):
        raise whole_file(file, "is empty; begin with version, title and extends")
    tree = reading.tree(root)
    if not isinstance(tree, Mapping):
        raise ScenarioError(
            [Problem("a scenario is a map of settings; begin with 'version: 1'", tree.place)]
        )
    return tree, tuple(reading.problems)


@dataclass
class _Reading:
    """One file being read, with the problems found so far."""

    file: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    nodes: int = 0
    """Names and values read so far."""

    def place(self, line: int, column: int) -> Place:
        """The place of a line and column counted from 0."""
        line = min(line, len(self.lines) - 1)
        return Place(self.file, line + 1, column + 1, self.lines[line])

    def at(self, mark: StreamMark) -> Place:
        return self.place(mark.line, mark.column)

    def compose(self, text: str) -> YamlNode | None:
        """The nodes of the file as the library reads them.

        Raises:
            ScenarioError: if it is not YAML.
        """
        other = _OTHER_YAML.search(text)
        if other:
            place = self.place(text[: other.start()].count("\n"), 0)
            message = "a scenario is read as YAML 1.2 alone; take out this line"
            raise ScenarioError([Problem(message, place)])
        try:
            composed = composed_nodes(text)
        except MarkedYAMLError as error:
            raise ScenarioError([self.in_words(error)]) from None
        except ReaderError as error:
            before = text[: error.position]
            place = self.place(before.count("\n"), error.position - before.rfind("\n") - 1)
            message = f"a character that is not text (code {error.character}); take it out"
            raise ScenarioError([Problem(message, place)]) from None
        return composed

    def in_words(self, error: MarkedYAMLError) -> Problem:
        """What keeps the file from being YAML, in a planner's words."""
        said = error.problem or ""
        here = self.at(error.problem_mark)
        opened = self.at(error.context_mark) if error.context_mark else here
        if type(error) in _TOO_MUCH:
            return Problem(_TOO_MUCH[type(error)], here)
        if "quoted scalar" in (error.context or "") and "end of stream" in said:
            return Problem("the quote that opens here is not closed; close it", opened)
        if said.startswith("expected ',' or"):
            lacks = f"it lacks its closing bracket, or a comma before line {here.line}"
            return Problem(f"the list or map that opens here is not complete: {lacks}", opened)
        if said.startswith("could not find expected ':'"):
            return Problem("no ': ' between a setting and its value; write 'name: value'", opened)
        for clue, message in _IN_WORDS.items():
            if clue in said:
                return Problem(message, here)
        return Problem(f"this is not YAML ({said}); check quotes, colons and indentation", here)

    def tree(self, node: YamlNode, depth: int = 1) -> Node:
        """A node with its places; what a scenario may not hold is noted and left out.

        Raises:
            ScenarioError: if there are too many, or values repeated with `*` come to no end.
        """
        place = self.at(node.start_mark)
        self.nodes += 1
        if depth > DEEPEST:
            message = "a value marked with '&' holds itself through '*'; write it out"
            raise ScenarioError([Problem(message, place)])
        if self.nodes > MOST:
            raise ScenarioError([Problem(_TOO_MANY, place)])
        if isinstance(node, MappingNode):
            return Mapping(self.entries(node, depth), place)
        if isinstance(node, SequenceNode):
            return Listing(tuple(self.tree(item, depth + 1) for item in node.value), place)
        return self.scalar(cast(ScalarNode, node), place)

    def entries(self, node: MappingNode, depth: int) -> dict[str, Entry]:
        """The keys of a mapping, in order, each once."""
        entries: dict[str, Entry] = {}
        for key, value in node.value:
            place = self.at(key.start_mark)
            self.nodes += 1
            if not isinstance(key, ScalarNode):
                self.refused("a name must be a text, not a list or a map", place)
                continue
            try:
                name = checked_name(key.value)
            except RefusedError as refused:
                self.refused(str(refused), place)
                continue
            if name in entries:
                first = entries[name].place.line
                self.refused(f"'{name}' is written twice; keep this or line {first}", place)
            elif _is_blank(value):
                advice = "write one, or null to leave out what is inherited"
                empty = self.refused(f"'{name}' has no value; {advice}", place)
                entries[name] = Entry(place, empty)
            else:
                entries[name] = Entry(place, self.tree(value, depth + 1))
        return entries

    def scalar(self, node: ScalarNode, place: Place) -> Scalar:
        """A single value."""
        try:
            return Scalar(value_of(node), place)
        except RefusedError as refused:
            return self.refused(str(refused), place)

    def refused(self, message: str, place: Place) -> Scalar:
        """Note a problem; an empty text stands for what was refused, so that nothing is lost."""
        self.problems.append(Problem(message, place))
        return Scalar("", place)


def _is_blank(node: YamlNode) -> bool:
    return isinstance(node, ScalarNode) and node.value == "" and str(node.tag).endswith(":null")


_TOO_MANY = (
    f"more than {MOST:,} names and values, those repeated with '*' counted each time; "
    "a scenario needs a quarter of that"
)
_TOO_MUCH: dict[type, str] = {
    _TooManyError: _TOO_MANY,
    MaxDepthExceededError: f"nested more than {DEEPEST} deep; a scenario needs 9 levels",
}
_OTHER_YAML = re.compile(r"^%YAML(?! +1\.2\b)", re.MULTILINE)
"""Older YAML reads `yes` as true, 010 as 8 and 12:30 as 750."""
_IN_WORDS = {
    "'\\t'": "a tab; indent with spaces",
    "mapping values are not allowed": (
        "a second ':' where none can be; indent this line like those beside it, "
        "or put the text in quotes"
    ),
    "expected <block end>": "this line does not line up with those above; indent them alike",
    "cannot start any token": "a value cannot begin with this character; put it in quotes",
    "another document": "a second document begins here; keep one and take out '---'",
    "undefined alias": "'*' repeats a marked value, and there is none; write the value out",
    "unknown escape": "'\\' means something in double quotes; use single quotes",
}
"""What the library says, by a part of it, and what a planner can do."""
