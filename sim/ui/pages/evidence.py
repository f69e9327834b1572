"""Evidence: every assumption with its source, what the model reproduces, and what it cannot say."""

from __future__ import annotations

import streamlit as st

from sim.scenario.scenario import Scenario
from sim.ui.results import evidence_tables, taught_parts, validation
from sim.ui.results.folds import tabs
from sim.ui.server.named_scenarios import by_name, chosen, default_pair
from sim.ui.server.reading import scenario_in


def show() -> None:
    """Show the page."""
    st.title("Evidence", anchor=False)
    st.write(
        "What every result rests on: the numbers put in, whether the current structure comes out "
        "as it was reported, and what no run can tell."
    )
    tabs(
        {
            "Assumptions": _assumptions,
            "Held against the report": lambda: validation.against_reported(_current()),
            "What the figures taught": lambda: taught_parts.by_figures(_current()),
            "What it cannot say": evidence_tables.limits,
            "Glossary": evidence_tables.glossary,
        },
        key="evidence",
        keeps=("evidence a", "evidence b", "about", "grades"),
    )


def _assumptions() -> None:
    """Those of two scenarios of the visitor's choice."""
    choices = by_name()
    first, second = default_pair()
    left, right = st.columns(2)
    with left:
        a = chosen(choices, "A", first, "evidence a")
    with right:
        b = chosen(choices, "B", second, "evidence b")
    evidence_tables.assumptions(a, b)


def _current() -> Scenario:
    """The scenario that is held against what was reported."""
    first, _ = default_pair()
    return scenario_in(first.text)


show()
