"""The look of every chart: colours, dashes and shapes that say the same, and labels that fit."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from typing import Literal, TypeVar

import altair as alt

from sim.experiment.comparison import Comparison
from sim.present.charts.chart import Picture
from sim.present.words.names import clean, shortened, side_names

BLUE, TURQUOISE, PINK, ORANGE, GREY = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D"
"""Categories, of the Government Analysis Function's palette."""
PALE = "#E4E8ED"
"""Bands and grid lines, behind what is drawn."""
TEXT = "#1F1F1F"
FONT = "Source Sans, Source Sans Pro, Liberation Sans, Arial, sans-serif"
"""Ends with a generic name: where none of the others is installed, text would be left out."""
FONT_SIZE = 13
LINE = FONT_SIZE + 2
"""Pixels from one line of a label to the next."""
LABEL_GAP = 12
"""Pixels between the labels of rows and the plot, enough for a mark that stands at its edge."""
CHARACTER = 6.4
"""Pixels of a character of this size, on average and a little more."""

SIDES = ("A", "B")
SIDE_COLOURS = (ORANGE, BLUE)
SIDE_DASHES = ([6, 3], [1, 0])
"""The structure compared with is dashed, the one that is judged is solid."""
SIDE_SHAPES = ("diamond", "circle")

Drawn = TypeVar("Drawn", bound=Picture)


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
            labelColor=TEXT,
            titleColor=TEXT,
            gridColor=PALE,
            domainColor=GREY,
            tickColor=GREY,
            labelLimit=0,
            titleLimit=0,
        ),
        legend=alt.LegendConfig(
            orient="top",
            direction="horizontal",
            title=None,
            labelFontSize=FONT_SIZE,
            labelColor=TEXT,
            labelLimit=0,
            symbolSize=110,
        ),
        header=alt.HeaderConfig(labelFontSize=FONT_SIZE, labelColor=TEXT, labelLimit=0, title=None),
        text=alt.MarkConfig(font=FONT, fontSize=FONT_SIZE, color=TEXT),
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


def side_colour(names: Sequence[str]) -> alt.Color:
    """Colours of A and B, by the column `side`, for marks that stand at a point."""
    scale = alt.Scale(domain=list(names), range=list(SIDE_COLOURS))
    return alt.Color("side:N", scale=scale)


def line_colour(names: Sequence[str]) -> alt.Color:
    """The same colours for lines and bands, with a line in the legend."""
    line = alt.Legend(symbolType="stroke", symbolOpacity=1, symbolSize=250, symbolStrokeWidth=2.5)
    scale = alt.Scale(domain=list(names), range=list(SIDE_COLOURS))
    return alt.Color("side:N", scale=scale, legend=line)


def side_stroke(names: Sequence[str]) -> alt.Stroke:
    """The same colours for the outlines of columns."""
    return alt.Stroke("side:N", scale=alt.Scale(domain=list(names), range=list(SIDE_COLOURS)))


def side_filling(names: Sequence[str]) -> alt.Fill:
    """Columns of A are hollow, those of B are full."""
    return alt.Fill("side:N", scale=alt.Scale(domain=list(names), range=["#FDEDE5", BLUE]))


def side_dash(names: Sequence[str]) -> alt.StrokeDash:
    """Dashes of A and B, by the column `side`."""
    return alt.StrokeDash("side:N", scale=alt.Scale(domain=list(names), range=list(SIDE_DASHES)))


def side_shape(names: Sequence[str]) -> alt.Shape:
    """Shapes of A and B, by the column `side`."""
    return alt.Shape("side:N", scale=alt.Scale(domain=list(names), range=list(SIDE_SHAPES)))


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
