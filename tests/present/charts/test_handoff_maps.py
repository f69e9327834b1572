"""Handoff maps hold the numbers of the chain, and stay readable for up to eight teams."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest

from sim.experiment.comparison import compare
from sim.measures.graphs import handoff_map, handoff_matrix
from sim.present.charts import handoff_maps
from sim.present.charts.arcs import BOX_HEIGHT, BOX_WIDTH, Place, arcs, places
from sim.scenario.scenario import Scenario
from tests.present.charts.drawn import data
from tests.present.charts.made import experiment

TEAMS = tuple("ABCDEFGH")
HEIGHTS = {3: 360, 5: 360, 6: 360, 7: 430, 8: 500}


def test_the_table_is_the_matrix_of_the_chain(current: Scenario, proposed: Scenario) -> None:
    table = handoff_maps.expected(current, proposed).table
    for letter, scenario in zip("AB", (current, proposed), strict=True):
        matrix = handoff_matrix(handoff_map(scenario), "per_month")
        of_one = table[table["Structure"].str.startswith(letter)].set_index("From")
        for giving in matrix.index:
            for taking in matrix.columns:
                shown = of_one.loc[giving, f"to {taking}"]
                assert shown == pytest.approx(matrix.loc[giving, taking])


def test_every_handoff_is_one_arrow_with_its_number(proposed: Scenario) -> None:
    chart = handoff_maps.expected_of(proposed)
    matrix = handoff_matrix(handoff_map(proposed), "per_month")
    assert len(data(chart, "angle")) == (matrix > 0).sum().sum()
    assert "Structure" not in chart.table


def test_observed_maps_show_means_over_the_runs() -> None:
    found = compare(experiment(pairs=3))
    chart = handoff_maps.observed(found)
    outcome = found.parts("handoffs_a_month", "handoff")[0]
    giving, taking = outcome.key.name.split(" -> ")
    of_a = chart.table[chart.table["Structure"].str.startswith("A")].set_index("From")
    assert of_a.loc[giving, f"to {taking}"] == outcome.a.mean


def test_the_front_door_is_on_the_left() -> None:
    for number, height in HEIGHTS.items():
        standing = places(TEAMS[:number], 650, height)
        assert min(standing, key=lambda team: standing[team].x) == "A"


@pytest.mark.parametrize("number", HEIGHTS)
def test_no_two_teams_overlap_and_all_stand_inside(number: int) -> None:
    width, height = 650.0, HEIGHTS[number]
    standing = places(TEAMS[:number], width, height)
    for one, other in combinations(standing.values(), 2):
        assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
    for place in standing.values():
        assert BOX_WIDTH / 2 <= place.x <= width - BOX_WIDTH / 2
        assert BOX_HEIGHT / 2 <= place.y <= height - BOX_HEIGHT / 2


def test_numbers_stand_on_no_team_and_on_no_other_number() -> None:
    standing = places(TEAMS[:6], 650, 360)
    passing = [(g, t, "12") for g, t in permutations(TEAMS[:6], 2) if (ord(g) + ord(t)) % 3]
    found = arcs(passing, standing)
    numbers = [arc.number for arc in found.values()]
    assert len(numbers) == len(passing) > 12
    for number in numbers:
        for place in standing.values():
            assert not _near(number, place, BOX_WIDTH / 2, BOX_HEIGHT / 2)
    assert not any(_near(one, other, 16, 16) for one, other in combinations(numbers, 2))


def test_arrows_end_before_the_team_they_point_at() -> None:
    standing = places(TEAMS[:6], 650, 360)
    for (giving, taking), arc in arcs(
        [(g, t, "1") for g, t in permutations(TEAMS[:6], 2)], standing
    ).items():
        assert not _near(arc.points[-1], standing[taking], BOX_WIDTH / 2, BOX_HEIGHT / 2)
        assert not _near(arc.points[0], standing[giving], BOX_WIDTH / 2, BOX_HEIGHT / 2)


def _near(one: Place, other: Place, across: float, down: float) -> bool:
    return abs(one.x - other.x) < across and abs(one.y - other.y) < down
