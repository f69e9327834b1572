"""A YAML file as a tree in which every key and every value knows its line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.composer import MaxDepthExceededError
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, StreamMark
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode
from ruamel.yaml.reader import ReaderError

from sim.scenario.problems import Place, Problem, ScenarioError, whole_file

LARGEST = 1_000_000
"""Bytes that a scenario file may have; the largest of ours has 35 thousand."""
DEEPEST = 20
"""Levels that a scenario file may nest; a scenario needs 9."""
LONGEST_NAME = 100
"""Characters that the name of a thing or a setting may have."""
MOST = 50_000
"""Values that a scenario file may hold, repeated ones counted each time."""


Value = str | int | float | bool | None


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
        raise whole_file(file, f"is larger than {LARGEST / 1e6:g} MB; a scenario is text alone")
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
    """Values read so far."""

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
        yaml = YAML(typ="safe", pure=True)
        yaml.max_depth = DEEPEST
        try:
            composed: YamlNode | None = yaml.compose(text)
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
        if isinstance(error, MaxDepthExceededError):
            return Problem(f"nested more than {DEEPEST} deep; a scenario needs 9 levels", here)
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
            message = f"more than {MOST} values, those repeated with '*' counted each time"
            raise ScenarioError([Problem(f"{message}; a scenario needs a tenth of that", place)])
        if isinstance(node, MappingNode):
            return Mapping(self.entries(node, depth), place)
        if isinstance(node, SequenceNode):
            return Listing(tuple(self.tree(item, depth + 1) for item in node.value), place)
        return self.scalar(node, place)

    def entries(self, node: MappingNode, depth: int) -> dict[str, Entry]:
        """The keys of a mapping, in order, each once."""
        entries: dict[str, Entry] = {}
        for key, value in node.value:
            place = self.at(key.start_mark)
            if not isinstance(key, ScalarNode):
                self.refused("a name must be a text, not a list or a map", place)
            elif len(key.value) > LONGEST_NAME:
                self.refused(f"a name of over {LONGEST_NAME} characters; shorten it", place)
            elif _HALF.search(key.value):
                self.refused(f"a name with {_HALF_SAID}", place)
            elif key.value in entries:
                first = entries[key.value].place.line
                self.refused(f"'{key.value}' is written twice; keep this or line {first}", place)
            elif _is_blank(value):
                advice = "write one, or null to leave out what is inherited"
                empty = self.refused(f"'{key.value}' has no value; {advice}", place)
                entries[key.value] = Entry(place, empty)
            else:
                entries[key.value] = Entry(place, self.tree(value, depth + 1))
        return entries

    def scalar(self, node: YamlNode, place: Place) -> Scalar:
        """A single value; dates stay text, so that one that does not exist can be pointed at."""
        kind = str(node.tag).removeprefix("tag:yaml.org,2002:")
        if kind in _TEXT and _HALF.search(node.value):
            return self.refused(f"a text with {_HALF_SAID}", place)
        if kind in _TEXT:
            return Scalar(node.value, place)
        read = _NOT_TEXT.get(kind)
        if read is None:
            return self.refused(f"the tag '{kind}' means nothing here; take it out", place)
        try:
            return Scalar(read(_CONSTRUCTOR, node), place)
        except (ValueError, LookupError):
            shown = node.value if len(node.value) < 20 else f"{node.value[:20]}..."
            return self.refused(f"'{shown}' cannot be read; write a number such as 0.25", place)

    def refused(self, message: str, place: Place) -> Scalar:
        """Note a problem; an empty text stands for what was refused, so that nothing is lost."""
        self.problems.append(Problem(message, place))
        return Scalar("", place)


def _is_blank(node: YamlNode) -> bool:
    return isinstance(node, ScalarNode) and node.value == "" and str(node.tag).endswith(":null")


_HALF = re.compile("[\ud800-\udfff]")
_HALF_SAID = r"half a character (\ud800 to \udfff), as nothing can show it; take it out"
_TEXT = {"str", "timestamp", "merge", "value"}
_CONSTRUCTOR = SafeConstructor(loader=YAML(typ="safe", pure=True))
_NOT_TEXT: dict[str, Callable[[SafeConstructor, YamlNode], Value]] = {
    "bool": SafeConstructor.construct_yaml_bool,
    "float": SafeConstructor.construct_yaml_float,
    "int": SafeConstructor.construct_yaml_int,
    "null": SafeConstructor.construct_yaml_null,
}
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
