"""The laws: what must hold in every replication, checked in its log and shown beside its results.

Two sides are worked out from different rows of the log, such as the weekly census and the events,
so that a law can fail. Laws of conservation are exact; the others state their tolerance.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.laws.conservation import (
    endings_accounted_for,
    families_conserved,
    handoffs_accounted_for,
    worker_time_conserved,
)
from sim.measures.laws.law import Law, LawSummary, summarise, within
from sim.measures.laws.little import littles_law
from sim.measures.laws.log_columns import Books, Floats
from sim.measures.laws.staff_law import staff_for_the_work
from sim.measures.spells import DAYS_A_WEEK
from sim.model.events import CensusColumn, Event, EventLog, TrayColumn
from sim.scenario.scenario import Scenario

__all__ = ["Law", "LawSummary", "laws", "summarise"]

_HOURS_TOLERANCE = 0.02  # work in hand when the window opens or closes
_INSIDE_TOLERANCE = 0.05


def laws(log: EventLog, scenario: Scenario) -> tuple[Law, ...]:
    """Check every law in one replication.

    Args:
        log: the replication.
        scenario: the scenario it came from.

    Returns:
        The laws, in a fixed order; those of teams only where a team has to do with them.
    """
    books = Books(log)
    return (
        *littles_law(books),
        *_utilisation_law(books),
        *_hours_asked(books),
        *staff_for_the_work(books, scenario),
        worker_time_conserved(books),
        families_conserved(books),
        endings_accounted_for(books, scenario),
        handoffs_accounted_for(books),
        _still_inside(books, scenario),
    )


def _utilisation_law(books: Books) -> Iterator[Law]:
    """Hours worked, by the census, against the hours of finished work, by the events."""
    begins, ends = books.whole_weeks
    worked = books.of_census(CensusColumn.WORKED, begins, ends)
    rows = books.rows(Event.WORKED)
    rows = rows[(books.time[rows] > begins) & (books.time[rows] <= ends)]
    finished = books.by_team(books.team_of[books.worker[rows]], books.amount[rows])
    largest = books.amount[rows].max(initial=0.0)
    for team, left, right in zip(books.log.teams, worked, finished, strict=True):
        if left > 0 or right > 0:
            yield Law(
                "utilisation law",
                team,
                left,
                right,
                within(left, right, max(2 * largest, _HOURS_TOLERANCE * right)),
                f"{left:,.0f} hours worked by the weekly count, {right:,.0f} hours of finished "
                "work; within 2 % or two pieces of work is equal.",
            )


def _hours_asked(books: Books) -> Iterator[Law]:
    """Hours asked a week, worked or added to what waits, against hours available."""
    begins, ends = books.whole_weeks
    weeks = max((ends - begins) / DAYS_A_WEEK, 1.0)
    available = books.of_census(CensusColumn.AVAILABLE, begins, ends) / weeks
    worked = books.of_census(CensusColumn.WORKED, begins, ends)
    asked = (worked + _waiting(books, ends) - _waiting(books, begins)) / weeks
    for team, left, right in zip(books.log.teams, asked, available, strict=True):
        if left > 0 or right > 0:
            share = f"{left / right:.0%} of the" if right > 0 else "and nobody there to do it:"
            grows = "; the queue grows" if left >= right else ""
            yield Law(
                "hours asked",
                team,
                left,
                right,
                "watch" if grows else "holds",
                f"{left:,.0f} hours asked a week, {share} {right:,.0f} available{grows}.",
            )


def _waiting(books: Books, at: float) -> Floats:
    """Hours that wait in diaries and trays at a moment of the census, by team."""
    rows = books.census[CensusColumn.TIME] == at
    hours = books.by_team(books.census_team[rows], books.census[CensusColumn.BACKLOG][rows])
    trays = books.log.trays[books.log.trays[:, TrayColumn.TIME] == at]
    teams = trays[:, TrayColumn.TEAM].astype(np.int64)
    return hours + books.by_team(teams, trays[:, TrayColumn.TRAY_HOURS])


def _still_inside(books: Books, scenario: Scenario) -> Law:
    """Share of contacts in the window that have neither ended nor reached a plan when it closes."""
    name, plans = "share still inside", scenario.pathway.plans
    is_plan = np.array([activity in plans for activity in books.log.activities])
    contacts = books.measured(Event.CONTACT)
    if not len(contacts):
        nothing = "No contact in the measured window."
        return Law(name, "all", np.nan, _INSIDE_TOLERANCE, "not computable", nothing)
    begun = books.rows(Event.STARTED)
    in_plan = np.zeros(len(books.children), dtype=bool)
    in_plan[books.family[begun]] = is_plan[books.activity[begun]]
    arrived = np.zeros(len(books.children), dtype=bool)
    arrived[books.family[contacts]] = True
    undecided = arrived & books.inside(books.ends) & ~in_plan
    share = int(undecided.sum()) / len(contacts)
    return Law(
        name,
        "all",
        share,
        _INSIDE_TOLERANCE,
        "holds" if share <= _INSIDE_TOLERANCE else "watch",
        f"{share:.1%} of {len(contacts):,} contacts had neither ended nor reached a plan; over 5 % "
        "would flatter what is measured on completion.",
    )
