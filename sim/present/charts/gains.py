"""Localities and teams: how far they differ, and what each team carries."""

from __future__ import annotations

import math
from collections.abc import Iterator

import altair as alt

from sim.experiment.comparison import Comparison, Outcome
from sim.experiment.statistics.interval import NOTHING, Interval
from sim.measures.catalogue import CATALOGUE, PRIMARY, Definition
from sim.present.charts import exact, look
from sim.present.charts.chart import WIDTH, Chart, Picture
from sim.present.charts.interval_rows import Row, Ruler, interval_rows, told_by_rows
from sim.present.charts.level_rows import ROW, LevelRow, level_rows
from sim.present.words import words
from sim.present.words.measures import BY_LOCALITY, BY_TEAM, titled
from sim.present.words.names import clean
from sim.present.words.numbers import difference, difference_unit, mean, number, percent

_REACH = 100.0
"""Points, or percent of A's level, at which the plot of localities ends."""
_SCALE = ["B lower \u2003|\u2003 B higher", "shares: points; all else: % of A's level"]
_LABELS, _NARROW, _GAP = 130, 60, 18
"""Pixels of the teams' names, of a panel at least, and between panels."""


def by_locality(comparison: Comparison) -> Chart:
    """What differs in each locality; none is judged by itself, so that none is a gain or a loss."""
    found = [
        outcome
        for measure in BY_LOCALITY
        for outcome in comparison.parts(measure, "locality")
        if outcome.difference.replications
    ]
    title = _spread(comparison)
    rows = list(_by_measure(found))
    return Chart(
        title=title,
        caption=(
            "The line is the interval of B - A, the mark its mean; to the right B is higher. "
            "Shares are drawn in percentage points, all else in percent of A's level; an arrow at "
            "the edge means that it lies beyond, and nothing is drawn where that level is 0. "
            "Localities have no margins of their own: the worst-off of each outcome is judged."
        ),
        alt=told_by_rows(title, rows),
        picture=interval_rows(rows, Ruler(_SCALE, _REACH)),
        table=exact.of_outcomes((outcome, words.direction(outcome)) for outcome in found),
    )


def by_team(comparison: Comparison, width: int = WIDTH) -> Chart:
    """What each team of either structure carries; most teams have no counterpart to differ from.

    Args:
        comparison: what was found.
        width: whole width in pixels; shared out among the panels.
    """
    found = {m: {o.key.name: o for o in comparison.parts(m, "team")} for m in BY_TEAM}
    teams = [
        team
        for team in dict.fromkeys(team for outcomes in found.values() for team in outcomes)
        if any(team in outcomes and outcomes[team].has_value for outcomes in found.values())
    ]
    title = _heaviest(comparison)
    shown = [(outcomes[team]) for outcomes in found.values() for team in teams if team in outcomes]
    rows = {
        m: [_row(team, outcomes.get(team), m) for team in teams] for m, outcomes in found.items()
    }
    return Chart(
        title=title,
        caption=(
            f"Means over the measured window with their {percent(comparison.confidence)} "
            f"intervals. A team with one mark is in one structure only."
        ),
        alt=f"{title}. {_told(rows)}",
        picture=_panels(rows, look.sides_of(comparison), width),
        table=exact.of_outcomes((o, words.direction(o)) for o in shown if o.has_value),
        stretches=False,
    )


def _spread(comparison: Comparison) -> str:
    """Where the first primary outcome differs least and most."""
    measure = CATALOGUE[PRIMARY[0]]
    found = sorted(
        (o for o in comparison.parts(measure.key, "locality") if o.difference.replications),
        key=lambda outcome: outcome.difference.mean,
    )
    if not found:
        return "No locality has a figure"
    unit = difference_unit(measure.unit)
    ends = [
        f"{number(o.difference.mean, signed=True)} {unit} in {clean(o.key.name)}"
        for o in dict.fromkeys((found[0], found[-1]))
    ]
    return f"{measure.title}, B - A: {' to '.join(ends)}"


def _by_measure(found: list[Outcome]) -> Iterator[Row]:
    for measure in dict.fromkeys(outcome.key.measure for outcome in found):
        yield Row.heading(titled(CATALOGUE[measure]))
        for outcome in found:
            if outcome.key.measure == measure:
                yield _of_locality(outcome, CATALOGUE[measure])


def _of_locality(outcome: Outcome, measure: Definition) -> Row:
    word, numbers = words.direction(outcome), difference(outcome.difference, measure.unit)
    name = clean(outcome.key.name)
    return Row(
        label=name,
        word=word,
        interval=_on_scale(outcome, measure),
        right=f"{word}: {numbers}",
        told=f"{measure.title}, {name}: {word}, B - A {numbers} {difference_unit(measure.unit)}",
    )


def _on_scale(outcome: Outcome, measure: Definition) -> Interval:
    """In points for shares, in percent of A's level for all else; nan where that is 0."""
    found = outcome.difference
    unit = 1.0 if measure.unit == "%" else abs(outcome.a.mean) / 100
    if found.is_zero:
        return found
    return found.in_units_of(unit if unit > 0 else math.nan)


def _heaviest(comparison: Comparison) -> str:
    """The finding on teams: where the weighted caseload is highest in each structure."""
    measure = "load_per_worker_mean"
    told = []
    for side in look.SIDES:
        levels = {
            outcome.key.name: interval
            for outcome in comparison.parts(measure, "team")
            if (interval := outcome.a if side == "A" else outcome.b).replications
        }
        if levels:
            team, interval = max(levels.items(), key=lambda each: each[1].mean)
            told.append(f"{mean(interval, CATALOGUE[measure].unit)} in {side} ({clean(team)})")
    if not told:
        return "No team holds cases"
    return f"Projected heaviest weighted caseload of a team: {' and '.join(told)}"


def _row(team: str, outcome: Outcome | None, measure: str) -> LevelRow:
    unit = CATALOGUE[measure].unit
    if outcome is None:
        return LevelRow(team, NOTHING, NOTHING, "", unit)
    return LevelRow(team, outcome.a, outcome.b, "", unit)


def _panels(rows: dict[str, list[LevelRow]], names: tuple[str, str], width: int) -> Picture:
    """A panel for each measure, side by side."""
    each = max(_NARROW, (width - _LABELS - _GAP) // len(rows) - _GAP)
    panels = [
        level_rows(
            of_measure,
            names,
            look.lines_of(BY_TEAM[measure], each, 3),
            label_width=0 if at else _LABELS,
        ).properties(width=each, height=ROW)
        for at, (measure, of_measure) in enumerate(rows.items())
    ]
    beside = alt.hconcat(*panels, spacing=_GAP)
    sharing: alt.HConcatChart = beside.resolve_scale(color="shared", shape="shared")
    return look.dressed(sharing)


def _told(rows: dict[str, list[LevelRow]]) -> str:
    told = [
        row.told(side, found)
        for measure, of_measure in rows.items()
        for row in of_measure
        for side, found in zip(look.SIDES, (row.a, row.b), strict=True)
        if found.replications
    ]
    return ". ".join(told)
