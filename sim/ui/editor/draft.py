"""The draft: a plan as it is being edited, kept for a visit as plain data.

It is the text that it started from and what has been changed since; its own text follows from
these. So going back to the original forgets the changes, and the same draft has the same text, and
the same content hash, wherever it is opened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypedDict, cast

import streamlit as st

from sim.scenario.estimate import Record
from sim.scenario.file.editing import edited, states
from sim.scenario.file.source import Plain
from sim.scenario.paths import Path
from sim.scenario.scenario import LONGEST_TITLE
from sim.scenario.structure import Post
from sim.ui.server.reading import scenario_in

_KEY = "draft"
TITLE: Path = ("title",)
Row = dict[str, str | int | float | None]
"""One post as the table shows it: the cap as a bare number."""


class Draft(TypedDict):
    """A plan being edited."""

    start: str
    """Name of the scenario that it started from."""
    original: str
    """The text that it started from."""
    text: str
    """The text that the changes are made to: the original, unless it was edited as text."""
    changes: dict[Path, Plain]
    """Settings that differ, by path."""
    reasons: dict[Path, str]
    """Why a number was changed."""
    posts: dict[str, list[Row]]
    """Posts of the teams whose posts differ."""
    version: int
    """Goes up when all inputs have to be shown anew."""


def draft() -> Draft | None:
    """The draft of this visit; none before one was begun."""
    return cast("Draft | None", st.session_state.get(_KEY))


def begin(start: str, text: str) -> Draft:
    """Start a draft from a text, leaving another where there is one."""
    before = draft()
    begun = Draft(
        start=start,
        original=text,
        text=text,
        changes={},
        reasons={},
        posts={},
        version=before["version"] + 1 if before else 0,
    )
    st.session_state[_KEY] = begun
    return begun


def take_up(of: Draft) -> Draft:
    """Go on with a draft of an earlier visit."""
    st.session_state[_KEY] = of
    return of


def back_to_the_original() -> None:
    """Forget all changes."""
    before = draft()
    if before:
        begin(before["start"], before["original"])


def replace_text(of: Draft, text: str) -> None:
    """Go on from a text that was edited by hand; the original stays what it was."""
    begin(of["start"], of["original"])["text"] = text


def change(of: Draft, path: Path, value: Plain, before: Plain) -> None:
    """Take note of a setting's value; one that is as it was is no change."""
    if value == before:
        of["changes"].pop(path, None)
        of["reasons"].pop(path, None)
    else:
        of["changes"][path] = value


def give_reason(of: Draft, path: Path, reason: str) -> None:
    """Take note of why a number was changed."""
    if reason.strip():
        of["reasons"][path] = reason.strip()
    else:
        of["reasons"].pop(path, None)


def change_posts(of: Draft, team: str, rows: list[Row]) -> None:
    """Take note of a team's posts; ones that are as they were are no change."""
    before = scenario_in(of["text"]).structure.teams[team].posts
    if rows == post_rows(before):
        of["posts"].pop(team, None)
    else:
        of["posts"][team] = rows


def has_changed(of: Draft) -> bool:
    """Whether the draft differs from what it started from."""
    return bool(of["changes"] or of["posts"] or of["text"] != of["original"])


def text_of(of: Draft) -> str:
    """The text of a draft: what it would be saved, downloaded and run as.

    A plan that was changed and not given another name says in its title that it was changed.
    """
    return _text(of["text"], of["original"], repr((of["changes"], of["reasons"], of["posts"])), of)


@st.cache_data(max_entries=200, show_spinner=False)
def _text(text: str, original: str, changes: str, _of: Draft) -> str:
    del changes  # stands in the draft, and here only tells one draft from another
    start = scenario_in(text)
    made = dict(_of["changes"])
    for team, rows in _of["posts"].items():
        made |= _post_changes(text, team, start.structure.teams[team].posts, rows)
    title = scenario_in(original).title
    if (made or text != original) and made.get(TITLE, start.title) == title:
        made[TITLE] = _changed(title)
    return edited(text, made, _of["reasons"])


def _changed(title: str) -> str:
    """The title of a changed plan: "Ours (changed)", and "Ours (changed 2)" if that is changed."""
    before = re.search(r" \(changed(?: (\d{1,9}))?\)$", title)
    if before is None:
        name, times = title, " (changed)"
    else:
        name, times = title[: before.start()], f" (changed {int(before[1] or 1) + 1})"
    return name[: LONGEST_TITLE - len(times)] + times


def post_rows(posts: Sequence[Post]) -> list[Row]:
    """Posts as rows of a table."""
    return [
        {**post.model_dump(exclude={"cap"}), "cap": None if post.cap is None else post.cap.value}
        for post in posts
    ]


def _post_changes(
    start: str, team: str, before: Sequence[Post], rows: list[Row]
) -> dict[Path, Plain]:
    """The changes that make a team's posts those of a table: cell by cell where that can be."""
    path: Path = ("structure", "teams", team, "posts")
    known = post_rows(before)
    if len(rows) == len(known) and states(start, path):
        return {
            (*path, at, name): value
            for at, (row, old) in enumerate(zip(rows, known, strict=True))
            for name, value in row.items()
            if value != old[name]
        }
    return {path: [_post(row, before) for row in rows]}


def _post(row: Row, before: Sequence[Post]) -> Plain:
    """A post as a file gives it; a cap that stays as it was keeps its evidence."""
    caps = {post.cap.value: _plain(post.cap) for post in before if post.cap is not None}
    defaults = {name: field.default for name, field in Post.model_fields.items()}
    stated = {name: value for name, value in row.items() if value != defaults[name]}
    cap = stated.get("cap")
    return {**stated, "cap": caps[cap]} if isinstance(cap, float) and cap in caps else {**stated}


def _plain(record: Record) -> Plain:
    """A record as a file gives it: not what it leaves empty, nor the value of a derived number."""
    values = record.model_dump(exclude_none=True)
    left_out = {"value"} if values.get("derived") else set()
    return {name: of for name, of in values.items() if of != "" and name not in left_out}
