"""Fields: one setting of a plan as an input, with its evidence and its errors beside it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.present.assurance.rating import GRADES
from sim.scenario.estimate import Estimate
from sim.scenario.file.source import Plain
from sim.scenario.paths import Path
from sim.scenario.words import evidence_range
from sim.ui.editor import derived
from sim.ui.editor.draft import Draft, change, give_reason
from sim.ui.markdown_escape import plain_label, plain_text
from sim.ui.server.reading import Reading

NONE = "none"
"""The option that takes a choice out."""


@dataclass(frozen=True)
class Form:
    """A plan being edited, and where on the page the errors of its settings go.

    The errors are known only once every input has been read, so their places are kept for later.
    """

    draft: Draft
    places: list[tuple[Path, DeltaGenerator]] = field(default_factory=list)

    def errors_of(self, path: Path) -> None:
        """Keep a place here for the errors of a setting."""
        self.places.append((path, st.empty()))

    def show_errors(self, reading: Reading) -> None:
        """Show every error beside its setting."""
        for path, place in self.places:
            messages = reading.below(path)
            if messages:
                place.error("  \n".join(map(plain_text, messages)), icon=":material/error:")


def number(form: Form, path: Path, start: Estimate, label: str, about: str) -> None:
    """A number: its input on the left; unit, range, source and why on the right.

    Args:
        form: the plan being edited.
        path: the setting.
        start: the number that the draft started from.
        label: its name.
        about: what it is.
    """
    _number(form, path, start, label, about, start.value)


def _number(
    form: Form, path: Path, start: Estimate, label: str, about: str, before: float | None
) -> None:
    """A number; what it starts from may be a proposal, where it was not set before."""
    left, right = st.columns([2, 3], vertical_alignment="center")
    key, is_fixed = _key(form, path), path in form.draft["changes"]
    if start.derived:
        start = derived.followed(form.draft, path, start)
        before = start.value
    follows = bool(start.derived) and not is_fixed
    with left:
        # A draft that was taken up has changes that no input of this visit has seen.
        if key not in st.session_state and path in form.draft["changes"]:
            st.session_state[key] = form.draft["changes"][path]
        # Given as the widget's own value, too, which it takes again when it is emptied; it would
        # else take 0.
        value = st.number_input(
            plain_label(label),
            value=float(start.value),
            # One that follows is another input with every number that it comes to.
            key=f"{key} {start.value!r}" if follows else key,
            help=about,
            format="%.4g",
            step=_step(start.value),
            persist_state=None if follows else "session",
        )
    if follows and value != before:
        st.session_state[key] = value
    change(form.draft, path, value, before)
    with right:
        follows_from = derived.said(start, is_fixed=path in form.draft["changes"])
        st.caption("  \n".join(filter(None, [follows_from, evidence(start, value)])))
        if path in form.draft["changes"]:
            why = f"{key} why"
            st.session_state.setdefault(why, form.draft["reasons"].get(path, ""))
            was = "not set" if before is None else f"{before:g}"
            reason = st.text_input(f"Your reason for {value:g}, was {was}", key=why, max_chars=300)
            give_reason(form.draft, path, reason)
    form.errors_of(path)


def evidence(estimate: Estimate, value: float) -> str:
    """What stands behind a number: unit, range, grade, source and why."""
    low, high = estimate.low, estimate.high
    outside = (low is not None and value < low) or (high is not None and value > high)
    spread = evidence_range(estimate)
    parts = [
        f"**{plain_text(estimate.unit)}**" if estimate.unit else "",
        f"evidence allows {spread}" + (" :red[**(this is outside)**]" if outside else "")
        if spread
        else "",
        f"grade {estimate.grade}, {GRADES[estimate.grade]}" if estimate.grade else "",
        plain_text(estimate.source),
        plain_text(estimate.why),
    ]
    said = "; ".join(part for part in parts if part)
    return said or "No evidence is stated."


def switch(form: Form, path: Path, start: bool, label: str, about: str) -> None:
    """A rule that holds or does not."""
    key = _shown(form, path, bool(_current(form, path, start)))
    _noted(form, path, st.toggle(label, key=key, help=about), start)


def choice(form: Form, path: Path, start: str | None, options: dict[str, str], label: str) -> None:
    """One of several rules, each said in words; or none of them, where that is an option."""
    key = _shown(form, path, str(_current(form, path, start) or NONE))
    given = st.radio(label, list(options), format_func=options.__getitem__, key=key)
    _noted(form, path, None if given == NONE else given, start)


def days_or_never(form: Form, path: Path, start: Estimate | None, label: str, about: str) -> None:
    """Working days after which a rule takes effect, or that it never does."""
    key = _key(form, path)
    before = None if start is None else start.value
    held = _current(form, path, before)
    st.session_state.setdefault(f"{key} on", held is not None)
    if st.toggle(label, key=f"{key} on", help=about):
        proposed = start or Estimate(value=10, unit="working days")
        _number(form, path, proposed, "After", about, before)
    else:
        change(form.draft, path, None, before)


def date(form: Form, path: Path, start: datetime.date, label: str, about: str) -> None:
    """A date of the run."""
    now = str(_current(form, path, start.isoformat()))
    key = _shown(form, path, datetime.date.fromisoformat(now))
    given = st.date_input(
        label,
        key=key,
        help=about,
        format="DD/MM/YYYY",
        min_value=datetime.date(2000, 1, 1),
        max_value=datetime.date(2050, 1, 1),
    )
    _noted(form, path, given.isoformat(), start.isoformat())


def _current(form: Form, path: Path, start: object) -> object:
    return form.draft["changes"].get(path, start)


def _shown(form: Form, path: Path, value: object) -> str:
    """The key of an input that begins with a value."""
    key = _key(form, path)
    st.session_state.setdefault(key, value)
    return key


def _noted(form: Form, path: Path, given: Plain, start: Plain) -> None:
    """Take note of what an input holds, and keep a place for its errors."""
    change(form.draft, path, given, start)
    form.errors_of(path)


def _key(form: Form, path: Path) -> str:
    return " ".join(["field", str(form.draft["version"]), *map(str, path)])


def _step(value: float) -> float:
    """A step that suits the size of a number."""
    return 0.01 if abs(value) < 2 else 0.5 if abs(value) < 20 else 1.0 if abs(value) < 100 else 5.0
