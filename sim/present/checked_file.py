"""A checked file: its problems, warnings and capacity, for a terminal and for JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.measures.window_needed import short_window
from sim.present.words import small_counts
from sim.present.words.derivations import Derivation, derivations
from sim.scenario.exact.capacity import Capacity, check_capacity
from sim.scenario.exact.cost import Cost, cost_of
from sim.scenario.file.loading import load_scenario, scenario_warnings
from sim.scenario.file.reported import load_reported
from sim.scenario.problems import Problem, ScenarioError


@dataclass(frozen=True)
class Checked:
    """A file of a scenario or of reported figures, and the result of its check.

    Attributes:
        file: the file.
        problems: why it cannot be used.
        warnings: what is legal and worth a look, as values outside their evidence.
        capacity: what a scenario asks of each team, and what the team has.
        derived: its inputs that are derived from others.
        cost: what a year of its posts costs; none where no prices are given.
    """

    file: str
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    capacity: Capacity | None = None
    derived: tuple[Derivation, ...] = ()
    cost: Cost | None = None


def checked(path: Path) -> Checked:
    """Check one file."""
    try:
        scenario = load_scenario(path)
    except ScenarioError as error:
        return Checked(str(path), () if _is_reported(path) else error.problems)
    found = tuple(scenario_warnings(path, short_window))
    return Checked(
        str(path),
        warnings=found,
        capacity=small_counts.capacity(check_capacity(scenario)),
        derived=derivations(scenario),
        cost=cost_of(scenario),
    )


def _is_reported(path: Path) -> bool:
    """Whether a file that is no scenario holds reported figures instead."""
    try:
        load_reported(path)
    except ScenarioError:
        return False
    return True
