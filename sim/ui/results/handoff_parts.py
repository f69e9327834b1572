"""Handoffs in parts: expected before any run, who owns what, and observed in runs."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from sim.experiment.library.saved_comparisons import SavedComparison
from sim.measures.graphs import handoff_map, handoff_matrix
from sim.present.words import small_print
from sim.present.words.numbers import number
from sim.scenario.exact.chain import solve
from sim.scenario.scenario import Scenario
from sim.scenario.words import listed
from sim.ui.markdown_escape import plain_text
from sim.ui.results.opened_results import opened_or_said
from sim.ui.results.pictures import WIDTH, Drawn, drawn, picture, picture_of
from sim.ui.server.reading import BY_CONTENT


def expected(a: Scenario, b: Scenario) -> None:
    """What both structures build in, exactly and without a run."""
    st.header("Expected, without a run", anchor=False)
    chains = solve(a), solve(b)
    for column, letter, chain in zip(st.columns(2), "AB", chains, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{letter}** {plain_text(chain.scenario.title)}")
            left, right = st.columns(2)
            left.metric("Handoffs per referral", number(chain.handoffs_per_referral, 2))
            right.metric(
                "Worker changes per referral", number(chain.worker_changes_per_referral, 2)
            )
    st.caption(
        "From the pathway alone: the chance of every route, and who owns what it leads to. Leavers "
        "bring further changes of worker, which only a run shows."
    )
    picture(_expected(a, b), "expected handoffs")
    for column, letter, scenario in zip(st.columns(2), "AB", (a, b), strict=True):
        with column:
            st.subheader(f"{letter}: expected handoffs per 100 referrals", anchor=False)
            _matrix(scenario, letter)


@st.cache_resource(max_entries=20, show_spinner=False, hash_funcs=BY_CONTENT)
def _expected(a: Scenario, b: Scenario) -> Drawn:
    # To import charts takes longer than the figures, which stand above them.
    from sim.present.charts import handoff_maps  # noqa: PLC0415

    return drawn(handoff_maps.expected(a, b, WIDTH))


def ownership(a: Scenario, b: Scenario) -> None:
    """Who owns each step of the work in both structures."""
    steps = list(dict.fromkeys([*a.pathway.activities, *b.pathway.activities]))
    rows = [
        {"Step of the work": step, "A": _owners(a, step), "B": _owners(b, step)} for step in steps
    ]
    table = pd.DataFrame(rows)
    moved = int((table["A"] != table["B"]).sum())
    st.subheader(
        f"{moved} of {len(table)} steps have another owner in B, or stand in one alone",
        anchor=False,
    )
    st.table(table.map(plain_text), hide_index=True, alt="Owner of every step in A and in B")


def observed(done: SavedComparison, *pictures: str) -> None:
    """What passed between teams in the runs of a comparison, and what it cost.

    Args:
        done: the comparison, which is opened first.
        pictures: which of its charts.
    """
    result = opened_or_said(done)
    if result is not None:
        for name in pictures:
            picture_of(result, name)
        st.caption(plain_text(small_print.confidence(result.comparison)))


def _matrix(scenario: Scenario, letter: str) -> None:
    matrix = 100 * handoff_matrix(handoff_map(scenario))
    passing = matrix.loc[matrix.any(axis="columns"), matrix.any(axis="index")]
    told = passing.map(lambda value: number(value) if value else "0")
    told.insert(0, "From \\ to", told.index)
    st.table(
        told.map(plain_text).rename(columns=plain_text),
        hide_index=True,
        alt=f"{letter}: expected handoffs per 100 referrals, from the row to the column",
    )


def _owners(scenario: Scenario, step: str) -> str:
    teams = scenario.structure.teams
    owners = [name for name, team in teams.items() if step in team.owns]
    chairs = [name for name, team in teams.items() if step in team.chairs]
    chaired = f" (chaired by {listed(chairs)})" if chairs else ""
    return f"{listed(owners)}{chaired}" if owners or chairs else "not in this structure"
