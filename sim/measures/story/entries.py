"""Entries: the rows of a log that concern one family, with names and dates for their numbers."""

from __future__ import annotations

import datetime
import math
from typing import NamedTuple

import numpy as np

from sim.measures.log_columns import LogColumns
from sim.model.events import Column, Event, EventLog, Worker
from sim.scenario.scenario import Scenario


class Entry(NamedTuple):
    """A row of the log, its columns as `Column`; an empty name or None stands for none."""

    time: float
    date: datetime.date
    event: Event
    activity: str
    team: str
    worker: Worker | None
    label: str
    amount: float
    due: float
    due_date: datetime.date | None
    """Last day of its limit; none where the run ends before."""
    since: float

    @property
    def who(self) -> str:
        """Name of the worker; empty for none."""
        return self.worker.name if self.worker else ""

    @property
    def hours(self) -> float:
        """Hours of work; nan for none."""
        return self.amount if self.event == Event.WORKED else math.nan

    @property
    def days(self) -> float:
        """Working days since it was requested; nan where it was not."""
        if self.event in {Event.CONTACT, Event.STARTED} or math.isnan(self.since):
            return math.nan
        return int(self.time) - math.floor(self.since)

    @property
    def days_late(self) -> float:
        """Working days past its limit, 0 or below in time; nan without one."""
        return math.nan if math.isnan(self.due) else int(self.time) - math.floor(self.due)


def entries(log: EventLog, scenario: Scenario, family: int) -> list[Entry]:
    """The entries of a family, in the order of time.

    Args:
        log: a run of the scenario.
        scenario: what was run.
        family: number of the family.
    """
    calendar = scenario.horizon.calendar
    rows = LogColumns(log, np.flatnonzero(log.events[:, Column.FAMILY] == family))
    # the index of none, -1, is that of the last
    activities, teams, labels = (*log.activities, ""), (*log.teams, ""), (*log.labels, "")
    workers = (*log.workers, None)
    return [
        Entry(
            time=float(rows.time[row]),
            date=calendar.date(int(rows.time[row])),
            event=Event(rows.event[row]),
            activity=activities[rows.activity[row]],
            team=teams[rows.team[row]],
            worker=workers[rows.worker[row]],
            label=labels[rows.label[row]],
            amount=float(rows.amount[row]),
            due=float(rows.due[row]),
            due_date=calendar.date(int(rows.due[row])) if rows.due[row] < len(calendar) else None,
            since=float(rows.since[row]),
        )
        for row in range(len(rows.time))
    ]
