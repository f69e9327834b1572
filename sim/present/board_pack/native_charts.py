"""Native charts: columns with their intervals, and differences against their margins.

Charts are PowerPoint's own, with their data behind them, so that a reader can open and edit them.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from sim.experiment.statistics.interval import Interval
from sim.present.board_pack import fit
from sim.present.board_pack.look import FONT, SMALLEST
from sim.present.board_pack.page import Page, colour_of, described
from sim.present.board_pack.template import Box
from sim.present.palette import BLUE, EDGE, GREY, PALE, TEXT, WHITE
from sim.present.words.names import clean

AXIS = 0.42
"""Inches that the axis takes below the rows of `gains`."""
_MOST_TICKS = 9
_SHORT_COLUMN = 0.16
"""Share of the axis below which a column has no room for its figure."""
_FORMAT = "0.0"


@dataclass(frozen=True)
class Series:
    """One row of columns: its name, and a figure for each category."""

    name: str
    figures: tuple[Interval, ...]
    colour: str = BLUE

    @property
    def means(self) -> list[float | None]:
        """The mean of each figure; none where there is none to show."""
        return [each.mean if each.replications else None for each in self.figures]

    @property
    def half_widths(self) -> list[float | None]:
        """Half of each interval."""
        return [each.half_width if each.is_known else None for each in self.figures]


@dataclass(frozen=True)
class Gain:
    """One row of the picture of differences: a gain in multiples of its margin."""

    name: str
    gain: Interval
    """Positive is good."""
    is_primary: bool


def columns(
    page: Page,
    box: Box,
    categories: Sequence[str],
    series: Sequence[Series],
    says: str,
    highest: float | None = None,
) -> None:
    """Put columns with their intervals and figures on a slide.

    Args:
        page: the slide.
        box: where.
        categories: names below the columns.
        series: columns side by side.
        says: what somebody who cannot see it is told.
        highest: end of the axis; by itself the end of the highest interval.
    """
    room = 0.82 * box.width / max(len(categories), 1)
    data = CategoryChartData(number_format=_FORMAT)
    data.categories = [fit.cut(_as_text(name), room, SMALLEST, 3) for name in categories]
    for each in series:
        data.add_series(clean(each.name), each.means)
    for each in series:
        data.add_series(clean(f"{each.name}, ±"), each.half_widths)
    chart = _chart(page, box, XL_CHART_TYPE.COLUMN_CLUSTERED, data, says)
    top = highest or _end(series)
    value, category = chart.value_axis, chart.category_axis
    value.minimum_scale, value.maximum_scale = 0, top
    value.major_gridlines.format.line.color.rgb = colour_of(PALE)
    value.format.line.fill.background()
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = "General", False
    category.format.line.color.rgb = colour_of(EDGE)
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_labels.font.size = page.points(SMALLEST)
    category._element.find(f".//{qn('a:bodyPr')}").set("rot", "0")
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, -5
    drawn, half_widths = list(plot.series)[: len(series)], list(plot.series)[len(series) :]
    for one, half, each in zip(drawn, half_widths, series, strict=True):
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = colour_of(each.colour)
        one.invert_if_negative = False
        _label(one, each, top, page)
        _whiskers(one, half)


def gains(page: Page, box: Box, rows: Sequence[Gain], says: str) -> None:
    """Put differences with their intervals on a slide, one a row, from top to bottom.

    A row is a line from end to end of its interval with a mark in the middle; a solid line
    stands at 0, a dashed one at the margin on the bad side. Rows share the height of the box
    evenly, so that names can be put beside them.
    """
    number = len(rows)
    data = XyChartData(number_format="0.00")
    for at, row in enumerate(rows):
        across = (row.gain.low, row.gain.mean, row.gain.high)
        _line(data, _as_text(row.name), across, [number - at - 0.5] * 3)
    for name, x in (("No difference", 0.0), ("Margin, on the bad side", -1.0)):
        _line(data, name, [x] * 3, (0.0, number / 2, float(number)))
    chart = _chart(page, box, XL_CHART_TYPE.XY_SCATTER_LINES, data, says)
    chart.has_legend = False
    down, scale = chart.value_axis, chart.category_axis
    down.minimum_scale, down.maximum_scale = 0, number
    down.visible, down.has_major_gridlines = False, False
    ends = [end for row in rows for end in (row.gain.low, row.gain.high)]
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
    _pin(chart, box.height)
    drawn = list(chart.plots[0].series)
    for one, row in zip(drawn[:number], rows, strict=True):
        _row(one, row)
    for one, dash in zip(drawn[number:], (MSO_LINE.SOLID, MSO_LINE.DASH), strict=True):
        one.smooth = False
        one.marker.style = XL_MARKER_STYLE.NONE
        one.format.line.color.rgb = colour_of(GREY)
        one.format.line.width = page.points(1.25)
        one.format.line.dash_style = dash


def _as_text(name: str) -> str:
    """A name that no workbook takes for a formula or an address: python-pptx writes it as it is."""
    name = clean(name)
    return f"\u00a0{name}" if name.startswith(("=", "{=")) or ":" in name else name


def _line(data: XyChartData, name: str, across: Sequence[float], down: Sequence[float]) -> None:
    series = data.add_series(name)
    for x, y in zip(across, down, strict=True):
        series.add_data_point(x, y)


def _chart(page: Page, box: Box, kind: Any, data: Any, says: str) -> Any:
    """A chart with its text in the look of the pack."""
    frame = page.slide.shapes.add_chart(kind, *page.place(box), data)
    described(frame, says)
    font = frame.chart.font
    font.size, font.name = page.points(SMALLEST), FONT
    font.color.rgb = colour_of(TEXT)
    return frame.chart


def _row(drawn: Any, row: Gain) -> None:
    colour, wide = colour_of(BLUE), 38100 if row.is_primary else 22225
    drawn.smooth = False
    drawn.marker.style = XL_MARKER_STYLE.NONE
    point = drawn.points[1]
    # A point's line is that of the stretch which ends there: say it again, or it has none.
    for line in (drawn.format.line, point.format.line):
        line.color.rgb, line.width = colour, wide
    mark = point.marker
    mark.style = XL_MARKER_STYLE.SQUARE if row.is_primary else XL_MARKER_STYLE.CIRCLE
    mark.size = 11 if row.is_primary else 8
    mark.format.fill.solid()
    mark.format.fill.fore_color.rgb = colour
    mark.format.line.color.rgb = colour


def _end(series: Sequence[Series]) -> float:
    """The end of an axis that leaves room above the highest interval."""
    ends = [
        (mean or 0) + (half or 0)
        for each in series
        for mean, half in zip(each.means, each.half_widths, strict=True)
    ]
    highest = max([*ends, 0.0]) * 1.1 or 1.0
    step = 10 ** (len(str(int(highest))) - 1) / 2
    return float(-(-highest // step) * step)


def _label(drawn: Any, each: Series, top: float, page: Page) -> None:
    """The figure at the foot of each column, or above it where the column is short."""
    labels = drawn.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = _FORMAT, False
    inside = colour_of(WHITE if each.colour == BLUE else "000000")
    shown = [(labels, XL_LABEL_POSITION.INSIDE_BASE, inside)]
    for at, (mean, half) in enumerate(zip(each.means, each.half_widths, strict=True)):
        if mean is not None and mean - (half or 0) < _SHORT_COLUMN * top:
            label = drawn.points[at].data_label
            shown.append((label, XL_LABEL_POSITION.OUTSIDE_END, colour_of(TEXT)))
    for label, position, colour in shown:
        label.position = position
        label.font.size, label.font.bold = page.points(SMALLEST), True
        label.font.color.rgb = colour


def _whiskers(drawn: Any, half_widths: Any) -> None:
    """Turn a series of half-widths into error bars, whose lengths stay in the workbook behind."""
    lengths = half_widths._element
    reference = lengths.find(qn("c:val")).find(qn("c:numRef"))
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus/><c:minus/><c:spPr><a:ln w="19050"><a:solidFill>'
        f'<a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    for side in ("c:plus", "c:minus"):
        bars.find(qn(side)).append(copy.deepcopy(reference))
    drawn._element.find(qn("c:cat")).addprevious(bars)
    lengths.getparent().remove(lengths)


def _pin(chart: Any, height: float) -> None:
    """Let the plot fill the chart's width, and its height but for the axis."""
    plot = chart._chartSpace.chart.plotArea
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
