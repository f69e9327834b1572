"""A family's journey tells what the event log holds, in order and in words."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from sim.present.terminal.journey_tables import steps, totals
from sim.present.words.story import journey, went_further
from tests.experiment.runs import CLUSTERS, SMALL
from tests.present.terminal.test_report import printed


@pytest.fixture(scope="module")
def log() -> EventLog:
    return simulate(SMALL, seed=1, replication=0)


def rows_of(log: EventLog, family: int, event: Event) -> NDArray[np.float64]:
    rows = log.events
    found: NDArray[np.float64] = rows[
        (rows[:, Column.FAMILY] == family) & (rows[:, Column.EVENT] == event)
    ]
    return found


def families_with(log: EventLog, event: Event) -> list[int]:
    found = log.events[log.events[:, Column.EVENT] == event, Column.FAMILY]
    return sorted(set(found.astype(int).tolist()))


def test_steps_stand_in_order_and_hold_all_hours_of_work(log: EventLog) -> None:
    for family in range(0, len(log.families), 7):
        found = journey(log, SMALL, family)
        hours = [step.hours for step in found.steps if not math.isnan(step.hours)]
        worked = rows_of(log, family, Event.WORKED)[:, Column.AMOUNT].sum()
        assert sum(hours) == pytest.approx(worked)
        assert found.hours == pytest.approx(worked)


def test_a_contact_that_goes_no_further_is_known_as_one(log: EventLog) -> None:
    referred = set(families_with(log, Event.REFERRED))
    contacted = families_with(log, Event.CONTACT)
    family = next(family for family in contacted if family not in referred)
    found = journey(log, SMALL, family)
    assert not found.was_referred
    assert not found.was_open
    assert found.steps[0].what == "contact: Front Door"
    assert found.steps[-1].what.startswith("ends: ")


def test_the_family_offered_instead_was_referred_and_handed_over(log: EventLog) -> None:
    further = went_further(log, 100)
    assert further is not None
    assert further > 100
    found = journey(log, SMALL, further)
    assert found.was_referred
    assert found.handoffs > 0


def test_handoffs_and_changes_of_worker_are_counted(log: EventLog) -> None:
    family = went_further(log, 0)
    assert family is not None
    found = journey(log, SMALL, family)
    assert found.handoffs == sum(step.is_handoff for step in found.steps)
    assert found.handoffs == len(rows_of(log, family, Event.HANDOFF))
    said = [step.what for step in found.steps]
    assert any(what.startswith("HANDOFF to ") for what in said)
    another = sum(what.startswith("ANOTHER WORKER") for what in said)
    assert found.worker_changes >= another


def test_an_open_case_begins_with_its_worker(log: EventLog) -> None:
    found = journey(log, SMALL, 0)
    assert found.was_open
    assert found.steps[0].what.startswith("already open, with a worker: ")


def test_every_family_of_a_run_can_be_told(log: EventLog) -> None:
    for family in range(len(log.families)):
        assert journey(log, SMALL, family).family == family


def test_two_journeys_are_printed_one_above_the_other_in_80_columns(log: EventLog) -> None:
    family = went_further(log, 0)
    assert family is not None
    a = journey(log, SMALL, family)
    b = journey(simulate(CLUSTERS, seed=1, replication=0), CLUSTERS, family)
    assert (a.children, a.locality) == (b.children, b.locality)
    text = printed(steps(a, "A"), 80) + printed(steps(b, "B"), 80) + printed(totals(a, b), 80)
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "Handoffs between teams" in text
