"""What becomes of a mangled copy: a scenario, or problems with places; all else is a fault."""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass

from sim.scenario.file.loading import load_scenario_text
from sim.scenario.problems import Problem, ScenarioError
from tests.conftest import SCENARIOS
from tests.mangled.copies import Copy

NAME = "mangled.yaml"


@dataclass(frozen=True)
class Outcome:
    """What became of one copy."""

    copy: Copy
    seconds: float
    """Of the processor."""
    problems: int
    """0: it is a scenario."""
    fault: str
    """What should never be; empty: nothing."""


def outcome(copy: Copy) -> Outcome:
    """Load one copy as an upload."""
    began = time.process_time()
    problems: tuple[Problem, ...] = ()
    fault = ""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            scenario = load_scenario_text(copy.content, NAME, SCENARIOS)
            fault = "" if scenario.content_hash else "no hash"
        except ScenarioError as error:
            problems = error.problems
            fault = next(filter(None, map(_fault_of, problems)), "" if problems else "no problem")
        except Exception as error:  # whatever it is, it is the finding
            fault = f"{type(error).__name__}: {error}"
    return Outcome(copy, time.process_time() - began, len(problems), fault)


def _fault_of(problem: Problem) -> str:
    """What is wrong with how a problem is told."""
    shipped = {file.name for file in SCENARIOS.glob("*.yaml")}
    if problem.place.file not in {NAME, *shipped}:
        return f"no place: {problem}"
    if problem.place.line < 1 and problem.place.file != NAME:
        return f"no line: {problem}"
    if not problem.message or not str(problem).replace("\n", "").isprintable():
        return f"cannot be read: {str(problem)!r}"
    if "Input should" in problem.message:
        return f"not in a planner's words: {problem}"
    return ""
