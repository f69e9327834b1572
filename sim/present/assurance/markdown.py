"""Markdown: headings and tables that read well as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

_NONE_STATED = "none stated"
"""Stands where a scenario says nothing."""
_Item = TypeVar("_Item")


def document(title: str, *parts: str) -> str:
    """A page: its title, and its parts with an empty line between them."""
    return "\n\n".join([f"# {title}", *filter(None, parts)]) + "\n"


def section(title: str, *parts: str) -> str:
    """A part of a page under a heading."""
    return "\n\n".join([f"## {title}", *filter(None, parts)])


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; no cell stays empty, and where there is no row it says so."""
    body = [_row(row) for row in rows]
    if not body:
        return "None."
    return "\n".join([_row(headers), _row(["---"] * len(headers)), *body])


def table_of(items: Iterable[_Item], columns: Mapping[str, Callable[[_Item], str]]) -> str:
    """A table with a row for each item, whose cells are what the columns say of it."""
    return table(list(columns), ([cell(item) for cell in columns.values()] for item in items))


def bullets(items: Iterable[str]) -> str:
    """A list; where there is nothing to list it says so."""
    return "\n".join(f"- {item}" for item in items) or "None."


def code(text: str) -> str:
    """A name or a path as it stands in a file."""
    return f"`{text}`"


def _row(cells: Sequence[str]) -> str:
    shown = (" ".join(cell.split()).replace("|", "\\|") or _NONE_STATED for cell in cells)
    return f"| {' | '.join(shown)} |"
