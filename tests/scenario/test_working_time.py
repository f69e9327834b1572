"""What takes hours at work leaves the rest for cases: workers, and managers who supervise them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.check.consistency import faults
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Team
from tests.scenario import small
from tests.scenario.files import assert_said

hours = st.floats(0, 30)
TEAM = small.current().structure.teams["Referral and Assessment"]
"""Eight workers, one manager."""


def with_time(**time: float) -> Scenario:
    return override(
        small.current(), {f"workforce.working_time.{name}": each for name, each in time.items()}
    )


@given(hours, hours, hours)
def test_a_workers_hours_add_up_to_all_that_there_are(
    supervision: float, audit: float, other: float
) -> None:
    workforce = with_time(supervision=supervision, audit=audit, other=other).workforce
    for_cases = workforce.case_share("social worker", TEAM) * workforce.hours_of_four_weeks
    assert for_cases + supervision + audit + other == pytest.approx(4 * 37)


@given(hours, st.floats(0, 10))
def test_more_supervision_never_leaves_more_for_cases(supervision: float, more: float) -> None:
    before, after = (
        with_time(supervision=each).workforce for each in (supervision, supervision + more)
    )
    for role in ("social worker", "team manager"):
        assert after.case_share(role, TEAM) <= before.case_share(role, TEAM)
    assert after.case_share("conference chair", TEAM) == 0.6


def test_a_manager_gives_each_worker_the_hours_that_the_worker_takes() -> None:
    workforce = with_time(supervision=2, manager_audit=3, manager_other=50).workforce
    assert workforce.case_share("team manager", TEAM) == pytest.approx((148 - 8 * 2 - 3 - 50) / 148)


def team(*posts: dict[str, Any]) -> Team:
    return Team.model_validate({"posts": posts})


WORKERS = {"role": "social worker", "cap": 20, "number": 9}
PART_TIME = {"role": "social worker", "cap": 20, "number": 2, "fte": 0.5}


@pytest.mark.parametrize(
    ("posts", "supervised"),
    [
        ([WORKERS, {"role": "team manager", "number": 2}], 4.5),
        ([WORKERS, PART_TIME, {"role": "team manager", "number": 2, "fte": 0.5}], 10),
        ([WORKERS | {"vacant": 4}, {"role": "team manager", "number": 1}], 9),
        ([WORKERS], 0),
        ([{"role": "team manager", "number": 1}], 0),
    ],
)
def test_whom_a_manager_supervises_follows_from_the_posts(
    posts: list[dict[str, Any]], supervised: float
) -> None:
    assert team(*posts).supervised == supervised


def test_the_shipped_hours_leave_what_the_evidence_says(current: Scenario) -> None:
    teams, workforce = current.structure.teams, current.workforce
    assert {workforce.case_share("social worker", each) for each in teams.values()} == {0.73}
    managers = [
        (sum(post.number for post in each.posts if post.role == "team manager"), each)
        for each in teams.values()
    ]
    total = sum(
        number * workforce.case_share("team manager", each) for number, each in managers if number
    )
    assert total / sum(number for number, _ in managers) == pytest.approx(0.5, abs=0.01)


def test_both_structures_supervise_as_many_hours(current: Scenario, proposed: Scenario) -> None:
    """A manager's share differs by team, what supervision takes of all managers does not."""
    for_decisions = [
        sum(
            post.number * post.fte * scenario.workforce.case_share("team manager", team)
            for team in scenario.structure.teams.values()
            for post in team.posts
            if post.role == "team manager"
        )
        for scenario in (current, proposed)
    ]
    assert for_decisions[0] == pytest.approx(for_decisions[1])


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (
            {"other": 150},
            "working_time: supervision, audit and other take 150 of the 148 hours in four weeks "
            "and leave none for cases; lower one of them",
        ),
        (
            {"manager_audit": 48, "manager_other": 100},
            "working_time: manager_audit and manager_other take 148 of the 148 hours in four weeks "
            "and leave none for cases; lower one of them",
        ),
        (
            {"supervision": 12},
            "team 'Referral and Assessment': each manager supervises 8 full-time workers; with "
            "audit and other that takes 199.6 of 148 hours in four weeks; add a manager or lower "
            "hours under 'working_time'",
        ),
    ],
)
def test_nobody_is_left_without_hours_for_cases(time: dict[str, float], said: str) -> None:
    assert faults(with_time(**time))[0].message == said


@given(st.floats(0, 200), st.floats(0, 200), st.floats(0, 200))
def test_whatever_is_allowed_leaves_everybody_some_hours(
    supervision: float, other: float, manager_other: float
) -> None:
    scenario = with_time(supervision=supervision, other=other, manager_other=manager_other)
    if not faults(scenario):
        for team in scenario.structure.teams.values():
            for role in ("social worker", "team manager"):
                assert 0 < scenario.workforce.case_share(role, team) <= 1


def test_a_share_as_older_files_have_it_is_refused_with_what_says_the_same_now() -> None:
    assert_said(
        "workforce: {case_share: 0.7}",
        "2: workforce: there is no setting 'case_share'; write under 'working_time' what is not "
        "for cases, as supervision, audit and other: together 4 x contract_hours x "
        "(1 - case_share)",
    )
    assert_said(
        "workforce: {manager_share: 0.5}",
        "2: workforce: there is no setting 'manager_share'; write under 'working_time' what is not "
        "for decisions, as supervision for each worker, manager_audit and manager_other: together "
        "4 x contract_hours x (1 - manager_share)",
    )
