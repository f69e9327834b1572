"""Pictures: charts on a page, each with its finding above it and its caption and numbers below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from sim.plan.chain import solve
from sim.present.charts import (
    caseload,
    changes,
    conclusion,
    forest,
    gains,
    handoff_maps,
    precision,
    waits,
)
from sim.present.charts.chart import Chart
from sim.ui.plain import plain_text
from sim.ui.results import Result

WIDTH = 905
"""Pixels that a page has for a chart that does not stretch, in a window 1024 wide."""
Heading = Literal[2, 3] | None
OF_RESULTS: dict[str, Callable[[Result], Chart]] = {
    "primary outcomes": lambda of: forest.primaries(of.comparison),
    "every measure": lambda of: forest.all_measures(of.comparison),
    "days to conclusion": lambda of: conclusion.days_to_conclusion(of.experiment, of.comparison),
    "caseload": lambda of: caseload.by_team_and_week(of.experiment, of.comparison, WIDTH),
    "localities": lambda of: gains.by_locality(of.comparison),
    "teams": lambda of: gains.by_team(of.comparison, WIDTH),
    "handoffs": lambda of: handoff_maps.observed(of.comparison, WIDTH),
    "expected and simulated": lambda of: changes.handoffs_per_referral(
        of.comparison, solve(of.comparison.a), solve(of.comparison.b)
    ),
    "changes of worker": lambda of: changes.worker_changes(of.comparison),
    "days waited": lambda of: waits.days_waited(of.comparison),
    "children waiting": lambda of: waits.children_waiting(of.comparison),
    "narrowing": lambda of: precision.narrowing(of.experiment),
}
"""The charts of a comparison, by what they show."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """A chart and its specification, which takes as long to write out as the chart to make."""

    chart: Chart
    specification: dict[str, Any]


def drawn(chart: Chart) -> Drawn:
    """A chart as a browser draws it.

    The parts of the picture are hidden from those who hear a page: the text alternative and the
    table below tell the same in order, and a layer without marks would be a picture without a name.
    """
    made: dict[str, Any] = chart.picture.to_dict()
    config = made.setdefault("config", {})
    config["mark"] = {**config.get("mark", {}), "aria": False}
    return Drawn(chart, made)


def picture_of(result: Result, name: str, heading: Heading = 3) -> None:
    """Show a chart of a comparison, made once for everybody who looks at it.

    Args:
        result: the comparison.
        name: which chart.
        heading: the level of its finding; none where that stands above it already.
    """
    saved = result.saved
    picture(_made(name, saved.id, saved.when.isoformat(), saved.asked, result), name, heading)


def picture(of: Drawn, name: str, heading: Heading = 3) -> None:
    """Show a chart: its finding, its picture with a text alternative, how to read it, its table.

    Args:
        of: the chart.
        name: what tells it from the others on the page.
        heading: the level of its finding; none where that stands above it already.
    """
    chart = of.chart
    if heading is not None:
        shown = st.header if heading == 2 else st.subheader
        shown(plain_text(chart.title).replace(" %", "\u00a0%"), anchor=False)
    st.vega_lite_chart(
        spec=of.specification,
        width="stretch" if chart.stretches else "content",
        theme=None,  # it is dressed already
        key=f"chart {name}",
        alt=chart.alt,
    )
    st.caption(plain_text(chart.caption))
    with st.expander(f"Numbers: {name}"):
        st.dataframe(
            chart.table, hide_index=True, placeholder="", alt=f"Numbers behind the picture: {name}"
        )


@st.cache_resource(max_entries=100, show_spinner=False)
def _made(name: str, identity: str, when: str, asked: int, _result: Result) -> Drawn:
    del identity, when, asked  # tell one state of a comparison from another
    return drawn(OF_RESULTS[name](_result))
