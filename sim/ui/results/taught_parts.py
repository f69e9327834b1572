"""What the figures taught: how far reported figures narrow each input, as a part of a page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.matching.taught import Taught, TradeOff, taught, trade_offs
from sim.experiment.worlds.inputs import Input
from sim.experiment.worlds.world_table import WorldTable, doubts
from sim.present.words.numbers import counted, percent
from sim.present.words.small_counts import given
from sim.scenario.scenario import Scenario
from sim.scenario.words import in_words
from sim.ui.markdown_escape import plain_text
from sim.ui.server.store import run_store

_FEW = 12
"""Rows shown without a scroll bar."""


def by_figures(scenario: Scenario) -> None:
    """What reproducing the reported figures says of each doubtful input of a scenario."""
    table = worlds_of((scenario,), run_store()).table
    if table is None:
        st.info(
            f"No worlds are kept that reproduce figures reported of {plain_text(scenario.title)}: "
            "its inputs are drawn from their ranges. The command locality worlds finds them."
        )
        return
    found, tied = _told(table.identity, scenario, table)
    by_name = {each.name: each for each in doubts(scenario)}
    names = {name: in_words(each.places[0]) for name, each in by_name.items()}
    narrowed = [each for each in found if each.is_taught]
    inputs = counted(len(found), "input in doubt", "inputs in doubt")
    st.header(
        plain_text(f"{table.figures}: the figures narrow {len(narrowed)} of {inputs}"), anchor=False
    )
    st.caption(
        plain_text(
            f"From {counted(len(table), 'plausible world')}, each of which reproduces the figures "
            f"in a run of its own. Left: from where 5 % of the worlds lie below to where 5 % lie "
            f"above. An input that is not narrowed is as open as its evidence leaves it."
        )
    )
    if narrowed:
        st.table(
            pd.DataFrame([_row(each, by_name[each.name]) for each in narrowed]).map(plain_text),
            hide_index=True,
            height=560 if len(narrowed) > _FEW else "content",
            alt="Inputs that the figures narrow, those narrowed most first",
        )
    if tied:
        with st.expander(f"Inputs that trade off: {counted(len(tied), 'pair')}"):
            st.markdown("\n".join(f"- {plain_text(_tied(each, names))}" for each in tied))


@st.cache_resource(max_entries=8, show_spinner="Reading what the figures taught ...")
def _told(
    identity: str, _scenario: Scenario, _table: WorldTable
) -> tuple[tuple[Taught, ...], tuple[TradeOff, ...]]:
    del identity  # tells one table from another
    return taught(_scenario, _table), trade_offs(_scenario, _table)


def _row(of: Taught, input_: Input) -> dict[str, str]:
    left = f"{of.left_low:.3g} to {of.left_high:.3g}, half below {of.left_middle:.3g}"
    return {
        "Input": in_words(input_.places[0]),
        "Unit": of.unit,
        "Evidence": given(input_, f"{of.low:.3g} to {of.high:.3g}"),
        "As planned": given(input_, f"{of.planned:.3g}"),
        "Left": given(input_, left),
        "Of its range": percent(round(of.share_left, 2)),
    }


def _tied(of: TradeOff, names: dict[str, str]) -> str:
    other = "low" if of.correlation < 0 else "high"
    return (
        f"{names[of.one]}: high where {names[of.other]} is {other} "
        f"(correlation {of.correlation:+.2f})"
    )
