"""Evidence: how many inputs of two scenarios rest on no source."""

from __future__ import annotations

from sim.experiment.worlds.inputs import Input, inputs
from sim.present.words.numbers import counted
from sim.scenario.scenario import Scenario

_WEAK = ("A", None)
"""Grades of a number that rests on no source."""


def evidence(a: Scenario, b: Scenario) -> str:
    """How many inputs of two scenarios rest on no source."""
    found = [each for each in inputs(a, b) if _is_counted(each)]
    weak = sum(each.estimate.grade in _WEAK for each in found)
    return f"{weak} of {counted(len(found), 'input')} rest on no source (grade A or none)."


def _is_counted(each: Input) -> bool:
    """Margins and prices decide no run; the pathway's shape claims nothing."""
    return each.decides_runs and not each.is_shape
