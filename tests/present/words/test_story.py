"""A family's story says in words what happened, one line a step."""

from __future__ import annotations

import pytest

from sim.measures.story.followed import went_further
from sim.measures.story.steps import story
from sim.measures.story.timeline import OTHERS, WAITING, Span
from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from sim.present.terminal.journey_tables import steps, totals
from sim.present.words.story import lane, lines, span
from tests.experiment.runs import CLUSTERS, SMALL
from tests.present.terminal.test_report import printed
from tests.scenario.exact.test_early_help import WORKER, with_early_help


@pytest.fixture(scope="module")
def log() -> EventLog:
    return simulate(SMALL, seed=1, replication=0)


def families_with(log: EventLog, event: Event) -> list[int]:
    found = log.events[log.events[:, Column.EVENT] == event, Column.FAMILY]
    return sorted(set(found.astype(int).tolist()))


def test_a_contact_that_goes_no_further_begins_and_ends(log: EventLog) -> None:
    referred = set(families_with(log, Event.REFERRED))
    contacted = families_with(log, Event.CONTACT)
    family = next(family for family in contacted if family not in referred)
    first, *_, last = lines(story(log, SMALL, family))
    assert first.what == "contact: Front Door"
    assert last.what.startswith("ends: ")


def test_handoffs_and_other_workers_stand_out(log: EventLog) -> None:
    family = went_further(log, 0)
    assert family is not None
    found = story(log, SMALL, family)
    said = [line.what for line in lines(found)]
    assert found.handoffs == sum(line.is_handoff for line in lines(found))
    assert found.handoffs == sum(what.startswith("HANDOFF to ") for what in said) > 0
    assert found.worker_changes >= sum(what.startswith("ANOTHER WORKER") for what in said)


def test_an_open_case_begins_with_its_worker(log: EventLog) -> None:
    assert lines(story(log, SMALL, 0))[0].what.startswith("already open, with a worker: ")


def test_every_step_of_every_family_has_words(log: EventLog) -> None:
    for family in range(len(log.families)):
        found = story(log, SMALL, family)
        assert [line.worker for line in lines(found)] == [step.who for step in found.steps]
        assert all(line.what.strip("- ") for line in lines(found))


@pytest.mark.parametrize("posts", [[], [WORKER]])
def test_early_help_is_told_from_beginning_to_step_up(posts: list[dict[str, object]]) -> None:
    """With a worker allocated where there are posts; a change of worker it is not."""
    scenario = with_early_help(*posts, steps_up=0.5)
    log = simulate(scenario, seed=1, replication=0)
    family = families_with(log, Event.STEPPED_UP)[0]
    found = story(log, scenario, family)
    said = [line.what for line in lines(found)]
    assert all(what.strip("- ") for what in said)
    up = said.index("STEP-UP from early help: Referral and Assessment")
    assert said[up - 1] == "ends: stepped up"
    assert said[up + 1 : up + 3] == ["HANDOFF to Referral and Assessment", "accepted as a referral"]
    begun = said.index("passed on to early help")
    assert said[begun + 1] == "HANDOFF to Targeted"
    assert ("a worker is allocated: Targeted" in said[begun:up]) == bool(posts)


def test_lanes_and_stretches_say_whose_they_are() -> None:
    assert [lane(who) for who in ("Social worker 1", WAITING, OTHERS)] == [
        "Social worker 1",
        "waiting",
        "duty, managers, chairs",
    ]
    assert span(Span("North", WAITING, 0, 1, "awaits a team")) == "for North to take over"
    assert span(Span("North", WAITING, 0, 1, "awaits a worker")) == "for a worker"
    held = Span("North", "Social worker 1", 0, 1, "has a worker")
    assert span(held) == "Social worker 1 holds the case"


def test_two_stories_are_printed_one_above_the_other_in_80_columns(log: EventLog) -> None:
    family = went_further(log, 0)
    assert family is not None
    a = story(log, SMALL, family)
    b = story(simulate(CLUSTERS, seed=1, replication=0), CLUSTERS, family)
    assert (a.children, a.locality) == (b.children, b.locality)
    text = printed(steps(a, "A"), 80) + printed(steps(b, "B"), 80) + printed(totals(a, b), 80)
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "Handoffs between teams" in text
