"""A swept input: every judged outcome along its values, with intervals and the margin."""

from __future__ import annotations

import altair as alt
import pandas as pd

from sim.experiment.studies.sweep import Swept
from sim.measures.catalogue import CATALOGUE
from sim.present import palette
from sim.present.charts import look
from sim.present.charts.chart import WIDTH, Chart, Picture
from sim.present.words import swept as words
from sim.present.words.numbers import counted, level
from sim.scenario.scenario import Scenario

PANEL, PANEL_HEIGHT = 240, 120
"""Pixels that a panel has at least in width, and in height."""
_AXIS, _GAP = 54, 24
"""Pixels of a vertical axis, and between panels."""


def curves(done: Swept, scenario: Scenario, title: str, width: int = WIDTH) -> Chart:
    """Each judged outcome against the value of one input.

    Args:
        done: a sweep of one input.
        scenario: what was swept.
        title: of the input, as a planner would say it.
        width: whole width in pixels; it decides how many panels stand beside each other.
    """
    found = words.moved(done, scenario.margins)
    finding = words.finding(found)
    stands = done.points[0].values[0]
    return Chart(
        title=finding,
        caption=(
            f"{title}, from left to right; upright line: {stands:g}, as it stands. Line and band: "
            f"mean of {counted(done.replications, 'run')} and its interval, each on its own. Grey: "
            f"within the margin of how it stands. Outcomes in 100 unless another unit is named. "
            f"{words.HOW_TO_READ}"
        ),
        alt=f"{finding}. {'; '.join(map(words.said, found))}.",
        picture=_panels(found, stands, title, width),
        table=pd.DataFrame(
            [
                (_titled(each), value, at.mean, at.low, at.high, by.mean, by.low, by.high)
                for each in found
                for value, at, by in zip(each.values, each.at, each.change, strict=True)
            ],
            columns=[
                "Outcome", title, "Mean", "Low", "High",
                "Change", "Change, low", "Change, high",
            ],
        ),
        stretches=False,
    )  # fmt: skip


def _panels(found: tuple[words.Moved, ...], stands: float, title: str, width: int) -> Picture:
    columns = max(1, (width + _GAP) // (PANEL + _AXIS + _GAP))
    each = (width + _GAP) // columns - _AXIS - _GAP
    drawn = pd.DataFrame(
        [
            {
                "part": place,
                "value": value,
                "mean": at.mean,
                "low": at.low,
                "high": at.high,
                "told": f"{_titled(of)} at {value:g}: {level(at, CATALOGUE[of.measure].unit)}",
                **_margin(of, stands),
            }
            for place, of in enumerate(found)
            for value, at in zip(of.values, of.at, strict=True)
        ],
        columns=["part", "value", "mean", "low", "high", "told", "least", "most"],
    )
    base = alt.Chart(drawn)
    x = alt.X(
        "value:Q",
        title=look.one_line(title, each),
        scale=alt.Scale(zero=False, nice=False),
        axis=alt.Axis(grid=False, tickCount=4),
    )
    y = alt.Y("mean:Q", title=None, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=4))
    within = base.mark_area(color=palette.PALE).encode(x=x, y=alt.Y("least:Q"), y2="most:Q")
    bands = base.transform_filter("isValid(datum.low)").mark_area(color=palette.B, opacity=0.25)
    layered = alt.layer(
        within,
        bands.encode(x=x, y=alt.Y("low:Q"), y2="high:Q"),
        base.mark_rule(color=palette.GREY, strokeDash=[3, 3]).encode(x=alt.datum(stands)),
        base.mark_line(
            color=palette.B, strokeWidth=2, point={"color": palette.B, "size": 30}
        ).encode(x=x, y=y, **look.TOLD),
    ).properties(width=each, height=PANEL_HEIGHT)
    headers = alt.Header(
        labelExpr=look.labels([look.lines_of(_titled(of), each) for of in found]),
        labelAnchor="start",
        labelFontWeight="bold",
    )
    facets: alt.FacetChart = layered.facet(
        facet=alt.Facet("part:O", title=None, sort=None, header=headers),
        columns=columns,
        spacing=_GAP,
    ).resolve_scale(y="independent")
    return look.dressed(facets)


def _margin(of: words.Moved, stands: float) -> dict[str, float]:
    """The band within which it is as it stands: known where that value is among those swept."""
    here = [at.mean for value, at in zip(of.values, of.at, strict=True) if value == stands]
    if not here:
        return {}
    return {"least": here[0] - of.margin, "most": here[0] + of.margin}


def _titled(of: words.Moved) -> str:
    """An outcome with its unit, where it is not in 100."""
    definition = CATALOGUE[of.measure]
    plain = definition.title
    return plain if definition.unit in {"%", "per child"} else f"{plain} ({definition.unit})"
