"""Options on a page: who is best at what, each option against the base, cost against outcome."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from sim.experiment.experiment import Experiment
from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.running import run_until_enough
from sim.experiment.statistics.precision import Fixed
from sim.experiment.studies.options import Options, stored_options
from sim.measures.catalogue import CATALOGUE, JUDGED
from sim.present.json.options import compared
from sim.present.words import answer, options, small_print
from sim.present.words.measures import in_plain_words
from sim.scenario.scenario import Scenario
from sim.ui.markdown_escape import plain_text
from sim.ui.results.folds import fold
from sim.ui.results.opened_results import SEED, pairs_there
from sim.ui.results.pictures import WIDTH, Drawn, drawn, picture
from sim.ui.server.jobs import executor
from sim.ui.server.settings import most_pairs
from sim.ui.server.store import run_store

Found = tuple[Options, Experiment]
_BY_HASH: dict[str | type[Any], Callable[[Any], Any]] = {
    Scenario: lambda of: (of.content_hash, of.title, of.costs)
}


def options_of(plans: tuple[Scenario, ...]) -> None:
    """The answer of some plans, the base first; a button where runs are missing."""
    store = run_store()
    worlds = worlds_of(plans, store)
    pairs = pairs_there(worlds, most_pairs())
    found = _stored(plans, pairs, store.location) or _worked_out(plans, pairs)
    if found is not None:
        _told(*found)


def _worked_out(plans: tuple[Scenario, ...], pairs: int) -> Found | None:
    """The options, after their runs have been made; none until somebody asks for them."""
    named = zip(options.LETTERS, plans, strict=False)
    st.markdown("  \n".join(f"**{letter}** {plain_text(plan.title)}" for letter, plan in named))
    place = st.empty()
    if not place.button(
        f"Run ({pairs} runs of each)",
        type="primary",
        icon=":material/play_arrow:",
        help="Runs that are there already are used. Those that are made stay, so that the next "
        "time goes on from there.",
    ):
        return None
    bar = place.progress(0.0, "Running ...")
    store = run_store()
    worlds = worlds_of(plans, store)
    for reached in run_until_enough(plans, SEED, Fixed(pairs), executor(), store, worlds=worlds):
        told = f"Running: {reached.done} of {reached.expected} runs."
        bar.progress(reached.done / reached.expected, told)
    place.empty()
    _stored.clear()
    found = _stored(plans, pairs, store.location)
    if found is None:
        failed = reached.experiment.failures
        why = failed[0] if failed else "the store kept none of their runs"
        st.error(plain_text(f"The options cannot be told: {why}."))
    return found


@st.cache_resource(max_entries=10, show_spinner="Opening the runs ...", hash_funcs=_BY_HASH)
def _stored(plans: tuple[Scenario, ...], pairs: int, location: str) -> Found | None:
    """The options if their runs are in the store."""
    del location  # tells one store from another
    store = run_store()
    return stored_options(plans, SEED, pairs, worlds_of(plans, store), store)


def _told(found: Options, experiment: Experiment) -> None:
    if draft := answer.draft(found.first):
        st.badge(draft, icon=":material/edit_note:", color="orange")
    for warning in options.demands(found):
        st.warning(plain_text(warning))
    first, *others = options.answers(found)
    with st.container(key="answer"):
        st.header(plain_text(first), anchor=False)
    for sentence in others:
        st.markdown(plain_text(sentence))
    st.caption(f"**What it rests on.** {plain_text(answer.basis(found.first))}")
    _plans(found)
    _best(found)
    st.header("Against the base", anchor=False)
    for place in range(len(found.scenarios)):
        st.subheader(plain_text(options.name(found, place)), anchor=False)
        st.markdown(plain_text(options.changes(found, place)))
    fold("All that is judged", partial(_judged, found), key="judged of options")
    st.header("Cost against outcome", anchor=False)
    if why := options.no_frontier(found):
        st.write(plain_text(why))
    else:
        picture(_frontier(found.scenarios, experiment.asked, found), "cost against outcome")
    st.caption(plain_text(f"{small_print.confidence(found.first)} {options.not_settled(found)}"))
    st.download_button(
        "Results as JSON",
        lambda: json.dumps(compared(found, experiment), indent=1).encode(),
        "options.json",
        "application/json",
        on_click="ignore",
        icon=":material/download:",
        help="The whole record, for other programs.",
    )


def _plans(found: Options) -> None:
    """A row a plan: cost, guardrails, by whom it is dominated."""
    rows = [
        {
            "Plan": f"{row.letter}: {row.title}",
            "A year of its posts": row.cost,
            "Keeps all guardrails": row.guardrails,
            "Dominated": row.dominated,
        }
        for row in options.plans(found)
    ]
    _table(rows, "The plans with their cost, and how probable it is that each keeps its guardrails")
    st.caption(plain_text(options.HOW_DOMINATED))


def _best(found: Options) -> None:
    """A row a primary outcome, a column a plan: how probable each is to be best."""
    st.header("Who is best at what", anchor=False)
    rows = []
    for each in found.standings:
        name = in_plain_words(CATALOGUE[each.measure])
        named = "none" if each.named is None else options.LETTERS[each.named]
        best = zip(options.LETTERS, map(options.share, each.best), strict=False)
        both = zip(options.LETTERS, map(options.share, each.best_and_within), strict=False)
        rows.append({"Best at": name, **dict(best), "Named best": named})
        rows.append({"Best at": f"{name}, guardrails kept", **dict(both), "Named best": ""})
    _table(rows, "How probable each plan is to be best at each primary outcome")
    st.caption(plain_text(options.HOW_BEST))


def _judged(found: Options) -> None:
    """Every judged outcome of every option."""
    rows = [
        {
            "What is judged": answer.title(each),
            "Option": options.LETTERS[place],
            "From A": answer.from_to(each),
            "Difference": answer.difference(each),
            "How likely": f"{answer.SYMBOLS[each.verdict]} {answer.likelihood(each)}",
        }
        for measure in JUDGED
        for place, option in enumerate(found.options, start=1)
        for each in option.comparison.judged
        if each.outcome.key.measure == measure
    ]
    _table(rows, "Every judged outcome of every option against the base")


def _table(rows: list[dict[str, str]], alt: str) -> None:
    st.table(pd.DataFrame(rows).map(plain_text), hide_index=True, alt=alt)


@st.cache_resource(max_entries=10, show_spinner=False, hash_funcs=_BY_HASH)
def _frontier(plans: tuple[Scenario, ...], pairs: int, _found: Options) -> Drawn:
    del plans, pairs  # tell one set of options from another
    # As the other charts of a comparison.
    from sim.present.charts.frontier import cost_against_outcome  # noqa: PLC0415

    return drawn(cost_against_outcome(_found, WIDTH))
