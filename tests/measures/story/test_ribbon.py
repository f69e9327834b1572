"""The ribbon of a family has no gap, tells when nobody holds it, and its milestones in order."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sim.measures.story.ribbon import LIMIT, Ribbon, ribbon
from sim.measures.story.timeline import timeline
from sim.model.events import Event, EventLog
from sim.model.replication import simulate
from tests.measures.log_writer import CURRENT, Writer
from tests.scenario import small

SMALL = small.current()


@pytest.fixture(scope="module")
def log() -> EventLog:
    return simulate(SMALL, seed=1, replication=0)


@pytest.fixture(scope="module")
def every_tenth(log: EventLog) -> list[Ribbon]:
    return [ribbon(log, SMALL, family) for family in range(0, len(log.families), 10)]


@pytest.mark.integration
def test_stretches_follow_each_other_and_milestones_are_in_order(every_tenth: list[Ribbon]) -> None:
    assert any(len(found.stretches) > 2 for found in every_tenth)
    for found in every_tenth:
        assert all(0 <= each.begins < each.ends for each in found.stretches)
        assert all(one.ends <= next_.begins for one, next_ in pairwise(found.stretches))
        days = [each.day for each in found.milestones]
        assert days == sorted(days)
        whats = [each.what for each in found.milestones]
        assert whats.count("worker") <= 1
        assert whats.count("first seen") <= 1


@pytest.mark.integration
def test_it_has_the_holders_of_the_story(log: EventLog, every_tenth: list[Ribbon]) -> None:
    for number, found in enumerate(every_tenth):
        of = timeline(log, SMALL, 10 * number)
        held = {span.who for span in of.spans if span.kind == "has a worker"}
        assert {each.holder for each in found.stretches if each.holder} <= held
        assert found.holders <= len(held)


def test_days_with_nobody_are_those_between_workers_and_not_after_the_end() -> None:
    write = Writer(measured_from=0, ends=100)
    first, second = write.worker(), write.worker()
    family = write.family()
    write.referral(family, 10, 11)
    write.note(12, Event.QUEUED, family)
    write.note(15, Event.ALLOCATED, family, worker=first, label="first", since=12)
    write.note(20, Event.RELEASED, family, worker=first, label="leaver")
    write.note(24, Event.ALLOCATED, family, worker=second, label="leaver", since=20)
    write.note(30, Event.RELEASED, family, worker=second, label="closed")
    write.note(30, Event.ENDED, family, label="closed")
    found = ribbon(write.log(), CURRENT, family)
    assert [(each.begins, each.ends, bool(each.holder)) for each in found.stretches] == [
        (1, 5, False),
        (5, 10, True),
        (10, 14, False),
        (14, 20, True),
    ]
    assert found.days_with_nobody == 8, "a wait for a team counts as well as one for a worker"
    assert found.holders == 2
    assert found.limit == pytest.approx(11 + LIMIT + 1 - 10)
    assert [each.what for each in found.milestones] == [
        "contact",
        "referral",
        "worker",
        "another worker",
        "ends",
    ]


def test_what_happens_in_early_help_is_left_out_until_the_family_is_back() -> None:
    write = Writer(measured_from=0, ends=100)
    family = write.family()
    write.contact(family, 10)
    write.note(11, Event.EARLY_HELP, family, label="passed on")
    write.note(12, Event.HANDOFF, family, team="Family Support")
    write.note(13, Event.STEPPED_UP, family)
    write.note(14, Event.REFERRED, family, since=13)
    found = ribbon(write.log(), CURRENT, family)
    whats = [each.what for each in found.milestones]
    assert whats == ["contact", "early help", "contact", "referral"]


def test_a_family_that_nothing_happens_to_has_an_empty_ribbon() -> None:
    write = Writer()
    found = ribbon(write.log(), CURRENT, write.family())
    assert (found.stretches, found.milestones, found.limit) == ((), (), None)
