"""Export: figures and words as tables to take away."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.experiment.comparison import Comparison, Outcome
from sim.experiment.statistics.interval import Interval
from sim.present.foreign.spreadsheet import Cell, as_csv
from sim.present.words import words
from sim.present.words.measures import definition

_SIDES, _ENDS = ("A", "B", "B - A"), ("", ", low", ", high")


def figures_as_csv(comparison: Comparison) -> bytes:
    """Every figure of a comparison, one a row, for a spreadsheet."""
    headers = [f"{side}{end}" for side in _SIDES for end in _ENDS]
    return as_csv(
        ["Measure", "Of", "Name", "Unit", "Better is", *headers, "Pairs", "Direction"],
        (list(_row(outcome)) for outcome in comparison.outcomes),
    )


def words_as_csv(table: pd.DataFrame) -> bytes:
    """A table of words, for a spreadsheet."""
    return as_csv(list(table.columns), table.itertuples(index=False))


def _row(outcome: Outcome) -> Iterator[Cell]:
    measure = definition(outcome)
    yield from (measure.title, outcome.key.scope, outcome.key.name, measure.unit, measure.better)
    for interval in (outcome.a, outcome.b, outcome.difference):
        yield from _ends(interval)
    yield outcome.difference.replications
    yield words.direction(outcome)


def _ends(of: Interval) -> Iterator[float]:
    """As many digits as mean something."""
    yield from (float(f"{end:.6g}") for end in (of.mean, of.low, of.high))
