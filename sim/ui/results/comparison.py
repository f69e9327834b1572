"""The comparison as a page: what follows the answer, from what is judged to the checks of runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from sim.experiment.laws import laws_of
from sim.experiment.statistics.precision import StopReason
from sim.experiment.worlds.worlds import Basis
from sim.measures.laws.law import LawSummary
from sim.present.words.small_counts import changes
from sim.ui.markdown_escape import plain_text
from sim.ui.results import bridge, cost_parts, other_measures, verdicts, why_parts
from sim.ui.results.downloads import download_buttons
from sim.ui.results.folds import fold, popover, tabs
from sim.ui.results.opened_results import RUN, Result, ask, chosen, more, pairs_there
from sim.ui.results.pictures import picture_of
from sim.ui.server import named_scenarios
from sim.ui.server.settings import most_pairs
from sim.ui.server.shell import page

_HIGHEST = 420
"""Pixels of a table before it scrolls."""
_FEW = 10
"""Rows of a table that stand without scrolling."""


def other_scenarios() -> None:
    """A way to two scenarios of the visitor's choice."""
    # Another key for another comparison: an open one would stay over the new answer.
    key = f"other than {chosen()}"
    popover("Other scenarios", _choice, key, icon=":material/compare_arrows:")


def _choice() -> None:
    """Two scenarios of the visitor's choice: all there are have to be read for it."""
    choices = named_scenarios.by_name()
    first, second = named_scenarios.default_pair()
    a = named_scenarios.chosen(choices, "A, compared with", first, "a")
    b = named_scenarios.chosen(choices, "B, judged", second, "b")
    if st.button("Compare", type="primary", width="stretch"):
        ask(a, b)
        st.rerun()


def basis(result: Result) -> None:
    """All that the answer rests on."""
    picture_of(result, "what is judged", heading=2)
    why_parts.in_short(result)
    with st.container(horizontal=True):
        download_buttons(result)
        _more_pairs(result)
    st.header("What stands behind it", anchor=False)
    parts = {
        "Inputs that differ": _inputs,
        "Step by step": bridge.steps,
        "Waiting": _waiting,
        "Caseload": _caseload,
        "Changing hands": _changing_hands,
        "Localities": _localities,
        "Cost": cost_parts.of_result,
        "Other measures": other_measures.by_theme,
        "How far to rely on it": _reliance,
    }
    tabs({title: partial(part, result) for title, part in parts.items()}, key="behind it")


def _waiting(result: Result) -> None:
    picture_of(result, "days to conclusion")


def _caseload(result: Result) -> None:
    picture_of(result, "caseload")
    picture_of(result, "teams")


def _changing_hands(result: Result) -> None:
    picture_of(result, "changes of worker")
    st.page_link(
        page("handoffs"),
        label="Handoffs between teams, and those expected without a run",
        icon=":material/arrow_forward:",
        query_params={RUN: result.saved.id},
    )


def _localities(result: Result) -> None:
    picture_of(result, "localities")


def _reliance(result: Result) -> None:
    if result.comparison.basis is Basis.PLANNED:
        picture_of(result, "narrowing")
    _laws(result)
    verdicts.how_sure(result)


def _more_pairs(result: Result) -> None:
    """A way to more pairs, where they would tell more and there are worlds for them."""
    if (
        result.saved.ending in (StopReason.PRECISE, StopReason.SETTLED)
        or not result.saved.is_of_this_engine
    ):
        return
    asked = max(most_pairs(), result.saved.asked)
    further = pairs_there(result.experiment.worlds, 2 * asked)
    if further > result.saved.asked and st.button(
        f"Run up to {further} pairs",
        icon=":material/add:",
        help="More pairs tell more. What is there is used again.",
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
    st.table(
        pd.DataFrame(rows),
        hide_index=True,
        height=_HIGHEST if len(rows) > _FEW else "content",
        alt="What B changes in A",
    )


def _laws(result: Result) -> None:
    """Checks of every run, and each of them in a fold."""
    arms = [laws_of(arm) for arm in result.experiment.arms]
    kept = sum(law.holds == law.of for arm in arms for law in arm)
    total = sum(map(len, arms))
    title = f"Checks of the runs: {kept} of {total} laws hold in every run"
    fold(title, partial(_law_by_law, arms), key="laws")


def _law_by_law(arms: Sequence[Sequence[LawSummary]]) -> None:
    """Each law of A and B, those to watch first."""
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
