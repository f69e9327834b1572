"""A native chart of a bridge: from A to B in steps, each going on where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn

from sim.experiment.statistics.verdict import Verdict
from sim.present.board_pack import fit
from sim.present.board_pack.look import CHART, SMALLEST
from sim.present.board_pack.native_charts import as_text, chart, name_size, whitened
from sim.present.board_pack.page import Page, colour_of
from sim.present.board_pack.template import Box
from sim.present.palette import BETTER, EDGE, GREY, PALE, TEXT, WORSE, A, B
from sim.present.waterfall import LEVEL, Bar, reach
from sim.present.words import answer

_BELOW = 0.5
"""How far below the lowest level the axis begins, in widths of all levels."""
_PLAIN = "General"


_STEPS = (("Better", BETTER), ("Worse", WORSE), ("Neither", GREY))
"""Steps by what is said of each by itself, so that one inside the margin is no gain and no loss."""


def waterfall(page: Page, box: Box, drawn: Sequence[Bar], decimals: int, says: str) -> None:
    """Put a bridge on a slide.

    Args:
        page: the slide.
        box: where.
        drawn: A, what each step does, and B.
        decimals: of its figures.
        says: what somebody who cannot see it is told.
    """
    names = [bar.label for bar in drawn]
    room = 0.85 * box.width / len(names)
    size = name_size(names, room)
    low, high = reach(drawn)
    wide = high - low or 1.0
    bottom = max(low - _BELOW * wide, 0.0) if low >= 0 else low - _BELOW * wide
    data = CategoryChartData(number_format=_PLAIN)
    data.categories = [fit.cut(as_text(name), room, size, 3) for name in names]
    data.add_series("Below", [None if _is_end(bar) else min(_ends(bar)) for bar in drawn])
    data.add_series("Level", [bar.ends if _is_end(bar) else None for bar in drawn])
    for word, _ in _STEPS:
        data.add_series(word, [_size(bar) if _said(bar) == word else None for bar in drawn])
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
    base, ends, *steps = plot.series
    base.format.fill.background()
    by_word = dict(zip(dict(_STEPS), steps, strict=True))
    for series, (_, colour) in zip(steps, _STEPS, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour_of(colour)
    for at, colour in ((0, A), (len(names) - 1, B)):
        point = ends.points[at]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = colour_of(colour)
    figures = fit.size_for("+100.0 ▲", room, fit.line_height(CHART), CHART, SMALLEST)
    for at, bar in enumerate(drawn):
        series = ends if _is_end(bar) else by_word[_said(bar)]
        _label(page, series.points[at], _figure(bar, decimals), figures, _is_end(bar))


def _is_end(bar: Bar) -> bool:
    """Whether it stands for A or B."""
    return bar.word == LEVEL


def _ends(bar: Bar) -> tuple[float, float]:
    return bar.begins, bar.ends


def _size(bar: Bar) -> float:
    return abs(bar.ends - bar.begins)


def _said(bar: Bar) -> str:
    """The row of columns that a step stands in; none for A and B."""
    return {LEVEL: "", Verdict.BETTER: "Better", Verdict.WORSE: "Worse"}.get(bar.word, "Neither")


def _figure(bar: Bar, decimals: int) -> str:
    """What stands at a column: the level, or what the step does with the sign of its verdict."""
    if _is_end(bar):
        return f"{bar.ends:.{decimals}f}"
    return f"{bar.ends - bar.begins:+.{decimals}f} {answer.SYMBOLS[Verdict(bar.word)]}"


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
