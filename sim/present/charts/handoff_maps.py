"""Handoff maps: teams as boxes, and the children who pass between them a month as arrows.

Expected maps follow from routes and owners alone, before any run; observed ones are simulated. Both
are in children a month, so that one can be held beside the other. The matrix is the exact form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt
import pandas as pd

from sim.experiment.comparison import Comparison
from sim.measures.catalogue import CATALOGUE
from sim.measures.graphs import handoff_map
from sim.present.charts import look
from sim.present.charts.arcs import BOX_HEIGHT, BOX_WIDTH, Place, arcs, places
from sim.present.charts.chart import WIDTH, Chart
from sim.present.words import findings, words
from sim.present.words.names import clean, side_names
from sim.present.words.numbers import level, number
from sim.scenario.exact.chain import solve
from sim.scenario.scenario import Scenario
from sim.scenario.words import listed

MEASURE = "handoffs_a_month"
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
Row = dict[str, object]
THINNEST, WIDEST = 1.5, 7.0
"""Pixels of arrows."""


@dataclass(frozen=True)
class Passing:
    """What passes from one team to another."""

    giving: str
    taking: str
    children: float
    """A month."""
    says: str
    """The same in words, with its interval if it has one."""

    @property
    def told(self) -> str:
        """The same with both teams."""
        return f"{clean(self.giving)} to {clean(self.taking)}: {self.says}"

    @property
    def short(self) -> str:
        """The same as it stands on an arrow."""
        return number(self.children, 0 if self.children >= 10 else 1)


@dataclass(frozen=True)
class Map:
    """One structure's teams, from the front door on, and what passes between them."""

    name: str
    teams: tuple[str, ...]
    passing: tuple[Passing, ...]

    @property
    def height(self) -> int:
        """Pixels that the teams need, one below the other."""
        return 360 + 70 * max(0, len(self.teams) - len(self.apart) - FEW)

    @property
    def apart(self) -> list[str]:
        """Teams that nothing passes to or from."""
        busy = {team for each in self.passing for team in (each.giving, each.taking)}
        return [team for team in self.teams if team not in busy]


def expected(a: Scenario, b: Scenario, width: int = WIDTH) -> Chart:
    """What both structures bring about by themselves, side by side."""
    told = [
        f"{number(solve(scenario).handoffs_per_referral, 2)} in {side}"
        for side, scenario in zip(look.SIDES, (a, b), strict=True)
    ]
    maps = [_expected(s, name) for s, name in zip((a, b), side_names(a, b), strict=True)]
    title = f"Handoffs expected per referral, without a run: {' and '.join(told)}"
    return _chart(title, maps, width)


def expected_of(scenario: Scenario, width: int = WIDTH) -> Chart:
    """What one structure brings about by itself."""
    title = words.built_in(solve(scenario)).rstrip(".")
    return _chart(title, [_expected(scenario, "")], width)


def observed(comparison: Comparison, width: int = WIDTH) -> Chart:
    """What passed between the teams of both structures in the runs, side by side."""
    names = look.sides_of(comparison)
    maps = [_observed(comparison, "a", names[0]), _observed(comparison, "b", names[1])]
    return _chart(findings.handoffs(comparison), maps, width)


def _expected(scenario: Scenario, name: str) -> Map:
    graph = handoff_map(scenario)
    passing = [
        Passing(giving, taking, edge["per_month"], number(edge["per_month"]))
        for giving, taking, edge in graph.edges(data=True)
        if edge["per_month"] > 0
    ]
    return _map(name, scenario, passing)


def _observed(comparison: Comparison, side: Literal["a", "b"], name: str) -> Map:
    scenario: Scenario = getattr(comparison, side)
    passing = []
    for giving in scenario.structure.teams:
        for taking in scenario.structure.teams:
            outcome = comparison.find(MEASURE, "handoff", f"{giving} -> {taking}")
            if outcome is not None and (found := getattr(outcome, side)).mean > 0:
                says = level(found, CATALOGUE[MEASURE].unit)
                passing.append(Passing(giving, taking, found.mean, says))
    return _map(name, scenario, passing)


def _map(name: str, scenario: Scenario, passing: Sequence[Passing]) -> Map:
    """A map with the largest handoffs first, and teams by the first activity that they own."""
    order = list(scenario.pathway.activities)
    first = {
        team: min(map(order.index, each.owns), default=len(order))
        for team, each in scenario.structure.teams.items()
    }
    return Map(
        name,
        tuple(sorted(first, key=lambda team: first[team])),
        tuple(sorted(passing, key=lambda each: -each.children)),
    )


def _chart(title: str, maps: Sequence[Map], width: int) -> Chart:
    are_small = all(len(one.teams) - len(one.apart) <= FEW for one in maps)
    beside = len(maps) > 1 and width >= SIDE_BY_SIDE and are_small
    room = width - MARGIN
    each = (room - GAP) // 2 if beside else room
    most = max((passing.children for m in maps for passing in m.passing), default=1.0)
    drawn = [_draw(m, each, most) for m in maps]
    picture = (alt.hconcat if beside else alt.vconcat)(*drawn, spacing=GAP)
    return Chart(
        title=title,
        caption=f"{HOW_TO_READ} {' '.join(filter(None, map(_apart, maps)))}".strip(),
        alt=f"{title}. Children a month. {' '.join(_told(m) for m in maps)}",
        picture=look.dressed(picture),
        table=_matrices(maps),
        stretches=False,
    )


def _apart(one: Map) -> str:
    if not one.apart:
        return ""
    where = f"{one.name}: n" if one.name else "N"
    return f"{where}obody passes to or from {listed([clean(team) for team in one.apart])}."


def _told(one: Map) -> str:
    passing = [each.told for each in one.passing]
    return f"{one.name}: {'; '.join(passing) or 'nobody passes between teams'}.".lstrip(": ")


def _matrices(maps: Sequence[Map]) -> pd.DataFrame:
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
    table = pd.DataFrame(rows, columns=["Structure", "From", *(f"to {team}" for team in columns)])
    return table if len(maps) > 1 else table.drop(columns="Structure")


def _draw(one: Map, width: int, most: float) -> alt.LayerChart | alt.FacetChart:
    teams = [team for team in one.teams if team not in one.apart]
    rank = {team: at for at, team in enumerate(one.teams)}
    standing = places(teams, width, one.height)
    running = arcs([(p.giving, p.taking, p.short) for p in one.passing], standing)
    lines, heads, numbers = [], [], []
    for each in one.passing:
        arc = running[each.giving, each.taking]
        arrow = {
            "arrow": f"{rank[each.giving]} to {rank[each.taking]}",
            "told": f"{each.told} children a month",
            "wide": THINNEST + (WIDEST - THINNEST) * each.children / most,
            "back": rank[each.taking] < rank[each.giving],
        }
        lines += [{**arrow, "at": at, "x": x, "y": y} for at, (x, y) in enumerate(arc.points)]
        end = arc.points[-1]
        heads.append({**arrow, "x": end.x, "y": end.y, "angle": arc.angle})
        numbers.append({**arrow, "x": arc.number.x, "y": arc.number.y, "says": each.short})
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[one.height, 0], nice=False))
    return alt.layer(*_arrows(lines, heads, numbers, x, y), *_boxes(standing, x, y)).properties(
        width=width,
        height=one.height,
        title=alt.TitleParams(
            look.one_line(one.name, width),
            anchor="start",
            fontSize=look.FONT_SIZE + 1,
            color=look.TEXT,
            font=look.FONT,
        ),
    )


def _arrows(
    lines: list[Row], heads: list[Row], numbers: list[Row], x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    """Lines, heads and numbers, forward in blue, back in dashed pink."""
    columns = ["arrow", "told", "wide", "back", "x", "y"]
    line = alt.Chart(pd.DataFrame(lines, columns=[*columns, "at"]))
    head = alt.Chart(pd.DataFrame(heads, columns=[*columns, "angle"]))
    figure = alt.Chart(pd.DataFrame(numbers, columns=[*columns, "says"]))
    tips = alt.Tooltip("told:N", title=" ")
    wide = alt.StrokeWidth("wide:Q", scale=None)
    turned = alt.Angle("angle:Q", scale=None)
    layers: list[alt.Chart] = []
    for way, colour, dash in (
        ("!datum.back", look.BLUE, [1, 0]),
        ("datum.back", look.PINK, [6, 4]),
    ):
        layers += [
            line.transform_filter(way)
            .mark_line(color=colour, strokeDash=dash, opacity=0.75)
            .encode(x=x, y=y, detail="arrow:N", order="at:Q", strokeWidth=wide, tooltip=tips),
            head.transform_filter(way)
            .mark_point(shape="triangle", filled=True, color=colour, size=170, opacity=1)
            .encode(x=x, y=y, angle=turned, tooltip=tips, description=alt.Description("told:N")),
        ]
    halo = figure.mark_text(fontWeight="bold", stroke="white", strokeWidth=5, strokeJoin="round")
    return [
        *layers,
        halo.encode(x=x, y=y, text="says:N"),
        figure.mark_text(fontWeight="bold").encode(x=x, y=y, text="says:N"),
    ]


def _boxes(standing: dict[str, Place], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    boxes = pd.DataFrame(
        [
            {
                "team": clean(team),
                "name": "\n".join(look.lines_of(team, BOX_WIDTH - 10, 3)),
                "x": at.x,
                "y": at.y,
                "left": at.x - BOX_WIDTH / 2,
                "right": at.x + BOX_WIDTH / 2,
                "top": at.y - BOX_HEIGHT / 2,
                "bottom": at.y + BOX_HEIGHT / 2,
            }
            for team, at in standing.items()
        ],
        columns=["team", "name", "x", "y", "left", "right", "top", "bottom"],
    )
    base = alt.Chart(boxes)
    tips = alt.Tooltip("team:N", title=" ")
    left, top = x.copy(), y.copy()
    left.shorthand, top.shorthand = "left:Q", "top:Q"
    return [
        base.mark_rect(fill="white", stroke=look.BLUE, strokeWidth=2, cornerRadius=6).encode(
            x=left,
            x2="right:Q",
            y=top,
            y2="bottom:Q",
            tooltip=tips,
            description=alt.Description("team:N"),
        ),
        *(
            base.transform_filter(f"length(split(datum.name, '\\n')) == {lines}")
            .mark_text(lineBreak="\n", lineHeight=15, dy=-7.5 * (lines - 1))
            .encode(x=x, y=y, text="name:N", tooltip=tips)
            for lines in (1, 2, 3)
        ),
    ]
