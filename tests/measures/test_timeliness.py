"""What is done within its limit, on logs small enough to work out by hand."""

from __future__ import annotations

import math

import pytest

from sim.model.events import Event
from tests.measures.log_writer import Writer

INITIAL, PLAN, PROTECTION = "initial assessment", "child in need plan", "child protection plan"


def initial(write: Writer, since: float, completed: float | None, children: int = 1) -> None:
    """A referral with an initial assessment, due 10 working days after `since`."""
    family = write.family(children)
    write.referral(family, since)
    write.activity(family, INITIAL, since, completed, "closed after assessment", 10, since)


def test_a_contact_decided_on_the_next_working_day_is_in_time() -> None:
    write = Writer()
    for decided in (10.9, 11.9, 12.0):
        family = write.family()
        write.contact(family, 10.1)
        write.note(decided, Event.DECIDED, family, since=10.1)
    assert write.measures()("decided_in_time") == pytest.approx(200 / 3)


def test_an_assessment_is_in_time_to_the_end_of_the_last_day_of_its_limit() -> None:
    write = Writer()
    initial(write, since=20.7, completed=30.99, children=3)
    initial(write, since=20.7, completed=31.0)
    assert write.measures()("initial_in_time") == 75


def test_an_assessment_completed_outside_the_window_does_not_count() -> None:
    write = Writer(measured_from=40)
    initial(write, since=20, completed=39.9)
    initial(write, since=20, completed=40)
    measures = write.measures()
    assert measures("initial_in_time") == 0
    assert measures("initial_a_month") == pytest.approx(1 / write.months)


def test_lateness_is_measured_from_the_limit_and_by_children() -> None:
    write = Writer()
    for late, children in ((2, 3), (10, 1), (11, 1)):
        initial(write, since=20, completed=30.5 + late, children=children)
    initial(write, since=20, completed=30.5)
    measures = write.measures()
    assert measures("initial_late_days") == 2
    assert measures("initial_late_within_10") == 80


def test_no_late_assessment_leaves_no_days_late() -> None:
    write = Writer()
    initial(write, since=20, completed=22)
    measures = write.measures()
    assert math.isnan(measures("initial_late_days"))
    assert math.isnan(measures("initial_late_within_10"))


def test_each_kind_of_work_is_judged_by_its_own_limit() -> None:
    write = Writer()
    family = write.family()
    write.activity(family, "core assessment", 10, 45, days=35, since=10)
    write.activity(family, "conference", 50, 66, days=15, since=50)
    measures = write.measures()
    assert measures("core_in_time") == 100
    assert measures("conference_in_15_days") == 0
    assert math.isnan(measures("initial_in_time"))


def test_an_assessment_is_overdue_from_the_day_after_its_limit_until_it_is_done() -> None:
    write = Writer(ends=100)
    initial(write, since=20, completed=36.0, children=2)  # due by the end of day 30: 5 days
    initial(write, since=20, completed=25.0)
    initial(write, since=79, completed=None)  # due by the end of day 89: 10 days to the end
    assert write.measures()("overdue_assessments") == pytest.approx((2 * 5 + 10) / 100)


def test_visits_count_by_the_plan_they_belong_to() -> None:
    write = Writer(ends=40)
    for plan, day, due in ((PLAN, 20, 20), (PROTECTION, 21, 20), (PROTECTION, 20, 20)):
        family = write.family()
        write.activity(family, plan, 0, 30)
        write.note(day + 0.5, Event.VISITED, family, plan, team="Family Support", due=due)
    measures = write.measures()
    assert measures("cin_visits_on_time") == 100
    assert measures("cp_visits_on_time") == 50
    assert measures("visits_on_time") == pytest.approx(200 / 3)
    assert math.isnan(measures("looked_after_visits_on_time"))


def test_visits_without_a_limit_and_visits_of_assessments_do_not_count() -> None:
    write = Writer(ends=40)
    family = write.family()
    write.note(5, Event.VISITED, family, INITIAL, due=3)
    write.note(6, Event.VISITED, family, PLAN)
    assert math.isnan(write.measures()("visits_on_time"))


@pytest.mark.parametrize(("last_seen", "overdue"), [(79.9, 0), (78.9, 1)])
def test_a_visit_overdue_at_the_end_counts_as_not_on_time(last_seen: float, overdue: int) -> None:
    write = Writer(ends=100)  # the limit of the plan is 20 working days, the last day is 99
    family = write.family()
    write.activity(family, PLAN, 55, None)
    write.note(65, Event.VISITED, family, PLAN)
    write.note(last_seen, Event.VISITED, family, PLAN, due=80)
    measures = write.measures()
    assert measures("visits_overdue") == overdue
    assert measures("cin_visits_on_time") == 100 / (1 + overdue)


def test_a_child_never_seen_under_a_plan_is_overdue_from_its_start() -> None:
    write = Writer(ends=100)
    family = write.family(2)
    write.activity(family, PLAN, 60, None)
    assert write.measures()("visits_overdue") == 2
