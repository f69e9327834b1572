"""The picture of the teams: who owns what in a structure, as shapes that can be moved and edited.

Teams that own the same work for different localities stand side by side over one list of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.present.board_pack import fit
from sim.present.board_pack.look import BODY, SMALLEST
from sim.present.board_pack.page import Line, Page, described
from sim.present.board_pack.template import Box
from sim.present.palette import BLUE, EDGE, PALE, WHITE
from sim.present.words.numbers import counted
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Team
from sim.scenario.words import listed

_NAMES, _NAME = 0.48, 0.3
"""Inches of the band of names with their posts below, and of one name with its posts beside it."""
_PAD, _GAP, _MORE = 0.12, 0.1, 0.3
_MOST_SIDE_BY_SIDE = 4


@dataclass(frozen=True)
class Cluster:
    """Teams that do the same work, and their full-time equivalent posts."""

    names: tuple[str, ...]
    posts: tuple[str, ...]
    work: str

    def height(self, width: float, size: float) -> float:
        """Inches that it takes in so many inches of width, its work in text of a size."""
        return self.band + _PAD + fit.height(self.work, width - 0.25, size)

    @property
    def band(self) -> float:
        """Inches of the band of its names."""
        return _NAME if len(self.names) == 1 else _NAMES


def clusters(scenario: Scenario) -> list[Cluster]:
    """The teams of a structure, those that do the same work together, the front door first."""
    same: dict[tuple[frozenset[str], frozenset[str]], list[str]] = {}
    teams, order = scenario.structure.teams, list(scenario.pathway.activities)

    def first(name: str) -> int:
        return min(map(order.index, teams[name].owns), default=len(order))

    for name in sorted(teams, key=first):
        same.setdefault((frozenset(teams[name].owns), frozenset(teams[name].chairs)), []).append(
            name
        )
    return [
        Cluster(tuple(names), tuple(_posts(scenario, name) for name in names),
                _work(teams[names[0]], order))
        for names in same.values()
    ]  # fmt: skip


def picture(page: Page, box: Box, scenario: Scenario) -> None:
    """Draw the teams of a structure from top to bottom."""
    drawn = clusters(scenario)
    for size in (BODY, SMALLEST):
        heights = [each.height(box.width, size) for each in drawn]
        if sum(heights) + _GAP * (len(drawn) - 1) <= box.height:
            break
    kept = len(drawn)
    while kept > 1 and sum(heights[:kept]) + _GAP * (kept - 1) > box.height - _MORE * (
        kept < len(drawn)
    ):
        kept -= 1
    group = page.slide.shapes.add_group_shape()
    top = box.top
    for cluster, tall in zip(drawn[:kept], heights[:kept], strict=True):
        _draw(page, group, box._replace(top=top, height=min(tall, box.height)), cluster, size)
        top += tall + _GAP
    described(group, says(scenario))
    if kept < len(drawn):
        left = counted(sum(len(cluster.names) for cluster in drawn[kept:]), "more team")
        more = box._replace(top=top, height=_MORE)
        page.text(more, [Line(f"… and {left}: see the workbook", SMALLEST)])


def says(scenario: Scenario) -> str:
    """The picture in words."""
    told = [
        f"{listed(cluster.names)}{' each' if len(cluster.names) > 1 else ''}: {cluster.work}"
        for cluster in clusters(scenario)
    ]
    return f"Teams of {scenario.title} and what they own. {'. '.join(told)}."


def _draw(page: Page, group: Any, box: Box, cluster: Cluster, size: float) -> None:
    page.block(group, box, fill=PALE, edge=EDGE)
    names, below = box.rows(cluster.band, 0, gap=0)
    shown = list(zip(cluster.names, cluster.posts, strict=True))
    if len(shown) > _MOST_SIDE_BY_SIDE:
        kept = _MOST_SIDE_BY_SIDE - 1
        shown = [*shown[:kept], (f"{len(shown) - kept} more teams", "")]
    for part, (name, posts) in zip(names.columns(*[1] * len(shown), gap=0.06), shown, strict=True):
        if len(shown) == 1:
            room = part.width - 0.15 - fit.width(f", {posts}", SMALLEST)
            text = f"{fit.cut(name, room, SMALLEST, 1, bold=True)}, {posts}"
            lines = [Line(text, SMALLEST, True, WHITE)]
        else:
            text = fit.cut(name, part.width - 0.15, SMALLEST, 1 if posts else 2, bold=True)
            lines = [Line(text, SMALLEST, True, WHITE), Line(posts, SMALLEST, colour=WHITE)]
            lines = lines if posts else lines[:1]
        page.block(group, part, lines, fill=BLUE, centred=True, margin=0.05)
    most = int((below.height - _PAD / 2) / fit.line_height(size))
    work = fit.cut(cluster.work, box.width - 0.25, size, max(most, 1))
    page.block(group, below, [Line(work, size)], margin=0.1)


def _work(team: Team, order: list[str]) -> str:
    owns, chairs = (", ".join(sorted(each, key=order.index)) for each in (team.owns, team.chairs))
    return "; ".join(filter(None, [owns, chairs and f"chairs {chairs}"])) or "no activity"


def _posts(scenario: Scenario, name: str) -> str:
    if name in scenario.unlimited_teams:
        return "without limit"
    posts = scenario.structure.teams[name].posts
    return f"{sum(post.number * post.fte for post in posts):g} FTE"
