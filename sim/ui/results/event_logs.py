"""Event logs of single runs, simulated by a worker and held in memory alone.

An event log is the journey of every family in it. None is ever written anywhere.
"""

from __future__ import annotations

from concurrent.futures import Future

import streamlit as st

from sim.model.events import EventLog
from sim.model.replication import simulate
from sim.scenario.scenario import Scenario
from sim.ui.server.jobs import executor


def event_log(scenario: Scenario, seed: int, number: int) -> Future[EventLog]:
    """A run of a scenario with its event log, or the promise of it."""
    return _event_log(scenario.content_hash, seed, number, scenario)


def forget(scenario: Scenario, seed: int, number: int) -> None:
    """Forget a run, so that one that failed is tried again by whoever asks next."""
    _event_log.clear(scenario.content_hash, seed, number, scenario)


# A pair for each of ten visitors, so that none loses the run it waits for; each has some 15 MB.
@st.cache_resource(max_entries=20, show_spinner=False)
def _event_log(content: str, seed: int, number: int, _scenario: Scenario) -> Future[EventLog]:
    del content
    return executor().submit(simulate, _scenario, seed, number)
