"""The bridge on a page: what each step from A to B does, worked out when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from sim.experiment.running import run_until_enough
from sim.experiment.statistics.precision import Fixed
from sim.experiment.studies.bridge import (
    Bridge,
    Ways,
    found_ways,
    stored_bridge,
    worlds_on,
)
from sim.present.words import bridge as words
from sim.ui.markdown_escape import plain_text
from sim.ui.results.opened_results import Result
from sim.ui.results.pictures import WIDTH, Drawn, drawn, picture
from sim.ui.server.jobs import executor
from sim.ui.server.store import run_store

_OF_RESULT: dict[str | type[Any], Callable[[Any], Any]] = {
    Result: lambda of: (of.saved.id, of.saved.when.isoformat(), of.saved.asked)
}


def steps(result: Result) -> None:
    """The steps from A to B and what each does; a button where runs are missing."""
    ways = _ways(result)
    if not ways.steps:
        st.write(f"{words.NOTHING_DIFFERS}.")
        return
    if not result.saved.is_of_this_engine:
        st.write("This comparison is of another version of Locality: compare the scenarios again.")
        return
    found = _stored(result) or _worked_out(result, ways)
    if found is not None:
        picture(_waterfalls(result, found), "steps")
        st.caption(plain_text(words.order(found)))


def _worked_out(result: Result, ways: Ways) -> Bridge | None:
    """The bridge, after its runs have been made; none until somebody asks for them."""
    names = [words.name(step) for step in ways.steps]
    st.write(plain_text(f"From A to B in steps: {', then '.join(names)}."))
    asked, between = result.experiment.asked, len(ways.scenarios) - 2
    place = st.empty()
    if not place.button(
        f"Work out what each step does ({asked * between} runs)",
        icon=":material/stairs:",
        key=f"steps of {result.saved.id}",
        help="Every scenario between A and B goes through the same worlds with the same luck. "
        "Runs that are made stay, so that the next time goes on from there.",
    ):
        return None
    bar = place.progress(0.0, "Running ...")
    of = result.experiment
    worlds = worlds_on(ways, of)
    for reached in run_until_enough(
        ways.scenarios, of.seed, Fixed(asked), executor(), run_store(), worlds=worlds
    ):
        told = f"Running: {reached.done} of {reached.expected} runs."
        bar.progress(reached.done / reached.expected, told)
    place.empty()
    _stored.clear()
    found = _stored(result)
    if found is None:
        failed = reached.experiment.failures
        why = failed[0] if failed else "the store kept none of their runs"
        st.error(plain_text(f"The steps cannot be told: {why}."))
    return found


@st.cache_resource(max_entries=20, show_spinner=False, hash_funcs=_OF_RESULT)
def _ways(result: Result) -> Ways:
    return found_ways(result.comparison.a, result.comparison.b)


@st.cache_resource(max_entries=20, show_spinner=False, hash_funcs=_OF_RESULT)
def _stored(result: Result) -> Bridge | None:
    """The bridge if its runs are in the store; looked up once, as there are many."""
    return stored_bridge(_ways(result), result.experiment, run_store())


@st.cache_resource(max_entries=20, show_spinner=False, hash_funcs=_OF_RESULT)
def _waterfalls(result: Result, _found: Bridge) -> Drawn:
    del result  # tells one bridge from another
    # As the other charts of a comparison.
    from sim.present.charts.bridge import waterfalls  # noqa: PLC0415

    return drawn(waterfalls(_found, WIDTH))
