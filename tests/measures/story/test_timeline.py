"""The timeline of a family holds all its waiting, workers, work and handoffs."""

from __future__ import annotations

import pytest

from sim.measures.story.followed import went_further
from sim.measures.story.timeline import AFTER, OTHERS, WAITING, Timeline, timeline
from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from tests.measures.log_writer import CURRENT, Writer
from tests.scenario import small

SMALL = small.current()


@pytest.fixture(scope="module")
def log() -> EventLog:
    return simulate(SMALL, seed=1, replication=0)


@pytest.fixture(scope="module")
def every_tenth(log: EventLog) -> list[Timeline]:
    return [timeline(log, SMALL, family) for family in range(0, len(log.families), 10)]


@pytest.mark.integration
def test_waits_add_up_to_the_days_of_the_story(log: EventLog, every_tenth: list[Timeline]) -> None:
    for found in every_tenth:
        began = log.events[log.events[:, Column.FAMILY] == found.story.family, Column.TIME][0]
        waits = [span for span in found.spans if span.who == WAITING]
        over = [span for span in waits if span.ends < log.ends - began]
        waited = sum(span.ends - span.begins for span in over)
        assert waited == pytest.approx(found.story.days_waiting)
        assert len(waits) - len(over) <= 1


@pytest.mark.integration
def test_handoffs_hours_and_workers_are_those_of_the_story(every_tenth: list[Timeline]) -> None:
    for found in every_tenth:
        assert len(found.handoffs) == found.story.handoffs
        assert sum(piece.hours for piece in found.work) == pytest.approx(found.story.hours)
        held = {span.who for span in found.spans if span.kind == "has a worker"}
        assert len(held) == found.story.workers


@pytest.mark.integration
def test_time_runs_forward_from_the_first_day(every_tenth: list[Timeline]) -> None:
    for found in every_tenth:
        assert all(0 <= span.begins < span.ends for span in found.spans)
        assert all(piece.day >= 0 for piece in found.work)
        assert len(set(found.lanes)) == len(found.lanes)


@pytest.mark.integration
def test_a_worker_holds_the_case_from_allocation_to_release(log: EventLog) -> None:
    family = went_further(log, 0)
    assert family is not None
    rows = log.events[log.events[:, Column.FAMILY] == family]
    allocated = rows[rows[:, Column.EVENT] == Event.ALLOCATED, Column.TIME] - rows[0, Column.TIME]
    spans = [span for span in timeline(log, SMALL, family).spans if span.kind == "has a worker"]
    assert [span.begins for span in spans] == pytest.approx(sorted(allocated.tolist()))


def test_waits_and_holders_have_their_lanes() -> None:
    write = Writer(ends=40)
    family, holder, manager = write.family(), write.worker(), write.worker(role="team manager")
    write.contact(family, 2)
    write.note(4, Event.HANDOFF, family, team="Family Support", amount=0, since=3)
    write.note(4, Event.QUEUED, family, team="Family Support")
    write.note(6, Event.WORKED, family, team="Family Support", worker=manager, label="supervision")
    write.note(7, Event.RELEASED, family, team="Family Support", worker=holder, label="leaver")
    for time in (7, 8):
        write.note(time, Event.ALLOCATED, family, team="Family Support", worker=holder)
        write.note(time + 0.5, Event.RELEASED, family, worker=holder, label="leaver")
    write.note(9, Event.HANDOFF, family, team="Family Support", amount=0, since=9)
    write.note(10, Event.QUEUED, family, team="Family Support")
    found = timeline(write.log(), CURRENT, family)
    kinds = [(span.kind, span.begins, span.ends) for span in found.spans]
    assert kinds == [
        ("awaits a team", 1, 2),
        ("awaits a worker", 2, 5),
        ("has a worker", 5, 5.5),
        ("has a worker", 6, 6.5),
        ("awaits a worker", 8, 38),
    ]
    team = "Family Support"
    assert found.lanes == [(team, WAITING), (team, OTHERS), (team, "social worker 0")]
    assert [(each.giving, each.taking, each.day) for each in found.handoffs] == [
        ("Referral and Assessment", team, 2),
        ("Referral and Assessment", team, 7),
    ]
    assert found.shown == 8 + AFTER


def test_what_lies_beyond_the_part_shown_has_no_lane() -> None:
    write = Writer()
    family, worker = write.family(), write.worker()
    write.contact(family, 2)
    write.note(100, Event.WORKED, family, team="Family Support", worker=worker, label="review")
    found = timeline(write.log(), CURRENT, family)
    assert len(found.work) == 1
    assert (found.lanes, found.shown) == ([], AFTER)


def test_a_family_without_a_row_has_an_empty_timeline() -> None:
    write = Writer()
    family = write.family()
    found = timeline(write.log(), CURRENT, family)
    assert (found.spans, found.work, found.handoffs, found.lanes) == ((), (), (), [])
    assert found.shown == AFTER
