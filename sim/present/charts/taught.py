"""What the reported figures taught: of each input the range of its evidence, and what is left."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from sim.experiment.matching.taught import Taught
from sim.present import palette
from sim.present.charts import look
from sim.present.charts.chart import Chart, Picture
from sim.present.charts.look import LABEL_WIDTH, lines_of, row_axis, stretched
from sim.present.words import found_worlds as words
from sim.present.words.numbers import percent
from sim.present.words.small_counts import given
from sim.present.words.why import named

_ROW = 48
"""Pixels of a row."""
_MOST = 15
"""Inputs that are drawn; the table has all."""


def taught(inputs: Sequence[Taught]) -> Chart:
    """Draw the inputs that the figures speak to, those taught most first.

    Args:
        inputs: as `sim.experiment.matching.taught.taught` gives them.
    """
    known = [each for each in inputs if each.is_taught]
    title = words.lesson(inputs)
    more = f"; {len(known) - _MOST} more are in the table" if len(known) > _MOST else ""
    return Chart(
        title=title,
        caption=(
            "Pale: the range of an input's evidence, drawn as wide for each. Dark: where nine in "
            "ten of the worlds lie that reproduce what was reported. The diamond is the value as "
            f"planned. Only inputs that were narrowed or moved by more than chance{more}."
        ),
        alt=" ".join([f"{title}.", *(words.left(each) for each in known)]),
        picture=_drawn(known[:_MOST]),
        table=pd.DataFrame([_numbers(each) for each in inputs], columns=_TABLE),
    )


_TABLE = [
    "Input", "Unit", "Low", "Planned", "High", "Left, 5 %", "Left, middle", "Left, 95 %",
    "Share left", "More than chance",
]  # fmt: skip


def _numbers(each: Taught) -> tuple[object, ...]:
    ends = each.low, each.planned, each.high
    left = each.left_low, each.left_middle, each.left_high
    return (
        named(each.input),
        each.unit,
        *(given(each.input, value) for value in (*ends, *left)),
        each.share_left,
        each.is_taught,
    )


def _drawn(inputs: Sequence[Taught]) -> Picture:
    rows = pd.DataFrame([_row(at, each) for at, each in enumerate(inputs)], columns=_COLUMNS)
    down = alt.Y(
        "row:O",
        scale=alt.Scale(domain=list(range(len(inputs)))),
        axis=row_axis(
            [lines_of(named(each.input), LABEL_WIDTH, 3) for each in inputs], LABEL_WIDTH
        ),
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    across = alt.X("from:Q", scale=scale, axis=None)
    base = alt.Chart(rows)
    bar = base.encode(x=across, y=down, **look.TOLD)
    ends = base.encode(y=down).mark_text
    return stretched(
        alt.layer(
            bar.mark_bar(size=16, color=palette.PALE).encode(x2="to:Q"),
            bar.mark_bar(size=16, color=palette.BLUE).encode(x=alt.X("low:Q"), x2="high:Q"),
            bar.mark_point(
                shape="diamond", size=120, fill="white", stroke=palette.PINK, opacity=1,
                strokeWidth=2,
            ).encode(x=alt.X("planned:Q")),
            ends(align="left", baseline="top", dy=10).encode(x="from:Q", text="at_from:N"),
            ends(align="right", baseline="top", dy=10).encode(x="to:Q", text="at_to:N"),
            look.beside(base, down, lines=1),
        ),
        alt.Step(_ROW),
    )  # fmt: skip


_COLUMNS = ["row", "from", "to", "low", "high", "planned", "at_from", "at_to", "beside", "told"]


def _row(at: int, each: Taught) -> tuple[object, ...]:
    """What is drawn of an input: as shares of its range."""

    def along(value: float) -> float:
        return (value - each.low) / (each.high - each.low)

    return (
        at,
        0.0,
        1.0,
        along(each.left_low),
        along(each.left_high),
        along(each.planned),
        given(each.input, f"{each.low:g}"),
        given(each.input, f"{each.high:g}"),
        percent(round(each.share_left, 2)),
        words.left(each),
    )
