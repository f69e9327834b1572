"""A contact knows when its family was last referred, in the run or before it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from sim.model.arrivals import draw_arrivals
from sim.model.events import Column, Event, EventLog
from sim.model.luck import Luck
from sim.model.replication import simulate
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.scenario.small import current, proposed

BUSY = override(current(), {"demand.returns.share": 0.6, "demand.contacts_per_month": 300})


@pytest.fixture(scope="module")
def log() -> EventLog:
    return simulate(BUSY, 5, 0)


def journeys(log: EventLog) -> Iterator[tuple[int, float, list[float]]]:
    """Each contact: its family, what it knows, and the referrals of the family until then."""
    referrals: dict[int, list[float]] = {}
    for row in log.events.tolist():
        family = int(row[Column.FAMILY])
        if row[Column.EVENT] == Event.CONTACT:
            yield family, row[Column.SINCE], referrals.get(family, [])
        elif row[Column.EVENT] == Event.REFERRED:
            referrals.setdefault(family, []).append(row[Column.TIME])


def test_whoever_comes_back_in_the_run_was_last_referred_at_its_latest_referral(
    log: EventLog,
) -> None:
    found = [(since, before[-1]) for _, since, before in journeys(log) if before]
    assert len(found) > 50
    assert all(since == latest for since, latest in found)


def test_whoever_was_open_at_the_start_was_referred_when_its_plan_began(log: EventLog) -> None:
    opened = log.families[:, 4] == -1
    first = [since for family, since, before in journeys(log) if opened[family] and not before]
    assert len(first) > 20
    assert max(first) < 0


def test_only_families_that_come_back_were_referred_before(log: EventLog) -> None:
    rows = log.events[log.events[:, Column.EVENT] == Event.CONTACT]
    assert (np.isnan(rows[:, Column.SINCE]) == (rows[:, Column.AMOUNT] == 0)).all()


@pytest.mark.parametrize("scenario", [current(), proposed()], ids=["current", "proposed"])
def test_those_from_before_the_run_closed_within_the_time_for_a_return(scenario: Scenario) -> None:
    arrivals = draw_arrivals(scenario, scenario.horizon.calendar, Luck(1, 0))
    back = arrivals.returning
    assert np.isnan(arrivals.referred[~back]).all()
    referred, returns = arrivals.referred[back], arrivals.time[back]
    assert (referred < 0).all()
    window = 12 * scenario.horizon.working_month
    # none is referred later than a short episode before it closed, and half have longer ones
    apart = returns - referred
    assert apart.min() > 0
    assert np.mean(apart > window) > 0.1
    assert np.mean(apart < window) > 0.3
