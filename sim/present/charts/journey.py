"""A child's journey: one family in both structures, as lanes of waiting, holding and work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import altair as alt
import pandas as pd

from sim.present import palette
from sim.present.charts import look
from sim.present.charts.chart import Chart, Picture
from sim.present.words import words
from sim.present.words.journey_timeline import Lanes
from sim.present.words.names import clean, side_names
from sim.present.words.numbers import counted, day, number
from sim.present.words.story import Journey
from sim.scenario.scenario import Scenario

LABEL_WIDTH, ROW = 195, 36
"""Pixels of labels, and of a lane."""
KINDS = ("has a worker", "waits")
_FILLS, _LINES, _DASHES = ("#C9D6E6", "white"), (palette.BLUE, palette.WAITING), ([1, 0], [4, 3])


def journeys(a: Lanes, b: Lanes, scenarios: tuple[Scenario, Scenario]) -> Chart:
    """The same family under A above and under B below.

    Args:
        a: its lanes in the first scenario.
        b: its lanes in the second.
        scenarios: both, for their names.
    """
    names = side_names(*scenarios)
    told = [_totals(each.journey) for each in (a, b)]
    title = f"One family: {told[0]} in A; {told[1]} in B"
    family = a.journey
    return Chart(
        title=title,
        caption=(
            f"Family {family.family}, {counted(family.children, 'child', 'children')}, "
            f"{family.locality}; from {day(a.began)} in A, {day(b.began)} in B. Dots are "
            f"pieces of work, larger for more hours; an arrow is a handoff to another team. "
            f"{words.ONE_FAMILY}."
        ),
        alt=f"{title}. {' '.join(map(_told, names, (a, b)))}",
        picture=_picture((a, b), names),
        table=_steps(names, (a.journey, b.journey)),
    )


def _totals(journey: Journey) -> str:
    return (
        f"{counted(journey.handoffs, 'handoff')}, {counted(journey.workers, 'worker')} and "
        f"{counted(round(journey.days_waiting), 'day', 'days')} of waiting"
    )


def _told(name: str, found: Lanes) -> str:
    spans = [
        f"day {span.begins:.0f} to {span.ends:.0f} in {clean(span.team)} "
        f"{span.what if span.kind == KINDS[0] else f'waits {clean(span.what)}'}"
        for span in found.spans
    ]
    passed = [
        f"day {each.day:.0f} handoff from {clean(each.giving)} to {clean(each.taking)}"
        for each in found.handoffs
    ]
    hours = number(sum(piece.hours for piece in found.work))
    return f"{name}: {'; '.join([*(spans or ['no worker']), *passed])}; {hours} hours of work."


def _steps(names: Sequence[str], journeys_: Sequence[Journey]) -> pd.DataFrame:
    """Everything that happened, in order."""
    return pd.DataFrame(
        [
            (name, step.date, step.what, step.worker, step.hours, step.days)
            for name, journey in zip(names, journeys_, strict=True)
            for step in journey.steps
        ],
        columns=["Structure", "Date", "What", "Who", "Hours", "Working days since asked for"],
    )


def _picture(both: tuple[Lanes, Lanes], names: tuple[str, str]) -> Picture:
    rows: list[tuple[str, str, str]] = []
    for name, found in zip(names, both, strict=True):
        rows += [(name, "", ""), *((name, team, who) for team, who in found.rows)]
    place = {row: at for at, row in enumerate(rows)}
    until = max(found.shown for found in both)
    spans = pd.DataFrame(_spans(both, names, place), columns=_SPAN)
    work = pd.DataFrame(_work(both, names, place), columns=_WORK)
    passed = pd.DataFrame(_handoffs(both, names, place), columns=_HANDOFF)
    y = alt.Y(
        "row:O",
        scale=alt.Scale(domain=list(range(len(rows)))),
        axis=look.row_axis(
            [_label(*row) for row in rows],
            LABEL_WIDTH,
            headings=[at for at, (_, team, _) in enumerate(rows) if not team],
            grid=True,
        ),
    )
    x = alt.X(
        "begins:Q",
        title="Working days since the contact",
        scale=alt.Scale(domain=[0, until], nice=False, clamp=True),
        axis=alt.Axis(orient="top", tickCount=6, grid=False),
    )
    tips = alt.Tooltip("told:N", title=" ")
    by_kind = [
        channel("kind:N", scale=alt.Scale(domain=list(KINDS), range=list(values)))
        for channel, values in (
            (alt.Fill, _FILLS),
            (alt.Stroke, _LINES),
            (alt.StrokeDash, _DASHES),
        )
    ]
    return look.stretched(
        alt.layer(
            alt.Chart(spans)
            .mark_bar(height={"band": 0.62}, strokeWidth=1.5)
            .encode(
                *by_kind, x=x, x2="ends:Q", y=y, tooltip=tips, description=alt.Description("told:N")
            ),
            alt.Chart(work)
            .mark_point(filled=True, color=palette.BLUE, opacity=0.85)
            .encode(
                x=alt.X("day:Q"),
                y=y,
                size=alt.Size(
                    "hours:Q",
                    legend=None,
                    scale=alt.Scale(domain=[0, 8], range=[8, 160], clamp=True),
                ),
                tooltip=tips,
                description=alt.Description("told:N"),
            ),
            alt.Chart(passed)
            .mark_rule(color=palette.PINK, strokeWidth=1.5)
            .encode(x="day:Q", y=y, y2="to:O", tooltip=tips),
            alt.Chart(passed)
            .transform_calculate(row="datum.to")
            .mark_point(
                shape="triangle-right", filled=True, color=palette.PINK, size=110, opacity=1
            )
            .encode(x="day:Q", y=y, tooltip=tips, description=alt.Description("told:N")),
        ),
        alt.Step(ROW),
    )


_Places = dict[tuple[str, str, str], int]
_SPAN = ["row", "kind", "begins", "ends", "told"]
_WORK = ["row", "day", "hours", "told"]
_HANDOFF = ["row", "to", "day", "told"]


def _label(name: str, team: str, who: str) -> list[str]:
    if not team:
        return [look.one_line(name, LABEL_WIDTH)]
    return [look.one_line(team, LABEL_WIDTH), look.one_line(who, LABEL_WIDTH)]


def _spans(
    both: Sequence[Lanes], names: Sequence[str], place: _Places
) -> Iterator[tuple[int, str, float, float, str]]:
    for name, found in zip(names, both, strict=True):
        for span in found.spans:
            if (row := place.get((name, span.team, span.who))) is not None:
                ends = min(span.ends, found.shown)
                told = f"{span.team}, day {span.begins:.0f} to {span.ends:.0f}: {span.what}"
                yield row, span.kind, span.begins, ends, clean(told)


def _work(
    both: Sequence[Lanes], names: Sequence[str], place: _Places
) -> Iterator[tuple[int, float, float, str]]:
    for name, found in zip(names, both, strict=True):
        for piece in found.work:
            row = place.get((name, piece.team, piece.who))
            if row is not None and piece.day <= found.shown:
                told = (
                    f"{day(piece.date)}, {piece.by}, {piece.team}: {piece.what}, "
                    f"{number(piece.hours)} hours"
                )
                yield row, piece.day, piece.hours, clean(told)


def _handoffs(
    both: Sequence[Lanes], names: Sequence[str], place: _Places
) -> Iterator[tuple[int, int, float, str]]:
    """From the giving team's last lane before it to the taking team's first one after it."""
    for name, found in zip(names, both, strict=True):
        for handoff in found.handoffs:
            giving = _lane(found, handoff.giving, handoff.day, before=True)
            taking = _lane(found, handoff.taking, handoff.day, before=False)
            if giving is not None and taking is not None and handoff.day <= found.shown:
                told = f"day {handoff.day:.0f}: handoff from {handoff.giving} to {handoff.taking}"
                yield place[name, *giving], place[name, *taking], handoff.day, clean(told)


def _lane(found: Lanes, team: str, moment: float, before: bool) -> tuple[str, str] | None:
    """The lane of a team that is nearest in time to a moment, before it or after it."""
    held = [
        (abs((span.ends if before else span.begins) - moment), span.team, span.who)
        for span in found.spans
        if span.team == team and span.begins <= moment <= span.ends
    ]
    worked = [
        (abs(piece.day - moment), piece.team, piece.who)
        for piece in found.work
        if piece.team == team and (piece.day <= moment if before else piece.day >= moment)
    ]
    for near in (held, worked):
        if drawn := [each for each in near if each[1:] in found.rows]:
            return min(drawn)[1:]
    return None
