"""The layout of handoff maps: it stays readable for up to eight teams, in pixels and in inches."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest

from sim.present.board_pack import handoff_picture
from sim.present.charts import handoff_maps
from sim.present.handoff_map import HandoffMap, Passing, Point, Sizes, arrows, places
from sim.scenario.scenario import Scenario

TEAMS = tuple("ABCDEFGH")
HEIGHTS = {3: 360, 5: 360, 6: 360, 7: 430, 8: 500}
PIXELS, INCHES = handoff_maps.SIZES, handoff_picture.SIZES
ON_A_SLIDE = (3.9, 4.4, INCHES)
"""Inches of a map in its column of a slide."""


def passing(teams: str, every: int = 1) -> list[Passing]:
    return [
        Passing(giving, taking, 12.0, "12", "12")
        for giving, taking in permutations(teams, 2)
        if (ord(giving) + ord(taking)) % every or every == 1
    ]


@pytest.mark.parametrize("number", HEIGHTS)
def test_the_front_door_is_on_the_left(number: int) -> None:
    for width, height, sizes in ((650, HEIGHTS[number], PIXELS), ON_A_SLIDE):
        standing = places(TEAMS[:number], width, height, sizes)
        assert min(standing, key=lambda team: standing[team].x) == "A"


@pytest.mark.parametrize("number", HEIGHTS)
@pytest.mark.parametrize("on_a_slide", [False, True])
def test_no_two_teams_overlap_and_all_stand_inside(number: int, on_a_slide: bool) -> None:
    width, height, sizes = ON_A_SLIDE if on_a_slide else (650, HEIGHTS[number], PIXELS)
    standing = places(TEAMS[:number], width, height, sizes)
    wide, tall = sizes.box
    for one, other in combinations(standing.values(), 2):
        assert abs(one.x - other.x) >= wide or abs(one.y - other.y) >= tall
    for place in standing.values():
        assert wide / 2 <= place.x <= width - wide / 2
        assert tall / 2 <= place.y <= height - tall / 2


def test_numbers_stand_on_no_team_and_on_no_other_number() -> None:
    standing = places(TEAMS[:6], 650, 360, PIXELS)
    found = arrows(passing("ABCDEF", every=3), standing, PIXELS)
    numbers = [arrow.number for arrow in found]
    assert len(numbers) > 12
    for number in numbers:
        for place in standing.values():
            assert not _inside(number, place, PIXELS)
    assert not any(_near(one, other, 16, 16) for one, other in combinations(numbers, 2))


@pytest.mark.parametrize(("width", "height", "sizes"), [(650, 360, PIXELS), ON_A_SLIDE])
def test_arrows_end_before_the_team_they_point_at(
    width: float, height: float, sizes: Sizes
) -> None:
    standing = places(TEAMS[:6], width, height, sizes)
    for arrow in arrows(passing("ABCDEF"), standing, sizes):
        assert not _inside(arrow.points[-1], standing[arrow.of.taking], sizes)
        assert not _inside(arrow.points[0], standing[arrow.of.giving], sizes)
        assert arrow.is_back == (arrow.of.taking < arrow.of.giving)


def test_teams_that_nothing_passes_to_or_from_are_left_out(proposed: Scenario) -> None:
    first, second, *others = proposed.structure.teams
    one = HandoffMap("B", proposed, (Passing(second, first, 3.0, "3", "3"),))
    assert set(one.drawn) == {first, second}
    assert one.teams[0] == "Access", "who screens is the front door"
    assert len(one.teams) == len(others) + 2


def _inside(point: Point, box: Point, sizes: Sizes) -> bool:
    return _near(point, box, sizes.box[0] / 2, sizes.box[1] / 2)


def _near(one: Point, other: Point, across: float, down: float) -> bool:
    return abs(one.x - other.x) < across and abs(one.y - other.y) < down
