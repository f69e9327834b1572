"""Validation: simulated figures against the range in which each reproduces what was reported."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby

import pandas as pd

from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.validation import Held
from sim.present.charts import exact
from sim.present.charts.chart import Chart
from sim.present.charts.interval_rows import Row, Ruler, interval_rows, told_by_rows
from sim.present.words import validated, words
from sim.present.words.numbers import level
from sim.present.words.small_counts import ToldFigure, with_told

REACH = 3.0
"""Half-widths of the range at which the plot ends."""
SCALE = "below \u2003|\u2003 the range \u2003|\u2003 above"


def reproduced(held: Sequence[Held]) -> Chart:
    """Each reported figure's range as a band, and the simulated interval on the same scale."""
    told = with_told(held)
    rows = list(_rows(told))
    title = validated.finding(held)
    return Chart(
        title=title,
        caption=(
            "The shaded band is the range in which a simulated mean reproduces the reported "
            "figure, drawn equally wide for all; the line is the simulated interval. Beside it: "
            "what was simulated, in the figure's own unit."
        ),
        alt=told_by_rows(title, rows),
        picture=interval_rows(rows, Ruler(SCALE, REACH, band=1.0, is_numbered=False)),
        table=pd.DataFrame(
            [
                (
                    each.figure.title,
                    each.figure.unit,
                    said.reported,
                    said.range,
                    *exact.of_interval(each.simulated),
                    each.simulated.replications,
                    str(each.verdict),
                    words.kind(each.figure),
                    each.figure.grade,
                    said.source,
                )
                for each, said in told
            ],
            columns=[
                "Figure", "Unit", "Reported", "Range",
                *exact.ends("Simulated"), "Runs", "Verdict", "What it is", "Grade", "Source",
            ],
        ),
    )  # fmt: skip


def _rows(told: Sequence[tuple[Held, ToldFigure]]) -> Iterator[Row]:
    """Rows with a heading where a figure is of another kind than the one before it."""
    for kind, of_kind in groupby(told, key=lambda each: words.kind(each[0].figure)):
        if kind:
            yield Row.heading(f"{kind[:1].upper()}{kind[1:]}")
        yield from (_row(*each) for each in of_kind)


def _row(held: Held, said: ToldFigure) -> Row:
    figure = held.figure
    simulated = level(held.simulated, figure.unit)
    kind = f", {words.kind(figure)}" if figure.kind else ""
    return Row(
        label=f"{figure.title} (%)" if figure.unit == "%" else figure.title,
        word=str(held.verdict),
        interval=_on_scale(held),
        right=f"{held.verdict}: {simulated}",
        told=f"{figure.title}{kind}: {held.verdict}, simulated {simulated} {figure.unit}, range "
        f"{said.range}",
    )


def _on_scale(held: Held) -> Interval:
    """The simulated interval, with the range from -1 to 1; nothing where the range is a point."""
    low, high, found = held.figure.low, held.figure.high, held.simulated
    middle, half = (low + high) / 2, (high - low) / 2
    moved = Interval(
        found.mean - middle, found.low - middle, found.high - middle, found.replications
    )
    return moved.in_units_of(half or math.nan)
