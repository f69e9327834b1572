"""What decides the answer: a tornado of the first inputs, with the points where a verdict turns."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from sim.experiment.studies.break_even import BreakEven
from sim.experiment.studies.influence import Decided, Influence
from sim.experiment.studies.why import FIRST, Why
from sim.experiment.worlds.inputs import Input
from sim.measures.catalogue import CATALOGUE
from sim.present import palette
from sim.present.charts import look
from sim.present.charts.chart import Chart, Picture
from sim.present.charts.look import LABEL_WIDTH, lines_of, row_axis, stretched
from sim.present.words import why as words
from sim.present.words.measures import in_plain_words
from sim.present.words.numbers import number
from sim.present.words.small_counts import given

ROW = 72
"""Pixels of a row."""
_LINES = 4
"""Of a row's label."""


@dataclass(frozen=True)
class _Bar:
    """One input: the mean gain at both ends of its range, and where the verdict turns."""

    input: Input
    measure: str
    at_low: float
    at_high: float
    mean: float
    line: float | None
    turn: str
    said: str


def what_decides(why: Why) -> Chart:
    """The first inputs by influence, each on the outcome that it moves most.

    Args:
        why: what decides a comparison; the ends are those of its runs, or, before it was run, as
            the worlds foretell them.
    """
    bars = _bars(why)
    title = words.decides(why).rstrip(".")
    how = "as run" if why.was_run else "as the worlds of the comparison foretell it"
    return Chart(
        title=title,
        caption=(
            "What B gains on average with one input at each end of its evidence, in margins, "
            f"{how}, all else as in the worlds. The band is a difference inside the margin: a bar "
            "that leaves it or reaches into it changes a verdict, at the diamond."
        ),
        alt=" ".join([f"{title}.", *(bar.said for bar in bars)]),
        picture=_drawn(bars),
        table=pd.DataFrame(
            [
                {
                    "Input": words.named(bar.input),
                    "Outcome": in_plain_words(CATALOGUE[bar.measure]),
                    "Gain at the low end, margins": bar.at_low,
                    "Mean gain, margins": bar.mean,
                    "Gain at the high end, margins": bar.at_high,
                    "Where it turns": bar.turn,
                }
                for bar in bars
            ]
        ),
    )


def _bars(why: Why) -> list[_Bar]:
    if why.break_evens:
        return [_of_runs(each) for each in why.break_evens]
    return [_foretold(each, why) for each in why.leading[:FIRST]]


def _of_runs(each: BreakEven) -> _Bar:
    return _Bar(
        input=each.input,
        measure=each.measure,
        at_low=each.low.gain.mean,
        at_high=each.high.gain.mean,
        mean=each.mean,
        line=each.line if each.at is not None else None,
        turn=words.turn(each),
        said=words.turning(each),
    )


def _foretold(of: Input, why: Why) -> _Bar:
    """An input on the outcome that it moves most, as the regression has it."""
    moved: list[tuple[Influence, Decided]] = [
        (each, outcome)
        for outcome in why.decided
        for each in outcome.influences
        if each.input == of
    ]
    most, outcome = max(moved, key=lambda pair: pair[0].strength)
    said = (
        f"{words.named(of)}: {in_plain_words(CATALOGUE[outcome.measure])} gain "
        f"{number(most.at_low)} margins at {words.value_of(of, of.estimate.low or 0)} and "
        f"{number(most.at_high)} at {words.value_of(of, of.estimate.high or 0)}."
    )
    return _Bar(
        of, outcome.measure, most.at_low, most.at_high, outcome.mean, None, "not run yet", said
    )


def _drawn(bars: list[_Bar]) -> Picture:
    rows = pd.DataFrame([_row(at, bar) for at, bar in enumerate(bars)], columns=list(_COLUMNS))
    down = alt.Y(
        "row:O",
        scale=alt.Scale(domain=list(range(len(bars)))),
        axis=row_axis(
            [
                lines_of(
                    f"{words.named(bar.input)}: {in_plain_words(CATALOGUE[bar.measure])}",
                    LABEL_WIDTH,
                    _LINES,
                )
                for bar in bars
            ],
            LABEL_WIDTH,
        ),
    )
    title = "Mean gain of B, in margins: losses to the left, gains to the right"
    across = alt.X("left:Q", axis=alt.Axis(title=title, orient="top", tickCount=6))
    base = alt.Chart(rows)
    band = alt.Chart(pd.DataFrame({"from": [-1.0], "to": [1.0]}))
    zero = alt.Chart(pd.DataFrame({"zero": [0.0]}))
    return stretched(
        alt.layer(
            band.mark_rect(color=palette.PALE, opacity=1).encode(x="from:Q", x2="to:Q"),
            zero.mark_rule(color=palette.GREY).encode(x="zero:Q"),
            base.mark_bar(size=14, color=palette.BLUE, opacity=0.85).encode(
                x=across, x2="right:Q", y=down, **look.TOLD
            ),
            *(_end(base, side, down) for side in ("left", "right")),
            base.mark_tick(color=palette.WHITE, thickness=2, size=14).encode(x="mean:Q", y=down),
            base.transform_filter("isValid(datum.line)")
            .mark_point(
                shape="diamond",
                size=130,
                strokeWidth=2,
                fill="white",
                stroke=palette.PINK,
                opacity=1,
            )
            .encode(x="line:Q", y=down, **look.TOLD),
            look.beside(base, down, lines=1),
        ),
        alt.Step(ROW),
    )


_COLUMNS = ("row", "left", "right", "at_left", "at_right", "mean", "line", "beside", "told")


def _row(at: int, bar: _Bar) -> dict[str, object]:
    """What is drawn of an input, from the lower gain to the higher."""
    low, high = (
        str(given(bar.input, f"{value or 0:.3g}"))
        for value in (bar.input.estimate.low, bar.input.estimate.high)
    )
    ends = [(bar.at_low, low), (bar.at_high, high)]
    (left, at_left), (right, at_right) = sorted(ends)
    return {
        "row": at,
        "left": left,
        "right": right,
        "at_left": at_left,
        "at_right": at_right,
        "mean": bar.mean,
        "line": bar.line,
        "beside": bar.turn.replace(", ", ",\n"),
        "told": bar.said,
    }


def _end(base: alt.Chart, side: str, down: alt.Y) -> alt.Chart:
    """The input's value at an end of its bar, below it."""
    text = base.mark_text(align="center", baseline="top", dy=9)
    drawn: alt.Chart = text.encode(x=f"{side}:Q", y=down, text=f"at_{side}:N")
    return drawn
