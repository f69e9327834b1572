"""Staffing: who works in a team, as a table to edit, who is on duty, and what the team owns."""

from __future__ import annotations

from typing import Any, get_args

import pandas as pd
import streamlit as st

from sim.scenario.scenario import Scenario
from sim.scenario.settings import settings_of
from sim.scenario.structure import Post, Role, Team
from sim.ui.editor.draft import Row, change, change_posts, post_rows
from sim.ui.editor.fields import Form, evidence
from sim.ui.markdown_escape import plain_label, plain_text

COLUMNS = tuple(Post.model_fields)


def team(form: Form, start: Scenario, name: str) -> None:
    """One team: its posts, in a table, and what it owns."""
    before = start.structure.teams[name]
    st.header(plain_text(name), anchor=False)
    rows = _table(form, name, before)
    change_posts(form.draft, name, rows)
    is_unlimited = name in start.early_help_teams and not rows
    st.caption("No posts, so it works without limit." if is_unlimited else _in_post(before, rows))
    if any(row["role"] == "social worker" for row in rows):
        _on_duty(form, name, before)
    form.errors_of(("structure", "teams", name))
    with st.expander("What this team owns"):
        _owned(form, start, name, before)


def cap_evidence(start: Scenario) -> str:
    """What stands behind the caseload caps, said once for all tables."""
    caps = [post.cap for team in start.structure.teams.values() for post in team.posts if post.cap]
    return f"Cap: {evidence(caps[0], caps[0].value)}" if caps else ""


def _table(form: Form, name: str, before: Team) -> list[Row]:
    """The posts of a team as they stand in the table now."""
    key = f"posts {form.draft['version']} {name}"
    # The table keeps what is typed as long as it is on the page; on coming back it starts anew
    # from what was noted.
    first = f"{key} first"
    if key not in st.session_state:
        st.session_state[first] = form.draft["posts"].get(name, post_rows(before.posts))
    rows = pd.DataFrame(st.session_state[first], columns=list(COLUMNS))
    # A column of whole numbers would drop the fraction of what is typed.
    shown = rows.astype(dict.fromkeys(COLUMNS[1:], float))
    edited = st.data_editor(
        shown,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        column_config=_columns(),
        alt=f"Posts of {name}: role, number, full-time equivalent of each, cap, vacant, agency "
        f"and newly qualified",
    )
    return [_row(record) for record in edited.to_dict("records")]


def _columns() -> dict[str, Any]:
    """The columns, without bounds or steps: a browser would change what is typed to fit them.

    What cannot be is told at the team, as everywhere.
    """
    column = st.column_config
    return {
        "role": column.SelectboxColumn(
            "Role", options=list(get_args(Role)), required=True, width=122
        ),
        "number": _count("Posts", "How many such posts.", default=1),
        "fte": column.NumberColumn(
            "FTE",
            help="Full-time equivalent of each: 1 is full time.",
            required=True,
            default=1.0,
            format="plain",
            width=65,
        ),
        "cap": column.NumberColumn(
            "Cap",
            help="Highest caseload of a full-time post, in weighted children; social workers and "
            "early help workers need one.",
            format="plain",
            width=65,
        ),
        "vacant": _count("Vacant", "Of these posts, empty at the start."),
        "agency": _count("Agency", "Of these posts, filled by agency workers at the start."),
        "newly_qualified": _count(
            "NQSW",
            "Of these posts, filled by newly qualified social workers at the start.",
        ),
    }


def _count(label: str, about: str, default: int = 0) -> Any:
    return st.column_config.NumberColumn(
        label,
        help=about,
        required=True,
        default=default,
        format="plain",
        width=83,
    )


def _row(record: dict[Any, Any]) -> Row:
    """A row of the table as plain values; what is blank is left to its default."""
    row: Row = {}
    for name, about in Post.model_fields.items():
        value = record[name]
        if pd.isna(value):
            row[name] = None if about.is_required() else about.get_default()
        elif isinstance(value, str):
            row[name] = value
        else:
            is_whole = name not in ("fte", "cap") and float(value).is_integer()
            row[name] = int(value) if is_whole else float(value)
    # As a file gives them: the cap last.
    row["cap"] = row.pop("cap")
    return row


def _in_post(before: Team, rows: list[Row]) -> str:
    """Full-time equivalents by role, and what they were."""
    said = []
    for role in get_args(Role):
        now = _fte(rows, role)
        was = _fte(post_rows(before.posts), role)
        if now or was:
            changed = "" if abs(now - was) < 1e-9 else f" :orange-badge[was {was:g}]"
            said.append(f"{role}s {now:g} FTE{changed}")
    return "Posts, vacant ones included: " + ", ".join(said) if said else "Nobody works here."


def _fte(rows: list[Row], role: str) -> float:
    return sum(
        float(row["number"] or 0) * float(row["fte"] or 0) for row in rows if row["role"] == role
    )


def _on_duty(form: Form, name: str, before: Team) -> None:
    """How many of the team's workers are on duty each day; empty: everyone."""
    [setting] = [each for each in settings_of(Team) if each.name == "on_duty"]
    path = ("structure", "teams", name, setting.name)
    key = f"{setting.name} {form.draft['version']} {name}"
    if key not in st.session_state and path in form.draft["changes"]:
        st.session_state[key] = form.draft["changes"][path]
    given = st.number_input(
        f"{setting.title.text} ({plain_label(name)})",
        value=before.on_duty,
        step=1,
        key=key,
        help=setting.meaning,
        placeholder="everyone",
        persist_state="session",
    )
    change(form.draft, path, given, before.on_duty)


def _owned(form: Form, start: Scenario, name: str, before: Team) -> None:
    """What the team is responsible for; moving a step here moves the handover."""
    activities = list(start.pathway.activities)
    for setting, label, about in (
        ("owns", "Owns", "Steps of the work it is responsible for; each needs exactly one team."),
        ("chairs", "Chairs", "Steps for whose conferences and reviews it provides the chair."),
    ):
        path = ("structure", "teams", name, setting)
        was: list[str] = getattr(before, setting)
        key = f"{setting} {form.draft['version']} {name}"
        st.session_state.setdefault(key, form.draft["changes"].get(path, was))
        of_team = f"{label} ({plain_label(name)})"
        given = st.multiselect(of_team, activities, key=key, help=about)
        as_set = [activity for activity in given if activity in activities]
        change(form.draft, path, list(was if set(as_set) == set(was) else as_set), list(was))
    served = "everywhere" if before.localities == "all" else ", ".join(before.localities)
    st.caption(f"Works in: {plain_text(served)}.")
