"""Precision: how the intervals of the primary differences narrow as pairs of runs come in."""

from __future__ import annotations

import math
from collections.abc import Iterator

import altair as alt
import numpy as np
import pandas as pd

from sim.experiment.experiment import Experiment
from sim.experiment.paired_runs import PairedRuns
from sim.experiment.statistics.figures import Key
from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.precision import primary_confidence
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present import palette
from sim.present.charts import exact, look
from sim.present.charts.chart import Chart, Picture
from sim.present.words.numbers import counted, number, percent

TARGET = 0.5
"""Half-width wanted, in margins."""
MOST_POINTS = 60
"""Points of a curve; more pairs than that are thinned out."""
HEIGHT = 260
CEILING = 4.0
"""Margins above which a half-width is not drawn: the first pairs say next to nothing."""
_COLOURS = (palette.BLUE, palette.TURQUOISE, palette.PINK)
_DASHES = ([1, 0], [7, 3], [2, 2])
_SHAPES = ("circle", "square", "triangle-up")


def narrowing(experiment: Experiment) -> Chart:
    """Half-widths of the primary intervals against the number of pairs there are so far.

    Args:
        experiment: two scenarios; it may still be running.
    """
    found = list(_course(experiment))
    names = [CATALOGUE[measure].title for measure in PRIMARY]
    pairs = max((pairs for pairs, *_ in found), default=0)
    last = {name: in_margins for at, name, in_margins, _ in found if at == pairs}
    title = _finding(pairs, [last.get(name, math.nan) for name in names])
    told = [f"{name}: {number(width, 2)} margins" for name, width in last.items()]
    confidence = primary_confidence(experiment.scenarios[0].margins)
    return Chart(
        title=title,
        caption=(
            f"Half the width of the {percent(round(confidence, 4))} interval of each primary "
            f"difference, in units of its margin, over the pairs in the order of their numbers, "
            f"without what luck explains. "
            f"Wanted: at most half a margin. Above {CEILING:g} margins nothing is drawn."
        ),
        alt=f"{title}. {'. '.join(told)}.",
        picture=_curves(found, names, pairs),
        table=pd.DataFrame(
            [
                (at, name, width, *exact.of_interval(difference))
                for at, name, width, difference in found
            ],
            columns=["Pairs", "Measure", "Half-width, margins", *exact.ends("B - A")],
        ),
    )


def _course(experiment: Experiment) -> Iterator[tuple[int, str, float, Interval]]:
    """Pairs, measure, half-width in margins and the interval, from 2 pairs on."""
    margins = experiment.scenarios[0].margins
    confidence = primary_confidence(margins)
    keys = [Key(measure) for measure in PRIMARY]
    both = sorted(set.intersection(*({run.number for run in arm} for arm in experiment.arms)))
    steps = np.linspace(2, len(both), max(0, min(len(both) - 1, MOST_POINTS)))
    for pairs in dict.fromkeys(steps.astype(int).tolist()):
        a, b = ([run for run in arm if run.number in both[:pairs]] for arm in experiment.arms)
        first = PairedRuns.of(a, b, experiment.worlds, keys)
        for measure in PRIMARY:
            difference = first[Key(measure)].difference.interval(confidence)
            if difference.is_known:
                width = difference.half_width / margins.of(measure)
                yield pairs, CATALOGUE[measure].title, width, difference


def _finding(pairs: int, half_widths: list[float]) -> str:
    if pairs < 2:
        return "No interval yet: it takes 2 pairs"
    precise = sum(width <= TARGET for width in half_widths)
    return (
        f"After {counted(pairs, 'pair')}: {precise} of {len(half_widths)} primary differences "
        f"known to half their margin"
    )


def _curves(found: list[tuple[int, str, float, Interval]], names: list[str], pairs: int) -> Picture:
    drawn = pd.DataFrame(
        [
            (at, name, width, f"{name}, {at} pairs: {width:.2f} margins")
            for at, name, width, _ in found
            if width <= CEILING
        ],
        columns=["pairs", "measure", "width", "told"],
    )
    x = alt.X(
        "pairs:Q",
        title="Pairs of runs",
        scale=alt.Scale(domain=[0, max(pairs, 10)], nice=True),
        axis=alt.Axis(tickMinStep=1, grid=False),
    )
    y = alt.Y(
        "width:Q",
        title="Half-width, in margins",
        scale=alt.Scale(zero=True),
        axis=alt.Axis(tickCount=5),
    )
    line = alt.Legend(columns=1, symbolType="stroke", symbolSize=250, symbolStrokeWidth=2.5)

    base = alt.Chart(drawn).encode(x=x, y=y)
    wanted = alt.Chart(pd.DataFrame({"width": [TARGET], "says": ["wanted:\nhalf a\nmargin"]}))
    colours, dashes = (alt.Scale(domain=names, range=list(each)) for each in (_COLOURS, _DASHES))
    # One layer a measure: a scale of shapes would take the place of the lines in the legend.
    points = [
        base.transform_filter(alt.datum.measure == name)
        .mark_point(filled=True, size=45, opacity=1, shape=shape, color=colour)
        .encode(**look.TOLD)
        for name, shape, colour in zip(names, _SHAPES, _COLOURS, strict=True)
    ]
    return look.stretched(
        alt.layer(
            wanted.mark_rule(color=palette.GREY, strokeDash=[2, 2]).encode(y="width:Q"),
            wanted.mark_text(align="left", dx=8, dy=-15, lineBreak="\n", lineHeight=15).encode(
                x=alt.value("width"), y="width:Q", text="says:N"
            ),
            base.mark_line(strokeWidth=2).encode(
                color=alt.Color("measure:N", scale=colours, legend=line),
                strokeDash=alt.StrokeDash("measure:N", scale=dashes, legend=line),
            ),
            *points,
        ),
        HEIGHT,
    )
