"""One family is drawn in both structures, with all its stretches, work and handoffs."""

from __future__ import annotations

import pytest

from sim.measures.story.followed import went_further
from sim.measures.story.timeline import timeline
from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from sim.present.charts.journey_timeline import journeys
from tests.experiment.runs import CLUSTERS, SMALL
from tests.present.charts.drawn import data, spec

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def log() -> EventLog:
    return simulate(SMALL, seed=1, replication=0)


def test_the_same_family_is_drawn_in_both_structures(log: EventLog) -> None:
    other = simulate(CLUSTERS, seed=1, replication=0)
    family = went_further(log, 0)
    assert family is not None
    a, b = timeline(log, SMALL, family), timeline(other, CLUSTERS, family)
    chart = journeys(a, b, (SMALL, CLUSTERS))
    assert chart.title.startswith(f"One family: {a.story.handoffs} handoff")
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
    found = timeline(log, SMALL, family)
    chart = journeys(found, found, (SMALL, SMALL))
    assert "0 handoffs, 0 workers" in chart.title
    assert "no worker" in chart.alt
    assert spec(chart)
