"""Timeliness: what is done within its limit, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.arrays import Floats, Ints
from sim.measures.logview import LogView
from sim.measures.referrals import ASSESSMENTS
from sim.measures.spells import Spells, stock
from sim.measures.tally import WHOLE, Row, quantile, rates, ratio, shares, weekly_shares
from sim.model.events import Event

DECIDE_WITHIN = 1
"""Working days for deciding on a contact (Working Together to Safeguard Children)."""
A_LITTLE_LATE = 10
"""Working days past the limit up to which an initial assessment is a little late."""

_VISITS = {
    "cp_visits_on_time": "child protection plan",
    "cin_visits_on_time": "in-need plan",
    "looked_after_visits_on_time": "looked after",
}
_LIMITED = {
    "initial_in_time": "initial",
    "core_in_time": "core",
    "single_in_time": "single",
    "conference_in_15_days": "conference",
}
_BY_WEEK = {"conference_in_15_days", "cp_visits_on_time"}
"""Of these, shares that are shown by the week of what is counted; a visit not made has none."""


def timeliness(view: LogView) -> Iterator[Row]:
    """What was decided, assessed and visited in time in the measured window."""
    yield from _decisions(view)
    for key, count in _LIMITED.items():
        yield from _completed_in_time(view, key, count)
    yield from _late_initial_assessments(view)
    yield from _overdue_assessments(view)
    yield from _visits(view)


def _decisions(view: LogView) -> Iterator[Row]:
    decided = view.measured(Event.DECIDED)
    days = view.day[decided] - np.floor(view.since[decided])
    counted = view.tally(decided, "locality")
    yield from shares("decided_in_time", days <= DECIDE_WITHIN, counted, view.names)
    week = view.window.week_of(view.day[decided])
    yield from weekly_shares("decided_in_time", days <= DECIDE_WITHIN, counted, week, view.names)


def completed_with_limit(view: LogView, count: str) -> Ints:
    """Rows that completed what counts so, with a limit, in the measured window."""
    completed = view.measured(Event.COMPLETED, activities=view.counting(count))
    return completed[~np.isnan(view.due[completed])]


def _completed_in_time(view: LogView, key: str, count: str) -> Iterator[Row]:
    rows = completed_with_limit(view, count)
    counted, in_time = view.tally(rows, "team", "locality"), view.day[rows] <= view.due[rows]
    yield from shares(key, in_time, counted, view.names)
    if key in _BY_WEEK:
        week = view.window.week_of(view.day[rows])
        yield from weekly_shares(key, in_time, counted, week, view.names)


def _late_initial_assessments(view: LogView) -> Iterator[Row]:
    rows = completed_with_limit(view, "initial")
    days_late = view.day[rows] - np.floor(view.due[rows])
    late = days_late > 0
    days_late, children = days_late[late], view.children[rows][late]
    yield "initial_late_days", *WHOLE, quantile(days_late, children, 0.5)
    a_little = float(children[days_late <= A_LITTLE_LATE].sum())
    yield "initial_late_within_10", *WHOLE, 100 * ratio(a_little, float(children.sum()))


def _overdue_assessments(view: LogView) -> Iterator[Row]:
    started, ends = view.episodes(view.counting(*ASSESSMENTS))
    limited = ~np.isnan(view.due[started])
    started, ends = started[limited], ends[limited]
    counted = view.tally(started, "team", "locality")
    past_limit = np.floor(view.due[started]) + 1
    overdue = Spells(past_limit, np.maximum(ends, past_limit), counted.amount, counted.parts)
    yield from stock("overdue_assessments", overdue, view.window, view.names)


def _visits(view: LogView) -> Iterator[Row]:
    visited = view.measured(Event.VISITED, activities=view.plans)
    visited = visited[~np.isnan(view.due[visited])]
    overdue = _overdue_visits(view)
    # a visit overdue at the end would never be counted if only those made were
    rows = np.concatenate([visited, overdue])
    on_time = np.concatenate([view.day[visited] <= view.due[visited], np.zeros(len(overdue), bool)])
    counted = view.tally(rows, "team", "locality")
    yield from shares("visits_on_time", on_time, counted, view.names)
    for key, count in _VISITS.items():
        under = view.counting(count)[view.activity[rows]]
        counted = view.tally(rows[under], "team")
        yield from shares(key, on_time[under], counted, view.names)
        if key in _BY_WEEK:
            week = np.append(view.window.week_of(view.day[visited]), np.full(len(overdue), -1))
            yield from weekly_shares(key, on_time[under], counted, week[under], view.names)
    yield from rates("visits_overdue", view.tally(overdue, "team", "locality"), 1, view.names)


def _overdue_visits(view: LogView) -> Ints:
    """Starts of the plans open at the end whose next visit is past its limit."""
    started, ends = view.episodes(view.plans)
    started = started[np.isinf(ends)]
    visit = view.last(view.find(Event.VISITED, activities=view.plans))[view.journey[started]]
    seen = np.where(visit > started, visit, started)
    last_day = view.window.ends - 1
    return started[last_day - view.day[seen] > _visit_limits(view)[view.activity[started]]]


def _visit_limits(view: LogView) -> Floats:
    """Working days allowed from one visit to the next in each activity; infinite for no limit."""
    limits = []
    for name in view.log.activities:
        tasks = view.scenario.pathway.activities[name].tasks
        days = [task.limit.value for task in tasks if task.visit and task.limit is not None]
        limits.append(min(days, default=np.inf))
    return np.array([*limits, np.inf])
