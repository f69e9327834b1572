"""Scenarios by name: those shipped with Locality, and the plans saved in the store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from sim.experiment.library.records import Damaged
from sim.experiment.store.file_store import Content, whole
from sim.scenario.file.shipped import yaml_files
from sim.scenario.file.source import LARGEST
from sim.scenario.scenario import Scenario
from sim.ui.server.reading import read, scenario_in
from sim.ui.server.settings import scenarios_folder
from sim.ui.server.store import run_store

SAVED = "plans"
"""Where saved plans stand in the store."""


class TooLargeError(ValueError):
    """A text that is too large to be a scenario."""


@dataclass(frozen=True)
class NamedScenario:
    """A scenario that can be started from or compared.

    Attributes:
        name: a shipped file's name without its ending, or that of a saved plan in the store.
        title: its title.
        text: its file.
        origin: where it comes from.
    """

    name: str
    title: str
    text: str
    origin: Literal["shipped", "saved"]

    @property
    def label(self) -> str:
        """How it is shown in a list."""
        return shipped_name(self.name) if self.origin == "shipped" else f"{self.title} (saved)"


def shipped_name(name: str) -> str:
    """The name of a shipped file in words: proposed-two-assessments, Proposed two assessments."""
    return name.replace("-", " ").capitalize()


def by_name() -> dict[str, NamedScenario]:
    """Every scenario that can be used: shipped ones first, then saved ones by title."""
    plans = (plan for plan in _saved() if isinstance(plan, NamedScenario))
    saved = sorted(plans, key=lambda each: each.title.casefold())
    return {each.name: each for each in [*_shipped(scenarios_folder()), *saved]}


def chosen(
    choices: dict[str, NamedScenario], label: str, first: NamedScenario, key: str
) -> Scenario:
    """The scenario that the visitor chooses from a list; the first until another is chosen."""
    names = list(choices)
    name = st.selectbox(
        label, names, names.index(first.name), lambda each: choices[each].label, key=key
    )
    return scenario_in(choices[name].text)


def save(text: str) -> NamedScenario:
    """Save a plan in the store under its title; one of the same title is replaced.

    Args:
        text: a plan that can be used.

    Raises:
        TooLargeError: if it is too large.
        ValueError: if it cannot be used.
    """
    content = text.encode()
    if len(content) > LARGEST:
        raise TooLargeError(f"a plan has at most {LARGEST / 1e3:g} kB")
    scenario = read(text).scenario
    if scenario is None:
        raise ValueError("a plan with problems cannot be saved")
    # The name comes from the title alone, and no part of the title stands in it.
    name = hashlib.sha256(scenario.title.encode()).hexdigest()[:12]
    run_store().files.write(f"{SAVED}/{name}.yaml", content)
    return NamedScenario(name, scenario.title, text, "saved")


def delete(saved: NamedScenario) -> None:
    """Delete a saved plan; its runs stay."""
    run_store().files.delete([f"{SAVED}/{saved.name}.yaml"])


def damaged() -> list[Damaged]:
    """The saved plans that cannot be used, with what is wrong with each."""
    return [plan for plan in _saved() if isinstance(plan, Damaged)]


def default_pair() -> tuple[NamedScenario, NamedScenario]:
    """What the front page compares first: current and proposed, or the first two there are."""
    folder = scenarios_folder()
    meant = (_in_file(folder / f"{name}.yaml") for name in ("current", "proposed"))
    chosen = [each for each in meant if each is not None]
    if len(chosen) < 2:
        chosen += [each for each in _shipped(folder) if each not in chosen]
    return chosen[0], chosen[1]


def _shipped(folder: Path) -> list[NamedScenario]:
    """The scenario files of a folder that can be used by themselves."""
    found = (_in_file(file) for file in yaml_files(folder))
    return [each for each in found if each is not None]


def _in_file(file: Path) -> NamedScenario | None:
    return _read_file(file) if file.is_file() else None


@st.cache_resource(max_entries=100, show_spinner=False)
def _read_file(file: Path) -> NamedScenario | None:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None
    scenario = read(text).scenario
    return None if scenario is None else NamedScenario(file.stem, scenario.title, text, "shipped")


def _saved() -> list[NamedScenario | Damaged]:
    folder = run_store().files
    paths = (path for path in folder.names(SAVED) if path.endswith(".yaml"))
    return [_plan(path, content) for path, content in folder.read(paths).items()]


def _plan(path: str, content: Content) -> NamedScenario | Damaged:
    try:
        text = whole(content).decode()
    except (OSError, UnicodeDecodeError) as error:
        return Damaged(path, f"it cannot be read: {error}")
    reading = read(text)
    if reading.scenario is None:
        return Damaged(path, "; ".join(problem.message for problem in reading.problems[:3]))
    name = path.removeprefix(f"{SAVED}/").removesuffix(".yaml")
    return NamedScenario(name, reading.scenario.title, text, "saved")
