"""Sections: the settings of a plan other than posts, by theme."""

from __future__ import annotations

import streamlit as st

from sim.scenario.check.consistency import estimates
from sim.scenario.estimate import Estimate, Record
from sim.scenario.file.editing import Path
from sim.scenario.scenario import Scenario
from sim.ui.editor import fields
from sim.ui.editor.fields import Form
from sim.ui.markdown_escape import plain_text

_RULE = {
    "own team": "its own team does the enquiry",
    "enquiry team": "the team that owns enquiries does it: responsibility moves there and back",
    "joint": "both together: responsibility stays with its own team",
}
_SUM_TO_1 = "Shares add up to 1."


def demand(form: Form, start: Scenario) -> None:
    """How many contacts come, from where, about whom."""
    of = start.demand
    for name in ("contacts_per_month", "children_per_family"):
        _one(form, ("demand", name), of, name)
    _shares(form, start, ("demand", "localities"), "Where families live", "Share of")
    form.errors_of(("demand", "localities"))
    st.header("Families who come back", anchor=False)
    for name in ("share", "within_months"):
        _one(form, ("demand", "returns", name), of.returns, name)
    with st.expander("What families need, when they come, and how they differ"):
        _shares(form, start, ("demand", "needs"), "Needs", "Share with the need")
        form.errors_of(("demand", "needs"))
        for name in ("effort_spread", "sibling_share"):
            _one(form, ("demand", name), of, name)
        _shares(form, start, ("demand", "months"), "Months", "Contacts in", "")
        _shares(form, start, ("demand", "weekdays"), "Weekdays", "Contacts on", "")
    _shares(form, start, ("open_cases",), "Open cases at the start", "Children in", "")


def rules(form: Form, start: Scenario) -> None:
    """The switches that the report leaves open, the dates and the margins."""
    of, path = start.structure.rules, ("structure", "rules")
    about = type(of).model_fields
    fields.choice(
        form,
        (*path, "section_47_on_open_cases"),
        of.section_47_on_open_cases,
        _RULE,
        "A section 47 enquiry on a case that is already open",
    )
    _one(form, (*path, "joint_enquiry_share"), of, "joint_enquiry_share")
    fields.switch(
        form,
        (*path, "return_to_previous_worker"),
        of.return_to_previous_worker,
        "A family that comes back goes to its previous worker",
        about["return_to_previous_worker"].description or "",
    )
    fields.days_or_never(
        form,
        (*path, "over_cap_after"),
        of.over_cap_after,
        "Families are allocated over a worker's cap after some days of waiting",
        about["over_cap_after"].description or "",
    )
    fields.days_or_never(
        form,
        (*path, "neighbour_cover_after"),
        of.neighbour_cover_after,
        "A neighbouring team may take a family after some days of waiting",
        about["neighbour_cover_after"].description or "",
    )
    form.errors_of(path)
    with st.expander("Dates of the run"):
        for name in ("starts", "measured_from", "ends"):
            meaning = type(start.horizon).model_fields[name].description or ""
            when = getattr(start.horizon, name)
            fields.date(form, ("horizon", name), when, _title(name), meaning)
    with st.expander("Smallest differences worth acting on"):
        for name in ("concluded_in_45_days", "worker_changes", "over_cap", "confidence"):
            _one(form, ("margins", name), start.margins, name)


def workforce(form: Form, start: Scenario) -> None:
    """Hours, absence, leaving and recruiting."""
    for name in type(start.workforce).model_fields:
        _one(form, ("workforce", name), start.workforce, name)


def handoffs(form: Form, start: Scenario) -> None:
    """What it costs to pass a family on."""
    st.caption(
        "Nearly all of these are assumptions. They decide what a handoff costs in both structures."
    )
    for name in type(start.handoffs).model_fields:
        _one(form, ("handoffs", name), start.handoffs, name)


def work(form: Form, start: Scenario) -> None:
    """The hours, limits and routes of one step of the work at a time."""
    names = list(start.pathway.activities)
    chosen = st.selectbox("Step of the work", names, key=f"step {form.draft['version']}")
    base: Path = ("pathway", "activities", chosen)
    activity = start.pathway.activities[chosen]
    found = [
        (path, estimate)
        for path, estimate in estimates(base, activity)
        if not any(isinstance(part, int) for part in path)
    ]
    for path, estimate in found:
        label = ": ".join(str(part) for part in path[len(base) :])
        fields.number(form, path, estimate, _title(label), _help(activity, str(path[len(base)])))
    form.errors_of(base)
    st.caption(
        "The steps inside an assessment, the tasks of a plan and routes that take the `rest` are "
        "edited in the text, under As text."
    )


def _one(form: Form, path: Path, record: Record, name: str) -> None:
    estimate: Estimate = getattr(record, name)
    fields.number(form, path, estimate, _title(name), _help(record, name))


def _shares(
    form: Form, start: Scenario, base: Path, title: str, label: str, note: str = _SUM_TO_1
) -> None:
    """A table of numbers by name."""
    part: object = start
    for key in base:
        part = part[key] if isinstance(part, dict) else getattr(part, str(key))
    st.header(title, anchor=False)
    if note:
        st.caption(note)
    for path, estimate in estimates(base, part):
        name = str(path[len(base)])
        about = plain_text(f"{title}: {name}")
        fields.number(form, path, estimate, f"{label} {name}", about)


def _title(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _help(record: Record, name: str) -> str:
    return type(record).model_fields[name].description or ""
