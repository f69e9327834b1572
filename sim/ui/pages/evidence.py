"""Evidence: every assumption with its source, what the model reproduces, and what it cannot say."""

from __future__ import annotations

import streamlit as st

from sim.ui.results import evidence_tables
from sim.ui.server.plans import default_pair, plans
from sim.ui.server.reading import scenario_in


def show() -> None:
    """Show the page."""
    st.title("Evidence", anchor=False)
    st.write(
        "What every result rests on: the numbers put in, whether the current structure comes out "
        "as it was reported, and what no run can tell."
    )
    numbers, reported, limits, glossary = st.tabs(
        ["Assumptions", "Held against the report", "What it cannot say", "Glossary"]
    )
    choices = plans()
    first, second = default_pair()
    with numbers:
        names = list(choices)
        left, right = st.columns(2)
        a = left.selectbox(
            "A", names, names.index(first.name), lambda n: choices[n].label, key="evidence a"
        )
        b = right.selectbox(
            "B", names, names.index(second.name), lambda n: choices[n].label, key="evidence b"
        )
        evidence_tables.assumptions(scenario_in(choices[a].text), scenario_in(choices[b].text))
    with reported:
        evidence_tables.validation(scenario_in(first.text))
    with limits:
        evidence_tables.limits()
    with glossary:
        evidence_tables.glossary()


show()
