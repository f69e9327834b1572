"""The lanes of a family hold all its waiting, workers, work and handoffs, and can be drawn."""

from __future__ import annotations

import pytest

from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from sim.present.charts.journey import journeys
from sim.present.words.journey_timeline import WAITING, Lanes, lanes
from sim.present.words.story import went_further
from tests.experiment.runs import CLUSTERS, SMALL
from tests.present.charts.drawn import data, spec

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def log() -> EventLog:
    return simulate(SMALL, seed=1, replication=0)


@pytest.fixture(scope="module")
def every_tenth(log: EventLog) -> list[Lanes]:
    return [lanes(log, SMALL, family) for family in range(0, len(log.families), 10)]


def test_waits_add_up_to_the_days_of_the_journey(log: EventLog, every_tenth: list[Lanes]) -> None:
    for found in every_tenth:
        began = log.events[log.events[:, Column.FAMILY] == found.journey.family, Column.TIME][0]
        waits = [span for span in found.spans if span.who == WAITING]
        over = [span for span in waits if span.ends < log.ends - began]
        waited = sum(span.ends - span.begins for span in over)
        assert waited == pytest.approx(found.journey.days_waiting)
        assert len(waits) - len(over) <= 1


def test_handoffs_hours_and_workers_are_those_of_the_journey(every_tenth: list[Lanes]) -> None:
    for found in every_tenth:
        assert len(found.handoffs) == found.journey.handoffs
        assert sum(piece.hours for piece in found.work) == pytest.approx(found.journey.hours)
        held = {span.who for span in found.spans if span.kind == "has a worker"}
        assert len(held) == found.journey.workers


def test_time_runs_forward_from_the_first_day(every_tenth: list[Lanes]) -> None:
    for found in every_tenth:
        assert all(0 <= span.begins < span.ends for span in found.spans)
        assert all(piece.day >= 0 for piece in found.work)
        assert len(set(found.rows)) == len(found.rows)


def test_a_worker_holds_the_case_from_allocation_to_release(log: EventLog) -> None:
    family = went_further(log, 0)
    assert family is not None
    rows = log.events[log.events[:, Column.FAMILY] == family]
    allocated = rows[rows[:, Column.EVENT] == Event.ALLOCATED, Column.TIME] - rows[0, Column.TIME]
    spans = [span for span in lanes(log, SMALL, family).spans if span.kind == "has a worker"]
    assert [span.begins for span in spans] == pytest.approx(sorted(allocated.tolist()))


def test_the_same_family_is_drawn_in_both_structures(log: EventLog) -> None:
    other = simulate(CLUSTERS, seed=1, replication=0)
    family = went_further(log, 0)
    assert family is not None
    a, b = lanes(log, SMALL, family), lanes(other, CLUSTERS, family)
    chart = journeys(a, b, (SMALL, CLUSTERS))
    assert chart.title.startswith(f"One family: {a.journey.handoffs} handoff")
    assert "One family is a story" in chart.caption
    shown = [s for found in (a, b) for s in found.spans if s.begins <= found.shown]
    assert len(data(chart, "kind")) == len(shown)
    assert set(chart.table["Structure"]) == {"A: Small", "B: Clusters"}
    assert chart.alt.count(" handoff from ") == len(a.handoffs) + len(b.handoffs) > 0
    assert spec(chart)


def test_a_family_that_only_made_contact_can_be_drawn(log: EventLog) -> None:
    referred = set(log.events[log.events[:, Column.EVENT] == Event.REFERRED, Column.FAMILY])
    contacts = log.events[log.events[:, Column.EVENT] == Event.CONTACT, Column.FAMILY]
    family = int(next(each for each in contacts if each not in referred))
    found = lanes(log, SMALL, family)
    chart = journeys(found, found, (SMALL, SMALL))
    assert "0 handoffs, 0 workers" in chart.title
    assert "no worker" in chart.alt
    assert spec(chart)
