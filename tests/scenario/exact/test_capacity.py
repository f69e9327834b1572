"""The capacity check agrees with sums done by hand, and its verdicts follow from its hours."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.exact.capacity import Capacity, Caseload, check_capacity, full_time_equivalents
from sim.scenario.exact.chain import Chain, solve
from sim.scenario.exact.length_of_stay import expected_tasks, share_over_within
from sim.scenario.exact.workload import open_families, workload
from sim.scenario.scenario import Scenario
from tests.scenario import small
from tests.scenario.exact.chains import endings_of, visits_of

REFERRALS = 25
"""Families a month referred in the small service: 180 / 1.8 contacts, a quarter accepted."""
SIZE = 1 + 0.8 * 0.35
"""Hours of a mean family of 1.8 children relative to one child's."""


def hours(scenario: Scenario, work: str, team: str = "", role: str = "social worker") -> float:
    return sum(
        row.hours
        for row in workload(solve(scenario))
        if row.work == work and row.role == role and team in {"", row.team}
    )


def changed(part: str, to: dict[str, Any]) -> Scenario:
    data = small.plain()
    data[part].update(to)
    return small.built(data)


def test_work_up_to_the_threshold_decision_is_asked_for_each_family_whatever_its_size() -> None:
    assert hours(small.current(), "screening") == pytest.approx(100 * 0.75)
    assert hours(small.current(), "advice") == pytest.approx(30 * 0.5)
    decided = hours(small.current(), "threshold decision", role="team manager")
    assert decided == pytest.approx(REFERRALS * 0.5)


def test_assessments_grow_with_the_family_and_their_authorisation_does_not() -> None:
    begun = REFERRALS * 0.98 * 0.8
    work = "initial assessment"
    assert hours(small.current(), work) == pytest.approx(begun * 10 * SIZE)
    authorised = hours(small.current(), work, role="team manager")
    assert authorised == pytest.approx(begun * 0.5)


def test_an_assessment_takes_the_hours_of_the_need_it_meets() -> None:
    data = small.plain()
    data["pathway"]["activities"]["initial assessment"]["hours_by_need"] = {"not in need": 4}
    less = REFERRALS * 0.98 * 0.3 * (10 - 4) * SIZE
    saved = hours(small.current(), "initial assessment") - hours(
        small.built(data), "initial assessment"
    )
    assert saved == pytest.approx(less)


def test_a_conference_asks_hours_of_the_worker_and_of_the_chair_of_another_team() -> None:
    scenario = small.current()
    held = hours(scenario, "conference", "Family Support") / (8 * SIZE)
    chaired = hours(scenario, "conference", "Conference and Review", "conference chair")
    assert chaired == pytest.approx(held * 5)


def test_a_plan_asks_for_its_tasks_as_often_as_they_fall_due_in_a_stay() -> None:
    scenario = small.current()
    chain, plan = solve(scenario), scenario.pathway.plans["child protection plan"]
    entered = visits_of(chain, "child protection plan") * chain.families_per_month
    visit, review = plan.tasks
    worked = (
        entered
        * SIZE
        * (expected_tasks(plan, visit, 253) * 2 + expected_tasks(plan, review, 253) * 6)
    )
    assert hours(scenario, "child protection plan") == pytest.approx(worked)
    chaired = hours(scenario, "child protection plan", role="conference chair")
    assert chaired == pytest.approx(entered * expected_tasks(plan, review, 253) * 4)


def test_closing_is_asked_of_the_team_that_holds_the_family() -> None:
    scenario = small.current()
    outcomes = endings_of(solve(scenario))
    after_assessment = outcomes["closed after assessment"]
    closed = hours(scenario, "closing", "Referral and Assessment")
    assert closed == pytest.approx(100 * after_assessment * 3)
    later = hours(scenario, "closing") - closed
    assert later == pytest.approx(100 * 3 * (outcomes["closed"] + outcomes["stepped down"]))


def test_a_handoff_with_a_worker_costs_hours_out_hours_in_and_rework() -> None:
    data = small.plain()
    data["demand"]["needs"] = {"in need": {"share": 1}}
    data["pathway"]["activities"]["child in need plan"]["escalations"] = []
    scenario = small.built(data)
    passed = REFERRALS * 0.98
    assert hours(scenario, "handoffs", "Referral and Assessment") == pytest.approx(passed * 4)
    latest = 0.6 * 20 + 0.4 * 10
    taken = passed * (5 + 0.15 * latest * SIZE)
    assert hours(scenario, "handoffs", "Family Support") == pytest.approx(taken)


def test_a_first_worker_outside_the_front_door_costs_less() -> None:
    data = small.plain(small.proposed_teams())
    data["demand"]["needs"] = {"not in need": {"share": 1}}
    scenario = small.built(data)
    assert hours(scenario, "handoffs", "North cluster") == pytest.approx(0.6 * REFERRALS * 0.98)
    assert hours(scenario, "handoffs", "Access") == 0
    assert hours(small.one_team(), "handoffs") == 0


def test_a_joint_enquiry_asks_extra_hours_of_the_cases_own_worker() -> None:
    moved, joint = small.proposed("enquiry team"), small.proposed("joint")
    for activity in ("strategy discussion", "enquiry"):
        alone = hours(moved, activity, "Access")
        assert hours(joint, activity, "Access") == pytest.approx(alone)
        on_open_cases = sum(
            visits
            for state, visits in solve(joint).visits.items()
            if state.activity == activity and state.team != "Access"
        )
        each = {"strategy discussion": 2, "enquiry": 14}[activity]
        extra = 100 * on_open_cases * each * SIZE * 0.25
        assert extra > 0
        assert hours(joint, activity) - alone == pytest.approx(extra)


def test_a_month_of_one_full_time_worker_is_what_absence_and_other_work_leave() -> None:
    capacity = check_capacity(small.current())
    days = 253 * (1 - 0.035) - 25 - 7
    [workers] = [
        row for row in capacity.roles if (row.team, row.role) == ("Family Support", "social worker")
    ]
    assert workers.hours_per_fte == pytest.approx(7.4 * days * 0.73 / 12)
    assert workers.had == pytest.approx(9 * workers.hours_per_fte)


def with_posts(**post: Any) -> Capacity:
    data = small.plain()
    data["structure"]["teams"]["Family Support"]["posts"][0].update(post)
    return check_capacity(small.built(data))


def caseload(capacity: Capacity, team: str = "Family Support") -> Caseload:
    [found] = [row for row in capacity.caseloads if row.team == team]
    return found


def test_vacant_posts_and_part_time_give_less_and_new_workers_carry_less() -> None:
    assert caseload(with_posts(number=10, vacant=2)).cap == 8 * 20
    assert caseload(with_posts(number=10, fte=0.5)).cap == 5 * 20
    assert caseload(with_posts(number=10, newly_qualified=5)).cap == pytest.approx(
        (5 + 5 * 0.6) * 20
    )
    assert caseload(with_posts(number=10, vacant=2, fte=0.5)).fte == 4


def test_a_caseload_weighs_the_children_in_plans_and_conferences() -> None:
    chain = solve(small.current())
    stocks = {"child in need plan": 1.0, "child protection plan": 1.5}
    held = sum(
        stock.open_families * 1.8 * stocks[stock.plan]
        for stock in chain.plan_stocks
        if stock.team == "Family Support"
    )
    conferences = visits_of(chain, "conference") * 180
    # booked 13 days after the strategy discussion, of which the enquiry took 10
    waiting = conferences / (253 / 12) * 3 * 1.5
    enquiries = visits_of(chain, "enquiry", team="Family Support") * 180
    enquired = enquiries / (253 / 12) * 10 * 1.5
    assert caseload(with_posts()).load == pytest.approx(held + waiting + enquired)


def test_reported_open_cases_live_where_new_families_do() -> None:
    families = {
        (stock.plan, stock.locality): stock.reported
        for stock in open_families(solve(small.current()))
    }
    assert families["child in need plan", "North"] == pytest.approx(200 / 1.8 * 0.6)
    assert sum(families.values()) == pytest.approx(265 / 1.8)


def test_a_stock_that_cannot_last_is_said_to_drift() -> None:
    said = {stock.plan: stock.sentence for stock in check_capacity(small.current()).stocks}
    assert "fall to 131" in said["child in need plan"]
    assert "grow to 56" in said["looked after"]
    balanced = changed("open_cases", {"looked after": 56})
    [looked_after] = [s for s in check_capacity(balanced).stocks if s.plan == "looked after"]
    assert "stay near 56" in looked_after.sentence


def test_a_reported_stock_at_the_balance_asks_for_the_balanced_hours() -> None:
    chain = solve(small.current())
    stocks: dict[str, float] = {}
    for stock in chain.plan_stocks:
        stocks[stock.plan] = stocks.get(stock.plan, 0) + stock.open_families * 1.8
    for row in check_capacity(changed("open_cases", stocks)).roles:
        assert row.reported_asked == pytest.approx(row.asked)
        assert "reported" not in row.sentence


def test_a_plan_that_only_open_cases_are_in_asks_for_hours_today() -> None:
    data = small.plain()
    data["demand"]["needs"] = {"not in need": {"share": 1}}
    capacity = check_capacity(small.built(data))
    [workers] = [
        row
        for row in capacity.roles
        if (row.team, row.role) == ("Looked After Children", "social worker")
    ]
    assert workers.asked == 0
    assert workers.reported_asked > 0


def test_a_team_and_a_plan_that_nobody_reaches_are_left_out() -> None:
    data = small.plain()
    data["demand"]["needs"] = {"not in need": {"share": 1}}
    data["open_cases"] = {}
    capacity = check_capacity(small.built(data))
    assert [row.team for row in capacity.caseloads] == ["Referral and Assessment"]
    assert capacity.stocks == ()


@pytest.mark.parametrize(("number", "verdict"), [(4, "short"), (8, "tight"), (30, "room")])
def test_the_verdict_follows_the_share_of_hours_asked(number: int, verdict: str) -> None:
    [row] = [
        row
        for row in with_posts(number=number).roles
        if (row.team, row.role) == ("Family Support", "social worker")
    ]
    assert row.verdict == verdict
    assert f"({row.asked / row.had:.0%}): {verdict}" in row.sentence


def test_work_with_nobody_in_post_is_short_and_says_so() -> None:
    capacity = with_posts(number=2, vacant=2)
    [row] = [
        row for row in capacity.roles if (row.team, row.role) == ("Family Support", "social worker")
    ]
    assert row.verdict == caseload(capacity).verdict == "short"
    assert "nobody in post" in row.sentence


def test_full_time_equivalents_are_hours_over_the_hours_of_one() -> None:
    capacity = check_capacity(small.current())
    workers, managers, chairs, together = full_time_equivalents(capacity)
    assert (workers.had, managers.had, chairs.had) == pytest.approx((21, 3, 1))
    worked = sum(row.hours for row in capacity.work if row.role == "social worker")
    [of_one] = {row.hours_per_fte for row in capacity.roles if row.role == "social worker"}
    assert workers.asked == pytest.approx(worked / of_one)
    assert together.role == "all"
    assert together.had == pytest.approx(25)
    assert together.asked == pytest.approx(workers.asked + managers.asked + chairs.asked)


@given(st.floats(0.1, 10))
def test_balanced_hours_grow_in_step_with_contacts(times: float) -> None:
    once = check_capacity(small.current())
    more = check_capacity(changed("demand", {"contacts_per_month": 180 * times}))
    for before, after in zip(once.roles, more.roles, strict=True):
        assert after.asked == pytest.approx(times * before.asked)
        assert after.had == before.had


def test_the_structure_moves_hours_but_only_handoffs_change_their_sum() -> None:
    def without_handoffs(scenario: Scenario) -> float:
        return sum(row.hours for row in workload(solve(scenario)) if row.work != "handoffs")

    assert without_handoffs(small.current()) == pytest.approx(without_handoffs(small.proposed()))
    assert without_handoffs(small.one_team()) == pytest.approx(without_handoffs(small.proposed()))


def rework_of(within: float | None) -> float:
    """Hours a family of a contact takes for rework alone, in the current structure."""
    data = small.plain()
    free = dict.fromkeys(("hours_out", "hours_in", "front_door_hours_in"), 0)
    data["handoffs"] |= {**free, "rework_within": within}
    return hours(small.built(data), "handoffs")


def test_only_a_recent_assessment_is_partly_done_again() -> None:
    assert rework_of(1e6) == pytest.approx(rework_of(None), rel=0.02)
    assert rework_of(0) < rework_of(60) < rework_of(None)


def test_behind_a_plan_rework_follows_the_chance_that_the_stay_was_short() -> None:
    def chain_of(within: float) -> Chain:
        data = small.plain()
        data["handoffs"]["rework_within"] = within
        return solve(small.built(data))

    chain = chain_of(60)
    plans = chain.scenario.pathway.plans
    for passage in chain.passages:
        plan = plans.get(passage.source.activity)
        if plan is None or passage.source.is_behind_plan:
            continue
        escalated, ran = share_over_within(plan, 60, 253)
        by_route = passage.ending or (
            passage.target is not None and passage.target.activity == "child in need plan"
        )
        share = ran if by_route else escalated
        assert passage.assessed_hours == pytest.approx(passage.source.assessed_hours * share)


def test_a_conference_is_held_on_average_between_its_earliest_and_its_latest_day() -> None:
    data = small.plain()
    conference = data["pathway"]["activities"]["conference"]
    days = []
    for earliest in (None, 13, 9):
        conference["earliest_days"] = earliest
        activity = small.built(data).pathway.activities["conference"]
        days.append(activity.effort_for("protection").days)
    assert days == [13, 13, 11]


def test_further_work_adds_its_share_of_hours_and_plans_for_the_longest_work() -> None:
    data = small.plain()
    data["pathway"]["activities"]["initial assessment"] |= {
        "hours": 5,
        "further": {
            "hours": 15,
            "share": 1,
            "share_by_need": {"not in need": 0.2, "care": 0},
            "drawn_as": "short assessment",
        },
        "planned_days": {"shortest": 4, "usual": 20, "longest": 30},
    }
    scenario = small.built(data)
    assessment = scenario.pathway.activities["initial assessment"]
    efforts = {need: assessment.effort_for(need) for need in scenario.demand.needs}
    found = {need: (effort.assessed_hours, effort.days) for need, effort in efforts.items()}
    assert found["care"] == (5, 5)
    assert found["in need"] == (20, 20)
    assert found["not in need"] == pytest.approx((5 + 0.2 * 15, 0.8 * 5 + 0.2 * 20))
    begun = REFERRALS * 0.98
    mean = (0.3 * (5 + 0.2 * 15) + 0.45 * 20 + 0.05 * 5) * begun * SIZE
    assert hours(scenario, "initial assessment") == pytest.approx(mean)
