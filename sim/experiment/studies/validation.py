"""Validation: whether a simulated scenario reproduces the figures that were reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sim.experiment.comparison import Key
from sim.experiment.statistics.interval import Interval
from sim.measures.catalogue import CATALOGUE
from sim.scenario.file.reported import ReportedFigure
from sim.scenario.words import nearest


class Reproduction(StrEnum):
    """What a simulated mean says about a reported figure."""

    REPRODUCED = "reproduced"
    """Its whole interval lies in the range."""
    OFF = "off"
    """Its whole interval lies outside."""
    CANNOT_TELL = "cannot tell"
    """The interval crosses an end of the range, or there is none."""


class NoSuchFigureError(ValueError):
    """A reported figure names a measure that a run does not have."""


@dataclass(frozen=True)
class Held:
    """One reported figure held against a simulated scenario."""

    figure: ReportedFigure
    simulated: Interval
    verdict: Reproduction


def hold_against(
    figures: Sequence[ReportedFigure], simulated: Mapping[Key, Interval]
) -> tuple[Held, ...]:
    """Hold reported figures against simulated ones.

    Args:
        figures: the figures reported, each with the range that reproduces it.
        simulated: every figure of the scenario.

    Returns:
        One judgement a figure, in the same order.

    Raises:
        NoSuchFigureError: if a figure names a measure, a team or a locality that is not there.
    """
    held = []
    for figure in figures:
        key = _key(figure)
        if key not in simulated:
            raise NoSuchFigureError(f"figure '{figure.title}': {_what_is_there(key, simulated)}")
        held.append(Held(figure, simulated[key], reproduction(simulated[key], figure)))
    return tuple(held)


def those_there(
    figures: Sequence[ReportedFigure], simulated: Mapping[Key, Interval]
) -> tuple[tuple[ReportedFigure, ...], tuple[str, ...]]:
    """The figures that a scenario has, and why it lacks each of the others.

    Args:
        figures: the figures reported.
        simulated: every figure of the scenario.
    """
    missing = {
        id(figure): f"{figure.title}: {_what_is_there(_key(figure), simulated)}"
        for figure in figures
        if _key(figure) not in simulated
    }
    there = tuple(figure for figure in figures if id(figure) not in missing)
    return there, tuple(missing.values())


def no_such_measure(figure: ReportedFigure) -> str:
    """What to write instead of a measure that no run has."""
    hint = nearest(figure.measure, CATALOGUE, "the measures are")
    return f"{figure.title}: no measure '{figure.measure}'; {hint}"


def reproduction(simulated: Interval, figure: ReportedFigure) -> Reproduction:
    """The word for one figure; an end that touches the range's end lies inside."""
    if not simulated.is_known:
        return Reproduction.CANNOT_TELL
    if figure.low <= simulated.low and simulated.high <= figure.high:
        return Reproduction.REPRODUCED
    if simulated.high < figure.low or simulated.low > figure.high:
        return Reproduction.OFF
    return Reproduction.CANNOT_TELL


def _key(figure: ReportedFigure) -> Key:
    return Key(figure.measure, figure.scope, figure.name)


def _what_is_there(key: Key, simulated: Mapping[Key, Interval]) -> str:
    measures = dict.fromkeys(other.measure for other in simulated)
    if key.measure not in measures:
        hint = nearest(key.measure, measures, "the measures are")
        return f"there is no measure '{key.measure}'; {hint}"
    names = [o.name for o in simulated if (o.measure, o.scope) == (key.measure, key.scope)]
    hint = nearest(key.name, names, f"it has {key.scope}")
    return f"'{key.measure}' has no {key.scope} '{key.name}'; {hint}"
