"""The working-day calendar: dates to working days and back, weekends and bank holidays out."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable

import numpy as np

from sim.scenario.bank_holidays import ENGLAND

ENGLISH_WORKING_YEAR = 253
"""Working days in an English year: 261 weekdays less 8 bank holidays. A scenario's own year is
shorter where the council closes on further days: `Horizon.working_year`."""


class Calendar:
    """Working days counted from the first one on or after a start date, which is day 0."""

    def __init__(
        self,
        starts: datetime.date,
        ends: datetime.date,
        closures: Iterable[datetime.date] = (),
    ) -> None:
        """Build the table of working days from `starts` to `ends`, both included."""
        closed = np.array(sorted({*ENGLAND, *closures}), dtype="datetime64[D]")
        first, last = np.datetime64(starts), np.datetime64(ends)
        dates = np.arange(first, last + 1)
        self._first, self._last = starts, ends
        self._is_working = np.is_busday(dates, holidays=closed)
        self._dates = dates[self._is_working]
        worked = np.cumsum(self._is_working)
        self._working_days_before: list[int] = (worked - self._is_working).tolist()

    def __len__(self) -> int:
        """Working days in the table."""
        return len(self._dates)

    def working_day(self, date: datetime.date) -> int:
        """The working day of a date; a day off counts as the next working day.

        Raises:
            ValueError: if the date lies outside the table.
        """
        return self._working_days_before[self._row(date)]

    def is_working(self, date: datetime.date) -> bool:
        """Whether work is done on this date.

        Raises:
            ValueError: if the date lies outside the table.
        """
        return bool(self._is_working[self._row(date)])

    def _row(self, date: datetime.date) -> int:
        if not self._first <= date <= self._last:
            raise ValueError(f"{date} is not between {self._first} and {self._last}")
        return (date - self._first).days

    def date(self, working_day: int) -> datetime.date:
        """The date of a working day."""
        found: datetime.date = self._dates[working_day].astype(object)
        return found


def calendar_months(first: datetime.date, last: datetime.date) -> float:
    """Months from one date to another, both included; part months by the share of their days.

    From 1 April to 31 March it is exactly 12.
    """

    def since_the_first(date: datetime.date) -> float:
        """Months from January of the year 0 to the end of the day before."""
        days = calendar.monthrange(date.year, date.month)[1]
        return 12 * date.year + date.month - 1 + (date.day - 1) / days

    return since_the_first(last + datetime.timedelta(days=1)) - since_the_first(first)
