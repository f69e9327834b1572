"""Settings: each field of a record of the scenario, as the input that suits its type.

A field that is added to a record stands on the page at once. What a planner calls it is said here;
one without such words goes by its name.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import get_args

import streamlit as st

from sim.scenario.check.consistency import estimates
from sim.scenario.estimate import Estimate, Record
from sim.scenario.file.editing import Path
from sim.ui.editor import fields
from sim.ui.editor.fields import Form
from sim.ui.markdown_escape import plain_text

_LABELS = {
    "section_47_on_open_cases": "A section 47 enquiry on a case that is already open",
    "return_to_previous_worker": "A family that comes back goes to its previous worker",
    "over_cap_after": "Families are allocated over a worker's cap after some days of waiting",
    "neighbour_cover_after": "A neighbouring team may take a family after some days of waiting",
}
_OPTIONS = {
    "own team": "its own team does the enquiry",
    "enquiry team": "the team that owns enquiries does it: responsibility moves there and back",
    "joint": "both together: responsibility stays with its own team",
}
_SUM_TO_1 = "Shares add up to 1."
_TABLES = {
    "localities": ("Where families live", "Share of", _SUM_TO_1),
    "needs": ("Needs", "Share with the need", _SUM_TO_1),
    "months": ("Months", "Contacts in", ""),
    "weekdays": ("Weekdays", "Contacts on", ""),
    "open_cases": ("Open cases at the start", "Children in", ""),
}
"""Title of a table of numbers by name, what each is, and what holds for all of them."""
AS_TEXT_ALONE: frozenset[Path] = frozenset({("demand", "sources"), ("horizon", "closures")})
"""Settings that the page has no input for; they are edited in the text."""


def settings(form: Form, path: Path, record: Record, names: Iterable[str] | None = None) -> None:
    """An input for each field of a record at a path, or for those named.

    Raises:
        TypeError: if no input suits a field.
    """
    for name in type(record).model_fields if names is None else names:
        if (*path, name) not in AS_TEXT_ALONE:
            _setting(form, (*path, name), record, name)


def _setting(form: Form, path: Path, record: Record, name: str) -> None:
    start = getattr(record, name)
    allowed = get_args(type(record).model_fields[name].annotation)
    label, about = _LABELS.get(name, title(name)), meaning(record, name)
    match start:
        case bool():
            fields.switch(form, path, start, label, about)
        case Estimate() | None if type(None) in allowed:
            fields.days_or_never(form, path, start, label, about)
        case Estimate():
            fields.number(form, path, start, label, about)
        case str() if allowed:
            options = {each: _OPTIONS.get(each, each) for each in allowed}
            fields.choice(form, path, start, options, label)
        case datetime.date():
            fields.date(form, path, start, label, about)
        case dict():
            _table(form, path, start, name)
        case Record():
            st.header(about.rstrip("."), anchor=False)
            settings(form, path, start)
        case _:
            raise TypeError(f"no input suits {' '.join(map(str, path))}")


def _table(form: Form, path: Path, start: Mapping[str, Record], name: str) -> None:
    """Numbers by name."""
    heading, label, note = _TABLES.get(name, (title(name), f"{title(name)}:", ""))
    st.header(heading, anchor=False)
    if note:
        st.caption(note)
    for inner, estimate in estimates(path, start):
        each = str(inner[len(path)])
        about = plain_text(f"{heading}: {each}")
        fields.number(form, inner, estimate, f"{label} {each}", about)
    if note:
        form.errors_of(path)


def title(name: str) -> str:
    """The name of a field in words."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def meaning(record: Record, name: str) -> str:
    """What a field is, as its record says."""
    return type(record).model_fields[name].description or ""
