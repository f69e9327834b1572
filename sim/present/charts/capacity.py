"""Capacity: what is asked of each team against what it has, known before any run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from sim.present import palette
from sim.present.charts import look
from sim.present.charts.chart import Chart, Picture
from sim.present.words import words
from sim.present.words.names import clean
from sim.present.words.numbers import number
from sim.scenario.exact.capacity import Capacity, Headroom

ROW = 36
"""Pixels of a row."""
_COLOURS = {"room": palette.BLUE, "tight": palette.WAITING, "short": palette.WORSE}


class _Load(NamedTuple):
    """What is asked of a team, at balance and now, and what it has."""

    label: tuple[str, ...]
    """The team, and the role if it is about one, each in a line of its own."""
    asked: float
    reported: float
    had: float
    verdict: Headroom
    reported_verdict: Headroom

    @property
    def what(self) -> str:
        """The label in a sentence."""
        return ", ".join(map(clean, self.label))

    @property
    def share(self) -> str:
        """What is asked, as a share of what is there."""
        return f"{100 * self.asked / self.had:.1f} % asked" if self.had else "nobody in post"

    @property
    def told(self) -> str:
        """All of it in a sentence."""
        return (
            f"{self.what}: {number(self.asked, 0)} asked of {number(self.had, 0)} ({self.share}), "
            f"{self.verdict}; now {number(self.reported, 0)}, {self.reported_verdict}."
        )


def hours(check: Capacity) -> Chart:
    """Case hours a month of each role in each team, asked and there."""
    loads = [
        _Load((each.team, f"{each.role}s"), each.asked, each.reported_asked, each.had,
              each.verdict, each.reported_verdict)
        for each in check.roles
    ]  # fmt: skip
    return _chart(loads, "roles", "hours", "Case hours a month")


def caseloads(check: Capacity) -> Chart:
    """Weighted children that each team's workers would hold, and what their caps allow."""
    place = {each.team: at for at, each in enumerate(check.roles)}
    loads = [
        _Load((each.team,), each.load, each.reported_load, each.cap,
              each.verdict, each.reported_verdict)
        for each in sorted(check.caseloads, key=lambda each: place.get(each.team, len(place)))
    ]  # fmt: skip
    return _chart(loads, "teams", "room for cases", "Weighted children")


def _chart(loads: Sequence[_Load], things: str, of_what: str, unit: str) -> Chart:
    title = _finding(loads, things, of_what)
    return Chart(
        title=title,
        caption=(
            f"{unit}. Bar: asked. Tick: asked now. Outline: what is there. {words.CAPACITY_NOTE}"
        ),
        alt=f"{title}. {' '.join(load.told for load in loads)}",
        picture=_bars(loads, unit),
        table=pd.DataFrame(
            [(load.what, *load[1:]) for load in loads],
            columns=["Team", "Asked", "Now", "There", "Asked is", "Now is"],
        ),
    )


def _finding(loads: Sequence[_Load], things: str, of_what: str) -> str:
    """How many are short, or tight, and where most."""
    short, tight = (
        [load for load in loads if load.verdict == verdict] for verdict in ("short", "tight")
    )
    if not short and not tight:
        return f"Enough {of_what} everywhere"
    most = max(short or tight, key=lambda load: load.asked / load.had if load.had else math.inf)
    where = f"most in {most.what} ({most.share})"
    if short:
        return f"Short of {of_what} in {len(short)} of {len(loads)} {things}, {where}"
    return f"Tight on {of_what} in {len(tight)} of {len(loads)} {things}, short in none; {where}"


def _bars(loads: Sequence[_Load], unit: str) -> Picture:
    rows = [
        (at, *load[1:5], f"{load.verdict}\n{load.share}", load.told)
        for at, load in enumerate(loads)
    ]
    columns = ["row", "asked", "reported", "had", "verdict", "beside", "told"]
    labels = [[look.one_line(part, look.LABEL_WIDTH) for part in load.label] for load in loads]
    y = alt.Y(
        "row:O",
        scale=alt.Scale(domain=list(range(len(loads))), paddingInner=0.45),
        axis=look.row_axis(labels, look.LABEL_WIDTH),
    )
    base = alt.Chart(pd.DataFrame(rows, columns=columns))
    drawn = base.encode(y=y, **look.TOLD)
    scale = alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values()))
    axis = alt.Axis(orient="top", tickCount=4, format=",.0f")
    return look.stretched(
        alt.layer(
            drawn.mark_bar(height={"band": 0.55}).encode(
                x=alt.X("asked:Q", title=unit, axis=axis),
                color=alt.Color("verdict:N", legend=None, scale=scale),
            ),
            drawn.mark_bar(filled=False, color=palette.GREY, strokeWidth=1.5).encode(x="had:Q"),
            drawn.mark_tick(color=palette.TEXT, thickness=3, height={"band": 0.9}).encode(
                x="reported:Q"
            ),
            look.beside(base, y),
        ),
        alt.Step(ROW),
    )
