"""Whoever checks a scenario is told which measures its window is too short for."""

from __future__ import annotations

import math

import pytest

from sim.measures.catalogue import CATALOGUE
from sim.measures.measures import measure
from sim.measures.window_needed import short_window, window_needed
from sim.model.replication import simulate
from sim.scenario.overrides import override
from tests.measures.log_writer import Reading
from tests.scenario.small import current


def test_every_measure_named_is_one_of_the_catalogue() -> None:
    assert set(window_needed(253)) <= set(CATALOGUE)


@pytest.mark.parametrize(("ends", "known"), [("2014-03-05", False), ("2014-03-06", True)])
def test_a_window_of_46_working_days_is_the_shortest_with_the_first_primary(
    ends: str, known: bool
) -> None:
    scenario = override(current(), {"horizon.ends": ends})
    log = simulate(scenario, 1, 1)
    assert log.ends - log.measured_from == (46 if known else 45)
    reading = Reading(measure(log, scenario).rows)
    assert math.isnan(reading("concluded_in_45_days")) != known
    warned = [f for f in short_window(scenario) if "Assessment concluded in 45 days" in f.message]
    assert bool(warned) != known
    for finding in warned:
        assert finding.path == ("horizon", "ends")
        assert "need 46 measured working days, and there are 45" in finding.message


def test_a_window_of_a_year_is_long_enough_for_all() -> None:
    assert not [*short_window(current())]
