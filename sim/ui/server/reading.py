"""Reading a plan on a page: its scenario, or every problem with the setting that it stands at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import streamlit as st

from sim.scenario.exact.capacity import Capacity, check_capacity
from sim.scenario.exact.length_of_stay import EndlessPathwayError
from sim.scenario.file.loading import load_scenario_text
from sim.scenario.file.source import Listing, Mapping, Node, read_yaml
from sim.scenario.paths import Path as SettingPath
from sim.scenario.problems import Place, Problem, ScenarioError
from sim.scenario.scenario import Scenario
from sim.ui.server.settings import scenarios_folder

NAME = "this plan"
"""What a plan on a page is called in messages."""


@dataclass(frozen=True)
class Reading:
    """What the text of a plan holds.

    Attributes:
        scenario: the scenario; none where it cannot be used.
        problems: why it cannot.
        at: the path of the setting that each problem stands at; empty where it stands nowhere in
            this text.
    """

    scenario: Scenario | None
    problems: tuple[Problem, ...] = ()
    at: tuple[SettingPath, ...] = ()

    def below(self, path: SettingPath) -> list[str]:
        """The messages that stand at a setting or inside it."""
        return [
            problem.message
            for problem, found in zip(self.problems, self.at, strict=True)
            if found[: len(path)] == path
        ]


def read(text: str) -> Reading:
    """Read and check the text of a plan, by the same rules as a file."""
    return _read(text, scenarios_folder())


@st.cache_resource(max_entries=200, show_spinner=False)
def _read(text: str, folder: Path) -> Reading:
    try:
        return Reading(load_scenario_text(text, NAME, folder))
    except ScenarioError as error:
        paths = _paths(text)
        at = tuple(paths.get(problem.place, ()) for problem in error.problems)
        return Reading(None, error.problems, at)


BY_CONTENT: dict[str | type, Callable[[Any], object]] = {Scenario: attrgetter("content_hash")}
"""How a cache tells one scenario from another."""


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs=BY_CONTENT)
def capacity(scenario: Scenario) -> Capacity | None:
    """The capacity check of a plan; none where it cannot be worked out."""
    try:
        return check_capacity(scenario)
    except EndlessPathwayError:
        return None


def scenario_in(text: str) -> Scenario:
    """The scenario in a text that is known to hold one.

    Raises:
        ScenarioError: if it does not.
    """
    found = read(text)
    if found.scenario is None:
        raise ScenarioError(found.problems)
    return found.scenario


def _paths(text: str) -> dict[Place, SettingPath]:
    """The setting that stands at each place of a text."""
    try:
        tree, _ = read_yaml(text.encode("utf-8", "surrogatepass"), NAME)
    except ScenarioError:
        return {}
    return {place: path for path, place in _places((), tree)}


def _places(path: SettingPath, node: Node) -> Iterator[tuple[SettingPath, Place]]:
    yield path, node.place
    if isinstance(node, Mapping):
        for key, entry in node.entries.items():
            yield (*path, key), entry.place
            yield from _places((*path, key), entry.node)
    elif isinstance(node, Listing):
        for position, item in enumerate(node.items):
            yield from _places((*path, position), item)
