"""The working-day calendar against numpy's business days, and its holidays against a library's."""

from __future__ import annotations

import datetime

import holidays
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.bank_holidays import ENGLAND
from sim.scenario.calendar import ENGLISH_WORKING_YEAR, Calendar, calendar_months
from sim.scenario.scenario import Horizon

DATES = st.dates(datetime.date(2010, 1, 1), datetime.date(2040, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Calendar, datetime.date, datetime.date, np.busdaycalendar]:
    """A calendar, its first and last date, and numpy's calendar with the same days off."""
    starts = draw(DATES)
    ends = min(starts + datetime.timedelta(draw(st.integers(0, 900))), datetime.date(2040, 12, 31))
    closures = draw(st.lists(DATES, max_size=3))
    days_off = [np.datetime64(date) for date in [*ENGLAND, *closures]]
    return Calendar(starts, ends, closures), starts, ends, np.busdaycalendar(holidays=days_off)


@given(calendars(), st.integers(0, 900))
def test_a_date_has_the_working_day_that_numpy_counts(
    case: tuple[Calendar, datetime.date, datetime.date, np.busdaycalendar], days: int
) -> None:
    calendar, starts, ends, days_off = case
    date = min(starts + datetime.timedelta(days), ends)
    assert calendar.working_day(date) == np.busday_count(starts, date, busdaycal=days_off)
    assert calendar.is_working(date) == np.is_busday(date, busdaycal=days_off)
    after_the_last = ends + datetime.timedelta(1)
    assert len(calendar) == np.busday_count(starts, after_the_last, busdaycal=days_off)


@given(calendars(), st.data())
def test_a_working_day_has_the_date_that_numpy_finds(
    case: tuple[Calendar, datetime.date, datetime.date, np.busdaycalendar], data: st.DataObject
) -> None:
    calendar, starts, _, days_off = case
    if len(calendar):
        day = data.draw(st.integers(0, len(calendar) - 1))
        found = np.busday_offset(starts, day, roll="forward", busdaycal=days_off)
        assert calendar.date(day) == found.astype(object)
        assert calendar.working_day(calendar.date(day)) == day


def test_the_day_of_receipt_does_not_count_and_bank_holidays_are_passed_over() -> None:
    """Thursday before Easter 2026 plus 1 working day is the Tuesday after."""
    calendar = Calendar(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    thursday = calendar.working_day(datetime.date(2026, 4, 2))
    assert calendar.date(thursday + 1) == datetime.date(2026, 4, 7)


def test_a_contact_on_a_saturday_counts_from_monday() -> None:
    calendar = Calendar(datetime.date(2013, 1, 1), datetime.date(2013, 12, 31))
    saturday, monday = datetime.date(2013, 6, 1), datetime.date(2013, 6, 3)
    assert calendar.working_day(saturday) == calendar.working_day(monday)
    assert not calendar.is_working(saturday)


@pytest.mark.parametrize("date", [datetime.date(2012, 12, 31), datetime.date(2014, 1, 1)])
def test_a_date_outside_the_table_is_refused(date: datetime.date) -> None:
    calendar = Calendar(datetime.date(2013, 1, 1), datetime.date(2013, 12, 31))
    with pytest.raises(ValueError, match="is not between 2013-01-01 and 2013-12-31"):
        calendar.working_day(date)
    with pytest.raises(ValueError, match="is not between 2013-01-01 and 2013-12-31"):
        calendar.is_working(date)


def test_the_bank_holidays_are_those_of_england_from_2010_to_2040() -> None:
    assert set(ENGLAND) == set(holidays.country_holidays("GB", "ENG", years=range(2010, 2041)))
    assert list(ENGLAND) == sorted(set(ENGLAND))


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2013-04-01", "2014-03-31", 12),
        ("2013-02-01", "2013-02-28", 1),
        ("2013-06-03", "2013-06-09", 7 / 30),
        ("2013-01-31", "2013-02-14", 1 / 31 + 14 / 28),
        ("2012-12-31", "2013-01-01", 2 / 31),
    ],
)
def test_months_are_those_of_the_calendar_and_parts_of_them_by_their_days(
    first: str, last: str, months: float
) -> None:
    begins, ends = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    assert calendar_months(begins, ends) == pytest.approx(months)


@given(DATES, st.integers(0, 900), st.integers(0, 900))
def test_months_of_two_stretches_add_up_to_those_of_both(
    begins: datetime.date, days: int, more: int
) -> None:
    middle = begins + datetime.timedelta(days)
    ends = middle + datetime.timedelta(1 + more)
    both = calendar_months(begins, middle) + calendar_months(middle + datetime.timedelta(1), ends)
    assert both == pytest.approx(calendar_months(begins, ends))


def horizon(starts: str, ends: str, closures: list[datetime.date]) -> Horizon:
    return Horizon.model_validate(
        {"starts": starts, "measured_from": starts, "ends": ends, "closures": closures}
    )


def test_a_year_is_as_much_shorter_as_the_council_is_closed_more_often() -> None:
    days = [datetime.date(2013, 1, 1) + datetime.timedelta(day) for day in range(365)]
    weekdays = [day for day in days if day.weekday() < 5 and day not in ENGLAND]
    always = horizon("2013-01-01", "2013-12-31", [])
    every_fourth_closed = horizon("2013-01-01", "2013-12-31", weekdays[::4])
    assert always.working_year == ENGLISH_WORKING_YEAR == len(always.calendar)
    assert every_fourth_closed.working_year == len(every_fourth_closed.calendar) == 189
    assert every_fourth_closed.working_month == 189 / 12


def test_closures_on_days_off_and_outside_the_run_make_no_year_shorter() -> None:
    off = [datetime.date(2013, 1, 5), datetime.date(2013, 12, 25), datetime.date(2014, 1, 2)]
    assert horizon("2013-01-01", "2013-12-31", off).working_year == ENGLISH_WORKING_YEAR
