"""Courses: what both structures show day by day or week by week, with intervals, as tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from sim.experiment.experiment import Experiment
from sim.experiment.statistics.figures import Figures, Key
from sim.experiment.statistics.plausible import plausible
from sim.experiment.worlds.worlds import worlds_run_in
from sim.present.charts.look import SIDES
from sim.present.words import numbers
from sim.present.words.names import clean


class Point(NamedTuple):
    """One point of a course: a figure, where it stands on the chart, and what it belongs to."""

    key: Key
    at: int
    """Day or week."""
    part: str
    """Team, or empty for the whole service."""


def courses(
    experiment: Experiment, points: Iterable[Point], period: str, unit: str
) -> pd.DataFrame:
    """The points of A and of B, over the replications that both have.

    Args:
        experiment: two scenarios.
        points: those wanted; one that a scenario has no value for is left out of its course.
        period: what `at` counts, as it is told: day or week.
        unit: of the figures.

    Returns:
        One row a side and point: columns `side` (A or B), `part`, `at`, `mean`, `low`, `high`,
        and `told`, the point in words; the ends are nan where fewer than 2 replications have a
        value.
    """
    wanted = list(points)
    confidence = experiment.scenarios[0].margins.confidence.value
    both = set.intersection(*({each.number for each in arm} for arm in experiment.arms))
    worlds = worlds_run_in(experiment.worlds, sorted(both))
    rows = []
    for side, arm in zip(SIDES, experiment.arms, strict=True):
        figures = Figures.of([each for each in arm if each.number in both])
        for key, at, part in wanted:
            found = plausible(figures[key], worlds).interval(confidence)
            if found.replications:
                where = f"{side}, {clean(part)}" if part else side
                told = f"{where}, {period} {at}: {numbers.level(found, unit)} {unit}"
                rows.append((side, part, at, found.mean, found.low, found.high, told))
    return pd.DataFrame(rows, columns=["side", "part", "at", "mean", "low", "high", "told"])


def to_draw(course: pd.DataFrame, names: tuple[str, str]) -> pd.DataFrame:
    """A course with its sides named; A, which is dashed, is drawn last and over B."""
    named = course["side"].map(dict(zip(SIDES, names, strict=True)))
    return course.assign(side=named).sort_values("side", ascending=False, kind="stable")


def as_table(course: pd.DataFrame, part: str, at: str, what: str) -> pd.DataFrame:
    """A course with both sides beside each other, to be read.

    Args:
        course: as `courses` gives it.
        part: heading of the parts; empty to leave them out.
        at: heading of the days or weeks.
        what: what is counted, with its unit.
    """
    index = ["part", "at"] if part else ["at"]
    wide = course.pivot(index=index, columns="side", values=["mean", "low", "high"])
    ends = {"mean": "", "low": ", low", "high": ", high"}
    order = [(end, side) for side in SIDES for end in ends if (end, side) in wide]
    table = wide[order].set_axis(
        [f"{side}: {what}{ends[end]}" for end, side in order], axis="columns"
    )
    return table.rename_axis(index=[part, at] if part else at).reset_index()
