"""What the figures taught: how far reported figures narrow each input, as a part of a page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.matching.taught import Taught, TradeOff, taught, trade_offs
from sim.experiment.worlds.world_table import WorldTable
from sim.present.words import found_worlds as words
from sim.present.words.numbers import counted
from sim.scenario.scenario import Scenario
from sim.ui.markdown_escape import plain_text
from sim.ui.results.folds import fold
from sim.ui.results.pictures import drawn, picture
from sim.ui.server.store import run_store


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
    # As the other charts: slow to import, and this tab is not the first.
    from sim.present.charts import taught as chart  # noqa: PLC0415

    picture(drawn(chart.taught(found), words.outcome(table)), "what the figures taught", heading=2)
    st.caption(plain_text(words.outcome(table)))
    if tied:
        title = f"Inputs that trade off: {counted(len(tied), 'pair')}"
        fold(title, partial(_listed, tied), key="trade-offs")


def _listed(tied: Sequence[TradeOff]) -> None:
    st.markdown("\n".join(f"- {plain_text(words.trade_off(each))}" for each in tied))


@st.cache_resource(max_entries=8, show_spinner="Reading what the figures taught ...")
def _told(
    identity: str, _scenario: Scenario, _table: WorldTable
) -> tuple[tuple[Taught, ...], tuple[TradeOff, ...]]:
    del identity  # tells one table from another
    return taught(_scenario, _table), trade_offs(_scenario, _table)
