"""The handoff map: teams as boxes, what passes between them as arrows, and where each stands.

Teams stand on an ellipse, so no arrow between two of them runs under a third. The front door is on
the left, and later teams stand further to the right. Lengths are in the unit of whoever draws:
pixels of a chart, inches of a slide.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from sim.experiment.statistics.figures import Key
from sim.scenario.scenario import Scenario

MEASURE = "handoffs_a_month"
_BEND, _STEPS = 0.13, 80
"""How far an arc bends aside, as a share of its length: those to and fro then stand apart."""
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Where along an arc its number may stand, the best place first."""


class Point(NamedTuple):
    """A point, from the top left corner."""

    x: float
    y: float


@dataclass(frozen=True)
class Sizes:
    """A team's box, what is left free at the edge, before an arc and before its head, and text."""

    box: tuple[float, float]
    edge: float
    gap: float
    head: float
    character: float
    line: float


@dataclass(frozen=True)
class Passing:
    """What passes from one team to another.

    Attributes:
        giving: the team that passes children on.
        taking: the team that takes them.
        children: a month.
        says: the same in words, with its interval if it has one.
        short: the same as it stands on an arrow.
    """

    giving: str
    taking: str
    children: float
    says: str
    short: str


@dataclass(frozen=True)
class Arrow:
    """An arrow as it is drawn.

    Attributes:
        of: what passes along it.
        is_back: whether it goes back towards the front door.
        points: from its beginning to its end.
        angle: which way it points at its end, in degrees clockwise from upwards.
        number: where its number stands.
    """

    of: Passing
    is_back: bool
    points: tuple[Point, ...]
    angle: float
    number: Point


@dataclass(frozen=True)
class HandoffMap:
    """One structure and what passes between its teams."""

    name: str
    scenario: Scenario
    passing: tuple[Passing, ...]

    @cached_property
    def teams(self) -> list[str]:
        """All teams, by the first activity that they own: the front door first."""
        order = list(self.scenario.pathway.activities)
        teams = self.scenario.structure.teams
        return sorted(
            teams, key=lambda team: min(map(order.index, teams[team].owns), default=len(order))
        )

    @cached_property
    def drawn(self) -> list[str]:
        """Teams that something passes to or from."""
        busy = {team for each in self.passing for team in (each.giving, each.taking)}
        return [team for team in self.teams if team in busy]

    @property
    def largest_first(self) -> list[Passing]:
        """What passes, the most children first."""
        return sorted(self.passing, key=lambda each: -each.children)

    def laid_out(
        self, width: float, height: float, sizes: Sizes
    ) -> tuple[dict[str, Point], list[Arrow]]:
        """The middle of each team's box, and the arrows, those of most children first."""
        boxes = places(self.drawn, width, height, sizes)
        return boxes, arrows(self.largest_first, boxes, sizes)


def between(scenario: Scenario) -> Iterator[tuple[str, str, Key]]:
    """Each pair of teams, giving and taking, with the figure of what passes between them."""
    for giving in scenario.structure.teams:
        for taking in scenario.structure.teams:
            yield giving, taking, Key(MEASURE, "handoff", f"{giving} -> {taking}")


def places(teams: Sequence[str], width: float, height: float, sizes: Sizes) -> dict[str, Point]:
    """Where each team stands, from the front door on."""
    wide, tall = sizes.box
    across, down = (width - wide) / 2 - sizes.edge, (height - tall) / 2 - sizes.edge
    turns = [math.pi + 2 * math.pi * at / max(len(teams), 1) for at in range(len(teams))]
    slots = [
        Point(width / 2 + across * math.cos(turn), height / 2 + down * math.sin(turn))
        for turn in turns
    ]
    slots.sort(key=lambda slot: (round(slot.x, 2), slot.y))
    return dict(zip(teams, slots, strict=True))


def arrows(passing: Sequence[Passing], boxes: dict[str, Point], sizes: Sizes) -> list[Arrow]:
    """The arrows of a map; numbers of the first ones find their places first.

    Args:
        passing: what passes, the most important first.
        boxes: where the teams stand, from the front door on.
        sizes: of what is drawn.
    """
    rank = {team: at for at, team in enumerate(boxes)}
    lines = [_bow(boxes[each.giving], boxes[each.taking], sizes) for each in passing]
    taken = [_around(place, *sizes.box) for place in boxes.values()]
    taken += [_around(line[-1], 2 * sizes.head, 2 * sizes.head) for line in lines]
    found = []
    for each, points in zip(passing, lines, strict=True):
        text = len(each.short) * sizes.character, sizes.line
        number = min(
            (points[round(share * (len(points) - 1))] for share in _ALONG),
            key=lambda place: sum(_overlap(_around(place, *text), other) for other in taken),
        )
        taken.append(_around(number, *text))
        before, end = points[-4], points[-1]
        angle = math.degrees(math.atan2(end.x - before.x, before.y - end.y))
        is_back = rank[each.taking] < rank[each.giving]
        found.append(Arrow(each, is_back, tuple(points), angle, number))
    return found


_Corners = tuple[float, float, float, float]


def _bow(start: Point, end: Point, sizes: Sizes) -> list[Point]:
    """A bent line from the edge of one box to just before that of another."""
    across, down = end.x - start.x, end.y - start.y
    bend = (start.x + end.x) / 2 + _BEND * down, (start.y + end.y) / 2 - _BEND * across
    share = np.linspace(0, 1, _STEPS + 1)[:, None]
    curve = (1 - share) ** 2 * start + 2 * share * (1 - share) * bend + share**2 * end
    line = [Point(float(x), float(y)) for x, y in curve]
    wide, tall = sizes.box
    near = _around(start, wide + 2 * sizes.gap, tall + 2 * sizes.gap)
    far = _around(end, wide + 2 * sizes.head, tall + 2 * sizes.head)
    outside = [each for each in line if not _holds(near, each) and not _holds(far, each)]
    return outside if len(outside) >= 4 else line


def _around(middle: Point, width: float, height: float) -> _Corners:
    x, y = middle
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _holds(corners: _Corners, point: Point) -> bool:
    left, top, right, bottom = corners
    return left < point.x < right and top < point.y < bottom


def _overlap(one: _Corners, other: _Corners) -> float:
    """The area that two rectangles share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0.0) * max(down, 0.0)
