"""The choice of options: a base and up to six plans, kept in the address as names in the store."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from sim.experiment.store.run_store import MissingScenarioError
from sim.experiment.studies.options import MOST
from sim.scenario.differ.same_demand import CannotShareDemandError, with_demand_of
from sim.scenario.scenario import Scenario
from sim.ui.markdown_escape import plain_text
from sim.ui.server import named_scenarios
from sim.ui.server.reading import scenario_in
from sim.ui.server.store import run_store

PLANS = "plans"
"""The plans looked at: in the address, the base first."""
_NAME = re.compile(r"[0-9a-f]+-[0-9a-f]+")
"""A plan's name in the store."""


def choice() -> None:
    """A base and options to choose, and a button that sets them side by side."""
    choices = named_scenarios.by_name()
    first, second = named_scenarios.default_pair()
    base = named_scenarios.chosen(choices, "A, the base", first, "base of options")
    names = st.multiselect(
        f"Options, up to {MOST}",
        list(choices),
        [second.name],
        lambda each: choices[each].label,
        max_selections=MOST,
        key="options",
        help="Each is set against the base in the same worlds, with the same luck.",
    )
    same = st.checkbox(
        "The demand of the base for all",
        value=True,
        key="same demand for options",
        help="Contacts, needs, open cases and dates: what remains is the structure.",
    )
    button = "Set side by side"
    if st.button(button, type="primary", disabled=not names, icon=":material/view_column:"):
        options = [scenario_in(choices[name].text) for name in names]
        _look_at(base, options, same)


def _look_at(base: Scenario, options: Sequence[Scenario], same: bool) -> None:
    try:
        plans = [base, *(with_demand_of(each, base) if same else each for each in options)]
    except CannotShareDemandError as error:
        st.error(plain_text(f"{error}."))
        return
    st.query_params[PLANS] = address([run_store().keep_scenario(each) for each in plans])
    st.rerun()


def address(names: Sequence[str]) -> str:
    """Names of plans in the store as an address holds them, the base first."""
    return ",".join(names)


def chosen() -> tuple[Scenario, ...]:
    """The plans in the address, the base first; none where there are none, or it is said why."""
    names = list(filter(None, st.query_params.get(PLANS, "").split(",")))
    if not names:
        return ()
    if not 2 <= len(names) <= 1 + MOST:
        st.error(f"A link to options names a base and one to {MOST} options.")
        return ()
    plans = tuple(map(_in_store, names))
    if None in plans:
        st.error("A plan in this address is not in the store; choose the plans anew.")
        return ()
    return tuple(plan for plan in plans if plan is not None)


def _in_store(name: str) -> Scenario | None:
    """The plan of a name in the store; an address may hold anything."""
    try:
        return run_store().scenario(name) if _NAME.fullmatch(name) else None
    except MissingScenarioError:
        return None
