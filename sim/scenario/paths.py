"""Paths: where something stands in a scenario, as keys, and as the text that a planner types.

Keys are joined by dots: `demand.contacts_per_month`. A name stands in double quotes, as in JSON,
where it has a dot, a quote, a brace, `*`, `?` or `[` in it, or looks like a position in a list:
`demand.localities."St. Ives"`.
"""

from __future__ import annotations

import glob
import json
import re
from fnmatch import fnmatchcase

Path = tuple[str | int, ...]
"""Keys from the top of a scenario; a number is a position in a list, counted from 0."""

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_KEY = re.compile(rf'{_QUOTED}|[^."]+', re.DOTALL)
_OUTSIDE_OR_QUOTED = re.compile(rf'{_QUOTED}|[^"]+|"', re.DOTALL)
_POSITION = re.compile(r"[0-9]{1,9}")
_NEEDS_QUOTES = re.compile(r'[."*?\[{}]|^\s|\s$')


class UnreadablePathError(ValueError):
    """A text that is no path, in words."""


def text_of(path: Path) -> str:
    """A path as a planner types it; `path_of` reads it back."""
    return ".".join(map(_written, path))


def path_of(text: str) -> Path:
    """The path that a text means.

    Raises:
        UnreadablePathError: if a part of it is empty or a quote is not closed.
    """
    keys: list[str | int] = []
    at = 0
    while found := _KEY.match(text, at):
        keys.append(_read(found[0]))
        at = found.end()
        if at == len(text):
            return tuple(keys)
        if text[at] != ".":
            break
        at += 1
    advice = 'put a name that has a dot or a quote in double quotes, as in localities."St. Ives"'
    raise UnreadablePathError(f"'{text}' is no path of an input; {advice}")


def fits(path: Path, pattern: str) -> bool:
    """Whether a path is what a text means, in which `*` outside quotes stands for anything.

    Raises:
        UnreadablePathError: if a part of the text in quotes cannot be read.
    """
    parts = _OUTSIDE_OR_QUOTED.findall(pattern)
    return fnmatchcase(text_of(path), "".join(map(_as_glob, parts)))


def _as_glob(part: str) -> str:
    return glob.escape(_written(_read(part))) if part.startswith('"') and part != '"' else part


def _written(key: str | int) -> str:
    if isinstance(key, int):
        return str(key)
    if key and key.isprintable() and not (_POSITION.fullmatch(key) or _NEEDS_QUOTES.search(key)):
        return key
    quoted = json.dumps(key, ensure_ascii=False)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in quoted)


def _read(key: str) -> str | int:
    """What a part of a text means.

    Raises:
        UnreadablePathError: if it is in quotes and not as JSON has it.
    """
    if not key.startswith('"'):
        return int(key) if _POSITION.fullmatch(key) else key
    try:
        return str(json.loads(key, strict=False))
    except json.JSONDecodeError as error:
        raise UnreadablePathError(f"{key} is no name in quotes: {error.msg}") from None
