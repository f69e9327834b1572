"""Rows of intervals: one figure a row, to the left of 0 or to the right, with its words above it.

The words stand above the interval and not beside it, so that the plot is as wide as the page, on a
telephone too. The word of a row decides the colour and the shape of its mark, and is read there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd

from sim.experiment.statistics.interval import NOTHING, Interval
from sim.present.charts import look
from sim.present.charts.chart import Picture
from sim.present.charts.look import LINE, stretched
from sim.present.palette import BETTER, BLUE, EDGE, GREY, PALE, TEXT, WORSE
from sim.present.words.names import clean

STRIP = 22
"""Pixels of a row below its words, where the interval is drawn."""

WIDE = 600
"""Pixels of the plot from which on there is room for what stands aside."""
SIGNED = "(datum.value > 0 ? '+' : '') + datum.value"

_MARKS = {
    "better": ("triangle-right", BETTER, True),
    "reproduced": ("square", BETTER, True),
    "worse": ("triangle-left", WORSE, True),
    "off": ("triangle-up", WORSE, True),
    "about the same": ("square", BLUE, True),
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
        right: what stands at the right edge of its last line of words.
        told: all of it in a sentence.
        below: a second line of words below the label.
        aside: what stands opposite the label where there is room, and is left out on a telephone.
    """

    label: str
    word: str
    interval: Interval
    right: str
    told: str
    below: str = ""
    aside: str = ""

    @classmethod
    def heading(cls, label: str, below: str = "") -> Row:
        """A row that only says what the rows below it have in common."""
        return cls(label, "", NOTHING, "", label, below)

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
    lines = 2 if any(row.below for row in rows) else 1
    step = lines * LINE + STRIP
    base = alt.Chart(_table(rows, ruler))
    bands = alt.Scale(type="band", domain=list(range(len(rows))), padding=0)
    top, down = (
        alt.Y("row:O", scale=bands, axis=None, bandPosition=at) for at in (0, 1 - STRIP / 2 / step)
    )
    figures = base.transform_filter("datum.word != ''").encode(y=down)
    drawn = figures.encode(**look.TOLD)
    across = alt.X(
        "low:Q",
        scale=alt.Scale(domain=[-ruler.reach, ruler.reach], nice=False),
        axis=alt.Axis(
            title=ruler.title,
            orient="top",
            tickCount=5,
            grid=False,
            labels=ruler.is_numbered,
            labelExpr=SIGNED,
        ),
    )
    words = list(dict.fromkeys(row.word for row in rows if row.word))
    marks = [_MARKS.get(word, _NO_WORD) for word in words]

    def by_word(channel: Any, values: Iterable[str]) -> Any:
        return channel("word:N", legend=None, scale=alt.Scale(domain=words, range=list(values)))

    colours = [colour for _, colour, _ in marks]
    colour = by_word(alt.Color, colours)
    fills = [colour if is_filled else "white" for _, colour, is_filled in marks]
    layers = [
        figures.mark_rule(strokeWidth=STRIP - 4, color=PALE, strokeCap="butt").encode(
            x=alt.datum(-ruler.band), x2=alt.datum(ruler.band)
        ),
        figures.mark_point(shape="M0,-0.5L0,0.5", size=STRIP**2, strokeWidth=1, color=GREY).encode(
            x=alt.datum(0.0)
        ),
        drawn.mark_rule(strokeWidth=2.5).encode(x=across, x2="high:Q", color=colour),
        drawn.transform_filter("isValid(datum.mean)")
        .mark_point(size=95, strokeWidth=2, opacity=1)
        .encode(
            x="mean:Q",
            shape=by_word(alt.Shape, [shape for shape, _, _ in marks]),
            stroke=by_word(alt.Stroke, colours),
            fill=by_word(alt.Fill, fills),
        ),
        *(
            drawn.transform_filter(f"datum.beyond_{side}")
            .mark_point(shape=f"triangle-{side}", size=95, filled=True, opacity=1)
            .encode(x=alt.datum(end), color=colour)
            for side, end in (("left", -ruler.reach), ("right", ruler.reach))
        ),
        *_words(base, top, lines),
    ]
    return stretched(alt.layer(*layers), alt.Step(step))


def told_by_rows(title: str, rows: Iterable[Row]) -> str:
    """A text alternative: the finding, then every row."""
    return f"{title}. {'. '.join(row.told for row in rows if row.word)}."


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
                "left": clean(row.label),
                "right": clean(row.right),
                "below": clean(row.below),
                "aside": clean(row.aside),
                "told": row.told,
            }
            for at, row in enumerate(rows)
        ]
    )


def _words(base: alt.Chart, top: alt.Y, lines: int) -> Iterator[alt.Chart]:
    """A hairline above each row, and its words; those of a heading stand close to its rows."""
    yield base.mark_rule(color=EDGE, strokeWidth=0.5).encode(
        x=alt.value(0), x2=alt.value("width"), y=top
    )
    is_heading = "datum.word == ''"
    weight = alt.expr(f"{is_heading} ? 'bold' : 'normal'")
    # Left out and not only unseen: what is unseen takes its room all the same.
    aside = alt.TextValue(alt.expr(f"width < {WIDE} ? '' : datum.aside"))
    for text, edge, line in (
        ("left:N", 0, 0),
        ("below:N", 0, 1),
        ("right:N", "width", lines - 1),
        (aside, "width", 0),
    ):
        yield base.mark_text(
            align="right" if edge else "left",
            baseline="top",
            dy=alt.expr(f"{line * LINE + 4} + ({is_heading} ? {STRIP - 8} : 0)"),
            color=TEXT,
            fontWeight=weight if text == "left:N" else "normal",
        ).encode(x=alt.value(edge), y=top, text=text)
