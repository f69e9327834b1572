"""The books: the columns of an event log that laws read, and what was open when."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.model.events import CensusColumn, Column, Event, EventLog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Books:
    """The columns of a log that several laws read, in order of time.

    Attributes:
        log: the log.
        begins, ends: the measured window, in working days since the start.
        time, family, event, activity, team, worker, label, amount, since: columns of the events,
            shape (rows,).
        children: children of each family, shape (families,).
        team_of: team index of each worker, shape (workers,).
        census: columns of the census, shape (columns, rows).
        census_team: team index of each row of the census, shape (rows,).
    """

    def __init__(self, log: EventLog) -> None:
        """Read the columns of a log."""
        self.log = log
        self.begins, self.ends = float(log.measured_from), float(log.ends)
        columns = np.ascontiguousarray(log.events.T)
        self.time = columns[Column.TIME]
        self.amount, self.since = columns[Column.AMOUNT], columns[Column.SINCE]
        self.family, self.event, self.activity, self.team, self.worker, self.label = columns[
            Column.FAMILY : Column.LABEL + 1
        ].astype(np.int64)
        self.children = log.families[:, 1].astype(np.float64)
        team_index = {team: index for index, team in enumerate(log.teams)}
        self.team_of = np.array([team_index[worker.team] for worker in log.workers], np.int64)
        self.census = np.ascontiguousarray(log.census.T)
        self.census_team = self.team_of[self.census[CensusColumn.WORKER].astype(np.int64)]

    def rows(self, *events: Event) -> Ints:
        """Rows of these events, in order of time."""
        found = self.event == events[0]
        for event in events[1:]:
            found |= self.event == event
        rows: Ints = np.flatnonzero(found)
        return rows

    def measured(self, *events: Event) -> Ints:
        """As `rows`, in the measured window only."""
        rows = self.rows(*events)
        inside = (self.time[rows] >= self.begins) & (self.time[rows] < self.ends)
        measured: Ints = rows[inside]
        return measured

    def children_of(self, rows: Ints) -> Floats:
        """Children of the family of each row."""
        children: Floats = self.children[self.family[rows]]
        return children

    def by_team(self, teams: Ints, weights: Floats | None = None) -> Floats:
        """Sum by team, shape (teams,)."""
        return np.bincount(teams, weights, len(self.log.teams)).astype(np.float64)

    def of_census(self, column: CensusColumn, begins: float, ends: float) -> Floats:
        """Sum of a census column by team, over the counts after `begins` up to `ends`."""
        time = self.census[CensusColumn.TIME]
        rows = (time > begins) & (time <= ends)
        return self.by_team(self.census_team[rows], self.census[column][rows])

    @cached_property
    def counts(self) -> Floats:
        """Moments of the census in the measured window, in order."""
        moments = np.unique(self.census[CensusColumn.TIME])
        return moments[(moments > self.begins) & (moments <= self.ends)]

    @cached_property
    def whole_weeks(self) -> tuple[float, float]:
        """The measured stretch that the census covers whole: after one count, up to another."""
        moments = np.append(0.0, np.unique(self.census[CensusColumn.TIME]))
        after = moments[moments >= self.begins]
        return (float(after[0]), float(after[-1])) if len(after) else (self.begins, self.begins)

    @cached_property
    def opened_before(self) -> Flags:
        """Whether each family was open when the run began: it has a row then, and no contact."""
        at_the_start = np.flatnonzero(self.time == 0)
        opened = np.zeros(len(self.children), dtype=bool)
        opened[self.family[at_the_start]] = True
        opened[self.family[at_the_start[self.event[at_the_start] == Event.CONTACT]]] = False
        return opened

    def inside(self, at: float) -> Flags:
        """Whether each family's journey has begun and not ended before a moment."""
        rows = self.rows(Event.CONTACT, Event.STARTED, Event.ENDED)
        rows = rows[self.time[rows] < at]
        inside: Flags = self.opened_before.copy()
        inside[self.family[rows]] = self.event[rows] != Event.ENDED  # the last row is kept
        return inside
