"""What workers carry and how busy they are, on a census small enough to work out by hand."""

from __future__ import annotations

import math

import pytest

from tests.measures.log_writer import PROPOSED, Writer, scenario
from tests.scenario.small import proposed_teams

FRONT, LATER = "Referral and Assessment", "Family Support"


def test_caseloads_are_per_full_time_equivalent() -> None:
    write = Writer(ends=10)
    full, half = write.worker(), write.worker(fte=0.5)
    write.week(5, full, children=12, load=15)
    write.week(5, half, children=9, load=12)
    write.week(10, full, children=15, load=18)
    measures = write.measures()
    assert measures("children_per_worker_mean") == pytest.approx((12 + 9 + 15) / 2.5)
    assert measures("load_per_worker_mean", "team week", f"{LATER}, week 1") == 27 / 1.5
    assert measures("load_per_worker_mean", "week", "week 2") == 18
    assert measures("children_per_worker_peak") == 18
    assert measures("load_per_worker_peak", "team", LATER) == 24
    assert math.isnan(measures("load_per_worker_peak", "team", FRONT))


def test_nine_in_ten_workers_stay_within_the_90th_percentile() -> None:
    write = Writer(ends=5)
    for children in range(1, 11):
        write.week(5, write.worker(), children=children)
    assert write.measures()("children_per_worker_p90") == 9


def test_only_social_workers_in_post_at_the_end_of_the_week_carry_a_caseload() -> None:
    write = Writer(ends=10)
    write.week(5, write.worker(), children=12)
    write.week(5, write.worker(left=3.5), children=0)
    write.week(5, write.worker(role="team manager"), children=0)
    assert write.measures()("children_per_worker_mean") == 12


def test_days_over_the_cap_count_also_for_a_worker_who_left_in_the_week() -> None:
    write = Writer(ends=10)
    write.week(5, write.worker(), days_over=1, days_held=5)
    write.week(5, write.worker(FRONT, left=3), days_over=3, days_held=3)
    measures = write.measures()
    assert measures("over_cap") == 50
    assert measures("over_cap", "team", FRONT) == 100
    assert measures("over_cap", "team week", f"{LATER}, week 1") == 20
    assert math.isnan(measures("over_cap", "week", "week 2"))


def test_weeks_that_end_before_the_window_do_not_count() -> None:
    write = Writer(measured_from=10, ends=20)
    worker = write.worker()
    for time, over in ((10, 5), (15, 1), (20, 2)):
        write.week(time, worker, days_over=over, days_held=5)
    measures = write.measures()
    assert measures("over_cap") == 30
    assert measures("over_cap", "week", "week 1") == 20


def test_utilisation_and_backlog_are_by_team_and_by_role() -> None:
    write = Writer(ends=10)
    worker, manager = write.worker(), write.worker(FRONT, role="team manager")
    for time in (5, 10):
        write.week(time, worker, worked=20, available=25, backlog=15)
        write.week(time, manager, worked=5, available=5, backlog=1)
    measures = write.measures()
    assert measures("utilisation") == pytest.approx(100 * 50 / 60)
    assert measures("utilisation", "role", "social worker") == 80
    assert measures("utilisation", "team", FRONT) == 100
    assert measures("backlog_days", "team", LATER) == 3  # 15 hours at 5 hours a day
    assert measures("backlog_days", "role", "team manager") == 1


def test_duty_work_is_counted_in_the_trays() -> None:
    write = Writer(ends=10)
    for time, pieces in ((5, 4), (10, 8)):
        write.tray(time, FRONT, pieces)
        write.tray(time, LATER, 1)
    measures = write.measures()
    assert measures("duty_waiting") == 7
    assert measures("duty_waiting", "team", FRONT) == 6


def test_clusters_are_balanced_as_far_as_the_fullest_is_like_the_emptiest() -> None:
    write = Writer(PROPOSED, ends=100)
    write.week(5, write.worker("North cluster"), load=18)
    write.week(5, write.worker("South cluster"), load=12)
    write.week(5, write.worker("Access"), load=2)
    for locality, days in (("North", 10), ("South", 10), ("South", 50)):
        family = write.family(locality=locality)
        write.referral(family, 0)
        write.activity(
            family, "initial assessment", 0, days, "closed after assessment", team="Access"
        )
    measures = write.measures()
    assert measures("balance_caseload") == 1.5
    assert measures("balance_timeliness") == 2
    assert measures("concluded_in_45_days", "cluster", "South cluster") == 50


def test_of_several_groups_of_clusters_the_least_even_one_counts() -> None:
    teams = proposed_teams()
    care = teams.pop("Looked After Children")
    for locality in ("North", "South"):
        teams[f"Looked After {locality}"] = {**care, "localities": [locality]}
    write = Writer(scenario(teams), ends=100)
    for team, load in (
        ("North cluster", 10),
        ("South cluster", 11),
        ("Looked After North", 30),
        ("Looked After South", 15),
    ):
        write.week(5, write.worker(team), load=load)
    assert write.measures()("balance_caseload") == 2


def test_a_structure_without_clusters_has_no_balance() -> None:
    write = Writer(ends=10)
    write.week(5, write.worker(FRONT), load=10)
    measures = write.measures()
    assert math.isnan(measures("balance_caseload"))
    assert math.isnan(measures("balance_timeliness"))
