"""Arcs: where teams stand on a map, how arrows run between them, and where their numbers fit.

All in pixels from the top left corner. Teams stand on an ellipse, so no arrow between two of them
runs under a third. The front door is on the left, and later teams stand further to the right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

BOX_WIDTH, BOX_HEIGHT = 124, 50
BEND = 0.13
"""How far an arc bends aside, as a share of its length: those to and fro then stand apart."""
_STEPS = 80
_GAP, _HEAD = 3.0, 11.0
"""Pixels between a box and where an arc begins, and where it ends, before its head."""
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Where along an arc its number may stand, the best place first."""
_CHARACTER, _LINE = 8.0, 17.0
"""Pixels of a character and of a line of a number."""


class Place(NamedTuple):
    """A point."""

    x: float
    y: float


@dataclass(frozen=True)
class Arc:
    """An arrow between two teams.

    Attributes:
        points: from its beginning to its end.
        angle: which way it points at its end, in degrees clockwise from upwards.
        number: where its number stands.
    """

    points: tuple[Place, ...]
    angle: float
    number: Place


def places(teams: Sequence[str], width: float, height: float) -> dict[str, Place]:
    """Where each team stands.

    Args:
        teams: from the front door on.
        width: of the map.
        height: of the map.
    """
    across, down = (width - BOX_WIDTH) / 2 - 2, (height - BOX_HEIGHT) / 2 - 2
    turns = [math.pi + 2 * math.pi * at / max(len(teams), 1) for at in range(len(teams))]
    slots = [
        Place(width / 2 + across * math.cos(turn), height / 2 + down * math.sin(turn))
        for turn in turns
    ]
    slots.sort(key=lambda slot: (round(slot.x), slot.y))
    return dict(zip(teams, slots, strict=True))


def arcs(
    passing: Iterable[tuple[str, str, str]], standing: dict[str, Place]
) -> dict[tuple[str, str], Arc]:
    """The arrows of a map.

    Args:
        passing: giving team, taking team, and the number to write, the most important first.
        standing: where the teams stand.
    """
    known = list(passing)
    lines = {(g, t): _bow(standing[g], standing[t]) for g, t, _ in known}
    taken = [_around(place, BOX_WIDTH, BOX_HEIGHT) for place in standing.values()]
    taken += [_around(line[-1], 2 * _HEAD, 2 * _HEAD) for line in lines.values()]
    found = {}
    for giving, taking, text in known:
        points = lines[giving, taking]
        size = len(text) * _CHARACTER, _LINE
        candidates = [points[round(share * (len(points) - 1))] for share in _ALONG]
        number = min(
            candidates,
            key=lambda place: sum(_overlap(_around(place, *size), other) for other in taken),
        )
        taken.append(_around(number, *size))
        before, end = points[-4], points[-1]
        angle = math.degrees(math.atan2(end.x - before.x, before.y - end.y))
        found[giving, taking] = Arc(tuple(points), angle, number)
    return found


_Corners = tuple[float, float, float, float]


def _bow(start: Place, end: Place) -> list[Place]:
    """A bent line from the edge of one box to just before that of another."""
    across, down = end.x - start.x, end.y - start.y
    bend = Place((start.x + end.x) / 2 + BEND * down, (start.y + end.y) / 2 - BEND * across)
    line = []
    for step in range(_STEPS + 1):
        share = step / _STEPS
        near, middle, far = (1 - share) ** 2, 2 * share * (1 - share), share**2
        line.append(
            Place(
                near * start.x + middle * bend.x + far * end.x,
                near * start.y + middle * bend.y + far * end.y,
            )
        )
    outside = [
        point
        for point in line
        if not _holds(_around(start, BOX_WIDTH + 2 * _GAP, BOX_HEIGHT + 2 * _GAP), point)
        and not _holds(_around(end, BOX_WIDTH + 2 * _HEAD, BOX_HEIGHT + 2 * _HEAD), point)
    ]
    return outside if len(outside) >= 4 else line


def _around(middle: Place, width: float, height: float) -> _Corners:
    return (
        middle.x - width / 2, middle.y - height / 2, middle.x + width / 2, middle.y + height / 2,
    )  # fmt: skip


def _holds(corners: _Corners, point: Place) -> bool:
    left, top, right, bottom = corners
    return left < point.x < right and top < point.y < bottom


def _overlap(one: _Corners, other: _Corners) -> float:
    """The area that two rectangles share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0.0) * max(down, 0.0)
