"""The pair: the two scenarios that a page is about, those of the run looked at unless chosen."""

from __future__ import annotations

import streamlit as st

from sim.experiment.library.lookup import lookup
from sim.experiment.library.requests import Status
from sim.experiment.store.run_store import MissingScenarioError
from sim.scenario.scenario import Scenario
from sim.ui.markdown_escape import plain_text
from sim.ui.results.opened_results import (
    choose,
    chosen,
    chosen_or_default,
    default_scenarios,
    say_lost,
)
from sim.ui.server.store import run_store


def pair() -> tuple[Scenario, Scenario]:
    """Both scenarios of the run looked at, or current and proposed; named on the page."""
    identity = chosen_or_default()
    entry = lookup(run_store(), identity)
    asked = entry.question
    a, b = default_scenarios()
    if chosen() not in ("", identity) or entry.status is Status.DAMAGED:
        # The address stays as it is, so that this is said until another run is chosen.
        say_lost("The run of this link", f"{b.title}, against {a.title}")
    elif asked is not None:
        try:
            a, b = (run_store().scenario(name) for name in asked.scenarios)
            choose(identity)
        except MissingScenarioError:
            st.warning("The scenarios of this run are not in the store any more.")
    st.markdown(f"**A** {plain_text(a.title)}  \n**B** {plain_text(b.title)}")
    return a, b
