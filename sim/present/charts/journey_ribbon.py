"""A child's journey as one ribbon a structure: who holds the child, if anybody, and milestones."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

import altair as alt
import pandas as pd

from sim.measures.story.ribbon import LIMIT, Milestone, Ribbon
from sim.present import palette
from sim.present.charts import look
from sim.present.charts.chart import Chart, Picture
from sim.present.words import ribbon as words
from sim.present.words.names import clean, side_names
from sim.scenario.scenario import Scenario

ROW, _BAND = 124, 26
"""Pixels of a structure, and of its ribbon."""
_RAISED, _STEP = 24, 19
"""Pixels from the ribbon up to the milestones, and from one line of them to the next."""
NOBODY = "nobody"
_WORKERS = ("first worker", "second", "third", "fourth or later")
_FILLS = ("#C9D6E6", "#BFE3E0", "#E6D6EF", "#D6D9DD", "white")
_LINES = (palette.BLUE, palette.TURQUOISE, palette.PURPLE, palette.GREY, palette.PINK)
_DASHES = ([1, 0], [1, 0], [1, 0], [1, 0], [4, 3])
_WIDE = 0.12
"""Share of the ribbon from which on a stretch has room for a name."""
_LINES_OF_MARKS, _APART = 4, 0.028
"""Lines of milestones above a ribbon, and the share of its length between two in one line."""
_AFTER = 3.0
"""Working days shown after the last milestone."""


def ribbons(a: Ribbon, b: Ribbon, scenarios: tuple[Scenario, Scenario]) -> Chart:
    """The same family under A above and under B below.

    Args:
        a: its ribbon in the first scenario.
        b: its ribbon in the second.
        scenarios: both, for their names.
    """
    names = side_names(*scenarios)
    title = words.summary(a, b)
    return Chart(
        title=title,
        caption=(
            f"Working days since the contact. A ribbon is a structure, its colours the workers who "
            f"hold the family one after the other, its dashed stretches those with nobody. Numbers "
            f"are its milestones, in order. The upright line is day {LIMIT} after the referral."
        ),
        alt=f"{title}. {' '.join(map(_in_words, names, (a, b)))}",
        picture=_picture((a, b), names),
        table=pd.DataFrame(
            [
                (name, number, round(each.day, 1), words.what(each))
                for name, found in zip(names, (a, b), strict=True)
                for number, each in enumerate(found.milestones, start=1)
            ],
            columns=["Structure", "Number", "Working day", "What"],
        ),
    )


def _in_words(name: str, found: Ribbon) -> str:
    return f"{clean(name)}: {'; '.join(words.steps(found)) or 'nothing happens'}."


def _picture(both: tuple[Ribbon, Ribbon], names: tuple[str, str]) -> Picture:
    until = max((_until(found) for found in both), default=1.0)
    spans = pd.DataFrame(
        [
            (_centre(row), *each)
            for row, found in enumerate(both)
            for each in _stretches(found, until)
        ],
        columns=["y", "kind", "begins", "ends", "label", "told"],
    )
    marks = pd.DataFrame(
        [
            (
                _centre(row) - _RAISED - _STEP * level,
                each.day,
                str(number),
                f"{number}, day {each.day:.0f}: {words.what(each)}",
            )
            for row, found in enumerate(both)
            for number, each, level in _raised(found, until)
        ],
        columns=["y", "day", "number", "told"],
    )
    limits = pd.DataFrame(
        [
            (_centre(row), found.limit, f"{LIMIT} days")
            for row, found in enumerate(both)
            if found.limit is not None and found.limit <= until
        ],
        columns=["y", "day", "says"],
    )
    labels = [look.lines_of(name, look.LABEL_WIDTH) for name in names]
    y = alt.Y(
        "y:Q",
        title=None,
        scale=alt.Scale(domain=[0, 2 * ROW], reverse=True, nice=False, zero=False),
        axis=alt.Axis(
            values=[_centre(0), _centre(1)],
            labelExpr=f"{json.dumps(labels)}[floor(datum.value / {ROW})]",
            labelFontWeight="bold",
            labelPadding=look.LABEL_GAP,
            minExtent=look.LABEL_WIDTH,
            ticks=False,
            domain=False,
            grid=False,
        ),
    )
    x = alt.X(
        "begins:Q",
        title="Working days since the contact",
        scale=alt.Scale(domain=[0, until], nice=False, clamp=True),
        axis=alt.Axis(tickCount=8, grid=False),
    )
    day = alt.X("day:Q")
    kinds = [
        channel("kind:N", scale=alt.Scale(domain=[*_WORKERS, NOBODY], range=list(values)))
        for channel, values in (
            (alt.Fill, _FILLS),
            (alt.Stroke, _LINES),
            (alt.StrokeDash, _DASHES),
        )
    ]
    return look.stretched(
        alt.layer(
            alt.Chart(spans)
            .mark_bar(height=_BAND, strokeWidth=1.5)
            .encode(*kinds, x=x, x2="ends:Q", y=y, **look.TOLD),
            alt.Chart(spans)
            .mark_text(align="left", dx=5)
            .encode(x=alt.X("begins:Q"), y=y, text="label:N"),
            alt.Chart(limits)
            .mark_tick(color=palette.TEXT, thickness=2, size=_BAND * 1.7)
            .encode(x=day, y=y),
            alt.Chart(limits)
            .mark_text(align="left", dx=5, dy=_BAND * 0.75)
            .encode(x=day, y=y, text="says:N"),
            alt.Chart(marks)
            .mark_point(filled=True, size=260, opacity=1, color=palette.TEXT)
            .encode(x=day, y=y, **look.TOLD),
            alt.Chart(marks)
            .mark_text(color=palette.WHITE, fontSize=12, fontWeight="bold")
            .encode(x=day, y=y, text="number:N"),
        ),
        2 * ROW,
    )


def _centre(row: int) -> float:
    """Pixels from the top to the middle of a ribbon, above which its milestones stand."""
    return ROW * (row + 0.72)


def _until(found: Ribbon) -> float:
    """The last day that is shown: a while after the last milestone, and the limit with it."""
    last = max((each.day for each in found.milestones), default=0.0)
    return max(last, found.limit or 0.0) + _AFTER


def _stretches(found: Ribbon, until: float) -> Iterator[tuple[str, float, float, str, str]]:
    """Kind, beginning, end, label and what it says, in the order of time."""
    workers: dict[str, str] = {}
    for each in found.stretches:
        if each.begins >= until:
            return
        if each.holder and each.holder not in workers:
            workers[each.holder] = _WORKERS[min(len(workers), len(_WORKERS) - 1)]
        ends = min(each.ends, until)
        who = f"{each.team}, {each.holder}" if each.holder else NOBODY
        wide = (ends - each.begins) / until
        pixels = wide * 700
        label = look.one_line(each.team or NOBODY, pixels) if wide >= _WIDE else ""
        said = f"day {each.begins:.0f} to {each.ends:.0f}: {who}"
        yield workers.get(each.holder, NOBODY), each.begins, ends, label, clean(said)


def _raised(found: Ribbon, until: float) -> Iterator[tuple[int, Milestone, int]]:
    """Milestones with their numbers and the line they stand in: close ones above each other."""
    taken = [-math.inf] * _LINES_OF_MARKS
    for number, each in enumerate(found.milestones, start=1):
        apart = [each.day - day for day in taken]
        line = next((at for at, gap in enumerate(apart) if gap > _APART * until), None)
        line = apart.index(max(apart)) if line is None else line
        taken[line] = each.day
        yield number, each, line
