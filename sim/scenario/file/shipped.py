"""Scenario files by name: those of the working folder, and those shipped with Locality."""

from __future__ import annotations

from pathlib import Path

import sim
from sim.scenario.words import nearest


class NoScenarioFileError(ValueError):
    """A name that no scenario file has."""


def shipped_folder() -> Path:
    """The scenarios shipped with Locality: in the installed package, or beside its source."""
    package = Path(sim.__file__).resolve().parent
    installed = package / "scenarios"
    return installed if installed.is_dir() else package.with_name("scenarios")


def scenario_file(name: str) -> Path:
    """The file that a name means: a path, or a file of the scenarios folder.

    The folder is `scenarios` in the working folder, or else that of the shipped scenarios.

    Raises:
        NoScenarioFileError: if there is no such file; it says which there are.
    """
    path = Path(name)
    if path.is_file():
        return path
    if path.name != name:
        raise NoScenarioFileError(f"There is no file {name}.")
    here = Path("scenarios")
    folder = here if here.is_dir() else shipped_folder()
    files = yaml_files(folder)
    for file in files:
        if name in (file.name, file.stem):
            return file
    hint = nearest(name, [file.stem for file in files], "there are")
    raise NoScenarioFileError(f"There is no scenario '{name}' in {folder}; {hint}")


def yaml_files(folder: Path) -> list[Path]:
    """The files of a folder that may be scenarios by their names, in order; `.yaml` first."""
    return [file for ending in ("yaml", "yml") for file in sorted(folder.glob(f"*.{ending}"))]
