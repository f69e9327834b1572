"""Export: figures and words as tables to take away, small counts suppressed."""

from __future__ import annotations

import csv
import io
import math

import pandas as pd

from sim.experiment.comparison import Comparison
from sim.experiment.statistics.interval import Interval
from sim.measures.catalogue import CATALOGUE
from sim.present.words import words
from sim.present.words.small_counts import Shown, exported

_INTERVAL = ("", ", low", ", high")


def as_csv(comparison: Comparison) -> bytes:
    """Every figure of a comparison, one a row, for a spreadsheet.

    Counts under 5, and what would give them away, are replaced by words.

    Returns:
        Comma-separated values in UTF-8 with a mark at the beginning, as Excel wants it.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(
        ["Measure", "Of", "Name", "Unit", "Better is"]
        + [f"{side}{end}" for side in ("A", "B", "B - A") for end in _INTERVAL]
        + ["Pairs", "Direction"]
    )
    for each in exported(comparison).values():
        definition = CATALOGUE[each.key.measure]
        is_open = isinstance(each.difference, Interval)
        writer.writerow(
            [
                _text(definition.title),
                each.key.scope,
                _text(each.key.name),
                definition.unit,
                definition.better,
                *_cells(each.a),
                *_cells(each.b),
                *_cells(each.difference),
                each.outcome.difference.replications,
                words.direction(each.outcome) if is_open else "",
            ]
        )
    return ("\ufeff" + written.getvalue()).encode()


def words_as_csv(table: pd.DataFrame) -> bytes:
    """A table of words, as comma-separated values like those of `as_csv`."""
    return ("\ufeff" + table.map(_text).to_csv(index=False, lineterminator="\r\n")).encode()


def _cells(shown: Shown) -> list[str]:
    if isinstance(shown, Interval):
        return [_number(end) for end in (shown.mean, shown.low, shown.high)]
    return [shown, "", ""]


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.6g}"


def _text(name: str) -> str:
    """A text of a planner's choice, which no spreadsheet is to take for a formula."""
    return f"'{name}" if name[:1] in {"=", "+", "-", "@", "\t", "\r"} else name
