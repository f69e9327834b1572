"""A sheet of the workbook: a table below a sentence that says how to read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar


class Figure(NamedTuple):
    """A measured number, shown with the decimals of its unit."""

    value: float
    unit: str


class Counted(NamedTuple):
    """A number that the sheet counts again by itself."""

    formula: str
    value: float


Cell = str | float | Figure | Counted | None
Row = TypeVar("Row")
Column = tuple[str, float, Callable[[Row], Cell]]
"""A column's header, its width in characters, and what stands in it of each row."""

FIRST_ROW = 4
"""Of a sheet's rows, counted from 0: a title, how to read it and the headers stand above."""


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: on its tab.
        about: what it holds, in a few words.
        says: how to read it.
        headers: of its columns.
        widths: of its columns, in characters.
        rows: its cells.
    """

    name: str
    about: str
    says: str
    headers: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheet(
    name: str, about: str, says: str, columns: Sequence[Column[Row]], rows: Iterable[Row]
) -> Sheet:
    """A sheet of what its columns make of each row."""
    headers, widths, cells = zip(*columns, strict=True)
    return Sheet(
        name,
        about,
        says,
        headers,
        widths,
        tuple(tuple(cell(row) for cell in cells) for row in rows),
    )
