"""The bridge as a picture: a waterfall for each outcome that a step moves beyond its margin."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from sim.experiment.statistics.verdict import Verdict
from sim.experiment.studies.bridge import Bridge, Bridged
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present.charts import exact, look
from sim.present.charts.chart import WIDTH, Chart, Picture
from sim.present.palette import BETTER, EDGE, GREY, WORSE, A, B
from sim.present.waterfall import LEVEL, Bar, bars, reach
from sim.present.words import bridge, small_print
from sim.present.words.measures import definition, in_plain_words
from sim.scenario.words import listed

_ROW, _BESIDE, _NARROW = 30, 130, 120
"""Pixels of a row, of the figures beside it, and of the narrowest plot."""
_COLOURS = {Verdict.BETTER: BETTER, Verdict.WORSE: WORSE}


def waterfalls(found: Bridge, width: int = WIDTH) -> Chart:
    """What each step does to the outcomes that it, or the whole, moves beyond the margin.

    Args:
        found: the bridge.
        width: whole width in pixels.
    """
    shown = moved(found)
    outcomes = [(each, bars(each, found.ways)) for each in shown]
    plot = max(_NARROW, width - look.LABEL_WIDTH - _BESIDE)
    return Chart(
        title=bridge.finding(found),
        caption=" ".join(
            [
                bridge.HOW_TO_READ,
                "▲ better by itself, ▼ worse, = about the same, ? cannot tell.",
                _left_out(found, shown),
                small_print.confidence(found.comparison),
            ]
        ),
        alt=f"{bridge.finding(found)}. "
        + " ".join(bridge.said(each, found.ways) for each in shown),
        picture=_panels(outcomes, plot),
        table=_table(found),
        stretches=False,
    )


def moved(found: Bridge) -> list[Bridged]:
    """Outcomes that a step or the whole moves beyond the margin; the primary ones without any."""
    there = [
        each
        for each in found.outcomes
        if any(judged.verdict in _COLOURS for judged in (each.whole, *each.steps))
    ]
    return there or [each for each in found.outcomes if each.measure in PRIMARY]


def _left_out(found: Bridge, shown: Sequence[Bridged]) -> str:
    others = [
        in_plain_words(definition(each.whole.outcome))
        for each in found.outcomes
        if each not in shown
    ]
    return f"No step moves {listed(others)} beyond the margin." if others else ""


def _panels(outcomes: Sequence[tuple[Bridged, Sequence[Bar]]], plot: int) -> Picture:
    """One waterfall below the other, each on a scale of its own."""
    panels = [
        _panel(each, drawn).properties(
            width=plot,
            height=_ROW * len(drawn),
            title=alt.Title(
                look.lines_of(bridge.title(each), plot + look.LABEL_WIDTH), anchor="start"
            ),
        )
        for each, drawn in outcomes
    ]
    stacked: alt.VConcatChart = alt.vconcat(*panels, spacing=18)
    return look.dressed(stacked)


def _panel(bridged: Bridged, drawn: Sequence[Bar]) -> Picture:
    low, high = reach(drawn)
    room = 0.08 * (high - low) or 1.0
    across = alt.X(
        "begins:Q",
        scale=alt.Scale(domain=[low - room, high + room], nice=False, zero=False),
        axis=alt.Axis(title=CATALOGUE[bridged.measure].unit, tickCount=5),
    )
    labels = [look.lines_of(bar.label, look.LABEL_WIDTH) for bar in drawn]
    down = alt.Y("row:O", axis=look.row_axis(labels, look.LABEL_WIDTH))
    base = alt.Chart(_rows(drawn)).encode(y=down, **look.TOLD)
    colour = alt.Color("colour:N", scale=None)
    return alt.layer(
        base.transform_filter("isValid(datum.below)")
        .mark_rule(color=EDGE)
        .encode(x=alt.X("ends:Q"), y2="below:O"),
        base.transform_filter("!datum.is_level")
        .mark_bar(height=16)
        .encode(x=across, x2="ends:Q", color=colour),
        base.transform_filter("!datum.is_level")
        .mark_tick(thickness=3, size=20)
        .encode(x="ends:Q", color=colour),
        base.transform_filter("datum.is_level")
        .mark_point(size=110, filled=True, opacity=1)
        .encode(
            x="ends:Q",
            color=colour,
            shape=alt.Shape(
                "label:N",
                scale=alt.Scale(domain=["A", "B"], range=["diamond", "circle"]),
                legend=None,
            ),
        ),
        look.beside(base, down, lines=1),
    )


def _rows(drawn: Sequence[Bar]) -> pd.DataFrame:
    sides = {"A": A, "B": B}
    return pd.DataFrame(
        [
            {
                "row": at,
                "label": bar.label,
                "begins": bar.begins,
                "ends": bar.ends,
                "below": at + 1 if at + 1 < len(drawn) else None,
                "is_level": bar.word == LEVEL,
                "colour": (
                    sides[bar.label] if bar.word == LEVEL else _COLOURS.get(Verdict(bar.word), GREY)
                ),
                "beside": bar.beside,
                "told": bar.told,
            }
            for at, bar in enumerate(drawn)
        ]
    )


def _table(found: Bridge) -> pd.DataFrame:
    """Every outcome's steps with all their numbers, unrounded, and in the opposite order."""
    rows = [
        (
            CATALOGUE[each.measure].title,
            CATALOGUE[each.measure].unit,
            bridge.name(step),
            judged.outcome.a.mean,
            judged.outcome.b.mean,
            *exact.of_interval(judged.outcome.difference),
            str(judged.verdict),
            each.turned[at].outcome.difference.mean if each.turned else None,
        )
        for each in found.outcomes
        for at, (step, judged) in enumerate(zip(found.ways.steps, each.steps, strict=True))
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


_COLUMNS = [
    "Measure", "Unit", "Step", "Before it", "After it", *exact.ends("Difference"), "Verdict",
    "In the opposite order",
]  # fmt: skip
