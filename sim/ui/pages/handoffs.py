"""Handoffs: who owns what, how often a family passes between teams, and where days are lost."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sim.experiment.library.lookup import lookup
from sim.ui.results import handoff_parts
from sim.ui.results.folds import Part, tabs
from sim.ui.results.opened_results import chosen_or_default
from sim.ui.results.scenario_pair import pair
from sim.ui.server.store import run_store

_OBSERVED = {
    "Handoffs in the runs": ("handoffs", "expected and simulated"),
    "Changes of worker": ("changes of worker",),
    "Where days are lost": ("days waited", "children waiting"),
}
"""Charts of the runs, by the tab that they stand in."""


def show() -> None:
    """Show the page."""
    st.title("Handoffs", anchor=False)
    a, b = pair()
    handoff_parts.expected(a, b)
    done = lookup(run_store(), chosen_or_default()).comparison
    st.header("Who owns what, and what the runs showed", anchor=False)
    parts: dict[str, Part] = {"Who owns what": partial(handoff_parts.ownership, a, b)}
    if done is not None:
        parts |= {
            title: partial(handoff_parts.observed, done, *pictures)
            for title, pictures in _OBSERVED.items()
        }
    tabs(parts, key="handoffs")
    if done is None:
        st.info("Observed handoffs follow once the comparison has been run.")


show()
