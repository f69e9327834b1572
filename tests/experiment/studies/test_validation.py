"""A reported figure is reproduced, off or in doubt by where the whole interval lies."""

from __future__ import annotations

import math

import pytest

from sim.experiment.comparison import Key
from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.validation import (
    NoSuchFigureError,
    Reproduction,
    hold_against,
    reproduction,
)
from sim.scenario.file.reported import ReportedFigure


def figure(measure: str = "core_in_time", scope: str = "all", name: str = "") -> ReportedFigure:
    return ReportedFigure(
        measure=measure,
        scope=scope,
        name=name,
        title="Core assessments in time",
        reported=85.5,
        low=77.6,
        high=86,
        unit="%",
        grade="R",
        source="a report",
    )


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (78.0, 85.0, Reproduction.REPRODUCED),
        (77.6, 86.0, Reproduction.REPRODUCED),
        (70.0, 77.5, Reproduction.OFF),
        (86.1, 90.0, Reproduction.OFF),
        (70.0, 77.6, Reproduction.CANNOT_TELL),
        (77.0, 80.0, Reproduction.CANNOT_TELL),
        (85.0, 87.0, Reproduction.CANNOT_TELL),
        (60.0, 99.0, Reproduction.CANNOT_TELL),
        (math.nan, math.nan, Reproduction.CANNOT_TELL),
    ],
)
def test_the_whole_interval_decides(low: float, high: float, word: Reproduction) -> None:
    assert reproduction(Interval(80.0, low, high, 20), figure()) is word


def test_a_figure_of_a_team_is_held_against_that_team() -> None:
    simulated = {
        Key("core_in_time"): Interval(10, 9, 11, 20),
        Key("core_in_time", "team", "Access"): Interval(80, 79, 81, 20),
    }
    whole, team = hold_against([figure(), figure(scope="team", name="Access")], simulated)
    assert (whole.verdict, team.verdict) == (Reproduction.OFF, Reproduction.REPRODUCED)


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        (figure("core_on_time"), "there is no measure 'core_on_time'; did you mean 'core_in_time'"),
        (figure(scope="team", name="Acess"), "has no team 'Acess'; did you mean 'Access'?"),
        (figure(scope="locality", name="North"), "has no locality 'North'; there are none"),
    ],
)
def test_a_figure_that_no_run_has_is_refused_with_what_there_is(
    wrong: ReportedFigure, hint: str
) -> None:
    with pytest.raises(NoSuchFigureError, match=hint):
        hold_against(
            [wrong],
            {
                Key("core_in_time"): Interval(80, 79, 81, 20),
                Key("core_in_time", "team", "Access"): Interval(80, 79, 81, 20),
            },
        )
