"""Evidence: every assumption with its source, what the model reproduces, and what it cannot say."""

from __future__ import annotations

import streamlit as st

from sim.ui.results import evidence_tables, taught_parts, validation
from sim.ui.server.named_scenarios import by_name, chosen, default_pair
from sim.ui.server.reading import scenario_in


def show() -> None:
    """Show the page."""
    st.title("Evidence", anchor=False)
    st.write(
        "What every result rests on: the numbers put in, whether the current structure comes out "
        "as it was reported, and what no run can tell."
    )
    numbers, reported, taught, limits, glossary = st.tabs(
        [
            "Assumptions",
            "Held against the report",
            "What the figures taught",
            "What it cannot say",
            "Glossary",
        ]
    )
    choices = by_name()
    first, second = default_pair()
    with numbers:
        left, right = st.columns(2)
        with left:
            a = chosen(choices, "A", first, "evidence a")
        with right:
            b = chosen(choices, "B", second, "evidence b")
        evidence_tables.assumptions(a, b)
    with reported:
        validation.against_reported(scenario_in(first.text))
    with taught:
        taught_parts.by_figures(scenario_in(first.text))
    with limits:
        evidence_tables.limits()
    with glossary:
        evidence_tables.glossary()


show()
