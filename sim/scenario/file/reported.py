"""Reported figures: what a scenario must reproduce before a comparison with it means anything."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from sim.scenario.estimate import Grade, Number, Record
from sim.scenario.file.source import locate, plain, read_yaml
from sim.scenario.problems import Problem, ScenarioError, whole_file
from sim.scenario.words import as_written, nearest

Kind = Literal["input", "consequence", "workload"]
"""Where a run has a figure from: it is an input; inputs bring it about, whatever the staff; or it
comes out of the workload, as no input sets it."""


class ReportedFigure(Record):
    """One figure as reported, and the range in which a run's mean reproduces it."""

    measure: str = Field(min_length=1)
    """Key of the measure that gives the same figure."""
    scope: str = "all"
    """What the figure is broken down by: all, team, locality, band."""
    name: str = ""
    """Which team, locality or band of days; empty for the whole service."""
    title: str = Field(min_length=1)
    reported: Number | None
    """The figure; null where the source gives none, only a range."""
    low: Number
    """Lowest mean that reproduces it."""
    high: Number
    """Highest mean that reproduces it."""
    unit: str
    grade: Grade
    """R read in a source, D derived, M from memory, A assumption."""
    source: str
    """Where it was read, or how it was derived."""
    note: str = ""
    """Why the range is as it is."""
    kind: Kind | None = None
    """Whether a run that reproduces it has shown anything: an input, a consequence of inputs, or
    something that comes out of the workload; none: not said."""

    @model_validator(mode="after")
    def _range_is_ordered(self) -> ReportedFigure:
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}; swap them")
        return self


class Reported(Record):
    """All figures that a scenario must reproduce."""

    version: int = Field(ge=1, le=1)
    """Version of this file format."""
    title: str = Field(min_length=1)
    figures: tuple[ReportedFigure, ...] = Field(min_length=1)


def load_reported(path: Path | str) -> Reported:
    """Read and check a file of reported figures.

    Args:
        path: the file.

    Returns:
        The figures.

    Raises:
        ScenarioError: with every problem found, each with its file, line and column.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise whole_file(path.name, f"cannot be read ({error.strerror})") from None
    except ValueError:  # NUL, or half a character
        raise whole_file(ascii(path.name), "no file can be called so or stand there") from None
    tree, problems = read_yaml(content, path.name)
    if problems:
        raise ScenarioError(problems)
    try:
        return Reported.model_validate(plain(tree))
    except ValidationError as error:
        faults = error.errors(include_url=False)
        raise ScenarioError(
            Problem(_in_words(fault), locate(tree, fault["loc"], on_key=_is_unknown(fault)))
            for fault in faults
        ) from None


def _is_unknown(fault: ErrorDetails) -> bool:
    return fault["type"] == "extra_forbidden"


def _in_words(fault: ErrorDetails) -> str:
    """One thing that does not fit, as a planner would say it."""
    where, setting = as_written(fault["loc"]), str(fault["loc"][-1])
    if fault["type"] == "missing":
        return f"{where} is missing; add it"
    if _is_unknown(fault):
        settings = (
            ReportedFigure.model_fields if "figures" in fault["loc"] else Reported.model_fields
        )
        return f"{where} is not a setting; {nearest(setting, settings, 'the settings are')}"
    if fault["type"] == "literal_error":
        return f"{where} can be {fault['ctx']['expected']}; write one of them"
    return f"{where}: {fault['msg']}"
