"""Ticked runs: comparisons with one base, ticked to set what they judge side by side as options."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from sim.experiment.library.saved_comparisons import SavedComparison
from sim.experiment.studies.options import MOST
from sim.ui.markdown_escape import plain_label
from sim.ui.results.options_choice import PLANS, address
from sim.ui.server.shell import page


def ticked_runs(
    records: Sequence[SavedComparison], label: Callable[[SavedComparison], str]
) -> None:
    """A box for each comparison, and a way to the options ticked.

    Args:
        records: the comparisons.
        label: what is said of one.
    """
    st.write(
        f"Tick one to {MOST} comparisons with the same A: what each of them judges becomes an "
        f"option, and they are set side by side in the same worlds."
    )
    ticked = [
        record
        for record in records
        if st.checkbox(plain_label(label(record)), key=f"tick {record.id}")
    ]
    if not ticked:
        return
    bases = {record.scenarios[0] for record in ticked}
    options = list(dict.fromkeys(record.scenarios[1] for record in ticked))
    if len(bases) > 1:
        st.info("These comparisons have not the same A: options are set against one base.")
    elif len(options) > MOST:
        st.info(f"At most {MOST} options are set against a base.")
    else:
        st.page_link(
            page("options"),
            label="Set them side by side",
            icon=":material/view_column:",
            query_params={PLANS: address([*bases, *options])},
        )
