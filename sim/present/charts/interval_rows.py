"""Rows of intervals: one figure a row, to the left of 0 or to the right, with its word and numbers.

The word of a row decides the colour and the shape of its mark, and stands beside it as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd

from sim.experiment.statistics.interval import NOTHING, Interval
from sim.present.charts import look
from sim.present.charts.chart import Picture
from sim.present.charts.look import LABEL_WIDTH, lines_of, row_axis, stretched
from sim.present.palette import BETTER, BLUE, GREY, PALE, WORSE

ROW = 34
"""Pixels of a row."""

SIGNED = "(datum.value > 0 ? '+' : '') + datum.value"

_MARKS = {
    "better": ("triangle-right", BETTER, True),
    "gains": ("triangle-right", BETTER, True),
    "reproduced": ("square", BETTER, True),
    "worse": ("triangle-left", WORSE, True),
    "loses": ("triangle-left", WORSE, True),
    "off": ("triangle-up", WORSE, True),
    "no worse": ("square", BLUE, True),
    "cannot tell": ("circle", GREY, False),
    "no difference": ("diamond", GREY, False),
    "higher": ("diamond", BLUE, True),
    "lower": ("diamond", BLUE, True),
}
_NO_WORD = ("cross", GREY, False)
"""Shape, colour and whether it is filled, for each word that an interval earns."""


@dataclass(frozen=True)
class Row:
    """One row: a figure, or the heading of those below it.

    Attributes:
        label: what it is.
        word: how it goes; empty for a heading.
        interval: on the scale of the plot; not known, or nan, where there is nothing to draw.
        numbers: the exact numbers beside it, in the figure's own unit.
        told: all of it in a sentence.
    """

    label: str
    word: str
    interval: Interval
    numbers: str
    told: str

    @classmethod
    def heading(cls, label: str) -> Row:
        """A row that only says what the rows below it have in common."""
        return cls(label, "", NOTHING, "", label)

    @property
    def ends(self) -> tuple[float, float, float]:
        """All that is drawn of it; what is not known is nan, which lies beyond nothing."""
        return self.interval.low, self.interval.mean, self.interval.high

    def within(self, what: str) -> Row:
        """The same row, told together with what its heading says."""
        return replace(self, told=f"{what}, {self.told}")


@dataclass(frozen=True)
class Ruler:
    """The scale of the plot.

    Attributes:
        title: what it measures, and which way is good.
        reach: how far it goes both ways; what lies beyond is drawn as an arrow at its end.
        band: half the width of the shaded band around 0; 0 for none.
        is_numbered: whether its ticks carry numbers.
    """

    title: str | list[str]
    reach: float
    band: float = 0.0
    is_numbered: bool = True


def interval_rows(rows: Sequence[Row], ruler: Ruler) -> Picture:
    """Draw rows of intervals.

    Args:
        rows: from top to bottom.
        ruler: the scale they are drawn on.
    """
    base = alt.Chart(_table(rows, ruler))
    drawn = base.encode(
        y=_down(rows),
        **look.TOLD,
    )
    ends = alt.Scale(domain=[-ruler.reach, ruler.reach], nice=False)
    across = alt.Axis(
        title=ruler.title, orient="top", tickCount=5, labels=ruler.is_numbered, labelExpr=SIGNED
    )
    words = list(dict.fromkeys(row.word for row in rows if row.word))
    marks = [_MARKS.get(word, _NO_WORD) for word in words]

    def by_word(channel: Any, values: Iterable[str]) -> Any:
        return channel("word:N", legend=None, scale=alt.Scale(domain=words, range=list(values)))

    colours = [colour for _, colour, _ in marks]
    colour = by_word(alt.Color, colours)
    fills = [colour if is_filled else "white" for _, colour, is_filled in marks]
    layers = [
        _band(ruler.band),
        alt.Chart(pd.DataFrame({"zero": [0.0]})).mark_rule(color=GREY).encode(x="zero:Q"),
        drawn.mark_rule(strokeWidth=2.5).encode(
            x=alt.X("low:Q", scale=ends, axis=across),
            x2="high:Q",
            color=colour,
        ),
        drawn.transform_filter("isValid(datum.mean)")
        .mark_point(size=95, strokeWidth=2, opacity=1)
        .encode(
            x="mean:Q",
            shape=by_word(alt.Shape, [shape for shape, _, _ in marks]),
            stroke=by_word(alt.Stroke, colours),
            fill=by_word(alt.Fill, fills),
        ),
        *(
            base.transform_filter(f"datum.beyond_{side}")
            .mark_point(shape=f"triangle-{side}", size=95, filled=True, opacity=1)
            .encode(x=alt.XDatum(end), y=_down(rows), color=colour)
            for side, end in (("left", -ruler.reach), ("right", ruler.reach))
        ),
        look.beside(base, _down(rows)),
    ]
    return stretched(alt.layer(*layers), alt.Step(ROW))


def _table(rows: Sequence[Row], ruler: Ruler) -> pd.DataFrame:
    """What is drawn, cut where the plot ends."""
    reach = ruler.reach
    return pd.DataFrame(
        [
            {
                "row": at,
                "word": row.word,
                "mean": row.interval.mean if abs(row.interval.mean) <= reach else math.nan,
                "low": min(max(row.interval.low, -reach), reach),
                "high": min(max(row.interval.high, -reach), reach),
                "beyond_left": any(end < -reach for end in row.ends),
                "beyond_right": any(end > reach for end in row.ends),
                "beside": f"{row.word}\n{row.numbers}",
                "told": row.told,
            }
            for at, row in enumerate(rows)
        ]
    )


def _down(rows: Sequence[Row]) -> alt.Y:
    return alt.Y(
        "row:O",
        scale=alt.Scale(domain=list(range(len(rows)))),
        axis=row_axis(
            [lines_of(row.label, LABEL_WIDTH) for row in rows],
            LABEL_WIDTH,
            headings=[at for at, row in enumerate(rows) if not row.word],
        ),
    )


def _band(half: float) -> alt.Chart:
    """Shades what lies within so much of 0."""
    shaded = alt.Chart(pd.DataFrame({"from": [-half], "to": [half]}))
    band: alt.Chart = shaded.mark_rect(color=PALE, opacity=1).encode(x="from:Q", x2="to:Q")
    return band
