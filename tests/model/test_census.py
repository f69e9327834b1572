"""The weekly census counts in weeks of the measured window, none of which holds a day before it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.measures.laws.all_laws import laws
from sim.measures.measures import measure
from sim.model.events import CensusColumn, Column, Event, TrayColumn
from sim.model.replication import simulate
from sim.scenario.overrides import override
from tests.measures.log_writer import Reading
from tests.scenario.small import current

QUIET = override(current(), {"demand.contacts_per_month": 20, "horizon.starts": "2013-10-01"})


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 28), st.integers(1, 28))
def test_a_count_falls_on_the_first_day_measured_then_every_week_and_at_the_end(
    begins: int, ends: int
) -> None:
    dates = {
        "horizon.measured_from": f"2013-11-{begins:02}",
        "horizon.ends": f"2014-01-{ends:02}",
    }
    log = simulate(override(QUIET, dates), 1, 0)
    taken = np.unique(log.trays[:, TrayColumn.TIME])
    assert set(taken) == set(np.unique(log.census[:, CensusColumn.TIME]))
    assert log.measured_from in taken
    assert taken[-1] == log.ends
    before, whole = taken[taken <= log.measured_from], taken[taken >= log.measured_from][:-1]
    assert (np.diff(before) == 5).all()
    assert 0 < before[0] <= 5
    assert (np.diff(whole) == 5).all()
    assert 0 < log.ends - whole[-1] <= 5
    assert len(np.unique(taken)) * len(log.teams) == len(log.trays)


@pytest.mark.parametrize("ends", ["2014-01-02", "2014-01-08", "2014-01-15"])
def test_hours_and_waiting_work_of_a_short_window_are_those_of_its_own_days(ends: str) -> None:
    scenario = override(current(), {"horizon.measured_from": "2014-01-01", "horizon.ends": ends})
    log = simulate(scenario, 1, 0)
    census = log.census[log.census[:, CensusColumn.TIME] > log.measured_from]
    assert census[:, CensusColumn.DAYS_HELD].max() <= min(5, log.ends - log.measured_from)
    waiting = census[:, CensusColumn.BACKLOG].sum() / len(np.unique(census[:, CensusColumn.TIME]))
    a_day = census[:, CensusColumn.AVAILABLE].sum() / (log.ends - log.measured_from)
    reading = Reading(measure(log, scenario).rows)
    assert reading("backlog_days") == pytest.approx(waiting / a_day)


def test_hours_asked_are_those_of_the_whole_window() -> None:
    """Not only of its whole weeks: the law reads the same days as the measures do."""
    scenario = override(current(), {"horizon.measured_from": "2014-01-03"})
    log = simulate(scenario, 1, 0)
    rows = log.events[log.events[:, Column.EVENT] == Event.WORKED]
    inside = rows[rows[:, Column.TIME] > log.measured_from]
    team = [log.teams.index(each.team) for each in log.workers]
    for law in laws(log, scenario):
        if law.name == "utilisation law":
            number = log.teams.index(law.scope)
            own = np.array([team[int(worker)] == number for worker in inside[:, Column.WORKER]])
            assert law.right == pytest.approx(inside[own, Column.AMOUNT].sum())
            assert law.verdict == "holds"
