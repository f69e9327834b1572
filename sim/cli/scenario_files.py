"""Files by name: the scenarios and reported figures given on the command line, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from sim.cli.errors import InputError
from sim.cli.options import Side
from sim.scenario.differ.same_demand import CannotShareDemandError, with_demand_of
from sim.scenario.file.loading import load_scenario
from sim.scenario.file.reported import Reported, load_reported
from sim.scenario.file.shipped import NoScenarioFileError, scenario_file
from sim.scenario.problems import ScenarioError
from sim.scenario.scenario import Scenario

_Read = TypeVar("_Read")


def scenario(name: str) -> Scenario:
    """Read and check a scenario given by name or path.

    Raises:
        InputError: with every problem, if it cannot be used.
    """
    return read(name, load_scenario)


def with_same_demand(
    scenarios: tuple[Scenario, Scenario], side: Side | None
) -> tuple[Scenario, Scenario]:
    """Two scenarios with the demand of one of them; as they are without a side.

    Raises:
        InputError: if the other cannot be run with it.
    """
    a, b = scenarios
    try:
        match side:
            case Side.A:
                return a, with_demand_of(b, a)
            case Side.B:
                return with_demand_of(a, b), b
            case Side.OWN | None:
                return a, b
    except CannotShareDemandError as error:
        raise InputError(str(error)) from None


def with_demand_of_base(scenarios: Sequence[Scenario], side: Side | None) -> list[Scenario]:
    """Several scenarios with the demand of the first, unless each is to have its own.

    Raises:
        InputError: if one cannot be run with it, or the demand of another is asked for.
    """
    base, *others = scenarios
    if side is Side.B:
        raise InputError(
            "With several options give --same-demand A, the demand of the base for all, or own."
        )
    if side is Side.OWN:
        return [base, *others]
    try:
        return [base, *(with_demand_of(each, base) for each in others)]
    except CannotShareDemandError as error:
        raise InputError(
            f"{error}; --same-demand own compares each with the demand that it has"
        ) from None


def reported(name: str) -> Reported:
    """Read and check reported figures given by name or path.

    Raises:
        InputError: with every problem, if they cannot be used.
    """
    return read(name, load_reported)


def read(name: str, load: Callable[[Path], _Read]) -> _Read:
    """Read the file that a name means.

    Raises:
        InputError: if there is no such file, or it cannot be used.
    """
    try:
        return load(scenario_file(name))
    except (NoScenarioFileError, ScenarioError) as error:
        raise InputError(str(error)) from None
