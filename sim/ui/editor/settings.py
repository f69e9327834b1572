"""Settings: each field of a record of the scenario, as the input that suits its type.

A field that is added to a record stands on the page at once, by its title.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import get_args

import streamlit as st

from sim.scenario.check.consistency import estimates
from sim.scenario.estimate import Estimate, Record
from sim.scenario.paths import Path
from sim.scenario.settings import Setting, settings_of
from sim.ui.editor import fields
from sim.ui.editor.fields import NONE, Form
from sim.ui.markdown_escape import plain_text

_SUM_TO_1 = "Shares add up to 1."
_TABLES = {
    "assumptions": ("Assumptions that other numbers are derived from", "", ""),
    "localities": ("Where families live", "Share of", _SUM_TO_1),
    "needs": ("Needs", "Share with the need", _SUM_TO_1),
    "months": ("Months", "Contacts in", ""),
    "weekdays": ("Weekdays", "Contacts on", ""),
    "open_cases": ("Open cases at the start", "Children in", ""),
}
"""Title of a table of numbers by name, what each is, and what holds for all of them."""
AS_TEXT_ALONE: frozenset[Path] = frozenset(
    {("demand", "sources"), ("horizon", "closures"), ("costs", "price_year")}
)
"""Settings that the page has no input for; they are edited in the text."""


def settings(form: Form, path: Path, record: Record, names: Collection[str] | None = None) -> None:
    """An input for each field of a record at a path, or for those named.

    Raises:
        TypeError: if no input suits a field.
    """
    for each in settings_of(type(record)):
        if (names is None or each.name in names) and (*path, each.name) not in AS_TEXT_ALONE:
            _setting(form, (*path, each.name), record, each)


def _setting(form: Form, path: Path, record: Record, of: Setting) -> None:
    start = getattr(record, of.name)
    allowed = get_args(type(record).model_fields[of.name].annotation)
    label, about = of.title.text, of.meaning
    match start:
        case bool():
            fields.switch(form, path, start, label, about)
        case str() | None if words := _words_of(type(record), of.name):
            options = {each: of.title.options.get(each, each) for each in words}
            fields.choice(form, path, start, options, label)
        case Estimate() | None if type(None) in allowed:
            fields.days_or_never(form, path, start, label, about)
        case Estimate():
            fields.number(form, path, start, label, about)
        case datetime.date():
            fields.date(form, path, start, label, about)
        case dict():
            _table(form, path, start, of)
        case Record():
            st.header(about.rstrip("."), anchor=False)
            settings(form, path, start)
        case _:
            raise TypeError(f"no input suits {' '.join(map(str, path))}")


def _words_of(record: type[Record], name: str) -> list[str]:
    """The words that a setting may take, `none` among them where it may be left out."""
    parts = get_args(record.model_fields[name].annotation)
    words = [each for part in parts for each in (get_args(part) or (part,))]
    if not all(isinstance(each, str) or each is type(None) for each in words):
        return []
    return [each if isinstance(each, str) else NONE for each in words]


def _table(form: Form, path: Path, start: Mapping[str, Record], of: Setting) -> None:
    """Numbers by name."""
    heading, label, note = _TABLES.get(of.name, (of.title.text, f"{of.title.text}:", ""))
    st.header(heading, anchor=False)
    if note:
        st.caption(note)
    for inner, estimate in estimates(path, start):
        each = str(inner[len(path)])
        about = plain_text(f"{heading}: {each}")
        fields.number(form, inner, estimate, f"{label} {each}".strip(), about)
    if note:
        form.errors_of(path)
