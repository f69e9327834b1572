"""Handoff maps of both structures, side by side: expected before any run, or observed in runs.

Expected maps follow from routes and owners alone. Both are in children a month, so that one can be
held beside the other. The matrix is the exact form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import altair as alt
import pandas as pd

from sim.experiment.comparison import Comparison
from sim.measures import graphs
from sim.measures.catalogue import CATALOGUE
from sim.present import palette
from sim.present.charts import look
from sim.present.charts.chart import WIDTH, Chart
from sim.present.handoff_map import MEASURE, HandoffMap, Passing, Sizes, between
from sim.present.words import findings
from sim.present.words.names import clean, side_names
from sim.present.words.numbers import level, number
from sim.scenario.exact.chain import solve
from sim.scenario.scenario import Scenario
from sim.scenario.words import listed

SIZES = Sizes(box=(124, 50), edge=2, gap=3, head=11, character=8, line=17)
"""Pixels."""
SIDE_BY_SIDE, GAP = 900, 30
"""Pixels of width from which on two maps of few teams stand side by side, and between them."""
MARGIN = 12
"""Pixels around a map."""
FEW = 6
"""Teams of a map that can be half as wide."""
HOW_TO_READ = (
    "Children a month who pass from one team's responsibility to another's; the wider the arrow, "
    "the more. Dashed: back towards the front door."
)
THINNEST, WIDEST = 1.5, 7.0
"""Pixels of arrows."""


def expected(a: Scenario, b: Scenario, width: int = WIDTH) -> Chart:
    """What both structures bring about by themselves."""
    told = [
        f"{number(solve(scenario).handoffs_per_referral, 2)} in {side}"
        for side, scenario in zip(look.SIDES, (a, b), strict=True)
    ]
    maps = [
        HandoffMap(name, scenario, tuple(_expected(scenario)))
        for scenario, name in zip((a, b), side_names(a, b), strict=True)
    ]
    title = f"Handoffs expected per referral, without a run: {' and '.join(told)}"
    return _chart(title, maps, width)


def observed(comparison: Comparison, width: int = WIDTH) -> Chart:
    """What passed between the teams of both structures in the runs."""
    a, b = look.sides_of(comparison)
    maps = [
        HandoffMap(a, comparison.a, tuple(_observed(comparison, "a"))),
        HandoffMap(b, comparison.b, tuple(_observed(comparison, "b"))),
    ]
    return _chart(findings.handoffs(comparison), maps, width)


def _expected(scenario: Scenario) -> Iterator[Passing]:
    for giving, taking, edge in graphs.handoff_map(scenario).edges(data=True):
        if (children := edge["per_month"]) > 0:
            yield Passing(giving, taking, children, number(children), _short(children))


def _observed(comparison: Comparison, side: Literal["a", "b"]) -> Iterator[Passing]:
    for giving, taking, key in between(getattr(comparison, side)):
        outcome = comparison.find(*key)
        if outcome is not None and (found := getattr(outcome, side)).mean > 0:
            says = level(found, CATALOGUE[MEASURE].unit)
            yield Passing(giving, taking, found.mean, says, _short(found.mean))


def _short(children: float) -> str:
    return number(children, 0 if children >= 10 else 1)


def _chart(title: str, maps: Sequence[HandoffMap], width: int) -> Chart:
    beside = width >= SIDE_BY_SIDE and all(len(one.drawn) <= FEW for one in maps)
    room = width - MARGIN
    most = max((passing.children for m in maps for passing in m.passing), default=1.0)
    drawn = [_draw(m, (room - GAP) // 2 if beside else room, most) for m in maps]
    picture = (alt.hconcat if beside else alt.vconcat)(*drawn, spacing=GAP)
    return Chart(
        title=title,
        caption=f"{HOW_TO_READ} {' '.join(filter(None, map(_apart, maps)))}".strip(),
        alt=f"{title}. Children a month. {' '.join(map(_all_told, maps))}",
        picture=look.dressed(picture),
        table=_matrices(maps),
        stretches=False,
    )


def _apart(one: HandoffMap) -> str:
    apart = [clean(team) for team in one.teams if team not in one.drawn]
    return f"{one.name}: nobody passes to or from {listed(apart)}." if apart else ""


def _all_told(one: HandoffMap) -> str:
    return f"{one.name}: {'; '.join(map(_told, one.largest_first)) or 'nobody passes on'}."


def _told(each: Passing) -> str:
    return f"{clean(each.giving)} to {clean(each.taking)}: {each.says}"


def _matrices(maps: Sequence[HandoffMap]) -> pd.DataFrame:
    """Each structure's matrix below the other: a row a giving team, a column a taking team."""
    columns = list(dict.fromkeys(team for one in maps for team in one.teams))
    rows = []
    for one in maps:
        amounts = {(each.giving, each.taking): each.children for each in one.passing}
        for giving in one.teams:
            cells = [
                amounts.get((giving, taking), 0.0) if taking in one.teams else float("nan")
                for taking in columns
            ]
            rows.append([one.name, giving, *cells])
    return pd.DataFrame(rows, columns=["Structure", "From", *(f"to {team}" for team in columns)])


def _draw(one: HandoffMap, width: int, most: float) -> alt.LayerChart | alt.FacetChart:
    height = 360 + 70 * max(0, len(one.drawn) - FEW)
    boxes, arrows = one.laid_out(width, height, SIZES)
    rows: dict[str, list[dict[str, Any]]] = {"line": [], "head": [], "number": []}
    for at, each in enumerate(arrows):
        arrow = {
            "arrow": at,
            "told": f"{_told(each.of)} children a month",
            "wide": THINNEST + (WIDEST - THINNEST) * each.of.children / most,
            "back": each.is_back,
        }
        rows["line"] += [{**arrow, "at": n, "x": x, "y": y} for n, (x, y) in enumerate(each.points)]
        end, number_at = each.points[-1], each.number
        rows["head"].append({**arrow, "x": end.x, "y": end.y, "angle": each.angle})
        rows["number"].append({**arrow, "x": number_at.x, "y": number_at.y, "says": each.of.short})
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False))
    names = [
        {
            "team": clean(team),
            "name": (lines := look.lines_of(team, SIZES.box[0] - 10, 3)),
            "x": at.x,
            "y": at.y,
            "first": at.y - look.LINE / 2 * (len(lines) - 1),
        }
        for team, at in boxes.items()
    ]
    return alt.layer(*_arrows(rows, x, y), *_boxes(names, x, y)).properties(
        width=width,
        height=height,
        title=alt.TitleParams(
            look.one_line(one.name, width),
            anchor="start",
            fontSize=look.FONT_SIZE + 1,
            color=palette.TEXT,
            font=look.FONT,
        ),
    )


def _arrows(rows: dict[str, list[dict[str, Any]]], x: alt.X, y: alt.Y) -> Iterator[alt.Chart]:
    """Lines, heads and numbers, forward in blue, back in dashed pink."""
    columns = ["arrow", "told", "wide", "back", "x", "y", "at", "angle", "says"]
    line, head, figure = (
        alt.Chart(pd.DataFrame(each, columns=columns)).encode(x=x, y=y) for each in rows.values()
    )
    wide = alt.StrokeWidth("wide:Q", scale=None)
    for way, colour, dash in (
        ("!datum.back", palette.BLUE, [1, 0]),
        ("datum.back", palette.BACK, [6, 4]),
    ):
        yield (
            line.transform_filter(way)
            .mark_line(color=colour, strokeDash=dash, opacity=0.75)
            .encode(detail="arrow:N", order="at:Q", strokeWidth=wide, **look.TOLD)
        )
        yield (
            head.transform_filter(way)
            .mark_point(shape="triangle", filled=True, color=colour, size=170, opacity=1)
            .encode(angle=alt.Angle("angle:Q", scale=None), **look.TOLD)
        )
    bold = figure.encode(text="says:N")
    yield bold.mark_text(fontWeight="bold", stroke="white", strokeWidth=5, strokeJoin="round")
    yield bold.mark_text(fontWeight="bold")


def _boxes(names: list[dict[str, Any]], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    wide, tall = SIZES.box
    base = alt.Chart(pd.DataFrame(names, columns=["team", "name", "x", "y", "first"])).encode(
        tooltip=alt.Tooltip("team:N", title=" "), description=alt.Description("team:N")
    )
    left, top, first = x.copy(), y.copy(), y.copy()
    left.shorthand, top.shorthand, first.shorthand = "left:Q", "top:Q", "first:Q"
    box = base.transform_calculate(
        left=f"datum.x - {wide / 2}",
        right=f"datum.x + {wide / 2}",
        top=f"datum.y - {tall / 2}",
        bottom=f"datum.y + {tall / 2}",
    )
    return [
        box.mark_rect(fill="white", stroke=palette.BLUE, strokeWidth=2, cornerRadius=6).encode(
            x=left, x2="right:Q", y=top, y2="bottom:Q"
        ),
        base.mark_text(lineHeight=look.LINE).encode(x=x, y=first, text="name:N"),
    ]
