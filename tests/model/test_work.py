"""Work takes the hours that the plan says of a family, and the family is who arrived."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from sim.model.events import Column, Event
from sim.model.replication import simulate
from sim.scenario.pathway import Assessment
from sim.scenario.scenario import Scenario
from tests.model.journeys import arrivals_of, small


def test_an_assessment_takes_the_hours_of_its_need_times_the_familys_size_and_effort(
    proposed: Scenario,
) -> None:
    quick = small(proposed)
    name = "single assessment"
    assessment = quick.pathway.activities[name]
    assert isinstance(assessment, Assessment)
    arrivals = arrivals_of(quick)
    log = simulate(quick, 2013, 0, arrivals)
    worked: defaultdict[int, float] = defaultdict(float)
    begun, done = Counter[int](), set()
    for row in log.events[log.events[:, Column.ACTIVITY] == log.activities.index(name)]:
        family = int(row[Column.FAMILY])
        match Event(int(row[Column.EVENT])):
            case Event.STARTED:
                begun[family] += 1
            case Event.COMPLETED:
                done.add(family)
            case Event.WORKED if log.labels[int(row[Column.LABEL])] != "authorisation":
                worked[family] += row[Column.AMOUNT]
    opened = len(log.families) - len(arrivals)
    once = [family for family in done if begun[family] == 1 and family >= opened]
    assert len(once) > 10
    for family in once:
        need = log.needs[log.families[family, 3]]
        usual = assessment.hours_by_need.get(need, assessment.hours).value
        further = assessment.further
        assert further is not None
        siblings = int(log.families[family, 1]) - 1
        size = 1 + siblings * quick.demand.sibling_share.value
        of_one_child = worked[family] / (size * arrivals.effort[family - opened])
        assert of_one_child == pytest.approx(usual) or of_one_child == pytest.approx(
            usual + further.hours.value
        )
