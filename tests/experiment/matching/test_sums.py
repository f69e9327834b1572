"""Sums say of each figure what the arithmetic of the scenario says, and nothing of empty teams."""

from __future__ import annotations

from typing import Any

import pytest

from sim.experiment.matching.sums import sums_of
from sim.scenario.scenario import Scenario
from tests.scenario.exact.concerned import concerned_data
from tests.scenario.files import small
from tests.scenario.small import built


def test_a_stock_is_expected_midway_from_what_is_open_to_the_balance(current: Scenario) -> None:
    sums = sums_of(current)
    for measure, plan in (
        ("open_child_protection", "child protection plan"),
        ("open_looked_after", "looked after"),
    ):
        reported = current.open_cases[plan].value
        assert sums[f"figure: {measure}"] == pytest.approx((reported + sums[f"open: {plan}"]) / 2)


def test_plans_started_and_early_help_assessed_are_those_who_enter(current: Scenario) -> None:
    sums = sums_of(current)
    entered = {
        "plans_started_a_month": "child protection plan",
        "early_help_assessments_a_month": "early help assessment",
    }
    for measure, activity in entered.items():
        assert sums[f"figure: {measure}"] == sums[f"month: {activity}"] > 0


def test_a_small_service_has_no_sum_for_what_it_does_not_do() -> None:
    sums = sums_of(small())
    assert "figure: early_help_assessments_a_month" not in sums
    assert "figure: plans_started_a_month" not in sums
    assert "figure: open_looked_after" not in sums


def test_an_assessment_that_is_gone_on_with_counts_once() -> None:
    def initial_a_month(data: dict[str, Any]) -> float:
        return sums_of(built(data))["month: initial assessment"]

    data = concerned_data()
    interrupted = initial_a_month(data)
    del data["pathway"]["activities"]["initial assessment"]["concerns"]
    assert interrupted == pytest.approx(initial_a_month(data))


def test_a_team_with_nobody_in_post_has_no_load_and_the_others_keep_theirs() -> None:
    posts = "{role: team manager, number: 1}, {role: social worker, number: 5, vacant: 5, cap: 20}"
    full = sums_of(small())
    empty = sums_of(small(f"structure: {{teams: {{North Families: {{posts: [{posts}]}}}}}}"))
    assert set(full) - set(empty) == {
        "load: North Families, social worker",
        "load with the open cases: North Families, social worker",
        "held: North Families",
        "held with the open cases: North Families",
    }
    assert {name: full[name] for name in empty} == pytest.approx(empty)
