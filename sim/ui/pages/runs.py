"""Runs: every comparison kept in the store, its headline, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from sim.experiment.comparison import Judged
from sim.experiment.library.kept_worlds import PLANNED
from sim.experiment.library.lookup import all_entries, damaged_in
from sim.experiment.library.requests import Status, forget, open_requests
from sim.experiment.library.saved_comparisons import (
    RunsGoneError,
    SavedComparison,
    all_saved,
    delete,
    rename,
)
from sim.experiment.worlds.worlds import Basis
from sim.present.words import answer
from sim.present.words.numbers import counted
from sim.ui.markdown_escape import plain_text
from sim.ui.results.downloads import download_buttons, file_name
from sim.ui.results.folds import fold
from sim.ui.results.opened_results import RUN, opened, opened_or_said, told
from sim.ui.results.running import shown
from sim.ui.results.ticked_runs import ticked_runs
from sim.ui.server import named_scenarios
from sim.ui.server.shell import page
from sim.ui.server.store import run_store

_FEW = 10
"""Runs shown before one asks for more."""
_RECORD_ANEW = (
    "Compare its scenarios again to have it anew, or delete it; `locality runs clean` deletes "
    "nothing before."
)
_PLAN_ANEW = "Save the plan again under its title, or delete it."


def show() -> None:
    """Show the page."""
    st.title("Runs", anchor=False)
    _unfinished()
    _damaged()
    records = all_saved(run_store())
    if records:
        _made(records)
    else:
        st.write("No comparison is here: the front page makes the first one.")
    _plans()


def _made(records: list[SavedComparison]) -> None:
    """Comparisons that were made."""
    many = len(records) > _FEW and st.toggle(f"Show all {len(records)}", key="all runs")
    listed = records if many else records[:_FEW]
    st.table(
        pd.DataFrame([_row(record) for record in listed]).fillna("").map(plain_text),
        hide_index=True,
        alt="Comparisons kept, the latest first, with what gets worse and better from A to B",
    )
    fold("Set options side by side", partial(ticked_runs, listed, _label), key="side by side")
    _one(records)


def _unfinished() -> None:
    """Comparisons that were asked for and are not there yet."""
    waiting = open_requests(run_store())
    if waiting:
        st.header("Not done yet", anchor=False)
    for asked in waiting:
        with st.container(border=True):
            shown(asked.id)
            if asked.state in {Status.CANCELLED, Status.FAILED} and st.button(
                "Forget it", key=f"forget {asked.id}", icon=":material/close:"
            ):
                forget(run_store(), asked.id)
                st.rerun()


def _damaged() -> None:
    """Records and plans that cannot be read: where each is, what to do, and a way to drop it."""
    found = [
        *((each, _RECORD_ANEW) for each in damaged_in(all_entries(run_store()))),
        *((each, _PLAN_ANEW) for each in named_scenarios.damaged()),
    ]
    for each, advice in found:
        with st.container(border=True):
            st.error(f"{told(each)} {advice}")
            with st.popover("Delete", icon=":material/delete:", key=f"ask {each.path}"):
                st.write("What is left in the file is lost; nothing else is.")
                if st.button("Delete it", type="primary", key=f"delete {each.path}"):
                    run_store().files.delete([each.path])
                    st.rerun()


def _row(record: SavedComparison) -> dict[str, str]:
    """One comparison in the table."""
    row: dict[str, str] = {"Name": record.name, "When": f"{record.when:%d %b %Y %H:%M} UTC"}
    try:
        return row | _found(record.id, record.asked, record.when.isoformat(), record)
    except RunsGoneError:
        return {**row, "Headline": f"{record.headline} (its runs are gone)"}


# Kept by itself, as there may be more runs here than can be kept open.
@st.cache_data(max_entries=1000, show_spinner="Opening the comparisons ...")
def _found(identity: str, asked: int, when: str, _record: SavedComparison) -> dict[str, str]:
    """What a comparison found, losses beside gains, and what it rests on."""
    del identity, asked, when  # tell one state of a comparison from another
    found = opened(_record).comparison
    planned = found.basis is Basis.PLANNED
    pairs = f"{counted(found.pairs, 'pair')}, inputs as planned"
    return {
        "Rests on": pairs if planned else counted(found.worlds, "world"),
        "Gets worse": _figures(answer.losses(found)),
        "Gets better": _figures(answer.gains(found)),
    }


def _figures(judged: Sequence[Judged]) -> str:
    return "; ".join(f"{answer.title(each)}: {answer.from_to(each)}" for each in judged) or "-"


def _one(records: list[SavedComparison]) -> None:
    """One comparison: open it, name it, take it away, delete it."""
    st.header("One run", anchor=False)
    by_id = {record.id: record for record in records}
    chosen = st.selectbox(
        "Run", list(by_id), format_func=lambda each: _label(by_id[each]), key="one run"
    )
    record = by_id[chosen]
    result = opened_or_said(record)
    told = record.headline if result is None else answer.headline(result.comparison)
    st.markdown(plain_text(told))
    if not record.is_of_this_engine:
        st.caption("Made by another version of Locality: open it to read, run it again to compare.")
    st.page_link(
        page("compare"),
        label="Open it",
        icon=":material/arrow_forward:",
        query_params={RUN: record.id},
    )
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    given = left.text_input("Name", record.name, key=f"rename {record.id}", max_chars=200)
    if right.button("Rename", disabled=not given.strip() or given == record.name, width="stretch"):
        rename(run_store(), record, given.strip())
        st.rerun()
    if result is not None:
        with st.container(horizontal=True):
            download_buttons(result)
    with st.popover("Delete", icon=":material/delete:", key=f"ask {record.id}"):
        st.write("Nobody will be able to open it again by its link.")
        if st.button("Delete it", type="primary", key=f"delete {record.id}"):
            delete(run_store(), record)
            st.rerun()


def _plans() -> None:
    """Plans saved in the store."""
    saved = [plan for plan in named_scenarios.by_name().values() if plan.origin == "saved"]
    if not saved:
        return
    st.header("Saved plans", anchor=False)
    for plan in saved:
        left, middle, right = st.columns([5, 1, 1], vertical_alignment="center")
        left.markdown(plain_text(plan.title))
        middle.download_button(
            "YAML",
            plan.text.encode(),
            f"{file_name(plan.title)}.yaml",
            "application/yaml",
            on_click="ignore",
            key=f"yaml {plan.name}",
        )
        with right.popover("Delete", key=f"ask {plan.name}"):
            st.write("It will be in no list of plans any more; its runs stay.")
            if st.button("Delete it", type="primary", key=f"delete plan {plan.name}"):
                named_scenarios.delete(plan)
                st.rerun()


def _label(record: SavedComparison) -> str:
    """What a list says of a run; with its id, as names and minutes may be the same."""
    planned = ", inputs as planned" if record.inputs == PLANNED else ""
    when = f"{record.when:%d %b %Y %H:%M}"
    return f"{record.name} ({when}, {record.pairs} pairs{planned}, {record.id})"


show()
