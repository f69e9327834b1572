"""Measures of early help on logs written by hand, and social care measured without it."""

from __future__ import annotations

import pytest

from sim.model.events import Event
from tests.measures.log_writer import Reading, Writer
from tests.scenario.exact.test_early_help import WORKER, with_early_help

FRONT_DOOR, TARGETED = "Referral and Assessment", "Targeted"
SCENARIO = with_early_help(WORKER)
TEAMS = [*SCENARIO.structure.teams]


def writer() -> Writer:
    return Writer(SCENARIO)


def begins(write: Writer, family: int, time: float, stepped_down: bool = False) -> None:
    """Early help takes a family on from the front door."""
    amount = float(stepped_down)
    write.note(time, Event.EARLY_HELP, family, team=TARGETED, label="advised", amount=amount)
    handed_over(write, family, time, FRONT_DOOR, TARGETED)


def handed_over(write: Writer, family: int, time: float, giving: str, taking: str) -> None:
    at = float(TEAMS.index(giving))
    write.note(time, Event.HANDOFF, family, team=taking, amount=at, since=time - 1)


def steps_up(write: Writer, family: int, time: float, before: float = float("nan")) -> None:
    write.note(time, Event.ENDED, family, team=TARGETED, label="stepped up")
    write.note(time, Event.STEPPED_UP, family, team=FRONT_DOOR, since=before)
    handed_over(write, family, time, TARGETED, FRONT_DOOR)
    write.note(time, Event.REFERRED, family, team=FRONT_DOOR, since=time)


def test_assessments_and_plans_of_early_help_are_counted_by_team() -> None:
    write = writer()
    family = write.family(children=3)
    begins(write, family, 10)
    write.activity(family, "help", 10, 40, "help plan", team=TARGETED)
    write.activity(family, "help plan", 40, 140, "helped", team=TARGETED)
    write.note(140, Event.ENDED, family, team=TARGETED, label="helped")
    found = write.measures()
    for scope, name in (("all", ""), ("team", TARGETED), ("locality", "North")):
        a_month = found("early_help_assessments_a_month", scope, name)
        assert a_month == pytest.approx(3 / write.months)
        assert found("open_early_help", scope, name) == pytest.approx(3 * 100 / 253)
    assert found("step_downs_a_month") == 0
    assert found("early_help_handoffs_a_month") == pytest.approx(3 / write.months)


def test_a_plan_cut_short_is_open_until_then() -> None:
    write = writer()
    family = write.family()
    begins(write, family, 10, stepped_down=True)
    write.activity(family, "help plan", 20, None, team=TARGETED)
    write.note(70, Event.ENDED, family, team=TARGETED, label="came back")
    write.contact(family, 70, returning=True, before=1)
    found = write.measures()
    assert found("open_early_help") == pytest.approx(50 / 253)
    assert found("step_downs_a_month") == pytest.approx(1 / write.months)


def test_children_await_an_early_help_worker_and_are_not_among_the_unallocated() -> None:
    write = writer()
    family, worker = write.family(children=2), write.worker(TARGETED, "early help worker")
    begins(write, family, 10)
    write.note(10, Event.QUEUED, family, team=TARGETED)
    write.note(30, Event.ALLOCATED, family, team=TARGETED, worker=worker, label="first", since=10)
    found = write.measures()
    assert found("early_help_waiting") == pytest.approx(2 * 20 / 253)
    assert found("early_help_waiting", "team", TARGETED) == pytest.approx(2 * 20 / 253)
    assert found("unallocated_mean") == 0


def stepped_up(before: float = float("nan")) -> tuple[Writer, Reading]:
    """A family of two that steps up on day 50 and is concluded on day 80, by another's worker."""
    write = writer()
    family = write.family(children=2)
    helper = write.worker(TARGETED, "early help worker")
    worker = write.worker(FRONT_DOOR)
    write.contact(family, 5)
    write.note(6, Event.DECIDED, family, "screening", FRONT_DOOR, label="advised", since=5)
    write.note(6, Event.ENDED, family, team=FRONT_DOOR, label="advised")
    begins(write, family, 7)
    write.note(8, Event.ALLOCATED, family, team=TARGETED, worker=helper, label="first", since=7)
    write.activity(family, "help", 8, 50, "threshold decision", team=TARGETED)
    write.note(50, Event.RELEASED, family, team=TARGETED, worker=helper, label="closed")
    steps_up(write, family, 50, before)
    write.note(52, Event.ALLOCATED, family, team=FRONT_DOOR, worker=worker, label="first", since=51)
    write.activity(family, "initial assessment", 52, 80, "closed after assessment", since=50)
    write.ended(family, 80, "closed after assessment")
    return write, write.measures()


def test_a_step_up_is_a_referral_whose_days_count_from_it() -> None:
    write, found = stepped_up()
    assert found("contacts_a_month") == pytest.approx(2 / write.months)
    assert found("referrals_a_month") == pytest.approx(2 / write.months)
    assert found("step_ups_a_month") == pytest.approx(2 / write.months)
    assert found("days_to_conclusion_median") == 30
    assert found("days_to_allocation_median") == 2
    assert found("decided_in_time") == 100


def test_an_early_help_worker_before_a_social_worker_is_no_change_of_worker() -> None:
    _, found = stepped_up()
    assert found("worker_changes") == 0
    assert found("workers_met_12_months") == 1
    assert found("children_with_0_changes") == 100


def test_handoffs_to_and_from_early_help_stand_apart_from_those_of_referrals() -> None:
    write, found = stepped_up()
    assert found("handoffs_per_referral") == 0
    assert found("early_help_handoffs_a_month") == pytest.approx(2 * 2 / write.months)
    for pair in (f"{FRONT_DOOR} -> {TARGETED}", f"{TARGETED} -> {FRONT_DOOR}"):
        assert found("handoffs_a_month", "handoff", pair) == pytest.approx(2 / write.months)


@pytest.mark.parametrize(("before", "share"), [(float("nan"), 0), (1.0, 100)])
def test_a_step_up_is_a_re_referral_where_the_referral_before_was_within_a_year(
    before: float, share: float
) -> None:
    assert stepped_up(before)[1]("rereferral_share") == share


def test_hours_of_early_help_workers_are_told_by_role_and_team_and_not_in_the_whole() -> None:
    write = writer()
    ours, theirs = write.worker(FRONT_DOOR), write.worker(TARGETED, "early help worker")
    write.week(5, ours, worked=20, available=40, children=10, load=8, days_held=5)
    write.week(5, theirs, worked=30, available=40, children=20, load=99, cap=15,
               days_held=5, days_over=5)  # fmt: skip
    found = write.measures()
    assert found("utilisation") == 50
    assert found("utilisation", "role", "early help worker") == 75
    assert found("utilisation", "team", TARGETED) == 75
    assert found("children_per_worker_mean") == 10
    assert found("over_cap") == 0
