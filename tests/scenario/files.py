"""Small scenario files and the problems in them, for tests of the loader."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sim.scenario.file.loading import load_scenario_text
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.scenario import Scenario

FOLDER = Path(__file__).parent.parent / "scenarios"
SMALL = (FOLDER / "small.yaml").read_text()


@cache
def small(over: str = "") -> Scenario:
    """The small scenario with other settings."""
    return load_scenario_text(f"extends: small.yaml\n{over}", "mine.yaml", FOLDER)


def edited(old: str, new: str) -> str:
    """The text of the small scenario with one passage changed."""
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)


def problems(text: str) -> tuple[Problem, ...]:
    """All problems of a file called mine.yaml; none if it is a scenario."""
    try:
        load_scenario_text(text, "mine.yaml", FOLDER)
    except ScenarioError as error:
        return error.problems
    return ()


def problems_over(over: str) -> tuple[Problem, ...]:
    """All problems of a file that extends the small scenario; its own text begins on line 2."""
    return problems(f"extends: small.yaml\n{over}")


def said(found: tuple[Problem, ...]) -> list[str]:
    """Each problem as `line: message`."""
    return [f"{problem.place.line}: {problem.message}" for problem in found]


def assert_said(over: str, expected: str) -> None:
    """A file that extends the small scenario has a problem that begins so, and none elsewhere."""
    found = problems_over(over)
    assert any(text.startswith(expected) for text in said(found)), said(found)
    assert {problem.place.file for problem in found} <= {"mine.yaml", "small.yaml"}


def write(folder: Path, **files: str) -> None:
    """Write scenario files, by name without `.yaml`."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
