"""The comparison as a page: what follows the answer, from the forest plot to the laws."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from sim.experiment.laws import laws_of
from sim.experiment.statistics.precision import StopReason
from sim.present.words.small_counts import changes
from sim.ui.markdown_escape import plain_text
from sim.ui.results import verdicts
from sim.ui.results.downloads import download_buttons
from sim.ui.results.opened_results import RUN, Result, ask, chosen, more
from sim.ui.results.pictures import picture_of
from sim.ui.server import named_scenarios
from sim.ui.server.settings import most_pairs
from sim.ui.server.shell import page


def other_scenarios() -> None:
    """Two scenarios of the visitor's choice."""
    choices = named_scenarios.by_name()
    first, second = named_scenarios.default_pair()
    # Another key for another comparison: an open one would stay over the new answer.
    with st.popover(
        "Other scenarios",
        icon=":material/compare_arrows:",
        width="stretch",
        key=f"other than {chosen()}",
    ):
        a = named_scenarios.chosen(choices, "A, compared with", first, "a")
        b = named_scenarios.chosen(choices, "B, judged", second, "b")
        if st.button("Compare", type="primary", width="stretch"):
            ask(a, b)
            st.rerun()


def basis(result: Result) -> None:
    """All that the answer rests on."""
    picture_of(result, "primary outcomes", heading=None)
    with st.container(horizontal=True):
        download_buttons(result)
        _more_pairs(result)
    st.header("How long children wait", anchor=False)
    picture_of(result, "days to conclusion")
    st.header("What each worker carries", anchor=False)
    picture_of(result, "caseload")
    st.header("How often a child changes hands", anchor=False)
    picture_of(result, "handoffs")
    picture_of(result, "changes of worker")
    st.page_link(
        page("handoffs"),
        label="More on handoffs, and those expected without a run",
        icon=":material/arrow_forward:",
        query_params={RUN: result.saved.id},
    )
    st.header("Who gains and who loses", anchor=False)
    picture_of(result, "localities")
    picture_of(result, "teams")
    st.header("Every measure", anchor=False)
    picture_of(result, "every measure")
    st.header("What differs in the inputs", anchor=False)
    _inputs(result)
    st.header("How far to rely on it", anchor=False)
    _laws(result)
    with st.expander("How the intervals narrowed"):
        picture_of(result, "narrowing")
    verdicts.how_sure(result)


def _more_pairs(result: Result) -> None:
    """A way to know the differences better, where they are not known well."""
    if result.saved.ending is StopReason.PRECISE or not result.saved.is_of_this_engine:
        return
    further = 2 * max(most_pairs(), result.saved.asked)
    if st.button(
        f"Run up to {further} pairs",
        icon=":material/add:",
        help="More pairs make the intervals narrower. What is there is used again.",
    ):
        more(result, further)
        st.rerun()


def _inputs(result: Result) -> None:
    """All that B changes in A: the whole difference comes from these."""
    found = changes(result.comparison.a, result.comparison.b)
    if not found:
        st.write("Nothing: both scenarios are the same.")
        return
    st.subheader("The whole difference between A and B comes from these", anchor=False)
    rows = [{"What": each.kind, "B against A": plain_text(each.sentence)} for each in found]
    st.table(pd.DataFrame(rows), hide_index=True, alt="What B changes in A")


def _laws(result: Result) -> None:
    """Checks of every run, those to watch first."""
    arms = [laws_of(arm) for arm in result.experiment.arms]
    kept = sum(law.holds == law.of for arm in arms for law in arm)
    total = sum(map(len, arms))
    with st.expander(f"Checks of the runs: {kept} of {total} laws hold in every run"):
        rows = [
            {
                "In": letter,
                "Law": law.name,
                "Where": plain_text(law.scope),
                "Holds": f"{law.holds} of {law.of}",
                "What was seen": plain_text(law.sentence),
            }
            for letter, arm in zip("AB", arms, strict=True)
            for law in sorted(arm, key=lambda law: law.holds == law.of)
        ]
        st.table(pd.DataFrame(rows), hide_index=True, alt="Laws, and whether they hold")
