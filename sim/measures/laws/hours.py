"""Hours: what was worked against what was finished, and what was asked against what was there."""

from __future__ import annotations

from collections.abc import Iterator

from sim.measures.laws.census_by_team import CensusByTeam
from sim.measures.laws.law import Law, within
from sim.measures.log_columns import LogColumns
from sim.measures.spells import DAYS_A_WEEK
from sim.model.events import CensusColumn, Event

_TOLERANCE = 0.02  # work in hand when the window opens or closes


def utilisation_law(columns: LogColumns, census: CensusByTeam) -> Iterator[Law]:
    """Hours worked, by the census, against the hours of finished work, by the events."""
    begins, ends = columns.window.begins, columns.window.ends
    worked = census.total(CensusColumn.WORKED, begins, ends)
    rows = columns.find(Event.WORKED)
    rows = rows[(columns.time[rows] > begins) & (columns.time[rows] <= ends)]
    rows = rows[columns.worker[rows] >= 0]  # nobody's hours count in a team without limit
    finished = columns.by_team(columns.worker_team[columns.worker[rows]], columns.amount[rows])
    largest = columns.amount[rows].max(initial=0.0)
    for team, left, right in zip(columns.log.teams, worked, finished, strict=True):
        if left > 0 or right > 0:
            yield Law(
                "utilisation law",
                team,
                left,
                right,
                within(left, right, max(2 * largest, _TOLERANCE * right)),
                f"{left:,.0f} hours worked by the weekly count, {right:,.0f} hours of finished "
                "work; within 2 % or two pieces of work is equal.",
            )


def hours_asked(columns: LogColumns, census: CensusByTeam) -> Iterator[Law]:
    """Hours asked a week, worked or added to what waits, against hours available."""
    begins, ends = columns.window.begins, columns.window.ends
    weeks = columns.window.days / DAYS_A_WEEK
    available = census.total(CensusColumn.AVAILABLE, begins, ends) / weeks
    worked = census.total(CensusColumn.WORKED, begins, ends)
    asked = (worked + census.hours_waiting(ends) - census.hours_waiting(begins)) / weeks
    for team, left, right in zip(columns.log.teams, asked, available, strict=True):
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
