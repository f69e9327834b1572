"""Posts needed: in how many worlds each number of posts keeps all limits, as a curve."""

from __future__ import annotations

from collections.abc import Iterator

import altair as alt
import pandas as pd

from sim.experiment.studies.posts_needed import PostsNeeded
from sim.experiment.studies.trying_posts import Tried
from sim.experiment.worlds.worlds import Basis
from sim.present import palette
from sim.present.charts import look
from sim.present.charts.chart import Chart, Picture
from sim.present.words import posts_needed as words
from sim.present.words.numbers import percent

HEIGHT = 280
_SEARCH, _PLANNED, _FRESH = "in the search", "as planned", "in fresh runs"
_SHAPES = {_SEARCH: "circle", _PLANNED: "diamond", _FRESH: "square"}
_COLOURS = {_SEARCH: palette.B, _PLANNED: palette.A, _FRESH: palette.PINK}


def curve(found: PostsNeeded) -> Chart:
    """How far each number of posts keeps the limits, and what fresh runs say of the answer.

    Args:
        found: the posts needed.
    """
    rows = [*_rows(found)]
    told = "; ".join(f"{kind}, {_said(each)}" for kind, each in rows)
    is_planned = found.question.basis is Basis.PLANNED
    shown = (
        "Probability that all limits are kept, between the bounds that several limits leave"
        if is_planned
        else "Share of worlds in which all limits are kept, with its 90 % interval"
    )
    title = words.finding(found)
    return Chart(
        title=title,
        caption=(
            f"{shown}, by the number of {found.question.posts.role} posts. "
            f"Wanted: {percent(found.target)}. Few runs where it is soon clear."
        ),
        alt=f"{title}. {told}.",
        picture=_drawn(rows, found.target, is_planned),
        table=pd.DataFrame(
            [
                (
                    kind,
                    each.total,
                    words.split_of(found.question, each.split),
                    each.pairs,
                    100 * each.kept.share,
                    *(100 * end for end in each.kept.ends),
                )
                for kind, each in rows
            ],
            columns=["Where", "Posts", "Split", "Runs", "Kept, %", "from", "to"],
        ),
    )


def _rows(found: PostsNeeded) -> Iterator[tuple[str, Tried]]:
    yield from ((_SEARCH, each) for each in found.curve)
    yield _PLANNED, found.planned
    if found.confirmed is not None:
        yield _FRESH, found.confirmed.found
        if found.confirmed.one_fewer is not None:
            yield _FRESH, found.confirmed.one_fewer


def _said(each: Tried) -> str:
    return f"{each.total} posts: {words.kept_in(each.kept)}"


def _drawn(rows: list[tuple[str, Tried]], target: float, is_planned: bool) -> Picture:
    table = pd.DataFrame(
        [
            (
                kind,
                each.total,
                100 * each.kept.share,
                *(100 * end for end in each.kept.ends),
                f"{_said(each)}, {kind}",
            )
            for kind, each in rows
        ],
        columns=["kind", "posts", "kept", "low", "high", "told"],
    )
    x = alt.X(
        "posts:Q",
        title="Posts",
        scale=alt.Scale(zero=False, nice=False, padding=20),
        axis=alt.Axis(tickMinStep=1, grid=False),
    )
    y = alt.Y(
        "kept:Q",
        title="Probability, %" if is_planned else "Worlds, %",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(tickCount=5),
    )
    kinds = list(_SHAPES)
    colour = alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=list(_COLOURS.values())))
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=list(_SHAPES.values())))
    base = alt.Chart(table).encode(x=x)
    wanted = alt.Chart(
        pd.DataFrame({"share": [100 * target], "says": [f"{percent(target)} wanted"]})
    )
    searched = base.transform_filter(alt.datum.kind == _SEARCH)
    return look.stretched(
        alt.layer(
            wanted.mark_rule(color=palette.GREY, strokeDash=[2, 2]).encode(y="share:Q"),
            wanted.mark_text(align="left", baseline="bottom", dx=4, dy=-3).encode(
                x=alt.value(0), y="share:Q", text="says:N"
            ),
            searched.mark_line(color=palette.B, strokeWidth=1.5, opacity=0.5).encode(y=y),
            base.mark_rule(strokeWidth=2).encode(y=alt.Y("low:Q"), y2="high:Q", color=colour),
            base.mark_point(filled=True, size=90, opacity=1).encode(
                y=y, color=colour, shape=shape, **look.TOLD
            ),
        ),
        HEIGHT,
    )
