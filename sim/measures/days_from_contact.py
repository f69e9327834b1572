"""Days from contact: how long referrals wait to be allocated, seen and concluded."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.arrays import Flags, Floats
from sim.measures.days_until import DaysUntil
from sim.measures.logview import LogView
from sim.measures.referrals import Referrals
from sim.measures.tally import WHOLE, Row, rates, shares, weekly_shares

CONCLUDE_WITHIN = 45
"""Working days from contact for the assessment (Working Together to Safeguard Children 2013)."""
SEE_WITHIN = 10
"""Working days from contact for seeing the child: the limit of the initial assessment (Working
Together to Safeguard Children 2010)."""
ALLOCATE_WITHIN = 5
"""Working days from contact after which a referral has waited long for a worker."""
LAST_DAY_SHOWN = 90
"""Last day of the curve of referrals concluded by day."""


def days_from_contact(view: LogView, referrals: Referrals) -> Iterator[Row]:
    """Days from contact of the referrals received in the measured window."""
    too_young = _received(view, referrals) & ~_followed(view, referrals)
    young = referrals.tally(too_young, "locality")
    yield from rates("too_young_to_judge", young, 1, view.names)

    concluding = days_to_conclusion(view, referrals)
    undecided = concluding.counted.only(~concluding.happened)
    yield from rates("undecided_over_45_days", undecided, 1, view.names)
    in_time = concluding.within(CONCLUDE_WITHIN)
    yield from shares("concluded_in_45_days", in_time, concluding.counted, view.names)
    yield from _by_week(view, "concluded_in_45_days", in_time, concluding)
    yield from _concluded_by_day(concluding)
    yield from _summary(view, "days_to_conclusion", concluding, CONCLUDE_WITHIN)

    allocating = _until(view, referrals, referrals.allocated, referrals.ended)
    yield from _summary(view, "days_to_allocation", allocating, ALLOCATE_WITHIN)
    visiting = _until(view, referrals, referrals.visited, referrals.ended)
    yield from _summary(view, "days_to_first_visit", visiting, SEE_WITHIN)
    unseen = ~visiting.within(SEE_WITHIN)
    yield from _by_week(view, f"days_to_first_visit_over_{SEE_WITHIN}", unseen, visiting)


def days_to_conclusion(view: LogView, referrals: Referrals) -> DaysUntil:
    """Days until the last assessment was authorised, of referrals assessed or awaiting it."""
    return _until(view, referrals, referrals.concluded, referrals.settled)


def _until(view: LogView, referrals: Referrals, moment: Floats, over: Floats) -> DaysUntil:
    """Days until a moment, except where the wait for it was over without it."""
    happened = np.isfinite(moment)
    last = np.where(happened, moment, view.window.ends - 1).astype(np.int64)
    counted = _followed(view, referrals) & (happened | np.isinf(over))
    return DaysUntil(
        days=(last - referrals.received)[counted],
        happened=happened[counted],
        since=referrals.received[counted],
        counted=referrals.tally(counted, "locality", "team"),
    )


def _received(view: LogView, referrals: Referrals) -> Flags:
    """Referrals received in the measured window."""
    return referrals.received >= view.window.begins


def _followed(view: LogView, referrals: Referrals) -> Flags:
    """Of these, the referrals that could be followed for 45 working days.

    Of younger ones only the quick would be known.
    """
    last_day = view.window.ends - 1
    return _received(view, referrals) & (last_day - referrals.received >= CONCLUDE_WITHIN)


def _concluded_by_day(concluding: DaysUntil) -> Iterator[Row]:
    days = np.arange(LAST_DAY_SHOWN + 1)
    if len(concluding.days):
        by_day = concluding.share_by_day()
        shown = 100 * by_day[np.minimum(days, len(by_day) - 1)]
    else:
        shown = np.full(len(days), np.nan)
    for day, share in zip(days, shown, strict=True):
        yield "concluded_by_day", "day", f"day {day}", float(share)


def _by_week(view: LogView, key: str, hit: Flags, days: DaysUntil) -> Iterator[Row]:
    """A share of the referrals by the week of their contact."""
    week = view.window.week_of(days.since)
    return weekly_shares(key, hit, days.counted, week, view.names)


def _summary(view: LogView, key: str, days: DaysUntil, limit: int) -> Iterator[Row]:
    home = days.counted.parts["locality"]
    parts = [(WHOLE, days)]
    for number, locality in enumerate(view.log.localities):
        parts.append((("locality", locality), days.only(home == number)))
    for suffix, share in (("median", 0.5), ("p90", 0.9)):
        for part, its_days in parts:
            yield f"{key}_{suffix}", *part, its_days.day_reached(share)
    yield from shares(f"{key}_over_{limit}", ~days.within(limit), days.counted, view.names)
