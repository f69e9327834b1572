"""A family's story holds what its log holds: every hour, handoff, wait and change of worker."""

from __future__ import annotations

import datetime
import math

import pytest

from sim.measures.story.entries import Entry
from sim.measures.story.steps import PlanWork, Story, story
from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from tests.measures.log_writer import CURRENT, Writer
from tests.scenario import small

PLAN = "child in need plan"


@pytest.fixture(scope="module")
def log() -> EventLog:
    return simulate(small.current(), seed=1, replication=0)


def story_of(write: Writer, family: int) -> Story:
    return story(write.log(), CURRENT, family)


def events(found: Story) -> list[Event]:
    return [step.event for step in found.steps if isinstance(step, Entry)]


@pytest.mark.integration
def test_steps_stand_in_order_and_hold_all_hours_of_work(log: EventLog) -> None:
    for family in range(0, len(log.families), 7):
        found = story(log, small.current(), family)
        rows = log.events[log.events[:, Column.FAMILY] == family]
        worked = rows[rows[:, Column.EVENT] == Event.WORKED, Column.AMOUNT].sum()
        hours = [step.hours for step in found.steps if not math.isnan(step.hours)]
        assert sum(hours) == pytest.approx(worked)
        assert found.hours == pytest.approx(worked)
        assert found.handoffs == events(found).count(Event.HANDOFF)
        dates = [step.date for step in found.steps]
        assert dates == sorted(dates)


def test_a_contact_that_goes_no_further_is_known_as_one() -> None:
    write = Writer()
    family = write.family(2, "South")
    write.contact(family, 3, returning=True)
    write.ended(family, 4, "advised")
    found = story_of(write, family)
    assert (found.family, found.children, found.locality) == (family, 2, "South")
    assert not found.was_referred
    assert not found.was_open
    assert events(found) == [Event.CONTACT, Event.ENDED]
    first, last = found.steps
    assert isinstance(first, Entry)
    assert first.amount == 1
    assert isinstance(last, Entry)
    assert last.label == "advised"


def test_an_open_case_begins_with_its_worker() -> None:
    write = Writer()
    family, worker = write.family(), write.worker()
    write.note(0, Event.ALLOCATED, family, team="Family Support", worker=worker, label="opening")
    found = story_of(write, family)
    assert found.was_open
    (step,) = found.steps
    assert (step.who, found.workers, found.days_waiting) == ("social worker 0", 1, 0)


def test_a_family_without_a_row_has_an_empty_story() -> None:
    write = Writer()
    found = story_of(write, write.family())
    assert (found.steps, found.was_open, found.hours) == ((), False, 0)


def test_workers_and_days_of_waiting_are_counted() -> None:
    write = Writer()
    family, one, two = write.family(), write.worker(), write.worker()
    write.referral(family, 1, 2)
    for time, worker, since in ((5, one, 2.5), (9, two, 8), (12, one, 11), (14, one, 13)):
        write.note(time, Event.ALLOCATED, family, worker=worker, label="pathway", since=since)
    write.note(20, Event.HANDOFF, family, team="Family Support", since=16)
    found = story_of(write, family)
    assert (found.workers, found.worker_changes, found.handoffs) == (2, 2, 1)
    assert found.days_waiting == 2.5 + 1 + 1 + 1 + 4
    assert found.was_referred


def test_limits_and_waits_are_days_of_the_calendar() -> None:
    write = Writer()
    family = write.family()
    write.referral(family, 1.5, 3.25)
    write.activity(family, "initial assessment", 4, 13, PLAN, days=10, since=1.5)
    write.activity(family, PLAN, 13, 300, "closed", days=10_000, since=13)
    _, referred, begun, ended, plan, _ = story_of(write, family).steps
    assert isinstance(referred, Entry)
    assert isinstance(begun, Entry)
    assert isinstance(ended, Entry)
    assert isinstance(plan, Entry)
    assert referred.days == 2
    assert math.isnan(begun.days)
    assert begun.due_date is not None
    assert begun.due_date - begun.date > datetime.timedelta(days=7)
    assert (ended.days, ended.days_late) == (12, 2)
    assert plan.due_date is None, "its limit lies beyond the run"
    assert math.isnan(referred.days_late)


def test_what_another_row_says_better_is_left_out() -> None:
    write = Writer()
    family, worker = write.family(), write.worker()
    write.contact(family, 0)
    write.activity(family, "screening", 0, 1, "threshold decision")
    write.note(2, Event.QUEUED, family, team="Family Support")
    write.note(3, Event.ALLOCATED, family, worker=worker, label="first", since=2)
    write.note(4, Event.WORKED, family, "initial assessment", worker=worker, label="visit")
    write.note(4, Event.VISITED, family, "initial assessment", worker=worker, label="visit")
    write.note(5, Event.RELEASED, family, worker=worker, label="leaver")
    write.note(5, Event.RELEASED, family, worker=worker, label="closed")
    assert events(story_of(write, family)) == [
        Event.CONTACT,
        Event.ALLOCATED,
        Event.WORKED,
        Event.RELEASED,
    ]


def test_work_on_a_plan_is_added_up_by_worker_from_one_change_to_the_next() -> None:
    write = Writer()
    family, one, two = write.family(), write.worker(), write.worker()
    write.note(0, Event.STARTED, family, PLAN)
    for time, worker, label, due in (
        (1, one, "visit", 0.0),
        (2, one, "visit", 5.0),
        (3, two, "review", math.nan),
        (4, one, "recording", math.nan),
    ):
        write.note(time, Event.WORKED, family, PLAN, worker=worker, label=label, amount=1.5)
        if label != "recording":
            write.note(time, Event.VISITED, family, PLAN, worker=worker, label=label, due=due)
    write.note(5, Event.HANDOFF, family, team="Family Support")
    write.note(6, Event.WORKED, family, PLAN, worker=one, label="visit", amount=2)
    _, by_two, by_one, handoff, again = story_of(write, family).steps
    assert isinstance(by_one, PlanWork)
    assert isinstance(by_two, PlanWork)
    assert isinstance(again, PlanWork)
    assert by_one.tasks == (("visit", 2), ("recording", 1))
    assert (by_one.late_visits, by_one.hours, by_one.who) == (1, 4.5, "social worker 0")
    assert (by_two.tasks, by_two.late_visits) == ((("review", 1),), 0)
    assert by_two.date < by_one.date < handoff.date
    assert again.hours == 2
