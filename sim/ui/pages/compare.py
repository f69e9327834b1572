"""Compare: the answer first, then all that it rests on."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.experiment.library.lookup import lookup
from sim.experiment.library.requests import Status
from sim.ui.results import comparison, same_demand, verdicts
from sim.ui.results.opened_results import (
    Result,
    ask,
    choose,
    chosen,
    default_scenarios,
    is_whole,
    opened_or_said,
    told,
)
from sim.ui.results.running import shown
from sim.ui.server.store import run_store

_SHOWN = "comparison shown"
"""The id of the comparison that this visit saw last."""


def show() -> None:
    """Show the page."""
    identity = chosen()
    if not identity:
        # The first start: the comparison that Locality was made for, from the store or worked out.
        identity = ask(*default_scenarios())
    choose(identity)
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.title("Compare", anchor=False)
    with right:
        comparison.other_scenarios()
    with _below(identity):
        result = _answered(identity)
        if result is not None:
            comparison.basis(result)


def _below(identity: str) -> DeltaGenerator:
    """Where the answer stands; another one that stood there is gone before this one is opened."""
    is_another = st.session_state.get(_SHOWN, identity) != identity
    st.session_state[_SHOWN] = identity
    if not is_another:
        return st.container()
    place = st.empty()
    done = lookup(run_store(), identity).comparison
    if done is not None:
        with place:
            is_whole(done)
    return place.container()


def _answered(identity: str) -> Result | None:
    """Show the answer of a comparison, or why there is none, or none yet."""
    entry = shown(identity)
    done = entry.comparison
    if done is None:
        if entry.status is Status.GONE:
            st.error("The comparison in this address is not in the store; choose another one.")
        elif entry.status is Status.DAMAGED:
            st.error(f"{told(entry.damaged[0])} Compare its scenarios again to make it anew.")
        return None
    result = opened_or_said(done)
    if result is not None:
        verdicts.answer(result)
        same_demand.offer(result)
        verdicts.inputs(result)
    return result


show()
