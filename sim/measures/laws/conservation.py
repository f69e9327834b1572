"""Conservation: no family, ending, handoff or hour appears or vanishes, to the last one."""

from __future__ import annotations

import numpy as np

from sim.measures.laws.law import Law, within
from sim.measures.laws.log_columns import Books, Flags
from sim.model.events import CensusColumn, Event
from sim.scenario.scenario import Scenario

_ROUNDING = 1e-6


def worker_time_conserved(books: Books) -> Law:
    """Weeks in which a worker worked longer than there."""
    census = books.census
    over = census[CensusColumn.WORKED] > census[CensusColumn.AVAILABLE] + _ROUNDING
    number = int(over.sum())
    return Law(
        "worker time conserved",
        "all",
        number,
        0,
        within(number, 0, 0),
        f"In {number:,} of {len(over):,} weeks of workers more was worked than there was time.",
    )


def families_conserved(books: Books) -> Law:
    """Families open at the start and arrived against families ended and still inside."""
    opened = int(books.inside(books.begins).sum())
    arrived = len(books.measured(Event.CONTACT))
    ended = len(books.measured(Event.ENDED))
    inside = int(books.inside(books.ends).sum())
    return Law(
        "families conserved",
        "all",
        opened + arrived,
        ended + inside,
        within(opened + arrived, ended + inside, 0),
        f"{opened:,} families open and {arrived:,} arrived; {ended:,} ended and {inside:,} inside.",
    )


def endings_accounted_for(books: Books, scenario: Scenario) -> Law:
    """Endings noted against journeys that other rows bear witness to have ended.

    A journey is over once an activity leads to an ending and, where the family had a worker, the
    work of closing the case is done.
    """
    is_ending = np.array(
        [label in scenario.pathway.endings for label in books.log.labels] + [False]
    )
    is_closing = np.array([label == "closing" for label in books.log.labels] + [False])
    through = (books.event == Event.COMPLETED) & is_ending[books.label]
    closed = (books.event == Event.WORKED) & (books.activity == -1) & is_closing[books.label]
    begun, held, ended = (
        books.event == event for event in (Event.CONTACT, Event.ALLOCATED, Event.ENDED)
    )
    rows = np.flatnonzero(begun | held | through | closed | ended)
    rows = rows[np.argsort(books.family[rows], kind="stable")]
    journey = np.cumsum((np.diff(books.family[rows], prepend=-1) != 0) | begun[rows])

    def in_journeys(happened: Flags) -> Flags:
        some: Flags = np.bincount(journey, happened[rows], len(rows) + 1) > 0
        return some

    over = in_journeys(through)
    if scenario.pathway.closing_hours.value > 0:
        over &= in_journeys(closed) | ~in_journeys(held)
    noted, seen = int(ended.sum()), int(over.sum())
    return Law(
        "endings accounted for",
        "all",
        noted,
        seen,
        within(noted, seen, 0),
        f"{noted:,} endings noted; {seen:,} journeys were over.",
    )


def handoffs_accounted_for(books: Books) -> Law:
    """Handoffs noted against changes of the responsible team that other rows bear witness to.

    Whoever starts an activity, or hands over, is responsible at that moment. A handoff that
    nothing follows in its journey has no witness yet and is left out.
    """
    rows = books.rows(Event.CONTACT, Event.STARTED, Event.HANDOFF)
    rows = rows[np.argsort(books.family[rows], kind="stable")]
    is_handoff = books.event[rows] == Event.HANDOFF
    responsible = np.where(is_handoff, books.amount[rows], books.team[rows])
    followed = (np.diff(books.family[rows]) == 0) & (books.event[rows[1:]] != Event.CONTACT)
    noted = int((is_handoff[:-1] & followed).sum())
    seen = int(((np.diff(responsible) != 0) & followed).sum())
    return Law(
        "handoffs accounted for",
        "all",
        noted,
        seen,
        within(noted, seen, 0),
        f"{noted:,} handoffs noted; the responsible team changed {seen:,} times.",
    )
