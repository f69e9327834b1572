"""A child's journey: the same simulated family in both structures, one above the other."""

from __future__ import annotations

from concurrent.futures import wait

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.experiment.experiment import same_families
from sim.measures.story import followed
from sim.measures.story.steps import Story
from sim.measures.story.timeline import timeline
from sim.model.events import EventLog
from sim.present.charts.journey_timeline import journeys
from sim.present.words import words
from sim.present.words.numbers import number
from sim.scenario.scenario import Scenario
from sim.ui.markdown_escape import plain_text
from sim.ui.results.event_logs import event_log, forget
from sim.ui.results.opened_results import SEED
from sim.ui.results.pictures import drawn, picture
from sim.ui.results.scenario_pair import pair

_PATIENCE = 1.5
"""Seconds for which the page waits before it says that it does."""


def show() -> None:
    """Show the page."""
    st.title("A child's journey", anchor=False)
    a, b = pair()
    st.caption(
        f"{words.ONE_FAMILY}: Compare gives the result. It is simulated anew when "
        f"you ask and is kept nowhere; no real family is in it."
    )
    if not same_families(a, b):
        st.warning(words.OTHER_FAMILIES)
    row = st.container(horizontal=True, vertical_alignment="bottom")
    run = row.number_input(
        "Run", 0, 9999, 0, key="story run", width=150, help="Which of the simulated years."
    )
    _watched(a, b, int(run), row)


def _watched(a: Scenario, b: Scenario, run: int, row: DeltaGenerator) -> None:
    """The story, once both runs are there."""
    futures = [event_log(scenario, SEED, run) for scenario in (a, b)]
    if wait(futures, timeout=_PATIENCE).not_done:
        _waiting(a, b, run)
        return
    try:
        logs = [future.result() for future in futures]
    # Whatever a run raised in its process comes out here: the page tells it.
    except Exception as error:
        for scenario in (a, b):
            forget(scenario, SEED, run)
        st.error(f"The run came to nothing: {plain_text(str(error))}")
        return
    _story(a, b, logs, row)


@st.fragment(run_every="1s")
def _waiting(a: Scenario, b: Scenario, run: int) -> None:
    """Both structures are being simulated; look again in a second."""
    st.progress(0.0, "Simulating one year in both structures ...")
    if all(event_log(scenario, SEED, run).done() for scenario in (a, b)):
        st.rerun()


def _story(a: Scenario, b: Scenario, logs: list[EventLog], row: DeltaGenerator) -> None:
    log_a, log_b = logs
    lot = row.segmented_control(
        "Which family", [*followed.LOTS, "number"], default="typical", key="lot", required=True,
        format_func=str.capitalize,
    )  # fmt: skip
    chosen: int | None = None
    if lot == "number":
        last = min(len(log_a.families), len(log_b.families)) - 1
        if last >= 0:
            chosen = int(row.number_input("Number of the family", 0, last, key="family", width=220))
    else:
        need = row.selectbox("Need", followed.needs(log_a, log_b), key="need", width=220)
        chosen = followed.family(log_a, log_b, lot or "typical", need or followed.ANY)
    if chosen is None:
        st.info("No family of this kind was referred early enough to be followed.")
        return
    both = timeline(log_a, a, chosen), timeline(log_b, b, chosen)
    if not any(each.story.came for each in both):
        st.info(words.never_came(both[0].story))
        return
    picture(drawn(journeys(*both, (a, b))), "journey", heading=2)
    _totals(both[0].story, both[1].story)
    st.caption(
        "Typical, lucky and unlucky families stand in the middle, a tenth from the beginning and a "
        "tenth from the end of all families referred in the first half of the year, ordered by the "
        "days they wait in both structures together."
    )


def _totals(a: Story, b: Story) -> None:
    rows = [
        ("Handoffs between teams", str(a.handoffs), str(b.handoffs)),
        ("Changes of worker", str(a.worker_changes), str(b.worker_changes)),
        ("Days waiting for a team or worker", number(a.days_waiting), number(b.days_waiting)),
        ("Hours of work", number(a.hours), number(b.hours)),
    ]
    st.table(
        pd.DataFrame(rows, columns=["In all", "A", "B"]), hide_index=True, alt="The journey in sum"
    )


show()
