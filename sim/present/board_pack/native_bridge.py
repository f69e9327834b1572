"""A native chart of a bridge: from A to B in steps, each going on where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn

from sim.present.board_pack import fit
from sim.present.board_pack.look import CHART, SMALLEST
from sim.present.board_pack.native_charts import as_text, chart, name_size, whitened
from sim.present.board_pack.page import Page, colour_of
from sim.present.board_pack.template import Box
from sim.present.palette import BETTER, EDGE, PALE, TEXT, WORSE, A, B

_BELOW = 0.5
"""How far below the lowest level the axis begins, in widths of all levels."""
_PLAIN = "General"


@dataclass(frozen=True)
class Waterfall:
    """What steps do to one measure.

    Attributes:
        steps: their names.
        levels: in A, after each step; the last is that of B.
        higher_is_better: whether more of the measure is better.
        decimals: of its figures.
    """

    steps: tuple[str, ...]
    levels: tuple[float, ...]
    higher_is_better: bool
    decimals: int

    @property
    def changes(self) -> list[float]:
        """What each step does."""
        return [after - before for before, after in pairwise(self.levels)]

    def is_good(self, change: float) -> bool:
        """Whether a change goes the good way."""
        return (change > 0) == self.higher_is_better


def waterfall(page: Page, box: Box, of: Waterfall, says: str) -> None:
    """Put a bridge on a slide.

    Args:
        page: the slide.
        box: where.
        of: what the steps do.
        says: what somebody who cannot see it is told.
    """
    names = ["A", *of.steps, "B"]
    room = 0.85 * box.width / len(names)
    size = name_size(names, room)
    low, high = min(of.levels), max(of.levels)
    wide = high - low or 1.0
    bottom = max(low - _BELOW * wide, 0.0) if low >= 0 else low - _BELOW * wide
    data = CategoryChartData(number_format=_PLAIN)
    data.categories = [fit.cut(as_text(name), room, size, 3) for name in names]
    for name, values in _stacks(of):
        data.add_series(name, values)
    made = chart(page, box, XL_CHART_TYPE.COLUMN_STACKED, data, says)
    made.has_legend = False
    value, category = made.value_axis, made.category_axis
    value.minimum_scale, value.maximum_scale = bottom, high + 0.25 * wide
    value.major_gridlines.format.line.color.rgb = colour_of(PALE)
    value.visible = False
    category.format.line.color.rgb = colour_of(EDGE)
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_labels.font.size = page.points(size)
    category._element.find(f".//{qn('a:bodyPr')}").set("rot", "0")
    plot = made.plots[0]
    plot.gap_width, plot.overlap = 30, 100
    base, ends, good, bad = plot.series
    base.format.fill.background()
    for series, colour in ((good, BETTER), (bad, WORSE)):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour_of(colour)
    for at, colour in ((0, A), (len(names) - 1, B)):
        point = ends.points[at]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = colour_of(colour)
    labels = [f"{of.levels[0]:.{of.decimals}f}"]
    labels += [f"{change:+.{of.decimals}f}" for change in of.changes]
    labels += [f"{of.levels[-1]:.{of.decimals}f}"]
    figures = fit.size_for("+100.0", room, fit.line_height(CHART), CHART, SMALLEST)
    for at, text in enumerate(labels):
        is_end = at in (0, len(labels) - 1)
        series = ends if is_end else good if of.is_good(of.changes[at - 1]) else bad
        _label(page, series.points[at], text, figures, is_end)


def _stacks(of: Waterfall) -> list[tuple[str, list[float | None]]]:
    """What lies below each column, the columns of A and B, and the steps by which way they go."""
    lower = [min(pair) for pair in pairwise(of.levels)]
    good = [abs(each) if of.is_good(each) else None for each in of.changes]
    bad = [None if of.is_good(each) else abs(each) for each in of.changes]
    nothing: list[float | None] = [None] * len(of.steps)
    return [
        ("Below", [None, *lower, None]),
        ("Level", [of.levels[0], *nothing, of.levels[-1]]),
        ("Good way", [None, *good, None]),
        ("Bad way", [None, *bad, None]),
    ]


def _label(page: Page, point: Any, text: str, size: float, is_end: bool) -> None:
    frame = point.data_label.text_frame
    frame.text = text
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = page.points(size), True
    font.color.rgb = colour_of(TEXT)
    whitened(point.data_label._dLbl.find(qn("c:tx")).addnext)
    point.data_label.position = (
        XL_LABEL_POSITION.INSIDE_END if is_end else XL_LABEL_POSITION.INSIDE_BASE
    )


def told(title: str, of: Waterfall, unit: Sequence[str] = ()) -> str:
    """The chart in words."""
    steps = zip(of.steps, of.changes, strict=True)
    said = "; ".join(f"{name} {change:+.{of.decimals}f}" for name, change in steps)
    ends = [f"{level:.{of.decimals}f}" for level in (of.levels[0], of.levels[-1])]
    return f"{title}: from {ends[0]} to {ends[1]} {''.join(unit)}. {said}."
