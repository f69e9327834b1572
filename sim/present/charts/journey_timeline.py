"""A child's journey: one family in both structures, in lanes of waiting, holding and work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import altair as alt
import pandas as pd

from sim.measures.story.steps import Story
from sim.measures.story.timeline import Span, Timeline
from sim.present import palette
from sim.present.charts import look
from sim.present.charts.chart import Chart, Picture
from sim.present.words import story as story_words
from sim.present.words import words
from sim.present.words.names import clean, side_names
from sim.present.words.numbers import counted, day, number
from sim.scenario.scenario import Scenario

ROW = 36
"""Pixels of a lane."""
KINDS = ("has a worker", "waits")
_FILLS, _LINES, _DASHES = ("#C9D6E6", "white"), (palette.BLUE, palette.WAITING), ([1, 0], [4, 3])


def journeys(a: Timeline, b: Timeline, scenarios: tuple[Scenario, Scenario]) -> Chart:
    """The same family under A above and under B below.

    Args:
        a: its timeline in the first scenario.
        b: its timeline in the second.
        scenarios: both, for their names.
    """
    names = side_names(*scenarios)
    title = f"One family: {_totals(a.story)} in A; {_totals(b.story)} in B"
    family = a.story
    return Chart(
        title=title,
        caption=(
            f"Family {family.family}, {counted(family.children, 'child', 'children')}, "
            f"{family.locality}; from {day(a.began)} in A, {day(b.began)} in B. Dots are "
            f"pieces of work, larger for more hours; an arrow is a handoff to another team. "
            f"{words.ONE_FAMILY}."
        ),
        alt=f"{title}. {' '.join(map(_in_words, names, (a, b)))}",
        picture=_picture((a, b), names),
        table=_steps(names, (a.story, b.story)),
    )


def _totals(story: Story) -> str:
    return (
        f"{counted(story.handoffs, 'handoff')}, {counted(story.workers, 'worker')} and "
        f"{counted(round(story.days_waiting), 'day', 'days')} of waiting"
    )


def _in_words(name: str, found: Timeline) -> str:
    spans = [
        f"day {span.begins:.0f} to {span.ends:.0f} in {clean(span.team)} "
        f"{what if _kind(span) == KINDS[0] else f'waits {clean(what)}'}"
        for span, what in ((span, story_words.span(span)) for span in found.spans)
    ]
    passed = [
        f"day {each.day:.0f} handoff from {clean(each.giving)} to {clean(each.taking)}"
        for each in found.handoffs
    ]
    hours = number(sum(piece.hours for piece in found.work))
    return f"{name}: {'; '.join([*(spans or ['no worker']), *passed])}; {hours} hours of work."


def _steps(names: Sequence[str], stories: Sequence[Story]) -> pd.DataFrame:
    """Everything that happened, in order."""
    return pd.DataFrame(
        [
            (name, line.date, line.what, line.worker, line.hours, line.days)
            for name, story in zip(names, stories, strict=True)
            for line in story_words.lines(story)
        ],
        columns=["Structure", "Date", "What", "Who", "Hours", "Working days since asked for"],
    )


def _picture(both: tuple[Timeline, Timeline], names: tuple[str, str]) -> Picture:
    labels: list[list[str]] = []
    headings: list[int] = []
    stretches: list[tuple[int, str, float, float, str]] = []
    pieces: list[tuple[int, float, float, str]] = []
    changes: list[tuple[int, int, float, str]] = []
    for name, found in zip(names, both, strict=True):
        headings.append(len(labels))
        labels.append([look.one_line(name, look.LABEL_WIDTH)])
        rows = {lane: len(labels) + at for at, lane in enumerate(found.lanes)}
        labels += [
            [look.one_line(each, look.LABEL_WIDTH) for each in (team, story_words.lane(who))]
            for team, who in rows
        ]
        stretches += _spans(found, rows)
        pieces += _work(found, rows)
        changes += _handoffs(found, rows)
    until = max(found.shown for found in both)
    spans = pd.DataFrame(stretches, columns=["row", "kind", "begins", "ends", "told"])
    work = pd.DataFrame(pieces, columns=["row", "day", "hours", "told"])
    passed = pd.DataFrame(changes, columns=["row", "to", "day", "told"])
    y = alt.Y(
        "row:O",
        scale=alt.Scale(domain=list(range(len(labels)))),
        axis=look.row_axis(labels, look.LABEL_WIDTH, headings=headings, grid=True),
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


_Rows = dict[tuple[str, str], int]
"""The row of the picture in which each lane stands."""


def _kind(span: Span) -> str:
    return KINDS[0] if span.kind == "has a worker" else KINDS[1]


def _spans(found: Timeline, rows: _Rows) -> Iterator[tuple[int, str, float, float, str]]:
    for span in found.spans:
        if (row := rows.get((span.team, span.who))) is not None:
            days = f"day {span.begins:.0f} to {span.ends:.0f}"
            said = f"{span.team}, {days}: {story_words.span(span)}"
            yield row, _kind(span), span.begins, min(span.ends, found.shown), clean(said)


def _work(found: Timeline, rows: _Rows) -> Iterator[tuple[int, float, float, str]]:
    for piece in found.work:
        row = rows.get((piece.team, piece.who))
        if row is not None and piece.day <= found.shown:
            who = ", ".join(filter(None, (day(piece.date), piece.by, piece.team)))
            said = f"{who}: {piece.what}, {number(piece.hours)} hours"
            yield row, piece.day, piece.hours, clean(said)


def _handoffs(found: Timeline, rows: _Rows) -> Iterator[tuple[int, int, float, str]]:
    """From the giving team's last lane before it to the taking team's first one after it."""
    for each in found.handoffs:
        giving = _lane(found, each.giving, each.day, before=True)
        taking = _lane(found, each.taking, each.day, before=False)
        if giving is not None and taking is not None and each.day <= found.shown:
            said = f"day {each.day:.0f}: handoff from {each.giving} to {each.taking}"
            yield rows[giving], rows[taking], each.day, clean(said)


def _lane(found: Timeline, team: str, moment: float, before: bool) -> tuple[str, str] | None:
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
        if drawn := [each for each in near if each[1:] in found.lanes]:
            return min(drawn)[1:]
    return None
