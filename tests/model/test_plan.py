"""Plans keep their rhythm, and open ones last as they must."""

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from sim.scenario.exact.length_of_stay import stay
from sim.scenario.overrides import override
from sim.scenario.pathway import ByBands, Plan
from sim.scenario.scenario import Scenario
from tests.model.journeys import small


def planned_of(scenario: Scenario, name: str) -> Plan:
    plan = scenario.pathway.activities[name]
    assert isinstance(plan, Plan)
    return plan


def visits(log: EventLog, activity: str) -> NDArray[np.float64]:
    rows = log.events[log.events[:, Column.EVENT] == Event.VISITED]
    found: NDArray[np.float64] = rows[rows[:, Column.ACTIVITY] == log.activities.index(activity)]
    return found


def test_with_ample_staff_visits_are_made_when_planned(current: Scenario) -> None:
    quick = override(small(current), {"demand.contacts_per_month": 0, "demand.returns.share": 0})
    log = simulate(quick, 1, 0)
    every = planned_of(quick, "in-need plan").tasks[0].every.value
    rows = visits(log, "in-need plan")
    gaps = rows[:, Column.TIME] - rows[:, Column.SINCE]
    assert np.median(gaps) == pytest.approx(every, abs=1)


def test_work_of_a_plan_is_asked_for_in_a_morning_or_after_the_work_before(
    current: Scenario,
) -> None:
    quick = override(small(current), {"demand.contacts_per_month": 0, "demand.returns.share": 0})
    log = simulate(quick, 1, 0)
    rows = log.events[log.events[:, Column.ACTIVITY] == log.activities.index("in-need plan")]
    work = rows[rows[:, Column.EVENT] == Event.WORKED]
    done = {(family, time) for time, family in rows[:, [Column.TIME, Column.FAMILY]]}
    later = [
        (family, asked)
        for family, asked in work[:, [Column.FAMILY, Column.SINCE]]
        if asked != int(asked)
    ]
    assert set(later) <= done
    assert 0 < len(later) < 0.2 * len(work)


def test_a_visit_is_due_its_limit_after_the_one_before(current: Scenario) -> None:
    log = simulate(small(current), 1, 0)
    rows = visits(log, "child protection plan")
    np.testing.assert_array_equal(
        rows[:, Column.DUE], np.trunc(rows[:, Column.SINCE]).astype(int) + 10
    )


def test_the_stock_of_open_cases_is_sustained(current: Scenario) -> None:
    """Cases open at the start end as fast as the exact mean stay says they must."""
    plan = "looked after"
    quiet = override(
        current,
        {
            "demand.contacts_per_month": 0,
            "demand.returns.share": 0,
            "open_cases.in-need plan": 0,
            "open_cases.child protection plan": 0,
            "open_cases.looked after": 3_000,
            "pathway.closing_hours": 0,
            **{f"pathway.activities.looked after.tasks.{n}.hours": 0 for n in range(3)},
            "pathway.activities.looked after.tasks.1.chair_hours": 0,
        },
    )
    log = simulate(quiet, 1, 0)
    ended = log.events[log.events[:, Column.EVENT] == Event.ENDED]
    early = (ended[:, Column.TIME] < 126).sum() / len(log.families)
    # Of a stock in balance, the share that ends by t is the integral of the share of new plans
    # that last longer, over the mean stay; the first band ends after 6 months, at about t.
    length = planned_of(current, plan).length
    assert isinstance(length, ByBands)
    bands = length.bands
    t = 126 / 253
    assert bands[0].to_months.value == 6
    longer = t - t * bands[0].share.value / 2
    assert early == pytest.approx(longer / stay(planned_of(current, plan), 253).years, rel=0.12)


def test_open_cases_reach_the_reported_stock_and_have_a_worker(current: Scenario) -> None:
    log = simulate(current, 4, 0)
    opening = log.events[
        (log.events[:, Column.EVENT] == Event.ALLOCATED) & (log.events[:, Column.TIME] == 0)
    ]
    children = log.families[opening[:, Column.FAMILY].astype(int), 1].sum()
    reported = sum(kids.value for kids in current.open_cases.values())
    assert reported <= children < reported + 3 * 12
