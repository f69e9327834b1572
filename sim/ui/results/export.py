"""Export: figures and words as tables to take away."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.experiment.comparison import Comparison, Judged, Outcome
from sim.experiment.statistics.interval import Interval
from sim.present.foreign.spreadsheet import Cell, as_csv
from sim.present.words import words
from sim.present.words.measures import definition

_JUDGED = (
    "Margin", "Verdict", "Worlds", "Share of them better", "Share of them worse",
    "Years in which B is ahead", "Years",
)  # fmt: skip
_SIDES, _ENDS = ("A", "B", "B - A"), ("", ", low", ", high")


def figures_as_csv(comparison: Comparison) -> bytes:
    """Every figure of a comparison, one a row, for a spreadsheet."""
    headers = [f"{side}{end}" for side in _SIDES for end in _ENDS]
    judged = {each.outcome.key: each for each in comparison.judged}
    return as_csv(
        ["Measure", "Of", "Name", "Unit", "Better is", *headers, "Pairs", "Direction", *_JUDGED],
        ([*_row(outcome), *_judgement(judged.get(outcome.key))] for outcome in comparison.outcomes),
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


def _judgement(of: Judged | None) -> Iterator[Cell]:
    """How an outcome is judged; empty cells where it is not."""
    if of is None:
        yield from [None] * len(_JUDGED)
        return
    better, worse = of.chances.better, of.chances.worse
    yield from (of.margin, str(of.verdict), better.worlds)
    yield from (float(f"{chance.share:.6g}") for chance in (better, worse))
    yield from (of.ahead, of.years)


def _ends(of: Interval) -> Iterator[float]:
    """As many digits as mean something."""
    yield from (float(f"{end:.6g}") for end in (of.mean, of.low, of.high))
