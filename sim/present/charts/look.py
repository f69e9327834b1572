"""The look of every chart: colours, dashes and shapes that say the same, and labels that fit."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar

import altair as alt

from sim.experiment.comparison import Comparison
from sim.present import palette
from sim.present.charts.chart import Picture
from sim.present.words.names import clean, shortened, side_names

FONT = "Source Sans, Source Sans Pro, Liberation Sans, Arial, sans-serif"
"""Ends with a generic name: where none of the others is installed, text would be left out."""
FONT_SIZE = 13
LINE = FONT_SIZE + 2
"""Pixels from one line of a label to the next."""
LABEL_GAP = 12
"""Pixels between the labels of rows and the plot, enough for a mark that stands at its edge."""
LABEL_WIDTH = 195
"""Pixels of the labels of rows."""
CHARACTER = 6.4
"""Pixels of a character of this size, on average and a little more."""

SIDES = ("A", "B")
_COLOURS = (palette.A, palette.B)
_OF_SIDES: dict[Any, Sequence[Any]] = {
    alt.Color: _COLOURS,
    alt.Stroke: _COLOURS,
    alt.Fill: (palette.PALE_A, palette.B),
    alt.StrokeDash: ([6, 3], [1, 0]),
    alt.Shape: ("diamond", "circle"),
}
"""A is dashed, a diamond, a hollow column; B is solid, a circle, a full column."""
STROKES = alt.Legend(symbolType="stroke", symbolOpacity=1, symbolSize=250, symbolStrokeWidth=2.5)
"""A legend of lines and bands."""
TOLD: dict[str, Any] = {
    "tooltip": alt.Tooltip("told:N", title=" "),
    "description": alt.Description("told:N"),
}
"""What a mark says to who points at it, or hears it: the column `told`."""

Drawn = TypeVar("Drawn", bound=Picture)
Channel = TypeVar("Channel")


def dressed(picture: Drawn) -> Drawn:
    """A picture with the fonts, colours and legend of all others, whatever the page's theme."""
    dressed_: Drawn = picture.configure(
        font=FONT,
        background="white",
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelFontSize=FONT_SIZE,
            titleFontSize=FONT_SIZE,
            titleFontWeight="normal",
            labelColor=palette.TEXT,
            titleColor=palette.TEXT,
            gridColor=palette.PALE,
            domainColor=palette.GREY,
            tickColor=palette.GREY,
            labelLimit=0,
            titleLimit=0,
        ),
        legend=alt.LegendConfig(
            orient="top",
            direction="horizontal",
            title=None,
            labelFontSize=FONT_SIZE,
            labelColor=palette.TEXT,
            labelLimit=0,
            symbolSize=110,
        ),
        header=alt.HeaderConfig(
            labelFontSize=FONT_SIZE, labelColor=palette.TEXT, labelLimit=0, title=None
        ),
        text=alt.MarkConfig(font=FONT, fontSize=FONT_SIZE, color=palette.TEXT),
    )
    return dressed_


def stretched(picture: Picture, height: int | alt.Step) -> Picture:
    """A single view as wide as its page, labels included.

    Args:
        picture: the view.
        height: of the plot in pixels, or of each row.
    """
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    return dressed(picture.properties(width="container", height=height, autosize=fit))


def sides_of(comparison: Comparison) -> tuple[str, str]:
    """Both scenarios of a comparison as a legend names them."""
    return side_names(comparison.a, comparison.b)


def side(channel: Callable[..., Channel], names: Sequence[str], **more: Any) -> Channel:
    """What tells A from B in a channel, by the column `side`.

    Args:
        channel: colour, stroke, fill, dash or shape.
        names: both scenarios as the legend names them.
        more: of the channel, such as its legend.
    """
    values = list(_OF_SIDES[channel])
    return channel("side:N", scale=alt.Scale(domain=list(names), range=values), **more)


def courses(
    base: alt.Chart, names: Sequence[str], x: alt.X, y: alt.Y, wide: float, **line: Any
) -> tuple[alt.Chart, alt.Chart]:
    """Lines of A and B over the bands of their intervals, from `low` to `high`.

    Args:
        base: what is drawn.
        names: both scenarios as the legend names them.
        x: where along the course.
        y: the scale of the means.
        wide: pixels of the lines.
        line: how lines and bands run, such as their interpolation.
    """
    drawn = base.encode(x=x, color=side(alt.Color, names, legend=STROKES))
    bands = drawn.transform_filter("isValid(datum.low)").mark_area(opacity=0.2, **line)
    lines = drawn.transform_filter("isValid(datum.mean)").mark_line(strokeWidth=wide, **line)
    return (
        bands.encode(y=alt.Y("low:Q"), y2="high:Q"),
        lines.encode(y=y, strokeDash=side(alt.StrokeDash, names), **TOLD),
    )


def beside(base: alt.Chart, y: alt.Y, lines: int = 2) -> alt.Chart:
    """Text in so many lines to the right of each row: the column `beside`."""
    rise = -LINE / 2 * (lines - 1)
    text = base.mark_text(align="left", dx=10, dy=rise, lineBreak="\n", lineHeight=LINE)
    drawn: alt.Chart = text.encode(x=alt.value("width"), y=y, text="beside:N")
    return drawn


def lines_of(text: str, pixels: float, most: int = 2) -> list[str]:
    """Text in lines that fit a width; what does not fit in so many lines is cut.

    Args:
        text: any text.
        pixels: the width.
        most: lines.
    """
    characters = max(4, int(pixels / CHARACTER))
    return textwrap.wrap(clean(text), characters, max_lines=most, placeholder="…") or [" "]


def one_line(text: str, pixels: float) -> str:
    """Text cut to fit a width."""
    return shortened(clean(text), max(4, int(pixels / CHARACTER))) or " "


def labels(texts: Sequence[Sequence[str]]) -> str:
    """A Vega expression that gives the number of a row its label, in lines.

    A name never becomes part of the expression other than as a quoted string.
    """
    return f"{json.dumps([list(lines) for lines in texts])}[datum.value]"


def row_axis(
    texts: Sequence[Sequence[str]],
    width: int,
    headings: Sequence[int] = (),
    grid: bool = False,
    tick_band: Literal["center", "extent"] = "center",
) -> alt.Axis:
    """The axis of rows numbered from 0, each with its label in lines, centred on the row.

    Args:
        texts: the lines of each row's label.
        width: pixels of the labels; 0 leaves them out.
        headings: rows whose labels are bold.
        grid: whether there are lines along the rows.
        tick_band: whether those lines stand on the rows or between them.
    """
    rises = [-LINE / 2 * (len(lines) - 1) for lines in texts]
    return alt.Axis(
        title=None,
        labels=width > 0,
        labelExpr=labels(texts),
        labelFontWeight=alt.expr(
            f"indexof({list(headings)}, datum.value) >= 0 ? 'bold' : 'normal'"
        ),
        labelOffset=alt.expr(f"{rises}[datum.value]"),
        labelPadding=LABEL_GAP,
        labelOverlap=False,
        ticks=False,
        domain=False,
        grid=grid,
        tickBand=tick_band,
        minExtent=width,
    )
