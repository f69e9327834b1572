"""The scenario of a run: its text, word for word, so that the address of a run leads back to it.

The store has the scenario of every run. Its comments, and what it extends, stand in its text alone.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from sim.experiment.library.requests import Request
from sim.experiment.library.saved_comparisons import SavedComparison
from sim.experiment.store.run_store import MissingScenarioError, text_path
from sim.ui.markdown_escape import plain_text
from sim.ui.server.named_scenarios import NamedScenario, by_name
from sim.ui.server.reading import read, scenario_in
from sim.ui.server.store import run_store


def keep_text(text: str) -> None:
    """Keep the text of a plan that is run."""
    store = run_store()
    store.keep_text(store.keep_scenario(scenario_in(text)), text)


def scenario_of(run: SavedComparison | Request) -> NamedScenario | None:
    """The plan that a run judges; none where no text of the same content is there.

    Its title does not decide: others may have given theirs the same.
    """
    content = contents_of(run)[1]
    known = list(by_name().values())
    text = _text_of(run)
    if text is not None:
        itself = NamedScenario(f"{run.titles[1]}, as it was run", run.titles[1], text, "saved")
        same = _first_of([*(plan for plan in known if plan.text == text), itself], content)
        if same is not None:
            return same
        _say_damaged(f"{text_path(run.scenarios[1])} gives another plan than was run")
    return _first_of(known, content)


def _text_of(run: SavedComparison | Request) -> str | None:
    """The text of the plan of a run; none, after the page has said so, if it cannot be read."""
    try:
        return run_store().text(run.scenarios[1])
    except MissingScenarioError as error:
        _say_damaged(str(error))
        return None


def _say_damaged(why: str) -> None:
    st.warning(f"{plain_text(why)}. It is written anew when the plan is run again.")


def base_of(run: SavedComparison | Request) -> NamedScenario | None:
    """The plan that a run compares with; none where it is in no list."""
    return _first_of(by_name().values(), contents_of(run)[0])


def contents_of(run: SavedComparison | Request) -> tuple[str, str]:
    """The content hashes of a run, with which the names of its scenarios in the store begin."""
    a, b = (name.partition("-")[0] for name in run.scenarios)
    return a, b


def _first_of(known: Iterable[NamedScenario], content: str) -> NamedScenario | None:
    """The first plan of a content."""
    for named in known:
        scenario = read(named.text).scenario
        if scenario is not None and scenario.content_hash == content:
            return named
    return None
