"""Native charts: what all of them share, and columns with their intervals.

Charts are PowerPoint's own, with their data behind them, so that a reader can open and edit them.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from sim.experiment.statistics.interval import Interval
from sim.present.board_pack import fit
from sim.present.board_pack.look import CHART, FONT, SMALLEST
from sim.present.board_pack.page import Page, colour_of, described
from sim.present.board_pack.template import Box
from sim.present.palette import BLUE, EDGE, PALE, TEXT
from sim.present.words.names import clean

_SHORT_COLUMN = 0.22
"""Share of the axis below which a column has no room for its figure."""
_NAMES = 0.82
"""Share of a chart's width below which the names of its columns stand."""
_MOST_LINES = 3
"""Lines of a name below a column."""
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
    def above(self) -> list[float | None]:
        """From each mean to the upper end of its interval."""
        return [max(each.high - each.mean, 0) if each.is_known else None for each in self.figures]

    @property
    def below(self) -> list[float | None]:
        """From the lower end of each interval to its mean."""
        return [max(each.mean - each.low, 0) if each.is_known else None for each in self.figures]


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
    room = _NAMES * box.width / max(len(categories), 1)
    size = name_size(categories, room)
    data = CategoryChartData(number_format=_FORMAT)
    data.categories = [fit.cut(as_text(name), room, size, _MOST_LINES) for name in categories]
    for each in series:
        data.add_series(clean(each.name), each.means)
    for each in series:
        data.add_series(clean(f"{each.name}, up to"), each.above)
        data.add_series(clean(f"{each.name}, down to"), each.below)
    made = chart(page, box, XL_CHART_TYPE.COLUMN_CLUSTERED, data, says)
    top = highest or _end(series)
    value, category = made.value_axis, made.category_axis
    value.minimum_scale, value.maximum_scale = 0, top
    value.major_gridlines.format.line.color.rgb = colour_of(PALE)
    value.format.line.fill.background()
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = "General", False
    category.format.line.color.rgb = colour_of(EDGE)
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_labels.font.size = page.points(size)
    category._element.find(f".//{qn('a:bodyPr')}").set("rot", "0")
    made.has_legend = True
    made.legend.position = XL_LEGEND_POSITION.TOP
    made.legend.include_in_layout = False
    plot = made.plots[0]
    plot.gap_width, plot.overlap = 45, -5
    drawn, ends = list(plot.series)[: len(series)], list(plot.series)[len(series) :]
    one_line = fit.line_height(CHART)
    labels = fit.size_for("100.0", 0.75 * room / len(series), one_line, CHART, SMALLEST)
    for one, above, below, each in zip(drawn, ends[::2], ends[1::2], series, strict=True):
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = colour_of(each.colour)
        one.invert_if_negative = False
        _label(one, each, top, page, labels)
        _whiskers(one, above, below)


def as_text(name: str) -> str:
    """A name that no workbook takes for a formula or an address: python-pptx writes it as it is."""
    name = clean(name)
    return f"\u00a0{name}" if name.startswith(("=", "{=")) or ":" in name else name


def chart(page: Page, box: Box, kind: Any, data: Any, says: str) -> Any:
    """A chart with its text in the look of the pack."""
    frame = page.slide.shapes.add_chart(kind, *page.place(box), data)
    described(frame, says)
    font = frame.chart.font
    font.size, font.name = page.points(CHART), FONT
    font.color.rgb = colour_of(TEXT)
    return frame.chart


def whitened(put: Callable[[Any], object]) -> None:
    """Put white behind a label, where its XML has room for it."""
    white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    put(parse_xml(f"<c:spPr {nsdecls('c', 'a')}>{white}</c:spPr>"))


def name_size(names: Sequence[str], room: float) -> float:
    """The largest size at which every name fits below its column."""
    for size in (CHART, 14):
        longest = max((word for name in names for word in name.split()), key=len, default="")
        if fit.width(longest, size) <= room and all(
            fit.lines(name, room, size) <= _MOST_LINES for name in names
        ):
            return size
    return SMALLEST


def _end(series: Sequence[Series]) -> float:
    """The end of an axis that leaves room above the highest interval."""
    ends = [
        (mean or 0) + (above or 0)
        for each in series
        for mean, above in zip(each.means, each.above, strict=True)
    ]
    highest = max([*ends, 0.0]) * 1.1 or 1.0
    step = 10 ** (len(str(int(highest))) - 1) / 2
    return float(-(-highest // step) * step)


def _label(drawn: Any, each: Series, top: float, page: Page, size: float) -> None:
    """The figure at the foot of each column, or above it where the column is short."""
    labels = drawn.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = _FORMAT, False
    shown = [(labels, XL_LABEL_POSITION.INSIDE_BASE)]
    for at, (mean, below) in enumerate(zip(each.means, each.below, strict=True)):
        if mean is not None and mean - (below or 0) < _SHORT_COLUMN * top:
            label = drawn.points[at].data_label
            shown.append((label, XL_LABEL_POSITION.OUTSIDE_END))
    for label, position in shown:
        label.position = position
        label.font.size, label.font.bold = page.points(size), True
        label.font.color.rgb = colour_of(TEXT)
    for text in drawn._element.xpath(".//c:dLbls//c:txPr"):  # so that no whisker goes through it
        whitened(text.addprevious)


def _whiskers(drawn: Any, above: Any, below: Any) -> None:
    """Turn two series of lengths into error bars, which stay in the workbook behind."""
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus/><c:minus/><c:spPr><a:ln w="19050"><a:solidFill>'
        f'<a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    for side, lengths in (("c:plus", above._element), ("c:minus", below._element)):
        reference = lengths.find(qn("c:val")).find(qn("c:numRef"))
        bars.find(qn(side)).append(copy.deepcopy(reference))
        lengths.getparent().remove(lengths)
    drawn._element.find(qn("c:cat")).addprevious(bars)
