"""Numbers: how values, intervals, units and dates are written."""

from __future__ import annotations

import datetime
import math

from sim.experiment.statistics.interval import Interval
from sim.scenario.estimate import Estimate

NO_VALUE = "n/a"
"""Stands where there was nothing to measure."""

_DECIMALS = {"per child": 2, "per referral": 2, "ratio": 2}
"""Decimals of a unit; 1 for the others."""
_MOST_DECIMALS = 4


def number(value: float, decimals: int = 1, signed: bool = False) -> str:
    """A number with thousands separated; never minus 0."""
    if math.isnan(value):
        return NO_VALUE
    return f"{value:{'+' if signed else ''}z,.{decimals}f}"


def mean(interval: Interval, unit: str) -> str:
    """A mean alone, for tables whose intervals stand elsewhere."""
    return number(interval.mean, _DECIMALS.get(unit, 1))


def plus_minus(interval: Interval, unit: str) -> str:
    """A mean with half its interval's width, for narrow tables: 12.3±1.3."""
    decimals = _decimals(interval, unit)
    shown = number(interval.mean, decimals)
    return f"{shown}±{number(interval.half_width, decimals)}" if interval.is_known else shown


def level(interval: Interval, unit: str) -> str:
    """A mean with its interval: 12.3 (11.0 to 13.6)."""
    return _joined(*mean_and_ends(interval, unit))


def difference(interval: Interval, unit: str) -> str:
    """A difference with its interval, all signed: +0.5 (-1.0 to +2.0)."""
    return _joined(*mean_and_ends(interval, unit, signed=True))


def mean_and_ends(interval: Interval, unit: str, signed: bool = False) -> tuple[str, str]:
    """A mean, and its interval in brackets; the second is empty where there is nothing to say.

    A signed one is a difference: 0 without an interval where every pair is equal.
    """
    if signed and interval.is_zero:
        return "0", ""
    decimals = _decimals(interval, unit)
    shown = number(interval.mean, decimals, signed)
    if not interval.is_known:
        return shown, "" if shown == NO_VALUE else "(no interval)"
    low, high = (number(end, decimals, signed) for end in (interval.low, interval.high))
    return shown, f"({low} to {high})"


def difference_unit(unit: str) -> str:
    """The unit of a difference: shares differ by percentage points."""
    return "points" if unit == "%" else unit


def amount(shown: str, unit: str) -> str:
    """A difference with its unit; a rate's unit stands in its title."""
    said = difference_unit(unit)
    if said.startswith("per ") or said == "ratio":
        return shown
    return f"{shown} {'point' if (shown, said) == ('1', 'points') else said}"


def percent(share: float) -> str:
    """A share as a percentage: 95 %."""
    return f"{100 * share:.4g} %"


def stated(estimate: Estimate) -> str:
    """A number of a scenario with its unit: 25 weighted children."""
    return f"{estimate.value:g} {estimate.unit}".strip()


def day(date: datetime.date) -> str:
    """A date as it is said: 1 April 2013."""
    return f"{date.day} {date:%B %Y}"


def counted(number: int, thing: str, things: str = "") -> str:
    """A count and what it counts: 1 pair, 20 pairs."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def _decimals(interval: Interval, unit: str) -> int:
    """Decimals that tell the ends apart, and from 0 where they are clear of it."""
    decimals = _DECIMALS.get(unit, 1)
    if not interval.is_known:
        return decimals
    ends = [end for end in (interval.low, interval.high) if interval.low * interval.high > 0]
    telling = [abs(length) for length in (interval.half_width, *ends)]
    needed = [math.ceil(-math.log10(length)) for length in telling if 0 < length < math.inf]
    return min(_MOST_DECIMALS, max([decimals, *needed]))


def _joined(shown: str, ends: str) -> str:
    return f"{shown} {ends}".rstrip()
