"""The columns of an event log: the one reader of its rows, for measures, laws and stories."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from sim.measures.arrays import Flags, Floats, Ints
from sim.measures.spells import Window
from sim.model.events import Column, Event, EventLog


class LogColumns:
    """Rows of a log as typed columns, and what the log knows of each row's family and worker.

    Attributes:
        log: the log.
        window: the measured part of the run.
        time, family, event, activity, team, worker, label, amount, due, since: the columns, shape
            (rows,); -1 stands for no activity, team, worker or label.
        children: children of the family of each row, shape (rows,).
        locality: where the family of each row lives, shape (rows,).
        in_window: whether each row lies in the measured window, shape (rows,).
        worker_team: the team of each worker, shape (workers,).
    """

    family: Ints
    event: Ints
    activity: Ints
    team: Ints
    worker: Ints
    label: Ints

    def __init__(self, log: EventLog, rows: Ints | None = None) -> None:
        """Read a log.

        Args:
            log: the log.
            rows: which rows, in which order; all in the order of time if not given.
        """
        self.log = log
        self.window = Window(log.measured_from, log.ends)
        columns = np.ascontiguousarray((log.events if rows is None else log.events[rows]).T)
        self.time: Floats = columns[Column.TIME]
        names: Ints = columns[Column.FAMILY : Column.LABEL + 1].astype(np.int64)
        self.family, self.event, self.activity, self.team, self.worker, self.label = names
        self.amount: Floats = columns[Column.AMOUNT]
        self.due: Floats = columns[Column.DUE]
        self.since: Floats = columns[Column.SINCE]
        self.children: Floats = log.families[self.family, 1].astype(np.float64)
        self.locality: Ints = log.families[self.family, 2]
        self.in_window: Flags = (self.time >= log.measured_from) & (self.time < log.ends)
        self.worker_team = np.array([log.teams.index(each.team) for each in log.workers], np.int64)

    def find(self, *events: Event, activities: Flags | None = None) -> Ints:
        """Rows of these events, in order, in any activity or in the given ones."""
        found = [self._rows_of[event] for event in events]
        rows = found[0] if len(found) == 1 else np.sort(np.concatenate(found), kind="stable")
        return rows if activities is None else rows[activities[self.activity[rows]]]

    @cached_property
    def _rows_of(self) -> dict[Event, Ints]:
        return {event: np.flatnonzero(self.event == event) for event in Event}

    def measured(self, *events: Event, activities: Flags | None = None) -> Ints:
        """As `find`, in the measured window only."""
        rows = self.find(*events, activities=activities)
        return rows[self.in_window[rows]]

    def by_team(self, teams: Ints, weights: Floats | None = None) -> Floats:
        """Sum by team, shape (teams,)."""
        return np.bincount(teams, weights, len(self.log.teams)).astype(np.float64)
