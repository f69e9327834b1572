"""Sections: the settings of a plan other than posts, by theme."""

from __future__ import annotations

import streamlit as st

from sim.scenario.check.consistency import estimates
from sim.scenario.demand import Demand
from sim.scenario.paths import Path
from sim.scenario.scenario import Scenario
from sim.ui.editor import fields
from sim.ui.editor.fields import Form
from sim.ui.editor.settings import settings
from sim.ui.markdown_escape import plain_text

_DEMAND_FIRST = ("contacts_per_month", "children_per_family", "localities", "returns")


def demand(form: Form, start: Scenario) -> None:
    """How many contacts come, from where, about whom."""
    path, of = ("demand",), start.demand
    others = [name for name in Demand.model_fields if name not in _DEMAND_FIRST]
    settings(form, path, of, _DEMAND_FIRST)
    with st.expander("What families need, when they come, and how they differ"):
        settings(form, path, of, others)
    settings(form, (), start, ["open_cases"])


def rules(form: Form, start: Scenario) -> None:
    """The switches that the report leaves open, the dates and the margins."""
    path = ("structure", "rules")
    settings(form, path, start.structure.rules)
    form.errors_of(path)
    with st.expander("Dates of the run"):
        settings(form, ("horizon",), start.horizon)
    with st.expander("Smallest differences worth acting on"):
        settings(form, ("margins",), start.margins)


def workforce(form: Form, start: Scenario) -> None:
    """Hours, absence, leaving and recruiting."""
    settings(form, ("workforce",), start.workforce)


def handoffs(form: Form, start: Scenario) -> None:
    """What it costs to pass a family on."""
    st.caption(
        "Nearly all of these are assumptions. They decide what a handoff costs in both structures."
    )
    settings(form, ("handoffs",), start.handoffs)


def prices(form: Form, start: Scenario) -> None:
    """What posts and recruiting cost: no run depends on it."""
    if start.costs is None:
        st.info("This plan gives no prices. They are added in the text, under As text: `costs`.")
        return
    st.caption(
        f"Pounds of {plain_text(start.costs.price_year)}. No run depends on a price: results stay "
        "as they are."
    )
    settings(form, ("costs",), start.costs)


def work(form: Form, start: Scenario) -> None:
    """What several settings rest on, then hours, limits and routes of one step of the work."""
    if start.assumptions:
        with st.expander("Assumptions that other numbers are derived from"):
            settings(form, (), start, ["assumptions"])
    names = list(start.pathway.activities)
    chosen = st.selectbox("Step of the work", names, key=f"step {form.draft['version']}")
    base: Path = ("pathway", "activities", chosen)
    activity = start.pathway.activities[chosen]
    for path, estimate in estimates(base, activity):
        label = path[len(base) :]
        if not any(isinstance(part, int) for part in label):
            name = ": ".join(map(str, label)).replace("_", " ")
            about = type(activity).model_fields[str(label[0])].description or ""
            fields.number(form, path, estimate, name[:1].upper() + name[1:], about)
    form.errors_of(base)
    st.caption(
        "The steps inside an assessment and what may come up in it, the tasks of a plan and routes "
        "that take the `rest` are edited in the text, under As text."
    )
