"""Rows of levels: what both structures show, A above B in each row, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from sim.experiment.comparison import Outcome
from sim.experiment.statistics.interval import Interval
from sim.measures.catalogue import CATALOGUE
from sim.present.charts import look
from sim.present.charts.chart import Picture
from sim.present.words.names import clean
from sim.present.words.numbers import level, mean

ROW = alt.Step(36, **{"for": "position"})
"""Pixels of a row."""


@dataclass(frozen=True)
class LevelRow:
    """One figure under both structures.

    Attributes:
        label: what it is.
        a: its level in A; not known, or nan, where A does not have it.
        b: the same in B.
        beside: what stands to the right of the plot, in one line or two.
        unit: of both levels.
    """

    label: str
    a: Interval
    b: Interval
    beside: str
    unit: str

    def told(self, side: str, found: Interval) -> str:
        """One level in words."""
        return f"{clean(self.label)}, {side}: {level(found, self.unit)} {self.unit}"


def of_outcome(outcome: Outcome, label: str, word: str) -> LevelRow:
    """A row with both means, and a word, beside it."""
    unit = CATALOGUE[outcome.key.measure].unit
    means = f"{mean(outcome.a, unit)} → {mean(outcome.b, unit)}"
    return LevelRow(label, outcome.a, outcome.b, f"{word}\n{means}", unit)


def level_rows(
    rows: Sequence[LevelRow],
    names: tuple[str, str],
    title: str | list[str],
    label_width: int = look.LABEL_WIDTH,
) -> Picture:
    """Draw rows of levels from 0 on; not yet dressed.

    Args:
        rows: from top to bottom.
        names: both scenarios as the legend names them.
        title: of the scale.
        label_width: pixels of labels; 0 leaves them out.
    """
    base = alt.Chart(_table(rows, names))
    offset = alt.YOffset("side:N", scale=alt.Scale(domain=list(names), paddingOuter=0.4))
    down = alt.Y(
        "row:O",
        scale=alt.Scale(domain=list(range(len(rows)))),
        axis=look.row_axis(
            [look.lines_of(row.label, label_width) for row in rows],
            label_width,
            grid=True,
            tick_band="extent",
        ),
    )
    across = alt.X(
        "mean:Q",
        title=title,
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(orient="top", tickCount=3),
    )
    drawn = base.encode(y=down, yOffset=offset, **look.TOLD)
    layers = [
        drawn.mark_rule(strokeWidth=2.5).encode(
            x=alt.X("low:Q", title=title),
            x2="high:Q",
            color=look.side(alt.Color, names),
        ),
        drawn.mark_point(size=85, filled=True, opacity=1).encode(
            x=across, color=look.side(alt.Color, names), shape=look.side(alt.Shape, names)
        ),
    ]
    if any(row.beside for row in rows):
        table = pd.DataFrame({"row": range(len(rows)), "beside": [r.beside for r in rows]})
        lines = 1 + max(row.beside.count("\n") for row in rows)
        layers.append(look.beside(alt.Chart(table), down, lines))
    return alt.layer(*layers)


def _table(rows: Sequence[LevelRow], names: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "row": at,
                "side": name,
                "mean": found.mean,
                "low": found.low,
                "high": found.high,
                "told": row.told(side, found),
            }
            for at, row in enumerate(rows)
            for side, name, found in zip(look.SIDES, names, (row.a, row.b), strict=True)
            if found.replications
        ],
        columns=["row", "side", "mean", "low", "high", "told"],
    )
