"""The capacity check: whether hours and caps suffice, said at once while a plan is edited."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from sim.present.words import working_time
from sim.scenario.exact.capacity import Capacity, Caseload, RoleCapacity
from sim.scenario.exact.working_time import WorkingYear
from sim.ui.markdown_escape import plain_text
from sim.ui.results.pictures import drawn, picture

_WORDS = ("short", "tight")


def show(check: Capacity) -> None:
    """The check in two sentences; by team, and where the hours go, in a fold."""
    with st.container(border=True):
        st.markdown(
            f"**Capacity check, without a run.** Hours: {_said(check.roles)}  \n"
            f"Caseloads: {_said(check.caseloads)}"
        )
        fold = st.expander("By team and role", on_change="rerun", key="capacity by team")
        if not fold.open:
            return
        with fold:
            # Charts take long to import, and this fold is closed at first.
            from sim.present.charts import capacity as charts  # noqa: PLC0415

            picture(drawn(charts.hours(check)), "hours", heading=2)
            picture(drawn(charts.caseloads(check)), "caseloads", heading=2)
            for stock in check.stocks:
                st.caption(plain_text(stock.sentence))
            _working_year(check.working_year)


def teams(check: Capacity) -> None:
    """The check in two sentences."""
    with st.container(border=True):
        st.markdown(f"Hours: {_said(check.roles)}  \nCaseloads: {_said(check.caseloads)}")
        for stock in check.stocks:
            st.caption(plain_text(stock.sentence))


def in_short(check: Capacity) -> str:
    """Where hours are shortest, in a line."""
    for word in _WORDS:
        rows = [row for row in check.roles if _worst(row) == word]
        if rows:
            worst = max(rows, key=_load)
            more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
            return f"**{word}** for {_named(worst)}{more}"
    return "room everywhere"


def _working_year(year: WorkingYear) -> None:
    """Where the hours of a full-time social worker go."""
    st.header(working_time.TITLE, anchor=False)
    st.write(plain_text(working_time.sentence(year)))
    table = pd.DataFrame(working_time.rows(year), columns=["To", "Hours a year", "Share, %"])
    st.dataframe(
        table.round(1), hide_index=True, width="content", alt=f"{working_time.TITLE}, by part"
    )


def _said(rows: Iterable[RoleCapacity] | Iterable[Caseload]) -> str:
    """Where there is too little, then where it is tight."""
    worst = {word: [_named(row) for row in rows if _worst(row) == word] for word in _WORDS}
    said = [f"**{word}** for {'; '.join(worst[word])}" for word in _WORDS if worst[word]]
    return f"{', '.join(said)}; room elsewhere." if said else "room everywhere."


def _load(row: RoleCapacity) -> float:
    """What is asked of what there is, at balance or now, whichever is more."""
    return max(row.asked, row.reported_asked) / row.had if row.had else math.inf


def _worst(row: RoleCapacity | Caseload) -> str:
    """The verdict at balance or now, whichever is worse."""
    both = {row.verdict, row.reported_verdict}
    return next((word for word in _WORDS if word in both), "room")


def _named(row: RoleCapacity | Caseload) -> str:
    if isinstance(row, RoleCapacity):
        who = f"{row.team}, {row.role}s"
        balanced, now, had = row.asked, row.reported_asked, row.had
    else:
        who, balanced, now, had = row.team, row.load, row.reported_load, row.cap
    return f"{plain_text(who)} ({_share(balanced, now, had)})"


def _share(balanced: float, now: float, had: float) -> str:
    """What is asked of what there is, at balance or now, whichever is more."""
    if had == 0:
        return "nobody in post"
    asked = max(balanced, now)
    share = f"{asked / had:.0%}"
    if share == "100%" and asked != had:
        share = f"just {'over' if asked > had else 'under'} 100%"
    return f"{share} now" if now > balanced else share
