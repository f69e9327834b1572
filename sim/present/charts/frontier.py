"""The frontier: what each plan costs more than the base against what it gains, outcome by outcome.

Drawn only where plans differ in cost: `sim.present.words.options.no_frontier` says why it is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import altair as alt
import pandas as pd

from sim.experiment.comparison import Judged
from sim.experiment.studies.options import Options
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present.charts import exact, look
from sim.present.charts.chart import WIDTH, Chart, Picture
from sim.present.palette import EDGE, A, B
from sim.present.words import answer, options, small_print
from sim.present.words.numbers import difference_unit
from sim.scenario.exact.prices import Pounds

_HEIGHT, _AXIS, _NARROW = 190, 90, 160
"""Pixels of a panel, of the axis beside it, and of the narrowest plot."""
_POUNDS = "(datum.value < 0 ? '-' : '') + '£' + format(abs(datum.value), '~s')"
_NOTHING = Pounds(0, 0, 0)


def cost_against_outcome(found: Options, width: int = WIDTH) -> Chart:
    """What a year of each plan's posts costs more than the base's, against what it gains.

    Args:
        found: plans that differ in cost.
        width: whole width in pixels.
    """
    points = _points(found)
    title = options.domination(found)
    return Chart(
        title=title,
        caption=(
            "To the right a year of posts costs more than that of A. Each mark is a plan, its "
            "lines what the evidence leaves open of its cost and of its difference from A. A is "
            f"the diamond; a dominated plan is hollow. {options.HOW_DOMINATED} "
            f"{small_print.confidence(found.first)}"
        ),
        alt=f"{title}. {' '.join(points['told'])}",
        picture=_panels(points, max(_NARROW, width - _AXIS)),
        table=_table(found),
        stretches=False,
    )


def _points(found: Options) -> pd.DataFrame:
    """A row for each plan and primary outcome."""
    rows = [
        _point(found, measure, place, of)
        for measure in PRIMARY
        for place, of in enumerate([None, *_judged(found, measure)])
    ]
    return pd.DataFrame(rows)


def _judged(found: Options, measure: str) -> Iterator[Judged]:
    for option in found.options:
        yield next(e for e in option.comparison.primaries if e.outcome.key.measure == measure)


def _point(found: Options, measure: str, place: int, of: Judged | None) -> dict[str, object]:
    letter, by = options.LETTERS[place], found.dominating(place)
    more = (found.options[place - 1].dearer if place else None) or _NOTHING
    label = f"{letter} (dominated)" if by else letter
    mean, low, high = exact.of_interval(of.outcome.difference) if of else (0.0, 0.0, 0.0)
    told = "the base" if of is None else f"costs {options.dearer(more)}; {answer.said(of)}"
    return {
        "measure": measure,
        "cost": more.value,
        "least": more.low,
        "most": more.high,
        "mean": mean,
        "low": low,
        "high": high,
        "label": label,
        "is_base": place == 0,
        "colour": B if place else A,
        "fill": "white" if by else (B if place else A),
        "told": f"{label}: {told}".rstrip(".") + ".",
    }


def _panels(points: pd.DataFrame, plot: int) -> Picture:
    """A panel for each primary outcome, one below the other, on one scale of cost."""
    ends = [float(points["least"].min()), float(points["most"].max())]
    room = 0.12 * (ends[1] - ends[0])
    costs = alt.Scale(domain=[ends[0] - room, ends[1] + room], nice=False, zero=False)
    panels = [
        _panel(points[points["measure"] == measure], measure, costs).properties(
            width=plot,
            height=_HEIGHT,
            title=alt.Title(look.lines_of(_heading(measure), plot + _AXIS), anchor="start"),
        )
        for measure in PRIMARY
    ]
    stacked: alt.VConcatChart = alt.vconcat(*panels, spacing=18)
    return look.dressed(stacked)


def _heading(measure: str) -> str:
    found = CATALOGUE[measure]
    return f"{found.title}: {found.better} is better"


def _panel(points: pd.DataFrame, measure: str, costs: alt.Scale) -> Picture:
    unit = difference_unit(CATALOGUE[measure].unit)
    base = alt.Chart(points).encode(**look.TOLD)
    across = alt.X(
        "cost:Q",
        scale=costs,
        axis=alt.Axis(title="Cost a year, more than A", labelExpr=_POUNDS, tickCount=4),
    )
    down = alt.Y(
        "mean:Q",
        scale=alt.Scale(zero=True),
        axis=alt.Axis(title=f"From A, {unit}", tickCount=5, minExtent=40),
    )
    colour = alt.Color("colour:N", scale=None)
    marks = base.mark_point(size=120, strokeWidth=2, opacity=1)
    return alt.layer(
        base.mark_rule(color=EDGE).encode(y=alt.datum(0.0)),
        base.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=2)
        .encode(x=across, y=alt.Y("low:Q"), y2="high:Q", color=colour),
        base.mark_rule(strokeWidth=2).encode(x="least:Q", x2="most:Q", y=down, color=colour),
        marks.encode(
            x=across,
            y=down,
            stroke=alt.Stroke("colour:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            shape=alt.Shape(
                "is_base:N",
                scale=alt.Scale(domain=[True, False], range=["diamond", "circle"]),
                legend=None,
            ),
        ),
        _letters(base, "datum.is_base", "right", -9).encode(x=across, y=down),
        _letters(base, "!datum.is_base", "left", 9).encode(x=across, y=down),
    )


def _letters(base: alt.Chart, of: str, align: Literal["left", "right"], aside: int) -> alt.Chart:
    """The letters of some plans; that of the base on the other side, where options seldom stand."""
    of_some = base.transform_filter(of)
    drawn: alt.Chart = of_some.mark_text(align=align, dx=aside, dy=-9, fontWeight="bold")
    return drawn.encode(text="label:N")


def _table(found: Options) -> pd.DataFrame:
    """Every option's cost and difference from the base, unrounded."""
    rows = [
        (
            options.name(found, place),
            *((more.value, more.low, more.high) if (more := option.dearer) else (None,) * 3),
            CATALOGUE[each.outcome.key.measure].title,
            CATALOGUE[each.outcome.key.measure].unit,
            *exact.of_interval(each.outcome.difference),
            str(each.verdict),
            ", ".join(options.LETTERS[by] for by in option.dominated_by),
        )
        for place, option in enumerate(found.options, start=1)
        for each in option.comparison.primaries
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


_COLUMNS = [
    "Plan", *exact.ends("Pounds a year more than A"), "Measure", "Unit",
    *exact.ends("Difference from A"), "Verdict", "Dominated by",
]  # fmt: skip
