"""Verdicts: the answer of a comparison, its losses beside its gains, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sim.experiment.comparison import Comparison, Judged
from sim.experiment.statistics.precision import StopReason
from sim.experiment.worlds.worlds import Basis
from sim.present.words import answer as answer_words
from sim.present.words import cost, small_print, words
from sim.present.words.caveats import caveats
from sim.ui.markdown_escape import plain_text
from sim.ui.results.opened_results import Result, Sources, ask

_WHY_ENDED = {
    StopReason.FIXED: "",
    StopReason.PRECISE: "It ended when every primary difference was known to half its margin.",
    StopReason.SETTLED: "It ended when no word about what is judged would change with more pairs.",
    StopReason.CAPPED: "It ended at the most pairs allowed.",
}


def answer(result: Result) -> None:
    """The answer: what gets worse and better, what is open, and what all of it rests on."""
    found = result.comparison
    said(found)
    for caveat in caveats(found, result.experiment):
        st.warning(plain_text(caveat))


def said(found: Comparison) -> None:
    """The headline, losses beside gains, what may be lost, what is not known, and the basis."""
    draft = answer_words.draft(found)
    if draft:
        st.badge(draft, icon=":material/edit_note:", color="orange")
    with st.container(key="answer"):
        st.header(plain_text(answer_words.headline(found)), anchor=False)
    parts = answer_words.sorted_out(found)
    worse, better = parts.pop("Gets worse", []), parts.pop("Gets better", [])
    if worse or better:
        left, right = st.columns(2)
        _side(left, "Gets worse", "red", worse)
        _side(right, "Gets better", "green", better)
    for title, of in parts.items():
        told = "; ".join(f"{_figures(each)} ({answer_words.likelihood(each)})" for each in of)
        st.caption(f"**{title}.** {plain_text(told)}.")
    st.caption(f"**What it rests on.** {plain_text(answer_words.basis(found))}")
    st.caption(plain_text(words.compared(found)))
    st.caption(f"**Cost.** {plain_text(cost.compared(found.a, found.b))}")


def inputs(result: Result) -> None:
    """A way to the same comparison with its inputs from elsewhere."""
    planned = result.comparison.basis is Basis.PLANNED
    now: Sources = "as planned" if planned else "plausible worlds"
    key = f"inputs of {result.saved.id}"

    def changed() -> None:
        ask(*result.experiment.pair, inputs=st.session_state[key])

    st.segmented_control(
        "Inputs",
        ["plausible worlds", "as planned"],
        default=now,
        required=True,
        key=key,
        on_change=changed,
        help="Plausible worlds: each pair of runs takes another set of values that the evidence "
        "allows. As planned: each input at the value stated, so that doubt is left out.",
    )


def how_sure(result: Result) -> None:
    """How sure the answer is, and what it cannot say."""
    found, saved = result.comparison, result.saved
    sentences = [
        small_print.confidence(found),
        small_print.precision(found),
        small_print.not_settled(found),
        _WHY_ENDED[saved.ending],
    ]
    st.caption(plain_text(" ".join(filter(None, sentences))))
    st.caption(plain_text(words.CANNOT_SAY))
    st.caption(plain_text(small_print.runs_made(result.experiment)))


def _side(column: DeltaGenerator, title: str, colour: str, of: Sequence[Judged]) -> None:
    """Losses or gains: each with its figures, how probable it is, and how a single year goes."""
    with column.container(border=True, height="stretch", gap="xsmall"):
        st.subheader(title, anchor=False)
        for judged in of:
            sign = answer_words.SYMBOLS[judged.verdict]
            how = f"{answer_words.likelihood(judged)}. {answer_words.one_year(judged)}."
            st.markdown(
                f":{colour}[{sign}] **{plain_text(_figures(judged))}**  \n"
                f":small[{plain_text(how[:1].upper() + how[1:])}]"
            )
        if not of:
            st.markdown("Nothing is shown to, by more than its margin.")


def _figures(judged: Judged) -> str:
    return f"{answer_words.title(judged)}: {answer_words.from_to(judged)}"
