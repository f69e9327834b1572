"""Little's law: in every stage, those in it are the arrivals times the stay, by team.

J. D. C. Little, "A proof for the queuing formula L = lambda W", Operations Research 9 (1961).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.laws.law import Law, Verdict, within
from sim.measures.laws.log_columns import Books, Floats
from sim.model.events import CensusColumn, Event

_NAME = "Little's law"
_TOLERANCE = 0.05  # the census sees one moment of each week; stays cross the window's edges
_WAITS_END = {
    "a decision": (Event.CONTACT, Event.DECIDED, (Event.DECIDED, Event.ENDED)),
    "a worker": (Event.QUEUED, Event.ALLOCATED, (Event.ALLOCATED, Event.HANDOFF, Event.ENDED)),
}
"""What is waited for: the event that begins a wait, the one that brings it, and all that end it."""


def littles_law(books: Books) -> Iterator[Law]:
    """Children awaiting a decision, awaiting a worker and held by a worker, in each team."""
    for awaited in _WAITS_END:
        yield from _waiting(books, awaited)
    yield from _held(books)


def _waiting(books: Books, awaited: str) -> Iterator[Law]:
    """Children waiting, from the rows that begin and end waits, against arrivals times wait.

    The wait is what the row that ends it says of its beginning, so that a row that is lost or
    noted wrongly tells. Waits that end without what was waited for are left out of both sides.
    """
    begins, brings, ends = _WAITS_END[awaited]
    rows = books.rows(begins, *ends)
    rows = rows[np.argsort(books.family[rows], kind="stable")]
    last = np.diff(books.family[rows], append=-1) != 0
    until = np.where(last, np.inf, np.roll(books.time[rows], -1))
    in_vain = ~last & (np.roll(books.event[rows], -1) != brings)
    waits = (books.event[rows] == begins) & ~in_vain
    begun = rows[waits]
    from_, to = (
        np.clip(time, books.begins, books.ends) for time in (books.time[begun], until[waits])
    )
    days = books.ends - books.begins
    waiting = books.by_team(books.team[begun], books.children_of(begun) * (to - from_)) / days

    come = begun[(books.time[begun] >= books.begins) & (books.time[begun] < books.ends)]
    arrived = books.by_team(books.team[come], books.children_of(come))
    done = books.measured(brings)
    done = done[~np.isnan(books.since[done])]  # cases open at the start have not waited
    served = books.by_team(books.team[done], books.children_of(done))
    waited = books.children_of(done) * (books.time[done] - books.since[done])
    each = _per(books.by_team(books.team[done], waited), served)
    for team, left, children, wait in zip(books.log.teams, waiting, arrived, each, strict=True):
        if left > 0 or children > 0:
            yield _law(f"{team}, awaiting {awaited}", left, children / days, wait, "by the events")


def _held(books: Books) -> Iterator[Law]:
    """Children held, by the census, against arrivals times stay, by the events.

    Every stay that touches the window counts as an arrival, with the days that fall inside it, so
    that stays across either edge are neither lost nor counted in full.
    """
    begins, ends = books.begins, books.ends
    counts = len(books.counts)
    held = books.of_census(CensusColumn.CHILDREN, begins, ends) / max(counts, 1)
    stays, days = np.zeros_like(held), np.zeros_like(held)
    for event, sign in ((Event.ALLOCATED, 1), (Event.RELEASED, -1)):
        rows = books.rows(event)
        team, children = books.team_of[books.worker[rows]], books.children_of(rows)
        inside = ends - np.clip(books.time[rows], begins, ends)
        days += sign * books.by_team(team, children * inside)
        touches = books.time[rows] < ends if sign > 0 else books.time[rows] <= begins
        stays += sign * books.by_team(team, children * touches)
    each = _per(days, stays)
    for team, left, arrived, stay in zip(books.log.teams, held, stays, each, strict=True):
        if left > 0 or arrived > 0:
            a_day = arrived / (ends - begins)
            verdict: Verdict | None = None if counts else "not computable"
            yield _law(
                f"{team}, held by a worker", left, a_day, stay, "by the weekly count", verdict
            )


def _law(
    scope: str, left: float, a_day: float, each: float, how: str, verdict: Verdict | None = None
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
