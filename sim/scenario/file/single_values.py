"""One name or one value of a file: what its text means, or why it is refused."""

from __future__ import annotations

import math
import re

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.nodes import ScalarNode

LONGEST_NAME = 100
"""Characters that the name of a thing or a setting may have."""

Value = str | int | float | bool | None


class RefusedError(ValueError):
    """A name or a value that a scenario cannot have, with what to write instead."""


def checked_name(text: str) -> str:
    """A name as it stands in a file.

    Raises:
        RefusedError: if it is blank, too long, or not what it looks like.
    """
    if len(text) > LONGEST_NAME:
        raise RefusedError(f"a name of over {LONGEST_NAME} characters; shorten it")
    if _HALF.search(text):
        raise RefusedError(f"a name with {_HALF_SAID}")
    if not _BLANK.sub("", text).strip():
        raise RefusedError("a blank name; write one that can be seen")
    if not text.isprintable() or _BLANK.search(text):
        raise RefusedError(f"a name with a character that cannot be seen: '{text}'; take it out")
    if text != text.strip():
        raise RefusedError(f"a name with a space at one end: '{text}'; take it out")
    return text


def value_of(node: ScalarNode) -> Value:
    """A single value; dates stay text, so that one that does not exist can be pointed at.

    Raises:
        RefusedError: if it cannot be read, or might be read as something else than is meant.
    """
    kind, text = str(node.tag).removeprefix("tag:yaml.org,2002:"), node.value
    if kind in _TEXT:
        return _text(text)
    if kind in ("int", "float"):
        return _number(node)
    if kind not in _WORDS:
        raise RefusedError(f"the tag '{kind}' means nothing here; take it out")
    if text.lower() not in _WORDS[kind]:
        raise RefusedError(f"'{_cut(text)}' cannot be read; take out the tag before it")
    return _WORDS[kind][text.lower()]


def _text(text: str) -> str:
    if _HALF.search(text):
        raise RefusedError(f"a text with {_HALF_SAID}")
    unseen = _UNSEEN.search(text)
    if unseen:
        said = "a text with a character that cannot be seen or turns others round"
        raise RefusedError(f"{said}: '{unseen[0]}'; take it out")
    return text


def _number(node: ScalarNode) -> int | float:
    """A number, if it is written as everybody would read it."""
    text: str = node.value
    is_whole = str(node.tag).endswith(":int")
    plain = (_WHOLE if is_whole else _PLAIN).fullmatch(text)
    if plain and math.isfinite(float(text)):
        return int(text) if is_whole else float(text)
    if plain:
        raise RefusedError(f"'{_cut(text)}' is larger than any number here; write a smaller one")
    try:
        construct = (
            _CONSTRUCTOR.construct_yaml_int if is_whole else _CONSTRUCTOR.construct_yaml_float
        )
        read = float(construct(node))
    except (ValueError, LookupError, OverflowError):
        read = math.nan
    if math.isfinite(read):
        said = f"'{_cut(text)}' would be read as {read:.15g}; write that, or quotes round a text"
        raise RefusedError(said)
    raise RefusedError(f"'{_cut(text)}' cannot be read; write a number such as 0.25")


def _cut(text: str) -> str:
    return text if len(text) < 20 else f"{text[:20]}..."


_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_PLAIN = re.compile(r"[-+]?(?=\.?[0-9])(0|[1-9][0-9]*)?(\.[0-9]*)?([eE][-+]?[0-9]+)?")
"""Numbers that all readers of YAML and all people read alike."""
_HALF = re.compile("[\ud800-\udfff]")
_HALF_SAID = r"half a character (\ud800 to \udfff), as nothing can show it; take it out"
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Characters that count as letters or marks and show nothing."""
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Characters that steer a terminal, turn others round, or hide; joiners of letters are none."""
_TEXT = {"str", "timestamp", "merge", "value"}
_WORDS: dict[str, dict[str, Value]] = {
    "bool": {"true": True, "false": False},
    "null": {"null": None, "~": None, "": None},
}
_CONSTRUCTOR = SafeConstructor(loader=YAML(typ="safe", pure=True))
