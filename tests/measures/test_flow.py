"""Counts and stocks of children, on logs small enough to work out by hand."""

from __future__ import annotations

import datetime
import math

import numpy as np
import pytest

from sim.measures.logview import LogView
from sim.measures.measures import measure
from sim.measures.referrals import Referrals
from sim.model.events import Event
from sim.model.replication import simulate
from sim.scenario.bank_holidays import ENGLAND
from sim.scenario.overrides import override
from tests.measures.chance import by_chance
from tests.measures.log_writer import CURRENT, Reading, Writer

INITIAL, PLAN, PROTECTION = "initial assessment", "child in need plan", "child protection plan"
MONTHS = 12  # of a window of 253 working days, the year 2013


def test_counts_are_children_a_month() -> None:
    write = Writer()
    for time, children in ((10, 2), (20, 3)):
        write.contact(write.family(children), time)
    write.referral(write.family(4, "South"), 30)
    measures = write.measures()
    assert measures("contacts_a_month") == pytest.approx(9 / MONTHS)
    assert measures("referrals_a_month", "locality", "South") == pytest.approx(4 / MONTHS)


def test_re_referrals_are_those_within_twelve_months_of_the_referral_before_by_date() -> None:
    write = Writer(measured_from=255, ends=300)
    calendar = write.scenario.horizon.calendar
    first = calendar.working_day(datetime.date(2013, 1, 8))
    again, a_day_too_late = (calendar.working_day(datetime.date(2014, 1, day)) for day in (8, 9))
    for children, accepted, before in (
        (1, again, first),
        (2, a_day_too_late, first),
        (4, 290, math.nan),
        (3, 290, 200.5),
    ):
        write.referral(write.family(children), accepted, before=before)
    write.referral(write.family(9), 200, before=100)  # before the window
    assert write.measures()("rereferral_share") == 40


def test_a_referral_before_the_run_counts_by_its_date() -> None:
    write = Writer(measured_from=0, ends=250)
    starts = write.scenario.horizon.calendar.date(0)  # 2 January 2013
    for children, date in ((1, "2012-06-13"), (2, "2012-06-11")):
        before = -int(np.busday_count(date, starts, holidays=[*ENGLAND]))
        on = write.scenario.horizon.calendar.working_day(datetime.date(2013, 6, 12))
        write.referral(write.family(children), on, before=before)
    assert write.measures()("rereferral_share") == pytest.approx(100 / 3)


def test_an_outcome_is_counted_when_nothing_more_can_be_assessed() -> None:
    write = Writer(measured_from=50)
    no_action, not_in_need, in_need, undecided = (write.family(n) for n in (1, 2, 4, 8))
    for family in (no_action, not_in_need, in_need, undecided):
        write.referral(family, 40)
        write.activity(family, INITIAL, 41, None)
    write.ended(no_action, 55, "closed at referral")
    write.activity(not_in_need, INITIAL, 41, 56, "closed after assessment")
    write.ended(not_in_need, 58, "closed after assessment")
    write.activity(in_need, INITIAL, 41, 50, PLAN)
    write.activity(in_need, PLAN, 90, 150, "closed")
    write.ended(in_need, 150, "closed")
    measures = write.measures()
    months = write.months
    assert measures("nfa_at_referral_share") == pytest.approx(100 / 7)
    assert measures("not_in_need_a_month") == pytest.approx(2 / months)
    assert measures("in_need_started_a_month") == pytest.approx(4 / months)
    assert measures("in_need_ended_a_month") == pytest.approx(4 / months)


def test_an_outcome_counts_though_the_case_is_still_being_closed_at_the_end() -> None:
    write = Writer()
    no_action, not_in_need = write.family(1), write.family(2)
    write.referral(no_action, 240)
    write.activity(no_action, "threshold decision", 240, 241, "closed at referral")
    write.referral(not_in_need, 240)
    write.activity(not_in_need, INITIAL, 240, 250, "closed after assessment")
    measures = write.measures()
    assert measures("nfa_at_referral_share") == pytest.approx(100 / 3)
    assert measures("not_in_need_a_month") == pytest.approx(2 / MONTHS)
    assert measures("in_need_started_a_month") == 0


@pytest.mark.parametrize("seed", range(5))
def test_what_is_settled_is_no_further_action_or_not_in_need_or_in_need(seed: int) -> None:
    write = by_chance(seed, measured_from=0)
    referrals = Referrals.of(LogView(write.log(), CURRENT))
    settled = referrals.children[np.isfinite(referrals.settled)].sum()
    measures = write.measures()
    assessed = measures("not_in_need_a_month") + measures("in_need_started_a_month")
    no_action = measures("nfa_at_referral_share") / 100
    assert assessed * write.months == pytest.approx(settled * (1 - no_action))


def test_an_enquiry_counts_when_it_starts_and_a_conference_when_it_is_held() -> None:
    write = Writer(measured_from=50)
    family = write.family(2)
    write.activity(family, "enquiry", 49, 60)
    write.activity(family, "conference", 60, 70)
    measures = write.measures()
    assert measures("section_47_a_month") == 0
    assert measures("conferences_a_month") == pytest.approx(2 / write.months)


def test_a_child_stays_on_its_plan_through_an_enquiry_that_leads_back_to_it() -> None:
    write = Writer(ends=253)
    family = write.family(2)
    write.referral(family, 0)
    write.activity(family, PROTECTION, 53, 100, "strategy discussion")
    write.activity(family, "enquiry", 101, 110, PROTECTION)
    write.activity(family, PROTECTION, 110, 153, PLAN)
    write.activity(family, PLAN, 153, None)
    measures = write.measures()
    assert measures("plans_started_a_month") == pytest.approx(2 / MONTHS)
    assert measures("open_child_protection") == pytest.approx(2 * 100 / 253)


def test_plans_open_at_the_start_are_stock_and_no_starts() -> None:
    write = Writer()
    family = write.family(3)
    write.note(0, Event.ALLOCATED, family, worker=write.worker(), label="opening")
    write.activity(family, "looked after", 0, 126.5, "closed")
    write.ended(family, 126.5, "closed")
    measures = write.measures()
    assert measures("looked_after_started_a_month") == 0
    assert measures("open_looked_after") == pytest.approx(1.5)
    assert measures("open_in_need") == pytest.approx(1.5)
    assert measures("in_need_ended_a_month") == pytest.approx(3 / MONTHS)


def test_a_child_open_at_the_start_may_become_looked_after_later() -> None:
    write = Writer()
    family = write.family(3)
    write.activity(family, PLAN, 0, 100, "looked after")
    write.activity(family, "looked after", 100, None)
    assert write.measures()("looked_after_started_a_month") == pytest.approx(3 / MONTHS)


def test_a_case_is_open_from_referral_to_its_end() -> None:
    write = Writer(measured_from=100, ends=200)
    family = write.family(2)
    write.referral(family, 90, accepted=110)
    write.ended(family, 140, "closed")
    write.contact(write.family(5), 100)  # a contact alone opens no case
    measures = write.measures()
    assert measures("open_in_need") == pytest.approx(2 * 30 / 100)
    assert measures("open_in_need", "week", "week 8") == 2
    assert measures("open_in_need", "week", "week 9") == 0


def test_a_contact_awaits_a_decision_and_a_referral_its_assessment() -> None:
    write = Writer(ends=100)
    family = write.family(2)
    write.referral(family, 10, accepted=12)
    write.note(14, Event.DECIDED, family, since=10)
    write.activity(family, INITIAL, 14, 30, "closed after assessment")
    for day in (22, 25):
        write.note(day, Event.WORKED, family, INITIAL)
    measures = write.measures()
    assert measures("awaiting_decision") == pytest.approx(2 * 4 / 100)
    assert measures("awaiting_assessment") == pytest.approx(2 * 10 / 100)


def test_a_second_journey_has_its_own_decision() -> None:
    write = Writer(ends=100)
    family = write.family()
    write.contact(family, 10)
    write.note(11, Event.DECIDED, family, since=10)
    write.ended(family, 11, "closed at contact")
    write.contact(family, 50)
    write.note(53, Event.DECIDED, family, since=50)
    assert write.measures()("awaiting_decision") == pytest.approx(4 / 100)


def test_shares_of_nothing_are_no_number() -> None:
    measures = Writer().measures()
    assert measures("contacts_a_month") == 0
    assert math.isnan(measures("rereferral_share"))


def test_contacts_a_month_do_not_depend_on_the_days_on_which_the_council_is_closed() -> None:
    first = datetime.date(2013, 1, 4)
    fridays = [str(first + datetime.timedelta(7 * week)) for week in range(104)]
    closed = override(CURRENT, {"horizon.closures": fridays})
    scenarios = [override(each, {"open_cases": {}}) for each in (CURRENT, closed)]
    logs = [simulate(scenario, 3, 0) for scenario in scenarios]
    assert logs[1].ends == pytest.approx(logs[0].ends * 4 / 5, rel=0.02)
    a_month = [
        Reading(measure(log, scenario).rows)("contacts_a_month")
        for log, scenario in zip(logs, scenarios, strict=True)
    ]
    assert a_month == pytest.approx([180, 180], rel=0.1)
    assert a_month[1] == pytest.approx(a_month[0], rel=0.02)
