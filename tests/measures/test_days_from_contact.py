"""Days from contact of referrals, on logs small enough to work out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf

from sim.measures.days_from_contact import days_to_conclusion
from sim.measures.logview import LogView
from sim.measures.referrals import Referrals
from sim.model.events import Event
from tests.measures.chance import by_chance
from tests.measures.log_writer import CURRENT, Writer

INITIAL, CORE, PLAN = "initial assessment", "core assessment", "child in need plan"


def closed_after(write: Writer, days: float, contact: float = 10.0, children: int = 1) -> int:
    """A referral whose initial assessment ends it after so many days."""
    family = write.family(children)
    write.referral(family, contact)
    write.activity(family, INITIAL, contact, contact + days, "closed after assessment")
    write.ended(family, contact + days, "closed after assessment")
    return family


def test_day_45_is_in_time_and_day_46_is_not_whatever_the_time_of_day() -> None:
    write = Writer()
    closed_after(write, 45, contact=10.9)
    assert write.measures()("concluded_in_45_days") == 100
    closed_after(write, 45.2, contact=10.9)
    assert write.measures()("concluded_in_45_days") == 50


def test_referrals_count_by_their_children() -> None:
    write = Writer()
    closed_after(write, 5, children=3)
    closed_after(write, 50, children=1)
    assert write.measures()("concluded_in_45_days") == 75


def test_days_count_from_the_contact_not_from_its_acceptance() -> None:
    write = Writer()
    family = write.family()
    write.referral(family, contact=10, accepted=14)
    write.activity(family, INITIAL, 14, 57, "closed after assessment")
    write.ended(family, 57, "closed after assessment")
    assert write.measures()("concluded_in_45_days") == 0


def test_the_last_assessment_concludes_a_referral_also_where_a_plan_follows() -> None:
    write = Writer()
    family = write.family()
    write.referral(family, 0)
    write.activity(family, INITIAL, 0, 9, CORE)
    write.activity(family, CORE, 9, 40, PLAN)
    write.activity(family, PLAN, 80, None)
    measures = write.measures()
    assert measures("concluded_in_45_days") == 100
    assert measures("days_to_conclusion_median") == 40


def test_a_section_47_enquiry_concludes_a_referral_though_a_conference_follows() -> None:
    write = Writer()
    family = write.family()
    write.referral(family, 0)
    write.activity(family, "strategy discussion", 0, 1, "enquiry")
    write.activity(family, "enquiry", 1, 11, "conference")
    write.activity(family, "conference", 11, 13, "child protection plan")
    assert write.measures()("days_to_conclusion_median") == 11


def test_an_assessment_that_leads_to_an_enquiry_does_not_conclude_a_referral() -> None:
    write = Writer()
    family = write.family()
    write.referral(family, 0)
    write.activity(family, INITIAL, 0, 9, "strategy discussion")
    write.activity(family, "strategy discussion", 9, 10, "enquiry")
    assert write.measures()("undecided_over_45_days") == 1
    write.activity(family, "enquiry", 10, 60, PLAN)
    assert write.measures()("days_to_conclusion_median") == 60


def test_an_enquiry_on_an_open_plan_does_not_reopen_the_referral() -> None:
    write = Writer()
    family = write.family()
    write.referral(family, 0)
    write.activity(family, INITIAL, 0, 9, PLAN)
    write.activity(family, PLAN, 9, 100, "strategy discussion")
    write.activity(family, "enquiry", 101, 111, PLAN)
    write.activity(family, PLAN, 111, None)
    assert write.measures()("days_to_conclusion_median") == 9


def test_a_referral_still_undecided_after_45_days_is_reported_as_not_in_time() -> None:
    write = Writer(ends=100)
    closed_after(write, 20)
    family = write.family(children=3)
    write.referral(family, 30)
    write.activity(family, INITIAL, 30, None)
    measures = write.measures()
    assert measures("concluded_in_45_days") == 25
    assert measures("undecided_over_45_days") == 3
    assert measures("days_to_conclusion_over_45") == 75


def test_a_referral_too_young_to_judge_is_counted_apart_however_fast_it_was() -> None:
    write = Writer(ends=100)
    closed_after(write, 5, contact=54)  # day 99 is its 45th and the last of the run
    closed_after(write, 5, contact=55, children=2)
    measures = write.measures()
    assert measures("too_young_to_judge") == 2
    assert measures("concluded_in_45_days") == 100


def test_a_referral_received_before_the_measured_window_does_not_count() -> None:
    write = Writer(measured_from=50)
    closed_after(write, 60, contact=49.9)
    closed_after(write, 5, contact=50)
    assert write.measures()("concluded_in_45_days") == 100


def test_a_referral_closed_without_an_assessment_does_not_count() -> None:
    write = Writer()
    family = write.family()
    write.referral(family, 10)
    write.ended(family, 11, "closed at referral")
    measures = write.measures()
    assert math.isnan(measures("concluded_in_45_days"))
    assert measures("undecided_over_45_days") == 0


def test_the_team_that_concluded_and_the_home_get_the_credit() -> None:
    write = Writer()
    closed_after(write, 5)
    family = write.family(locality="South")
    write.referral(family, 0)
    write.activity(family, INITIAL, 0, 90, "closed after assessment", team="Family Support")
    write.ended(family, 90, "closed after assessment")
    measures = write.measures()
    assert measures("concluded_in_45_days", "team", "Referral and Assessment") == 100
    assert measures("concluded_in_45_days", "team", "Family Support") == 0
    assert measures("concluded_in_45_days", "locality", "North") == 100
    assert measures("concluded_in_45_days", "locality", "South") == 0


def test_a_referral_not_concluded_is_with_the_team_of_its_latest_activity() -> None:
    write = Writer()
    family = write.family()
    write.referral(family, 0)
    write.activity(family, INITIAL, 0, 30, CORE)
    write.activity(family, CORE, 30, None, team="Family Support")
    measures = write.measures()
    assert measures("undecided_over_45_days", "team", "Family Support") == 1
    assert measures("undecided_over_45_days", "team", "Referral and Assessment") == 0


def test_days_are_told_for_each_locality() -> None:
    write = Writer()
    closed_after(write, 5)
    family = write.family(9, "South")
    write.referral(family, 0)
    write.activity(family, INITIAL, 0, 20, "closed after assessment")
    measures = write.measures()
    assert measures("days_to_conclusion_median", "locality", "North") == 5
    assert measures("days_to_conclusion_median", "locality", "South") == 20


def test_a_referral_that_still_waits_leaves_the_curve_at_its_age() -> None:
    write = Writer(ends=100)
    family = write.family()
    write.referral(family, 30)  # 69 days old on day 99, the last
    closed_after(write, 69, contact=20)
    closed_after(write, 70, contact=20)
    curve = write.measures()
    shares = [curve("concluded_by_day", "day", f"day {day}") for day in (68, 69, 70)]
    assert shares == pytest.approx([0, 100 / 3, 100])


def test_the_curve_by_day_steps_up_when_referrals_are_concluded() -> None:
    write = Writer()
    closed_after(write, 10)
    closed_after(write, 50, children=3)
    curve = write.measures()
    assert [
        curve("concluded_by_day", "day", f"day {day}") for day in (0, 9, 10, 45, 49, 50, 90)
    ] == (pytest.approx([0, 0, 25, 25, 25, 100, 100]))


def test_allocation_and_first_visit_count_from_the_contact() -> None:
    write = Writer()
    for days in (2, 4, 12):
        family = write.family()
        write.referral(family, 10.5)
        write.note(10.5 + days, Event.ALLOCATED, family, worker=0, label="first")
        write.note(11.5 + days, Event.VISITED, family, INITIAL)
        write.note(90, Event.ALLOCATED, family, worker=0, label="leaver")
        write.note(90, Event.VISITED, family, INITIAL)
    write.worker()
    measures = write.measures()
    assert measures("days_to_allocation_median") == 4
    assert measures("days_to_allocation_p90") == 12
    assert measures("days_to_allocation_over_5") == pytest.approx(100 / 3)
    assert measures("days_to_first_visit_median") == 5
    assert measures("days_to_first_visit_over_10") == pytest.approx(100 / 3)


def test_a_family_never_seen_counts_as_waiting_unless_its_journey_ended() -> None:
    write = Writer()
    waiting, closed = write.family(), write.family()
    for family in (waiting, closed):
        write.referral(family, 0)
    write.ended(closed, 3, "closed at referral")
    measures = write.measures()
    assert measures("days_to_first_visit_over_10") == 100
    assert math.isnan(measures("days_to_first_visit_median"))


@pytest.mark.parametrize("seed", range(5))
def test_the_curve_is_the_product_limit_estimate_of_scipy(seed: int) -> None:
    view = LogView(by_chance(seed, families=300).log(), CURRENT)
    waits = days_to_conclusion(view, Referrals.of(view))
    children = waits.counted.amount.astype(int)
    days, happened = (
        np.repeat(waits.days.astype(float), children),
        np.repeat(waits.happened, children),
    )
    assert 0 < happened.sum() < len(days)
    oracle = ecdf(CensoredData(uncensored=days[happened], right=days[~happened]))
    shown = waits.share_by_day()
    assert shown == pytest.approx(oracle.cdf.evaluate(np.arange(len(shown))))


@pytest.mark.parametrize("seed", range(5))
def test_the_curve_meets_the_share_concluded_in_45_days_at_day_45(seed: int) -> None:
    measures = by_chance(seed).measures()
    assert measures("concluded_by_day", "day", "day 45") == pytest.approx(
        measures("concluded_in_45_days")
    )
