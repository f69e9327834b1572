"""Little's law: in every stage, those in it are the arrivals times the stay, by team.

J. D. C. Little, "A proof for the queuing formula L = lambda W", Operations Research 9 (1961).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.arrays import Floats
from sim.measures.laws.census_by_team import CensusByTeam
from sim.measures.laws.law import Agreement, Law, within
from sim.measures.log_columns import LogColumns
from sim.model.events import CensusColumn, Event

_NAME = "Little's law"
_TOLERANCE = 0.05  # the census sees one moment of each week; stays cross the window's edges
_WAITS_END = {
    "a decision": (Event.CONTACT, Event.DECIDED, (Event.DECIDED, Event.ENDED)),
    "a worker": (Event.QUEUED, Event.ALLOCATED, (Event.ALLOCATED, Event.HANDOFF, Event.ENDED)),
}
"""What is waited for: the event that begins a wait, the one that brings it, and all that end it."""


def littles_law(columns: LogColumns, census: CensusByTeam) -> Iterator[Law]:
    """Children awaiting a decision, awaiting a worker and held by a worker, in each team."""
    for awaited in _WAITS_END:
        yield from _waiting(columns, awaited)
    yield from _held(columns, census)


def _waiting(columns: LogColumns, awaited: str) -> Iterator[Law]:
    """Children waiting, from the rows that begin and end waits, against arrivals times wait.

    The wait is what the row that ends it says of its beginning, so that a row that is lost or
    noted wrongly tells. Waits that end without what was waited for are left out of both sides.
    """
    begins, brings, ends = _WAITS_END[awaited]
    rows = columns.find(begins, *ends)
    rows = rows[np.argsort(columns.family[rows], kind="stable")]
    last = np.diff(columns.family[rows], append=-1) != 0
    until = np.where(last, np.inf, np.roll(columns.time[rows], -1))
    in_vain = ~last & (np.roll(columns.event[rows], -1) != brings)
    waits = (columns.event[rows] == begins) & ~in_vain
    begun = rows[waits]
    days, window = columns.window.days, (columns.window.begins, columns.window.ends)
    from_, to = (np.clip(time, *window) for time in (columns.time[begun], until[waits]))
    waiting = columns.by_team(columns.team[begun], columns.children[begun] * (to - from_)) / days

    come = begun[columns.in_window[begun]]
    arrived = columns.by_team(columns.team[come], columns.children[come])
    done = columns.measured(brings)
    done = done[~np.isnan(columns.since[done])]  # cases open at the start have not waited
    served = columns.by_team(columns.team[done], columns.children[done])
    waited = columns.children[done] * (columns.time[done] - columns.since[done])
    each = _per(columns.by_team(columns.team[done], waited), served)
    for team, left, children, wait in zip(columns.log.teams, waiting, arrived, each, strict=True):
        if left > 0 or children > 0:
            yield _law(f"{team}, awaiting {awaited}", left, children / days, wait, "by the events")


def _held(columns: LogColumns, census: CensusByTeam) -> Iterator[Law]:
    """Children held, by the census, against arrivals times stay, by the events.

    Every stay that touches the window counts as an arrival, with the days that fall inside it, so
    that stays across either edge are neither lost nor counted in full.
    """
    begins, ends = columns.window.begins, columns.window.ends
    counts = len(census.moments)
    held = census.total(CensusColumn.CHILDREN, begins, ends) / max(counts, 1)
    stays, days = np.zeros_like(held), np.zeros_like(held)
    for event, sign in ((Event.ALLOCATED, 1), (Event.RELEASED, -1)):
        rows = columns.find(event)
        teams, children = columns.worker_team[columns.worker[rows]], columns.children[rows]
        inside = ends - np.clip(columns.time[rows], begins, ends)
        days += sign * columns.by_team(teams, children * inside)
        touches = columns.time[rows] < ends if sign > 0 else columns.time[rows] <= begins
        stays += sign * columns.by_team(teams, children * touches)
    each = _per(days, stays)
    for team, left, arrived, stay in zip(columns.log.teams, held, stays, each, strict=True):
        if left > 0 or arrived > 0:
            a_day = arrived / (ends - begins)
            verdict: Agreement | None = None if counts else "not computable"
            yield _law(
                f"{team}, held by a worker", left, a_day, stay, "by the weekly count", verdict
            )


def _law(
    scope: str, left: float, a_day: float, each: float, how: str, verdict: Agreement | None = None
) -> Law:
    right = a_day * each
    if_not = ", more a queue that grows or shrinks" if "awaiting" in scope else ""
    return Law(
        _NAME,
        scope,
        left,
        right,
        verdict or within(left, right, max(1.0, _TOLERANCE * right)),
        f"{left:,.1f} children {how}, {right:,.1f} by {a_day:,.2f} arriving a day for {each:,.1f} "
        f"days each; within 5 % or one child is equal{if_not}.",
    )


def _per(amount: Floats, number: Floats) -> Floats:
    """The amount for each one; 0 where there is none."""
    return np.divide(amount, number, out=np.zeros_like(amount), where=number > 0)
