"""Families arrive as the demand says: how many, when, where, and who comes back."""

import datetime

import numpy as np
import pytest

from sim.model.arrivals import Arrivals, draw_arrivals, return_delay
from sim.model.luck import Luck
from sim.scenario.calendar import ENGLISH_WORKING_YEAR, Calendar
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario


@pytest.fixture(scope="module")
def ten_years(current: Scenario) -> Scenario:
    return override(
        current,
        {
            "horizon.starts": "2011-01-01",
            "horizon.measured_from": "2012-01-01",
            "horizon.ends": "2020-12-31",
        },
    )


@pytest.fixture(scope="module")
def calendar(ten_years: Scenario) -> Calendar:
    return Calendar(ten_years.horizon.starts, ten_years.horizon.ends)


@pytest.fixture(scope="module")
def arrivals(ten_years: Scenario, calendar: Calendar) -> Arrivals:
    return draw_arrivals(ten_years, calendar, Luck(2013, 0))


def test_new_families_bring_the_contacts_that_returns_do_not(
    ten_years: Scenario, arrivals: Arrivals
) -> None:
    demand = ten_years.demand
    new = ~arrivals.returning
    share_back = (
        ten_years.pathway.activities["screening"].routes_for("")["threshold decision"]
        * demand.returns.share.value
    )
    children_a_month = arrivals.children[new].sum() / 120
    assert children_a_month == pytest.approx(
        demand.contacts_per_month.value * (1 - share_back), rel=0.02
    )


def test_families_closed_before_the_run_come_back_within_a_year_ever_fewer(
    current: Scenario,
) -> None:
    horizon = current.horizon
    calendar = Calendar(horizon.starts, horizon.ends)
    found = [draw_arrivals(current, calendar, Luck(2013, r)) for r in range(10)]
    days = np.concatenate([arrivals.time[arrivals.returning] for arrivals in found])
    assert days.max() < ENGLISH_WORKING_YEAR + 1
    assert (days < ENGLISH_WORKING_YEAR / 2).mean() == pytest.approx(0.75, abs=0.04)


def test_weekend_contacts_open_the_next_working_day(current: Scenario) -> None:
    only_saturdays = override(
        current,
        {"demand.weekdays": dict.fromkeys(("Monday", "Tuesday", "Wednesday", "Thursday"), 0)
         | {"Friday": 0, "Saturday": 1, "Sunday": 0}},
    )  # fmt: skip
    horizon = only_saturdays.horizon
    weeks = Calendar(horizon.starts, horizon.ends)
    times = draw_arrivals(only_saturdays, weeks, Luck(1, 0)).time
    days = {weeks.date(int(time)).weekday() for time in times if time < len(weeks)}
    assert days <= {0, 1, 2}  # Monday, or later after bank holidays
    assert (times % 1).max() < 0.05


def test_august_is_quieter_than_september(
    ten_years: Scenario, calendar: Calendar, arrivals: Arrivals
) -> None:
    months = np.array([calendar.date(int(time)).month for time in arrivals.time])
    august, september = (months == 8).sum() / 31, (months == 9).sum() / 30
    expected = ten_years.demand.months["August"].value / ten_years.demand.months["September"].value
    assert august / september == pytest.approx(expected, rel=0.05)


def test_families_live_where_the_shares_say_and_take_mean_hours(
    ten_years: Scenario, arrivals: Arrivals
) -> None:
    demand = ten_years.demand
    found = np.bincount(arrivals.locality) / len(arrivals)
    wanted = [share.value for share in demand.localities.values()]
    np.testing.assert_allclose(found, wanted, atol=0.01)
    assert arrivals.effort.mean() == pytest.approx(1, rel=0.02)
    assert arrivals.effort.std() == pytest.approx(demand.effort_spread.value, rel=0.03)
    assert arrivals.children.mean() == pytest.approx(demand.children_per_family.value, rel=0.02)


def test_arrivals_are_in_order_of_time(arrivals: Arrivals) -> None:
    assert (np.diff(arrivals.time) >= 0).all()


def test_returns_are_spread_evenly_over_the_months_given(current: Scenario) -> None:
    draws = np.linspace(0, 1, 10_001)[:-1]
    delays = [
        return_delay(float(draw), current.demand, ENGLISH_WORKING_YEAR / 12) for draw in draws
    ]
    back = [delay for delay in delays if delay is not None]
    assert len(back) / len(draws) == pytest.approx(current.demand.returns.share.value, abs=0.001)
    assert max(back) <= ENGLISH_WORKING_YEAR
    assert np.mean(back) == pytest.approx(ENGLISH_WORKING_YEAR / 2, rel=0.01)


def test_a_closure_is_no_working_day(current: Scenario) -> None:
    closed = datetime.date(2012, 12, 24)
    horizon = current.horizon
    assert not Calendar(horizon.starts, horizon.ends, [closed]).is_working(closed)
