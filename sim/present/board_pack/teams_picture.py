"""The picture of the teams: who owns what in a structure, as shapes that can be moved and edited.

Teams that own the same work for different localities stand side by side over one list of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE

from sim.present.board_pack import fit
from sim.present.board_pack.look import BODY, SMALLEST
from sim.present.board_pack.page import Line, Page, described, filled
from sim.present.board_pack.template import Box
from sim.present.palette import BLUE, EDGE, PALE, WHITE
from sim.present.words.numbers import counted
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Team
from sim.scenario.words import listed

_NAMES = 0.48
"""Inches of the band of names, each with its posts below."""
_PAD = 0.12
_GAP = 0.1


@dataclass(frozen=True)
class Cluster:
    """Teams that do the same work."""

    names: tuple[str, ...]
    work: str
    posts: tuple[str, ...]


def clusters(scenario: Scenario) -> list[Cluster]:
    """The teams of a structure, those that do the same work together."""
    same: dict[tuple[frozenset[str], frozenset[str]], list[str]] = {}
    teams = scenario.structure.teams
    for name, team in teams.items():
        same.setdefault((frozenset(team.owns), frozenset(team.chairs)), []).append(name)
    order = list(scenario.pathway.activities)
    found = [
        Cluster(
            tuple(names),
            _work(teams[names[0]], order),
            tuple(f"{_full_time(teams[name]):g} FTE" for name in names),
        )
        for names in same.values()
    ]
    first = {
        name: min(map(order.index, team.owns), default=len(order)) for name, team in teams.items()
    }
    return sorted(found, key=lambda cluster: first[cluster.names[0]])


def picture(page: Page, box: Box, scenario: Scenario) -> None:
    """Draw the teams of a structure from top to bottom, the front door first."""
    drawn = clusters(scenario)
    heights = _heights(drawn, box.width, BODY)
    size = BODY if sum(heights) + _GAP * (len(drawn) - 1) <= box.height else SMALLEST
    heights = _heights(drawn, box.width, size)
    kept = len(drawn)
    while kept > 1 and sum(heights[:kept]) + _GAP * (kept - 1) > box.height - 0.3 * (
        kept < len(drawn)
    ):
        kept -= 1
    group = page.slide.shapes.add_group_shape()
    top = box.top
    for cluster, tall in zip(drawn[:kept], heights[:kept], strict=True):
        _draw(page, group, Box(box.left, top, box.width, min(tall, box.height)), cluster, size)
        top += tall + _GAP
    described(group, says(scenario))
    if kept < len(drawn):
        left = sum(len(cluster.names) for cluster in drawn[kept:])
        page.text(
            Box(box.left, top, box.width, 0.3),
            [Line(f"… and {counted(left, 'more team')}: see the workbook", SMALLEST)],
        )


def says(scenario: Scenario) -> str:
    """The picture in words."""
    told = [
        f"{listed(cluster.names)}{' each' if len(cluster.names) > 1 else ''}: {cluster.work}"
        for cluster in clusters(scenario)
    ]
    return f"Teams of {scenario.title} and what they own. {'. '.join(told)}."


def _draw(page: Page, group: Any, box: Box, cluster: Cluster, size: float) -> None:
    shapes = group.shapes
    frame = shapes.add_shape(MSO_SHAPE.RECTANGLE, *page.place(box))
    filled(frame, PALE, EDGE)
    shown, names = _shown(cluster), box._replace(height=_NAMES)
    for part, (name, posts) in zip(names.columns(*[1] * len(shown), gap=0.06), shown, strict=True):
        head = shapes.add_shape(MSO_SHAPE.RECTANGLE, *page.place(part))
        filled(head, BLUE)
        text = fit.cut(name, part.width - 0.15, SMALLEST, 1 if posts else 2, bold=True)
        lines = [Line(text, SMALLEST, True, WHITE), Line(posts, SMALLEST, colour=WHITE)]
        page.write(head, lines if posts else lines[:1], centred=True, margin=0.05)
    body = shapes.add_textbox(
        *page.place(Box(box.left, box.top + _NAMES, box.width, box.height - _NAMES))
    )
    most = int((box.height - _NAMES - _PAD / 2) / fit.line_height(size))
    work = fit.cut(cluster.work, box.width - 0.25, size, max(most, 1))
    page.write(body, [Line(work, size)], margin=0.1)


_MOST_SIDE_BY_SIDE = 4


def _shown(cluster: Cluster) -> Sequence[tuple[str, str]]:
    """The names there is room for, with their posts."""
    pairs = list(zip(cluster.names, cluster.posts, strict=True))
    if len(pairs) <= _MOST_SIDE_BY_SIDE:
        return pairs
    kept = _MOST_SIDE_BY_SIDE - 1
    return [*pairs[:kept], (f"{len(pairs) - kept} more teams", "")]


def _heights(drawn: Sequence[Cluster], width: float, size: float) -> list[float]:
    return [_NAMES + _PAD + fit.height(each.work, width - 0.25, size) for each in drawn]


def _work(team: Team, order: Sequence[str]) -> str:
    owns = ", ".join(sorted(team.owns, key=order.index))
    chairs = ", ".join(sorted(team.chairs, key=order.index))
    parts = [owns, f"chairs {chairs}" if chairs else ""]
    return "; ".join(filter(None, parts)) or "no activity"


def _full_time(team: Team) -> float:
    return sum(post.number * post.fte for post in team.posts)
