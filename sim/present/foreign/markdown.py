"""Markdown: headings, lists and tables that read well as they stand, and names that stay names.

Titles, list items and cells are text as it is, and escaped here, unless they are `Marked`. The
paragraphs of a page are Markdown; a text that goes into one is escaped by `text`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from sim.present.words.names import clean

_NONE_STATED = "none stated"
"""Stands where a scenario says nothing."""
_MARKS = re.compile(
    r"[\\`*\[<|~$]|(?<![^\W_])_|_(?![^\W_])|(?<!\S)#|#(?!\S)|&(?=#?\w+;)|:(?=[-+\w]+:)|^[-+=>]"
)
"""What has a meaning in a line of GitHub's Markdown, or at its beginning."""
_NUMBERED = re.compile(r"^(\d+)(?=[.)](?:\s|$))")
_NOT_IN_CODE, _NOT_PLAIN = re.compile(r"[`|\\]"), re.compile(r"[^\w ,.-]|_")
"""What no code in a table can hold, and what is then written by its number."""
_Item = TypeVar("_Item")


class Marked(str):
    """Text that is Markdown already."""

    __slots__ = ()


def text(of: str) -> Marked:
    """A text without any meaning as Markdown, on one line."""
    if isinstance(of, Marked):
        return of
    return Marked(_NUMBERED.sub(r"\1\\", _MARKS.sub(r"\\\g<0>", clean(of))))


def code(of: str) -> Marked:
    """A name or a path as it stands in a file."""
    of = clean(of)
    if not _NOT_IN_CODE.search(of):
        return Marked(f"`{of}`")
    return Marked(f"<code>{_NOT_PLAIN.sub(_entity, of)}</code>")


def fenced(kind: str, of: str) -> str:
    """Lines that are shown as they stand."""
    longest = max((len(ticks) for ticks in re.findall("`+", of)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{kind}\n{of}\n{fence}"


def document(title: str, *parts: str) -> str:
    """A page: its title, and its parts with an empty line between them."""
    return "\n\n".join([f"# {text(title)}", *filter(None, parts)]) + "\n"


def section(title: str, *parts: str) -> str:
    """A part of a page under a heading."""
    return "\n\n".join([f"## {text(title)}", *filter(None, parts)])


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; no cell stays empty, and where there is no row it says so."""
    body = [_row(row) for row in rows]
    if not body:
        return "None."
    return "\n".join([_row(headers), _row([Marked("---")] * len(headers)), *body])


def table_of(items: Iterable[_Item], columns: Mapping[str, Callable[[_Item], str]]) -> str:
    """A table with a row for each item, whose cells are what the columns say of it."""
    return table(list(columns), ([cell(item) for cell in columns.values()] for item in items))


def bullets(items: Iterable[str]) -> str:
    """A list; where there is nothing to list it says so."""
    return "\n".join(f"- {text(item)}" for item in items) or "None."


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(text(cell) or _NONE_STATED for cell in cells)} |"


def _entity(character: re.Match[str]) -> str:
    return f"&#{ord(character[0])};"
