"""Verdicts: the answer of a comparison in one sentence, and its primary outcomes."""

from __future__ import annotations

import streamlit as st

from sim.experiment.comparison import Primary
from sim.experiment.statistics.precision import StopReason
from sim.experiment.statistics.verdict import Verdict
from sim.measures.catalogue import CATALOGUE
from sim.present.words import findings, small_print, words
from sim.present.words.caveats import caveats
from sim.present.words.numbers import difference, difference_unit, level
from sim.ui.markdown_escape import plain_text
from sim.ui.results.opened_results import Result

_COLOURS = {
    Verdict.BETTER: "green",
    Verdict.WORSE: "red",
    Verdict.NO_WORSE: "blue",
    Verdict.CANNOT_TELL: "gray",
}
"""Colours of verdicts; the sign and the word say the same."""
_WHY_ENDED = {
    StopReason.FIXED: "",
    StopReason.PRECISE: "It ended when every primary difference was known to half its margin.",
    StopReason.CAPPED: "It ended at the most pairs allowed.",
}


def answer(result: Result) -> None:
    """The answer: one sentence, then the three outcomes on which a structure is judged."""
    found = result.comparison
    st.header(f"{plain_text(findings.headline(found))}", anchor=False)
    st.markdown(plain_text(words.compared(found)))
    for caveat in caveats(found, result.experiment):
        st.warning(plain_text(caveat))
    for column, primary in zip(st.columns(3), found.primaries, strict=True):
        with column.container(border=True, height="stretch"):
            _outcome(primary)


def how_sure(result: Result) -> None:
    """How sure the answer is, and what it cannot say."""
    found, saved = result.comparison, result.saved
    sentences = [
        small_print.confidence(found),
        small_print.precision(found),
        _WHY_ENDED[saved.ending],
    ]
    st.caption(plain_text(" ".join(filter(None, sentences))))
    st.caption(plain_text(words.CANNOT_SAY))
    st.caption(plain_text(small_print.runs_made(result.experiment)))


def _outcome(primary: Primary) -> None:
    """One outcome: its verdict, both levels and the difference, each with its interval."""
    outcome, verdict = primary.outcome, primary.verdict
    definition = CATALOGUE[outcome.key.measure]
    st.markdown(f"**{plain_text(definition.title)}**", help=plain_text(definition.text))
    colour, sign = _COLOURS[verdict], findings.SYMBOLS[verdict]
    st.markdown(f":{colour}-badge[{plain_text(sign)} **{plain_text(words.verdict(primary))}**]")
    unit = difference_unit(definition.unit)
    st.markdown(f"**{plain_text(difference(outcome.difference, definition.unit))}** {unit}")
    st.caption(
        f"A {plain_text(level(outcome.a, definition.unit))}  \n"
        f"B {plain_text(level(outcome.b, definition.unit))}  \n"
        f"Worth acting on: {plain_text(words.margin(primary))}"
    )
