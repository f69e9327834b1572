"""Caseload over the year: weighted children a worker holds, week by week and team by team."""

from __future__ import annotations

from collections.abc import Iterator

import altair as alt
import pandas as pd

from sim.experiment.comparison import Comparison
from sim.experiment.experiment import Experiment
from sim.experiment.statistics.figures import Key
from sim.measures.catalogue import CATALOGUE
from sim.present import palette
from sim.present.charts import look
from sim.present.charts.chart import WIDTH, Chart, Picture
from sim.present.charts.courses import Point, as_table, courses, to_draw
from sim.present.words import findings
from sim.present.words.names import clean
from sim.present.words.numbers import level, percent
from sim.scenario.scenario import Scenario

MEASURE = "load_per_worker_mean"
ALL_TEAMS = "All teams"
PANEL, PANEL_HEIGHT = 240, 120
"""Pixels that a panel has at least in width, and in height."""
_AXIS, _GAP = 66, 24
"""Pixels of the vertical axis with its title, and between panels."""


def by_team_and_week(experiment: Experiment, comparison: Comparison, width: int = WIDTH) -> Chart:
    """Weighted caseload by week: all teams, then each team of either structure that holds cases.

    Args:
        experiment: where the weeks come from.
        comparison: of the same experiment; its difference is the finding.
        width: whole width in pixels; it decides how many panels stand beside each other.
    """
    unit = CATALOGUE[MEASURE].unit
    found = courses(experiment, _points(experiment), "week", unit)
    teams = [part for part in found["part"].unique() if part != ALL_TEAMS]
    caps = [cap for team in teams for cap in _caps(experiment.scenarios, team)]
    title = findings.of_measure(comparison, MEASURE)
    return Chart(
        title=title,
        caption=(
            f"{unit.capitalize()} held per full-time equivalent social worker at the end of each "
            f"week of the measured window, with its {percent(comparison.confidence)} interval. "
            f"Dotted: the cap on one full-time worker. A team without a line is not in that "
            f"structure."
        ),
        alt=f"{title}. {' '.join(_told(comparison, team) for team in teams)}",
        picture=_panels(found, caps, look.sides_of(comparison), [ALL_TEAMS, *teams], width),
        table=as_table(found, "Team", "Week", unit),
        stretches=False,
    )


def _points(experiment: Experiment) -> Iterator[Point]:
    """All teams and each team in every week."""
    teams = dict.fromkeys(team for s in experiment.scenarios for team in s.structure.teams)
    keys = {key for arm in experiment.arms for each in arm[:1] for key in each.keys}
    weeks = range(1, 1 + sum(key[:2] == (MEASURE, "week") for key in keys))
    for week in weeks:
        yield Point(Key(MEASURE, "week", f"week {week}"), week, ALL_TEAMS)
    for team in teams:
        for week in weeks:
            yield Point(Key(MEASURE, "team week", f"{team}, week {week}"), week, team)


def _caps(scenarios: tuple[Scenario, ...], team: str) -> Iterator[tuple[str, float]]:
    """The different caps on a full-time social worker of the team."""
    yield from dict.fromkeys(
        (team, post.cap.value)
        for scenario in scenarios
        if team in scenario.structure.teams
        for post in scenario.structure.teams[team].posts
        if post.role == "social worker" and post.cap is not None
    )


def _told(comparison: Comparison, team: str) -> str:
    outcome, unit = comparison.find(MEASURE, "team", team), CATALOGUE[MEASURE].unit
    if outcome is None:
        return ""
    means = [
        f"{level(interval, unit)} in {side}"
        for side, interval in zip(look.SIDES, (outcome.a, outcome.b), strict=True)
        if interval.replications
    ]
    return f"{clean(team)}: {' and '.join(means)} over the year."


def _panels(
    found: pd.DataFrame,
    caps: list[tuple[str, float]],
    names: tuple[str, str],
    parts: list[str],
    width: int,
) -> Picture:
    unit = CATALOGUE[MEASURE].unit
    columns = max(1, (width - _AXIS) // (PANEL + _GAP))
    each = (width - _AXIS - (columns - 1) * _GAP) // columns
    place = {part: number for number, part in enumerate(parts)}
    drawn = to_draw(found, names).assign(part=lambda course: course["part"].map(place))
    lines = pd.DataFrame({"part": [place[team] for team, _ in caps], "cap": [c for _, c in caps]})
    base = alt.Chart(pd.concat([drawn, lines]) if caps else drawn)
    x = alt.X(
        "at:Q", title="Week", scale=alt.Scale(nice=False), axis=alt.Axis(grid=False, tickCount=5)
    )
    y = alt.Y(
        "mean:Q", title=unit.capitalize(), scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=4)
    )
    layered = alt.layer(
        *look.courses(base, names, x, y, 2),
        base.transform_filter("isValid(datum.cap)")
        .mark_rule(color=palette.GREY, strokeDash=[2, 3])
        .encode(y="cap:Q"),
    ).properties(width=each, height=PANEL_HEIGHT)
    headers = alt.Header(
        labelExpr=look.labels([[look.one_line(part, each)] for part in parts]),
        labelAnchor="start",
        labelFontWeight="bold",
    )
    facets = layered.facet(
        facet=alt.Facet("part:O", title=None, sort=None, header=headers),
        columns=columns,
        spacing=_GAP,
    )
    return look.dressed(facets)
