"""Compare: the answer first, then all that it rests on."""

from __future__ import annotations

import streamlit as st

from sim.experiment.library.requests import Status
from sim.ui.results import comparison, verdicts
from sim.ui.results.opened_results import (
    Result,
    ask,
    choose,
    chosen,
    default_scenarios,
    opened_or_said,
    told,
)
from sim.ui.results.running import shown


def show() -> None:
    """Show the page."""
    identity = chosen()
    if not identity:
        # The first start: the comparison that Locality was made for, from the store or worked out.
        identity = ask(*default_scenarios())
    choose(identity)
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.title("Compare", anchor=False)
    result = _answered(identity)
    with right:
        # After the answer, which need not wait until every scenario is read.
        comparison.other_scenarios()
    if result is not None:
        comparison.basis(result)


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
    return result


show()
