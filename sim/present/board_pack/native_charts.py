"""Native charts: columns with their intervals, and differences against their margins.

Charts are PowerPoint's own, with their data behind them, so that a reader can open and edit them.
The workbook behind a chart is written here: python-pptx would take a name that begins with `=` for
a formula, and leaves the intervals out.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
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
from sim.present.board_pack.look import BLUE, DARK, FONT, LINE, ORANGE, SMALLEST, WHITE
from sim.present.board_pack.page import Box, Page, colour_of, described
from sim.present.words.names import clean
from sim.present.words.small_counts import Shown, known

WITHOUT_FORMULAS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
"""How every workbook is written: what a planner typed stays text."""
_MOST_TICKS = 9
_SHORT_COLUMN = 0.16
"""Share of the axis below which a column has no room for its figure."""


@dataclass(frozen=True)
class Series:
    """One row of columns: its name, and a figure for each category."""

    name: str
    figures: tuple[Shown, ...]
    colour: str = BLUE

    @property
    def means(self) -> list[float | None]:
        """The mean of each figure; none where there is none to show."""
        return [found.mean if (found := known(each)) else None for each in self.figures]

    @property
    def half_widths(self) -> list[float | None]:
        """Half of each interval."""
        return [
            found.half_width if (found := known(each)) and found.is_known else None
            for each in self.figures
        ]


def columns(
    page: Page,
    box: Box,
    categories: Sequence[str],
    series: Sequence[Series],
    decimals: int,
    says: str,
    highest: float | None = None,
) -> None:
    """Put columns with their intervals and figures on a slide.

    Args:
        page: the slide.
        box: where.
        categories: names below the columns.
        series: columns side by side, at most two.
        decimals: of the figures.
        says: what somebody who cannot see it is told.
        highest: end of the axis; by itself the end of the highest interval.
    """
    format_ = "0" if not decimals else f"0.{'0' * decimals}"
    room = 0.82 * box.width / max(len(categories), 1)
    names = [fit.cut(clean(name), room, SMALLEST, 3) for name in categories]
    data = CategoryChartData(number_format=format_)
    data.categories = names
    for each in series:
        data.add_series(clean(each.name), each.means)
    frame = page.slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *page.place(box), data)
    described(frame, says)
    chart = frame.chart
    _text(chart, page)
    top = highest or _end(series)
    value, category = chart.value_axis, chart.category_axis
    value.minimum_scale, value.maximum_scale = 0, top
    value.major_gridlines.format.line.color.rgb = colour_of("D5DAE0")
    value.format.line.fill.background()
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = "General", False
    category.format.line.color.rgb = colour_of(LINE)
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_labels.font.size = page.points(SMALLEST)
    category._element.find(f".//{qn('a:bodyPr')}").set("rot", "0")
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, -5
    for at, (drawn, each) in enumerate(zip(plot.series, series, strict=True)):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = colour_of(each.colour)
        drawn.invert_if_negative = False
        _label(drawn, each, top, format_, page)
        _whiskers(drawn, each, 2 + len(series) + at)
    chart.part.chart_workbook.update_from_xlsx_blob(_behind_columns(names, series))


@dataclass(frozen=True)
class Gain:
    """One row of the picture of differences: a gain in multiples of its margin."""

    name: str
    gain: Interval
    """Positive is good."""
    is_primary: bool


def gains(page: Page, box: Box, rows: Sequence[Gain], says: str) -> None:
    """Put differences with their intervals on a slide, one a row, from top to bottom.

    A row is a line from end to end of its interval with a mark in the middle; a solid line
    stands at 0, a dashed one at the margin on the bad side. Rows share the height of the box
    evenly, so that names can be put beside them.
    """
    ends = [end for row in rows for end in (row.gain.low, row.gain.high)]
    low, high = math.floor(min([-1.5, *ends])), math.ceil(max([1.5, *ends]))
    number = len(rows)
    lines = [
        (
            clean(row.name),
            [(x, number - at - 0.5) for x in (row.gain.low, row.gain.mean, row.gain.high)],
        )
        for at, row in enumerate(rows)
    ]
    for name, x in (("No difference", 0.0), ("Margin, on the bad side", -1.0)):
        lines.append((name, [(x, y) for y in (0.0, number / 2, float(number))]))
    data = XyChartData(number_format="0.00")
    for name, points in lines:
        drawn = data.add_series(name)
        for x, y in points:
            drawn.add_data_point(x, y)
    frame = page.slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *page.place(box), data)
    described(frame, says)
    chart = frame.chart
    _text(chart, page)
    chart.has_legend = False
    down, across = chart.value_axis, chart.category_axis
    down.minimum_scale, down.maximum_scale = 0, number
    down.visible, down.has_major_gridlines = False, False
    step = math.ceil((high - low) / _MOST_TICKS)
    low, high = step * math.floor(low / step), step * math.ceil(high / step)
    across.minimum_scale, across.maximum_scale, across.major_unit = low, high, step
    across.has_major_gridlines = False
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = "0", False
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    across.format.line.color.rgb = colour_of(LINE)
    _pin(chart, box.height)
    marked = chart.plots[0].series
    for drawn, row in zip(marked, rows, strict=False):
        _row(drawn, row)
    for drawn, dash in zip(list(marked)[number:], (MSO_LINE.SOLID, MSO_LINE.DASH), strict=True):
        drawn.smooth = False
        drawn.marker.style = XL_MARKER_STYLE.NONE
        drawn.format.line.color.rgb = colour_of(DARK)
        drawn.format.line.width = page.points(1.25)
        drawn.format.line.dash_style = dash
    chart.part.chart_workbook.update_from_xlsx_blob(_behind_gains(lines))


AXIS = 0.42
"""Inches that the axis takes below the rows of `gains`."""


def _row(drawn: Any, row: Gain) -> None:
    colour = colour_of(BLUE if row.is_primary else ORANGE)
    drawn.smooth = False
    drawn.format.line.color.rgb = colour
    drawn.format.line.width = 38100 if row.is_primary else 22225
    drawn.marker.style = XL_MARKER_STYLE.NONE
    point = drawn.points[1]
    point.marker.style = XL_MARKER_STYLE.SQUARE if row.is_primary else XL_MARKER_STYLE.CIRCLE
    point.marker.size = 11 if row.is_primary else 8
    point.marker.format.fill.solid()
    point.marker.format.fill.fore_color.rgb = colour
    point.marker.format.line.color.rgb = colour
    # A point's line is that of the stretch which ends there: say it again, or it has none.
    point.format.line.color.rgb = colour
    point.format.line.width = 38100 if row.is_primary else 22225


def _text(chart: Any, page: Page) -> None:
    chart.font.size = page.points(SMALLEST)
    chart.font.color.rgb = colour_of(DARK)
    chart.font.name = FONT


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


def _label(drawn: Any, each: Series, top: float, format_: str, page: Page) -> None:
    """The figure at the foot of each column, or above it where the column is short."""
    labels = drawn.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = format_, False
    labels.position = XL_LABEL_POSITION.INSIDE_BASE
    labels.font.size = page.points(SMALLEST)
    labels.font.bold = True
    labels.font.color.rgb = colour_of(WHITE if each.colour == BLUE else "000000")
    for at, (mean, half) in enumerate(zip(each.means, each.half_widths, strict=True)):
        if mean is not None and mean - (half or 0) < _SHORT_COLUMN * top:
            label = drawn.points[at].data_label
            label.position = XL_LABEL_POSITION.OUTSIDE_END
            label.font.size = page.points(SMALLEST)
            label.font.bold = True
            label.font.color.rgb = colour_of(DARK)


def _whiskers(drawn: Any, each: Series, column: int) -> None:
    """Intervals as error bars whose lengths stand in the workbook behind the chart."""
    letter = chr(ord("A") + column - 1)
    number = len(each.figures)
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{half!r}</c:v></c:pt>'
        for at, half in enumerate(each.half_widths)
        if half is not None
    )
    lengths = (
        f"<c:numRef><c:f>Sheet1!${letter}$2:${letter}${number + 1}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{number}"/>{points}'
        f"</c:numCache></c:numRef>"
    )
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus>{lengths}</c:plus><c:minus>{lengths}</c:minus>'
        f'<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
        f"</c:spPr></c:errBars>"
    )
    drawn._element.find(qn("c:cat")).addprevious(bars)


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


def _behind_columns(names: Sequence[str], series: Sequence[Series]) -> bytes:
    columns_ = [
        *((clean(each.name), each.means) for each in series),
        *((clean(f"{each.name}, ±"), each.half_widths) for each in series),
    ]
    cells: list[tuple[int, int, str | float]] = [(1 + at, 0, name) for at, name in enumerate(names)]
    for column, (name, values) in enumerate(columns_, start=1):
        cells.append((0, column, name))
        cells += [(1 + at, column, value) for at, value in enumerate(values) if value is not None]
    return _workbook(cells)


def _behind_gains(lines: Sequence[tuple[str, list[tuple[float, float]]]]) -> bytes:
    """As python-pptx refers to it: one block of two columns a series, an empty row between."""
    cells: list[tuple[int, int, str | float]] = []
    row = 0
    for name, points in lines:
        cells.append((row, 1, name))
        for x, y in points:
            row += 1
            cells += [(row, 0, x), (row, 1, y)]
        row += 2
    return _workbook(cells)


def _workbook(cells: Sequence[tuple[int, int, str | float]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, WITHOUT_FORMULAS) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.set_column(0, 4, 28)
        for row, column, value in cells:
            sheet.write(row, column, value)
    return file.getvalue()
