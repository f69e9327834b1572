"""A child's journey: the same simulated family in both structures, one above the other."""

from __future__ import annotations

from concurrent.futures import wait

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.experiment.experiment import same_families
from sim.measures.story import followed
from sim.measures.story.ribbon import ribbon
from sim.measures.story.steps import Story
from sim.measures.story.timeline import Timeline, timeline
from sim.model.events import EventLog
from sim.present.charts.journey_ribbon import ribbons
from sim.present.charts.journey_timeline import journeys
from sim.present.words import ribbon as ribbon_words
from sim.present.words import words
from sim.present.words.numbers import number
from sim.scenario.scenario import Scenario
from sim.ui.markdown_escape import plain_text
from sim.ui.results.event_logs import event_log, forget
from sim.ui.results.folds import fold
from sim.ui.results.opened_results import SEED
from sim.ui.results.pictures import drawn, picture
from sim.ui.results.scenario_pair import pair

_FAMILY, _NUMBER = "family", "number"
"""What the address calls the family, and the way to choose one by its number."""
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
    last = min(len(log_a.families), len(log_b.families)) - 1
    linked = _linked(last)
    lot = row.segmented_control(
        "Which family", [*followed.LOTS, _NUMBER], key="lot", required=True,
        default=followed.TYPICAL if linked is None else _NUMBER,
        format_func=lambda each: f"{each[0].upper()}{each[1:]}",
    )  # fmt: skip
    chosen: int | None = None
    if lot == _NUMBER:
        if last >= 0:
            at = row.number_input("Number of the family", 0, last, linked or 0, key="family")
            chosen = int(at)
    else:
        need = row.selectbox("Need", followed.needs(log_a, log_b), key="need", width=220)
        chosen = followed.family(log_a, log_b, lot or followed.TYPICAL, need or followed.ANY)
    if chosen is None:
        st.info("No family of this kind was referred early enough to be followed.")
        return
    st.query_params[_FAMILY] = str(chosen)
    both = timeline(log_a, a, chosen), timeline(log_b, b, chosen)
    if not any(each.story.came for each in both):
        st.info(words.never_came(both[0].story))
        return
    _ribbons(a, b, logs, chosen)
    _totals(both[0].story, both[1].story)
    st.caption(
        "A family stands in the middle of all that were referred in the first half of the year, of "
        "those that wait fewer days for a team or a worker in B, or of those that wait more."
    )
    fold("Every worker, wait and piece of work", lambda: _lanes(both, a, b), key="lanes")


def _linked(last: int) -> int | None:
    """The family that the address named when the page was opened, if there is such."""
    asked = st.session_state.setdefault("linked family", st.query_params.get(_FAMILY, ""))
    return int(asked) if asked.isdecimal() and int(asked) <= last else None


def _ribbons(a: Scenario, b: Scenario, logs: list[EventLog], family: int) -> None:
    """What happens in both structures: in words, then as one ribbon each."""
    in_a, in_b = (ribbon(log, of, family) for log, of in zip(logs, (a, b), strict=True))
    st.header(plain_text(ribbon_words.summary(in_a, in_b)), anchor=False)
    for column, side, of in zip(st.columns(2), "AB", (in_a, in_b), strict=True):
        steps = [f"{at}. {plain_text(told)}" for at, told in enumerate(ribbon_words.steps(of), 1)]
        column.markdown("\n".join([f"**In {side}**", "", *steps]))
    picture(drawn(ribbons(in_a, in_b, (a, b))), "ribbons", heading=None)


def _lanes(both: tuple[Timeline, Timeline], a: Scenario, b: Scenario) -> None:
    picture(drawn(journeys(*both, (a, b))), "journey")


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
