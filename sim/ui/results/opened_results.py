"""Results: a saved comparison opened for the pages, by the id that stands in their address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from sim.experiment.comparison import Comparison, compare
from sim.experiment.experiment import Experiment
from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.library.lookup import lookup
from sim.experiment.library.records import Damaged
from sim.experiment.library.requests import Request, Status, request
from sim.experiment.library.saved_comparisons import RunsGoneError, SavedComparison, reopen
from sim.experiment.worlds.worlds import TooFewWorldsError, Worlds
from sim.scenario.scenario import Scenario
from sim.ui.markdown_escape import plain_text
from sim.ui.server.jobs import SERVER, Job, jobs
from sim.ui.server.named_scenarios import default_pair
from sim.ui.server.reading import scenario_in
from sim.ui.server.settings import most_pairs
from sim.ui.server.store import run_store

RUN = "run"
"""The id of the comparison shown: in the address and in the visit."""
SEED = 2013
Sources = Literal["plausible worlds", "as planned"]
"""Where a comparison has the values of doubtful inputs from."""


@dataclass(frozen=True, eq=False)
class Result:
    """A comparison with all that was simulated for it."""

    saved: SavedComparison
    experiment: Experiment
    comparison: Comparison


def chosen() -> str:
    """The id of the comparison that the visitor looks at; empty before one was chosen.

    The address goes first, so that a link, Back and reload lead where they should; a page that was
    reached by the menu has no id in its address, and gets that of the visit. An address may hold
    anything: there need be no such comparison.
    """
    in_address = st.query_params.get(RUN, "")
    if in_address:
        st.session_state[RUN] = in_address
    return str(st.session_state.get(RUN, ""))


def chosen_or_default() -> str:
    """The id of the comparison that the visitor looks at, or of that of the default pair.

    The default stands in for one that is not in the store, or is damaged, too.
    """
    identity = chosen()
    if lookup(run_store(), identity).question is not None:
        return identity
    return asked_of(*default_scenarios()).id


def say_lost(what: str, instead: str) -> None:
    """Say that what a link names is not in the store, or is damaged, and what is shown instead."""
    found = lookup(run_store(), chosen()).damaged
    said = told(found[0]) if found else f"{what} is not in the store"
    st.warning(f"{said.rstrip('.')}; shown instead: {plain_text(instead)}.")


def told(damaged: Damaged) -> str:
    """A damaged file with its path, as Markdown: what is wrong with it."""
    where = f"{run_store().location}/{damaged.path}"
    return f"{plain_text(where)} is damaged: {plain_text(damaged.why)}."


def default_scenarios() -> tuple[Scenario, Scenario]:
    """The comparison that Locality was made for: current and proposed."""
    first, second = default_pair()
    return scenario_in(first.text), scenario_in(second.text)


def asked_of(
    a: Scenario,
    b: Scenario,
    at_most: int | None = None,
    inputs: Sources = "plausible worlds",
) -> Request:
    """The question how B compares with A; nothing is simulated yet."""
    worlds = None if inputs == "as planned" else worlds_of((a, b), run_store())
    most = pairs_there(worlds, at_most or most_pairs())
    return request(run_store(), a, b, SEED, most, worlds)


def pairs_there(worlds: Worlds | None, wanted: int) -> int:
    """So many pairs, or as many as there are worlds for."""
    for pairs in range(wanted, 0, -1):
        try:
            if worlds is not None:
                worlds.hold(pairs)
        except TooFewWorldsError:
            continue
        return pairs
    return 1


def choose(identity: str) -> None:
    """Look at a comparison from now on, and say so in the address."""
    st.session_state[RUN] = identity
    st.query_params[RUN] = identity


def ask(
    a: Scenario,
    b: Scenario,
    at_most: int | None = None,
    inputs: Sources = "plausible worlds",
) -> str:
    """Have two scenarios compared, unless that was done and is whole, and look at it.

    Args:
        a: the scenario compared with.
        b: the scenario that is judged.
        at_most: pairs at which to stop; the server's setting if none.
        inputs: where the values of doubtful inputs come from.

    Returns:
        The id of the comparison.
    """
    asked = asked_of(a, b, at_most, inputs)
    done = lookup(run_store(), asked.id).comparison
    if done is None:
        jobs().start(asked)
    elif not is_whole(done):
        pairs = {"at_most": max(asked.at_most, done.asked), "at_least": done.asked}
        jobs().start(asked.model_copy(update=pairs))
    choose(asked.id)
    return asked.id


def more(of: Result, at_most: int) -> None:
    """Have a comparison taken further than it went."""
    (a, b), worlds = of.experiment.pair, of.experiment.worlds
    asked = request(run_store(), a, b, of.saved.seed, at_most, worlds)
    jobs().start(asked.model_copy(update={"at_least": of.saved.asked}))


def resume(identity: str) -> Job | None:
    """Take up a request that nobody works on, as after a restart of the server.

    Returns:
        The job; none if there is no such request.
    """
    asked = lookup(run_store(), identity).request
    if asked is None or not asked.is_of_this_engine():
        return None
    if asked.state is Status.CANCELLED or (asked.state is Status.FAILED and asked.server == SERVER):
        return None
    return jobs().start(asked.model_copy(update={"state": Status.SUBMITTED, "why": ""}))


def opened(of: SavedComparison) -> Result:
    """A saved comparison with its replications.

    Raises:
        RunsGoneError: if they are no longer there.
    """
    return _opened(run_store().location, of.id, of.asked, of.pairs, of.when.isoformat())


def opened_or_said(of: SavedComparison) -> Result | None:
    """A saved comparison with its replications; none, after the page has said why, without."""
    try:
        return opened(of)
    except RunsGoneError as error:
        st.error(plain_text(str(error)))
        return None


def is_whole(of: SavedComparison) -> bool:
    """Whether a saved comparison can be opened; it is open then."""
    try:
        opened(of)
    except RunsGoneError:
        return False
    return True


@st.cache_resource(max_entries=8, show_spinner="Opening the comparison ...")
def _opened(location: str, identity: str, asked: int, pairs: int, when: str) -> Result:
    del location, asked, pairs, when  # tell one state of the comparison from another
    found = lookup(run_store(), identity).comparison
    if found is None:
        raise RunsGoneError("this comparison was deleted a moment ago")
    experiment = reopen(run_store(), found)
    return Result(found, experiment, compare(experiment))
