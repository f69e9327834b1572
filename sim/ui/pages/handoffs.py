"""Handoffs: who owns what, how often a family passes between teams, and where days are lost."""

from __future__ import annotations

import streamlit as st

from sim.experiment.library.lookup import lookup
from sim.ui.results import handoff_parts
from sim.ui.results.opened_results import chosen_or_default, opened_or_said
from sim.ui.results.scenario_pair import pair
from sim.ui.server.store import run_store


def show() -> None:
    """Show the page."""
    st.title("Handoffs", anchor=False)
    a, b = pair()
    handoff_parts.expected(a, b)
    handoff_parts.ownership(a, b)
    done = lookup(run_store(), chosen_or_default()).comparison
    if done is None:
        st.info("Observed handoffs follow once the comparison has been run.")
        return
    result = opened_or_said(done)
    if result is not None:
        handoff_parts.observed(result)


show()
