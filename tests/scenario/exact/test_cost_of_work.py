"""The cost of an assessment and of a handoff agrees with sums done by hand."""

from __future__ import annotations

from typing import Any

import pytest

from sim.scenario.exact.chain import solve
from sim.scenario.exact.cost import cost_of
from sim.scenario.exact.cost_of_work import (
    FROM_FRONT_DOOR,
    FROM_WORKER,
    PieceCost,
    WorkCost,
    cost_of_work,
)
from sim.scenario.file.loading import load_scenario
from sim.scenario.scenario import Scenario
from tests.scenario import small
from tests.scenario.exact.test_cost import priced

SIZE = 1 + 0.8 * 0.35
"""Hours of a mean family of 1.8 children relative to one child's."""


def worked(scenario: Scenario) -> tuple[dict[str, PieceCost], WorkCost, dict[str, float]]:
    """Assessments by name, all of it, and pounds an hour by role."""
    scenario = priced(scenario)
    assert scenario.costs is not None
    found, cost = cost_of_work(solve(scenario), scenario.costs), cost_of(scenario)
    assert cost is not None
    return (
        {each.work: each for each in found.assessments},
        found,
        {each.role: each.an_hour.value for each in cost.hours},
    )


def handoff(of: WorkCost) -> PieceCost:
    """That from one worker to another."""
    (found,) = (each for each in of.handoffs if each.work == FROM_WORKER)
    return found


def changed(part: str, **to: object) -> Scenario:
    data = small.plain()
    data[part].update(to)
    return small.built(data)


def test_an_assessment_costs_its_hours_for_a_mean_family_and_its_authorisation() -> None:
    by_name, _, an_hour = worked(small.current())
    initial = by_name["initial assessment"]
    assert initial.hours == pytest.approx(10 * SIZE + 0.5)
    by_hand = 10 * SIZE * an_hour["social worker"] + 0.5 * an_hour["team manager"]
    assert initial.each.value == pytest.approx(by_hand)
    assert initial.a_year == pytest.approx(12 * 25 * 0.98 * 0.8)


def test_an_assessment_that_is_interrupted_and_goes_on_counts_once() -> None:
    scenario = load_scenario("scenarios/current.yaml")
    by_name, _, an_hour = worked(scenario)
    mean_family = scenario.demand.mean_relative_hours
    by_hand = 7 * mean_family * an_hour["social worker"] + 0.5 * an_hour["team manager"]
    assert by_name["initial assessment"].each.value == pytest.approx(by_hand, rel=1e-9)


@pytest.mark.parametrize("rework", [0, 0.2])
def test_a_handoff_costs_hours_out_and_in_and_what_is_done_again(rework: float) -> None:
    _, found, an_hour = worked(changed("handoffs", hours_out=3, hours_in=6, rework=rework))
    between = handoff(found)
    plain = 9 * an_hour["social worker"]
    if rework:
        # At least part of the shortest assessment, at most of the longest, is done again.
        assert 10 * SIZE * rework < between.hours - 9 < 40 * SIZE * rework
        assert between.each.value == pytest.approx(between.hours * an_hour["social worker"])
    else:
        assert between.each.value == pytest.approx(plain)


def test_within_one_team_there_is_no_handoff_to_price() -> None:
    assert worked(small.one_team())[1].handoffs == ()


def test_every_handoff_stands_in_one_row() -> None:
    """Also of families without a worker yet, whom one structure passes on more often."""
    for name in ("current", "proposed"):
        scenario = load_scenario(f"scenarios/{name}.yaml")
        chain = solve(scenario)
        _, found, _ = worked(scenario)
        wanted = sum(
            each.per_contact for each in chain.passages if each.is_handoff and each.in_social_care
        )
        told = sum(each.a_year for each in found.handoffs)
        assert told == pytest.approx(12 * chain.families_per_month * wanted)
    assert [each.work for each in found.handoffs] == [FROM_WORKER, FROM_FRONT_DOOR]
    front_door = found.handoffs[1]
    assert front_door.hours == pytest.approx(scenario.handoffs.front_door_hours_in.value)


def test_without_contacts_no_assessment_has_a_cost() -> None:
    by_name, _, _ = worked(changed("demand", contacts_per_month=0))
    assert by_name == {}


def test_work_of_those_who_have_no_posts_has_no_price() -> None:
    data: dict[str, Any] = small.plain()
    for team in data["structure"]["teams"].values():
        team["posts"] = [each for each in team["posts"] if each["role"] != "team manager"]
    by_name, found, _ = worked(small.built(data))
    assert "initial assessment" not in by_name
    assert handoff(found)


def test_the_ends_are_those_of_the_prices_alone() -> None:
    _, found, _ = worked(small.current())
    each = handoff(found).each
    assert each.low / each.value == pytest.approx(36_000 / 40_000)
    assert each.high / each.value == pytest.approx(45_000 / 40_000)
