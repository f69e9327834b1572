"""Files by name: which file a name on the command line means, read and checked."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import typer

from sim.scenario.file.loading import load_scenario
from sim.scenario.file.reported import Reported, load_reported
from sim.scenario.problems import ScenarioError
from sim.scenario.scenario import Scenario
from sim.scenario.words import nearest

BAD_INPUT = 2
"""Exit code for a mistake in what was given."""
_BESIDE_THE_PACKAGE = Path(__file__).resolve().parents[2] / "scenarios"


def refuse(message: str) -> NoReturn:
    """End with a message to the user about what was given.

    Raises:
        typer.Exit: always.
    """
    typer.echo(message, err=True)
    raise typer.Exit(BAD_INPUT)


def scenario_file(name: str) -> Path:
    """The file that a name means: a path, or a file of the scenarios folder.

    The folder is `scenarios` here, or else the one beside the package.

    Raises:
        typer.Exit: if there is no such file.
    """
    path = Path(name)
    if path.is_file():
        return path
    folder = next(
        (each for each in (Path("scenarios"), _BESIDE_THE_PACKAGE) if each.is_dir()), None
    )
    if folder is None or path.name != name:
        refuse(f"There is no file {name}.")
    found = folder / f"{name.removesuffix('.yaml')}.yaml"
    if not found.is_file():
        names = sorted(file.stem for file in folder.glob("*.yaml"))
        hint = nearest(name, names, "there are")
        refuse(f"There is no scenario '{name}' in {folder}; {hint}")
    return found


def reported(name: str) -> Reported:
    """Read and check reported figures given by name or path.

    Raises:
        typer.Exit: after telling every problem, if they cannot be used.
    """
    try:
        return load_reported(scenario_file(name))
    except ScenarioError as error:
        refuse(str(error))


def scenario(name: str) -> Scenario:
    """Read and check a scenario given by name or path.

    Raises:
        typer.Exit: after telling every problem, if it cannot be used.
    """
    try:
        return load_scenario(scenario_file(name))
    except ScenarioError as error:
        refuse(str(error))
