"""Pictures: charts on a page, each with its finding above it and its caption and numbers below."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from sim.present.palette import QUIET
from sim.present.words import answer
from sim.present.words.names import clean
from sim.ui.markdown_escape import plain_text
from sim.ui.results.folds import fold
from sim.ui.results.opened_results import Result

if TYPE_CHECKING:
    from sim.present.charts.chart import Chart

WIDTH = 905
"""Pixels that a page has for a chart that does not stretch, in a window 1024 wide."""
_LINE = 120
"""Characters of a line below a picture."""
Heading = Literal[2, 3] | None


@dataclass(frozen=True, eq=False)
class Drawn:
    """A chart and its specification, which takes as long to write out as the chart to make."""

    chart: Chart
    specification: dict[str, Any]


def drawn(chart: Chart, source: str = "") -> Drawn:
    """A chart as a browser draws it.

    The parts of the picture are hidden from those who hear a page: the text alternative and the
    table below tell the same in order, and a layer without marks would be a picture without a name.

    Args:
        chart: the chart.
        source: what it was made from. It stands below the picture with the finding, so that a
            picture that is saved says what it shows.
    """
    made: dict[str, Any] = chart.picture.to_dict()
    config = made.setdefault("config", {})
    config["mark"] = {**config.get("mark", {}), "aria": False}
    if source:
        made["title"] = _signature(chart.title, source)
    return Drawn(chart, made)


def _signature(finding: str, source: str) -> dict[str, Any]:
    """What a picture says of itself, in small letters along its lower edge."""
    small = {"FontSize": 12, "FontWeight": "normal", "Color": QUIET}
    return {
        "text": textwrap.wrap(clean(finding), _LINE) or [""],
        "subtitle": textwrap.wrap(clean(source), _LINE),
        "orient": "bottom",
        "anchor": "start",
        "offset": 14,
        "limit": {"expr": "width"},
        **{f"{name[:1].lower()}{name[1:]}": value for name, value in small.items()},
        **{f"subtitle{name}": value for name, value in small.items()},
    }


def picture_of(result: Result, name: str, heading: Heading = 3) -> None:
    """Show a chart of a comparison, made once for everybody who looks at it.

    Args:
        result: the comparison.
        name: which chart.
        heading: the level of its finding; none where that stands above it already.
    """
    picture(_made(name, result), name, heading)


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
    fold(f"Numbers: {name}", partial(_numbers, chart, name), key=f"numbers {name}")


def _numbers(chart: Chart, name: str) -> None:
    st.dataframe(
        chart.table, hide_index=True, placeholder="", alt=f"Numbers behind the picture: {name}"
    )


@st.cache_resource(
    max_entries=100,
    show_spinner=False,
    hash_funcs={Result: lambda of: (of.saved.id, of.saved.when.isoformat(), of.saved.asked)},
)
def _made(name: str, result: Result) -> Drawn:
    # To import charts takes longer than the answer, which stands above them.
    from sim.present.charts.of_comparison import OF_COMPARISON  # noqa: PLC0415

    chart = OF_COMPARISON[name](result.comparison, result.experiment, WIDTH)
    return drawn(chart, source_of(result))


def source_of(result: Result) -> str:
    """What a picture of a comparison was made from."""
    found, saved = result.comparison, result.saved
    return (
        f"A {found.a.title}; B {found.b.title}. {answer.basis(found)} Locality, run {saved.id}, "
        f"{saved.when:%d %B %Y}."
    )
