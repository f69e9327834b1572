"""The same demand for both: two ways out where A and B do not meet the same families."""

from __future__ import annotations

import streamlit as st

from sim.experiment.worlds.worlds import Basis
from sim.scenario.differ.same_demand import (
    CannotShareDemandError,
    demand_differences,
    with_demand_of,
)
from sim.scenario.scenario import Scenario
from sim.ui.markdown_escape import plain_text
from sim.ui.results.opened_results import Result, Sources, ask


def offer(result: Result) -> None:
    """Beside the warning: a button for each side whose demand may be put under both."""
    a, b = result.comparison.a, result.comparison.b
    if not demand_differences(a, b):
        return
    planned = result.comparison.basis is Basis.PLANNED
    inputs: Sources = "as planned" if planned else "plausible worlds"
    st.caption("What the structure does by itself shows with the same demand for both:")
    with st.container(horizontal=True):
        for side, scenario, other in (("A", b, a), ("B", a, b)):
            key = f"demand of {side} in {result.saved.id}"
            if st.button(f"Demand of {side} for both", icon=":material/balance:", key=key):
                _ask(scenario, other, side, inputs)


def _ask(scenario: Scenario, other: Scenario, side: str, inputs: Sources) -> None:
    """Compare with one demand under both, or say why that cannot be."""
    try:
        made = with_demand_of(scenario, other)
    except CannotShareDemandError as error:
        st.error(plain_text(f"{error}."))
        return
    a, b = (other, made) if side == "A" else (made, other)
    ask(a, b, inputs=inputs)
    st.rerun()
