"""A native chart of rows: what lies how far from nothing, against the margin, in one scale.

A row is a line from one end to the other with a mark where its middle is; upright lines stand at 0
and at the margin on either side. Rows share the height of the box evenly, so that names and
figures can be put beside them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from sim.present.board_pack import fit
from sim.present.board_pack.look import CHART, SMALLEST
from sim.present.board_pack.native_charts import as_text, chart
from sim.present.board_pack.page import Line, Page, colour_of, described
from sim.present.board_pack.template import Box
from sim.present.palette import EDGE, GREY, PINK

AXIS = 0.45
"""Inches that the axis takes below the rows."""
_TALLEST = 0.62
"""Inches of a row at most."""
_FARTHEST = 12.0
"""Margins beyond which a row is cut off, so that the others can still be read."""
_MOST_TICKS = 9
_UPRIGHT = {"No difference": 0.0, "Margin, worse": -1.0, "Margin, better": 1.0}


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes:
        name: what stands to its left.
        figures: what stands to its right.
        ends: from where to where it goes, in multiples of its margin; right is better.
        middle: where its mark stands.
        colour: of line and mark.
        turns: where a verdict turns; none where it does not.
    """

    name: str
    figures: str
    ends: tuple[float, float]
    middle: float
    colour: str
    turns: float | None = None


def rows(
    page: Page,
    box: Box,
    of: Sequence[Row],
    heads: tuple[str, str, str],
    says: str,
    shares: tuple[float, float, float] = (3.7, 4.0, 4.4),
) -> None:
    """Put rows on a slide: names to the left, figures to the right.

    Args:
        page: the slide.
        box: where.
        of: from top to bottom.
        heads: above names, chart and figures.
        says: what somebody who cannot see it is told.
        shares: of the width that names, chart and figures take.
    """
    head, body = box.rows(0.4, 0, gap=0.05)
    tall = min((body.height - AXIS) / len(of), _TALLEST)
    body = body._replace(height=tall * len(of) + AXIS)
    names, middle, figures = body.columns(*shares, gap=0.08)
    for part, text in zip((names, middle, figures), heads, strict=True):
        page.text(part._replace(top=head.top, height=head.height), [Line(text, bold=True)])
    _drawn(page, middle, of, says)
    group = page.slide.shapes.add_group_shape()
    for part, texts in ((names, [row.name for row in of]), (figures, [row.figures for row in of])):
        size = _size(texts, part.width, tall)
        most = max(int(tall / fit.line_height(size)), 1)
        for at, text in enumerate(texts):
            place = part._replace(top=body.top + at * tall, height=tall)
            page.block(group, place, [Line(fit.cut(text, part.width, size, most), size)])
    described(group, f"Names and figures beside the chart. {says}")


def _size(texts: Sequence[str], room: float, tall: float) -> float:
    """The largest size at which every text fits its row."""
    for size in (CHART, 14, 13, SMALLEST):
        if all(fit.height(text, room, size) <= tall + 0.01 for text in texts):
            return size
    return SMALLEST


def _drawn(page: Page, box: Box, of: Sequence[Row], says: str) -> None:
    number = len(of)
    data = XyChartData(number_format="0.00")
    for at, row in enumerate(of):
        across = map(_shown, (row.ends[0], row.middle, row.ends[1]))
        _line(data, row.name, across, [number - at - 0.5] * 3)
    for name, x in _UPRIGHT.items():
        _line(data, name, [x] * 3, (0.0, number / 2, float(number)))
    turning = [(at, row) for at, row in enumerate(of) if row.turns is not None]
    for at, row in turning:
        _line(data, f"{row.name}, turns", [row.turns or 0.0], [number - at - 0.5])
    made = chart(page, box, XL_CHART_TYPE.XY_SCATTER_LINES, data, says)
    made.has_legend = False
    _axes(made, of)
    _pin(made, box.height)
    drawn = list(made.plots[0].series)
    for one, row in zip(drawn, of, strict=False):
        _row(one, row)
    for one, (name, _) in zip(drawn[number:], _UPRIGHT.items(), strict=False):
        one.smooth = False
        one.marker.style = XL_MARKER_STYLE.NONE
        one.format.line.color.rgb = colour_of(GREY)
        one.format.line.width = page.points(1.25)
        is_zero = not _UPRIGHT[name]
        one.format.line.dash_style = MSO_LINE.SOLID if is_zero else MSO_LINE.DASH
    for one in drawn[number + len(_UPRIGHT) :]:
        one.format.line.fill.background()
        _mark(one.marker, XL_MARKER_STYLE.DIAMOND, 13, PINK)


def _axes(made: Any, of: Sequence[Row]) -> None:
    number = len(of)
    down, scale = made.value_axis, made.category_axis
    down.minimum_scale, down.maximum_scale = 0, number
    down.visible, down.has_major_gridlines = False, False
    ends = [_shown(end) for row in of for end in row.ends]
    low, high = math.floor(min([-1.5, *ends])), math.ceil(max([1.5, *ends]))
    step = math.ceil((high - low) / _MOST_TICKS)
    scale.minimum_scale, scale.maximum_scale = (
        step * math.floor(low / step),
        step * math.ceil(high / step),
    )
    scale.major_unit, scale.has_major_gridlines = step, False
    scale.tick_labels.number_format, scale.tick_labels.number_format_is_linked = "0", False
    scale.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    scale.format.line.color.rgb = colour_of(EDGE)


def _shown(place: float) -> float:
    return min(max(place, -_FARTHEST), _FARTHEST)


def _line(data: XyChartData, name: str, across: Iterable[float], down: Sequence[float]) -> None:
    series = data.add_series(as_text(name))
    for x, y in zip(across, down, strict=True):
        series.add_data_point(x, y)


def _row(drawn: Any, row: Row) -> None:
    drawn.smooth = False
    drawn.marker.style = XL_MARKER_STYLE.NONE
    point = drawn.points[1]
    # A point's line is that of the stretch which ends there: say it again, or it has none.
    for line in (drawn.format.line, point.format.line):
        line.color.rgb, line.width = colour_of(row.colour), 38100
    _mark(point.marker, XL_MARKER_STYLE.SQUARE, 10, row.colour)


def _mark(mark: Any, style: Any, size: int, colour: str) -> None:
    mark.style, mark.size = style, size
    mark.format.fill.solid()
    mark.format.fill.fore_color.rgb = colour_of(colour)
    mark.format.line.color.rgb = colour_of(colour)


def _pin(made: Any, height: float) -> None:
    """Let the plot fill the chart's width, and its height but for the axis."""
    plot = made._chartSpace.chart.plotArea
    for layout in plot.findall(qn("c:layout")):
        plot.remove(layout)
    plot.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
            f'<c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0.02"/><c:y val="0"/>'
            f'<c:w val="0.96"/><c:h val="{1 - AXIS / height:.4f}"/></c:manualLayout></c:layout>'
        ),
    )
