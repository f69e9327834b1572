"""Why, as parts of a page: from the sentence that decides to what to find out first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from sim.experiment.studies.seen import NoDoubtError
from sim.experiment.studies.why import Why, known_why, why
from sim.present.words import answer
from sim.present.words import why as words
from sim.present.words.numbers import counted
from sim.ui.markdown_escape import plain_text
from sim.ui.results.opened_results import RUN, Result
from sim.ui.results.pictures import drawn, picture, source_of
from sim.ui.server.jobs import executor
from sim.ui.server.shell import page
from sim.ui.server.store import run_store


def all_of(result: Result) -> None:
    """What decides a comparison, and what would change it.

    Raises:
        NoDoubtError: if it was not run in worlds.
    """
    found = known(result)
    if found is None:
        raise NoDoubtError("all inputs are as planned")
    st.markdown(f"**{plain_text(words.decides(found))}**")
    if not found.was_run:
        _offer(result)
    if found.leading:
        # To import charts takes longer than the sentence, which stands above them.
        from sim.present.charts.what_decides import what_decides as tornado  # noqa: PLC0415

        made = drawn(tornado(found), source_of(result))
        picture(made, "what decides it", heading=None)
    if found.break_evens:
        _listed("Where the answer turns", map(words.turning, found.break_evens))
    if found.decisions is not None:
        planned = found.decisions.planned
        over = f"As planned, over the same {counted(planned.pairs, 'pair')}"
        _listed(
            "The answer under each choice",
            [
                f"{over}: {answer.headline(planned)}",
                *(words.under(each, planned) for each in found.decisions.answers),
            ],
            words.CHOICES,
        )
    _listed("What to find out first", words.worth(found), words.BALANCE)
    _listed("What decides each outcome", words.outcomes(found), words.HOW)


def in_short(result: Result) -> None:
    """What decides a comparison, in a sentence, and the way to the page that tells the rest."""
    st.header("What would change this", anchor=False)
    st.markdown(plain_text(words.depends_on(result.comparison, known(result))))
    st.page_link(
        page("why"),
        label="Where the answer turns, open choices, and what to find out first",
        icon=":material/arrow_forward:",
        query_params={RUN: result.saved.id},
    )


def _offer(result: Result) -> None:
    """Ask before anything long is run."""
    st.caption(
        "At which value an input turns the answer, and the answer under each open choice, take "
        "some hundred further runs, minutes to half an hour. Stay on this page meanwhile; what "
        "has been run is kept, and is not run again."
    )
    if st.button("Run it", type="primary", icon=":material/play_arrow:"):
        why(result.experiment, executor(), run_store(), _stage)
        known.clear()
        st.rerun()


def _stage(title: str, runs: int) -> Callable[[], object]:
    """A bar for one stage."""
    bar, done = st.progress(0.0, title), [0]

    def ended() -> None:
        done[0] += 1
        bar.progress(done[0] / runs, f"{title}: {done[0]} of {runs} runs")

    return ended


@st.cache_resource(
    max_entries=8,
    show_spinner="Reading what the worlds tell ...",
    hash_funcs={Result: lambda of: (of.saved.id, of.saved.when.isoformat(), of.saved.asked)},
)
def known(result: Result) -> Why | None:
    """All that is in the store of it; none where all inputs are as planned."""
    return known_why(result.experiment, run_store())


def _listed(title: str, sentences: Iterable[str], note: str = "") -> None:
    st.header(title, anchor=False)
    st.markdown("\n".join(f"- {plain_text(each)}" for each in sentences))
    if note:
        st.caption(plain_text(note))
