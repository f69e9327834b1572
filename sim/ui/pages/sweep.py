"""One input: what a scenario shows as one of its numbers goes through a range."""

from __future__ import annotations

import streamlit as st

from sim.experiment.studies.design import Varied, grid, points
from sim.experiment.studies.sweep import Swept, runs_of, sweep
from sim.present.foreign.spreadsheet import as_csv
from sim.present.words import small_counts
from sim.present.words.numbers import counted
from sim.scenario.scenario import Scenario
from sim.ui.editor.swept_inputs import Sweepable, sweepable
from sim.ui.markdown_escape import plain_text
from sim.ui.results.opened_results import SEED
from sim.ui.results.pictures import WIDTH, drawn, picture
from sim.ui.server.jobs import executor
from sim.ui.server.named_scenarios import by_name, chosen, default_pair
from sim.ui.server.store import run_store

_DONE = "swept"
"""The sweep that the visitor looks at, with what was asked."""


def show() -> None:
    """Show the page."""
    st.title("One input", anchor=False)
    st.write(
        "What a scenario shows as one number goes through a range: hours that nobody measured, or "
        "posts of a team. Every value is run with the same luck."
    )
    scenario = chosen(by_name(), "Scenario", default_pair()[1], "swept scenario")
    asked = _asked(scenario)
    if asked is not None:
        _offer(scenario, *asked)
    shown = st.session_state.get(_DONE)
    if shown is not None and shown[0] == scenario.content_hash:
        _result(scenario, *shown[1:])


def _asked(scenario: Scenario) -> tuple[Sweepable, Varied, int, int] | None:
    """Which input, from where to where, at how many values, with how many runs of each."""
    choices = {each.path: each for each in sweepable(scenario)}
    path = st.selectbox(
        "Input", list(choices), format_func=lambda each: choices[each].title, key="swept input"
    )
    of = choices[path]
    st.caption(plain_text(of.about))
    left, right, values, runs = st.columns(4)
    low, high = (
        column.number_input(name, value=value, step=of.step, format="%.6g", key=f"{end} of {path}")
        for column, name, value, end in (
            (left, "From", of.low, "low"),
            (right, "To", of.high, "high"),
        )
    )
    number = values.number_input("Values", 2, 15, 5, key="swept values")
    each = runs.number_input("Runs of each", 2, 200, 10, key="swept runs")
    if not low < high:
        st.error(plain_text(f"A range goes from low to high, not from {low:g} to {high:g}."))
        return None
    along = Varied(of.path, of.places, low, high, of.is_whole)
    return of, along, int(number), int(each)


def _offer(scenario: Scenario, of: Sweepable, along: Varied, values: int, runs: int) -> None:
    """Say how long it takes before anything is run."""
    planned = points(scenario, [along], grid([along], values))
    for each in planned:
        if each.scenario is None:
            st.warning(plain_text(f"Left out: {each.values[0]:g}, as {each.why_not}."))
    asked = runs_of(planned, runs)
    place = st.empty()
    if not place.button(f"Run it ({asked} runs)", type="primary", icon=":material/play_arrow:"):
        return
    bar, done = place.progress(0.0, "Running ..."), [0]

    def ended(_: object) -> None:
        done[0] += 1
        bar.progress(done[0] / asked, f"Running: {done[0]} of {counted(asked, 'run')}.")

    swept = sweep([along], planned, SEED, runs, executor(), run_store(), ended)
    place.empty()
    st.session_state[_DONE] = (scenario.content_hash, of.title, swept)


def _result(scenario: Scenario, title: str, done: Swept) -> None:
    if done.failures:
        failed = counted(len(done.failures), "run")
        st.warning(plain_text(f"{failed} failed and left out: {done.failures[0]}."))
    # To import charts takes longer than all that stands above them.
    from sim.present.charts.swept import curves  # noqa: PLC0415

    source = f"{scenario.title}, seed {done.seed}, {counted(done.replications, 'run')} of each"
    picture(drawn(curves(done, scenario, title, WIDTH), source), "sweep", heading=2)
    table = small_counts.swept(done.table, done.inputs)
    st.download_button(
        "Every figure as CSV",
        as_csv(list(table.columns), table.itertuples(index=False)),
        "sweep.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


show()
