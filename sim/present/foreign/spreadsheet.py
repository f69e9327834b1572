"""Comma-separated values that every spreadsheet opens as they are: no text becomes a formula."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"(?='*[=+\-@\t\r])")
"""How a text begins that a spreadsheet may take for a formula, marked as text before or not."""

Cell = str | float | None


def as_csv(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as comma-separated values.

    Text is quoted, and one that could be taken for a formula has an apostrophe before it. What is
    not known is an empty cell.

    Returns:
        UTF-8 with a mark at the beginning, as Excel wants it.
    """
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([_cell(each) for each in row] for row in (headers, *rows))
    return written.getvalue().encode("utf-8-sig")


def _cell(of: Cell) -> Cell:
    if isinstance(of, str):
        return f"'{of}" if _FORMULA.match(of) else of
    return None if of is None or math.isnan(of) else of
