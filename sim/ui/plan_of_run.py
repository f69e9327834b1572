"""The plan of a run: its text, word for word, so that the address of a run leads back to it.

The store has the scenario of every run. Its comments, and what it extends, stand in its text alone.
"""

from __future__ import annotations

from sim.experiment.saved import Saved
from sim.ui.plans import NamedPlan, plans
from sim.ui.reading import read, scenario_in
from sim.ui.requests import Request
from sim.ui.store import run_store

TEXTS = "texts"
"""Where the texts of plans that were run stand in the store."""


def keep_text(text: str) -> None:
    """Keep the text of a plan that is run."""
    store = run_store()
    store.folder.write(_path(store.keep_scenario(scenario_in(text))), text.encode())


def plan_of(run: Saved | Request) -> NamedPlan | None:
    """The plan that a run judges; none where no text of the same content is there.

    Its title does not decide: others may have given theirs the same.
    """
    name = run.scenarios[1]
    known = list(plans().values())
    kept = run_store().folder.read([_path(name)]).get(_path(name))
    if kept is not None:
        text = kept.decode("utf-8", "replace")
        itself = NamedPlan(f"{run.titles[1]}, as it was run", run.titles[1], text, "saved")
        known = [*(plan for plan in known if plan.text == text), itself, *known]
    return next((plan for plan in known if _content(plan) == _content_in(name)), None)


def _content(plan: NamedPlan) -> str:
    scenario = read(plan.text).scenario
    return scenario.content_hash if scenario else ""


def _content_in(name: str) -> str:
    """The content hash with which the name of a scenario in the store begins."""
    return name.partition("-")[0]


def _path(name: str) -> str:
    return f"{TEXTS}/{name}.yaml"
