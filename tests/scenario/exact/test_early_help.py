"""Early help in the chain, the workload and the capacity check, against sums done by hand."""

from __future__ import annotations

from typing import Any

import pytest

from sim.scenario.exact.capacity import check_capacity, full_time_equivalents
from sim.scenario.exact.chain import Chain, solve
from sim.scenario.exact.workload import workload
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.scenario.small import built, plain

CONTACTS = 100
"""Families a month."""
REFERRED, ADVISED, STEP_UP = 0.25, 0.3, 0.1
SIZE = 1 + 0.8 * 0.35
"""Hours of a mean family of 1.8 children relative to one child's."""
WORKER = {"role": "early help worker", "number": 2, "cap": 15}


def with_early_help(*posts: dict[str, Any], steps_up: float = STEP_UP) -> Scenario:
    """The small service, in which whoever is advised is assessed by early help, and half helped."""
    data = plain()
    pathway = data["pathway"]
    pathway["early_help"] = ["help", "help plan"]
    pathway["activities"]["help"] = {
        "kind": "assessment",
        "hours": 7,
        "steps": [{"name": "visit", "share": 1, "at": 0}],
        "planned_days": {"shortest": 5, "usual": 10, "longest": 20},
        "authorisation_hours": 0,
        "weight": 0.5,
        "routes": {"help plan": 0.5, "threshold decision": steps_up, "helped": "rest"},
    }
    pathway["activities"]["help plan"] = {
        "kind": "plan",
        "tasks": [{"name": "visit", "every": 21, "hours": 2}],
        "length": {"bands": [{"from_months": 0, "to_months": 12, "share": 1}]},
        "weight": 0.5,
        "routes": {"helped": 1},
    }
    pathway["endings"]["advised"]["leads_to"] = "help"
    pathway["endings"]["helped"] = {"counts_as": "early help"}
    data["structure"]["teams"]["Targeted"] = {"owns": ["help", "help plan"], "posts": [*posts]}
    return built(data)


def without_early_help() -> Chain:
    return solve(built(plain()))


def test_a_step_up_is_a_referral_beside_those_of_the_front_door() -> None:
    chain = solve(with_early_help())
    assert chain.referrals_per_contact == pytest.approx(REFERRED + ADVISED * STEP_UP)


def test_handoffs_and_changes_of_worker_per_referral_are_those_of_social_care() -> None:
    """Whoever steps up goes on as any other referral."""
    for posts in ([], [WORKER]):
        chain = solve(with_early_help(*posts))
        without = without_early_help()
        assert chain.handoffs_per_referral == pytest.approx(without.handoffs_per_referral)
        changes = without.worker_changes_per_referral
        assert chain.worker_changes_per_referral == pytest.approx(changes)


def test_what_passes_to_early_help_and_back_is_on_the_map() -> None:
    chain = solve(with_early_help())
    front_door, per_referral = "Referral and Assessment", chain.referrals_per_contact
    passed = chain.handoffs_between
    assert passed[front_door, "Targeted"] == pytest.approx(ADVISED / per_referral)
    assert passed["Targeted", front_door] == pytest.approx(ADVISED * STEP_UP / per_referral)


def test_hours_of_early_help_are_its_own_workers_and_add_none_to_social_workers() -> None:
    scenario = with_early_help(WORKER, steps_up=0)
    rows = workload(solve(scenario))
    theirs = {row.work: row.hours for row in rows if row.team == "Targeted"}
    assert {row.role for row in rows if row.team == "Targeted"} == {"early help worker"}
    assert theirs["help"] == pytest.approx(CONTACTS * ADVISED * 7 * SIZE)
    taken_in = scenario.handoffs.front_door_hours_in.value
    assert theirs["handoffs"] == pytest.approx(CONTACTS * ADVISED * taken_in)
    before = {row[:3]: row.hours for row in workload(without_early_help())}
    after = {row[:3]: row.hours for row in rows if row.team != "Targeted"}
    assert after == pytest.approx(before)


def test_a_case_that_steps_down_is_closed_with_its_hours_and_handed_over_with_none() -> None:
    data = with_early_help().model_dump(mode="json")
    closed = {
        row[:3]: row.hours for row in workload(solve(with_early_help())) if row.team != "Targeted"
    }
    data["pathway"]["endings"]["closed after assessment"]["leads_to"] = "help plan"
    rows = workload(solve(Scenario.model_validate(data)))
    assert {row[:3]: row.hours for row in rows if row.team != "Targeted"} == pytest.approx(closed)


def test_a_team_without_posts_is_short_of_nothing_and_one_with_too_few_is() -> None:
    unlimited = check_capacity(with_early_help())
    assert "Targeted" not in [row.team for row in unlimited.roles]
    assert "Targeted" not in [row.team for row in unlimited.caseloads]
    assert "early help worker" not in [row.role for row in full_time_equivalents(unlimited)]
    few = check_capacity(with_early_help({**WORKER, "number": 1}))
    [row] = [row for row in few.roles if row.team == "Targeted"]
    assert (row.role, row.verdict) == ("early help worker", "short")
    assert row.reported_asked == pytest.approx(row.asked), "no open plans are given"
    [held] = [each for each in few.caseloads if each.team == "Targeted"]
    open_plans = CONTACTS * ADVISED * 0.5 * 6
    month = with_early_help().horizon.working_month
    assessed = CONTACTS * ADVISED * 10 / month
    assert held.load == pytest.approx((open_plans + assessed) * 1.8 * 0.5, rel=1e-3)
    assert (held.cap, held.fte) == (15, 1)
    [other, *_] = [each for each in few.roles if each.role == "social worker"]
    assert row.hours_per_fte == other.hours_per_fte
    assert "early help worker" in [row.role for row in full_time_equivalents(few)]


def test_open_plans_of_early_help_are_checked_only_where_any_are_reported() -> None:
    scenario = with_early_help()
    assert "help plan" not in [stock.plan for stock in check_capacity(scenario).stocks]
    reported = override(scenario, {"open_cases.help plan": 40})
    assert "help plan" in [stock.plan for stock in check_capacity(reported).stocks]


def test_the_order_in_which_early_help_is_listed_makes_no_other_scenario() -> None:
    scenario = with_early_help()
    turned = override(scenario, {"pathway.early_help": ["help plan", "help"]})
    assert turned.content_hash == scenario.content_hash
    assert override(scenario, {"pathway.endings.advised.leads_to": "help plan"}) != scenario
