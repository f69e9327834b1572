"""What would change this: what decides the answer, where it turns, the choices, what to find out.

What the runs of the comparison tell is shown at once; what takes further runs is asked for first,
and shown from then on from the store.
"""

from __future__ import annotations

import streamlit as st

from sim.experiment.library.lookup import lookup
from sim.experiment.studies.seen import NoDoubtError
from sim.ui.markdown_escape import plain_text
from sim.ui.results import why_parts
from sim.ui.results.opened_results import chosen_or_default, opened_or_said
from sim.ui.results.scenario_pair import pair
from sim.ui.server.store import run_store


def show() -> None:
    """Show the page."""
    st.title("What would change this", anchor=False)
    pair()
    done = lookup(run_store(), chosen_or_default()).comparison
    if done is None:
        st.info("What would change the answer follows once the comparison has been run.")
        return
    result = opened_or_said(done)
    if result is None:
        return
    try:
        why_parts.all_of(result)
    except NoDoubtError:
        st.info(
            plain_text(
                "All inputs were as planned in this comparison. Compare over plausible worlds to "
                "see what decides the answer."
            )
        )


show()
