"""Numbers are written so that what they say can be read off them."""

from __future__ import annotations

import datetime
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.statistics.interval import Interval
from sim.present.words.numbers import (
    counted,
    day,
    difference,
    difference_unit,
    level,
    mean,
    number,
    percent,
)

NOT_THERE = Interval(math.nan, math.nan, math.nan, 0)
ends = st.floats(min_value=-1e5, max_value=1e5, allow_subnormal=False)


@pytest.mark.parametrize(
    ("interval", "unit", "text"),
    [
        (Interval(12.34, 11.0, 13.6, 20), "%", "12.3 (11.0 to 13.6)"),
        (Interval(1234.5, 1200, 1269, 20), "children", "1,234.5 (1,200.0 to 1,269.0)"),
        (Interval(0.353, 0.31, 0.396, 20), "per child", "0.35 (0.31 to 0.40)"),
        (Interval(45.0, 45.0, 45.0, 20), "days", "45.0 (45.0 to 45.0)"),
        (Interval(12.34, math.nan, math.nan, 1), "%", "12.3 (no interval)"),
        (NOT_THERE, "%", "n/a"),
    ],
)
def test_a_level_is_its_mean_and_its_interval(interval: Interval, unit: str, text: str) -> None:
    assert level(interval, unit) == text


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval(0.5, -1.0, 2.0, 20), "+0.5 (-1.0 to +2.0)"),
        (Interval(-0.04, -0.9, 0.82, 20), "+0.0 (-0.9 to +0.8)"),
        (Interval(0.0, 0.0, 0.0, 20), "0"),
        (Interval(3.0, math.nan, math.nan, 1), "+3.0 (no interval)"),
        # clear of 0, and written so
        (Interval(4.4, 0.02, 8.78, 20), "+4.40 (+0.02 to +8.78)"),
        (Interval(-0.4, -0.8, -0.004, 20), "-0.400 (-0.800 to -0.004)"),
        # narrow, and written so
        (Interval(0.02, -0.05, 0.09, 20), "+0.02 (-0.05 to +0.09)"),
    ],
)
def test_a_difference_carries_its_signs(interval: Interval, text: str) -> None:
    assert difference(interval, "%") == text


@given(ends, ends)
def test_an_interval_clear_of_0_is_never_written_as_touching_it(one: float, other: float) -> None:
    low, high = sorted([one, other])
    shown = difference(Interval((low + high) / 2, low, high, 20), "%")
    if low > 0.001 or high < -0.001:
        written = [float(text.replace(",", "")) for text in re.findall(r"[+-][\d,.]+", shown)]
        assert all(value != 0 for value in written[1:])


@given(ends)
def test_no_number_is_written_as_minus_0(value: float) -> None:
    assert not re.fullmatch(r"-0\.?0*", number(value))


def test_shares_differ_by_points() -> None:
    assert difference_unit("%") == "points"
    assert difference_unit("days") == "days"


def test_a_mean_stands_alone_where_its_interval_stands_elsewhere() -> None:
    assert mean(Interval(0.353, 0.31, 0.396, 20), "per referral") == "0.35"


def test_shares_dates_and_counts_are_written_as_they_are_said() -> None:
    assert percent(0.95) == "95 %"
    assert percent(1 - 0.05 / 3) == "98.33 %"
    assert day(datetime.date(2013, 4, 1)) == "1 April 2013"
    assert (counted(1, "pair"), counted(20, "pair")) == ("1 pair", "20 pairs")
    assert counted(3, "child", "children") == "3 children"
