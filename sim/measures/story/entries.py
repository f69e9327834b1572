"""Entries: the rows of a log that concern one family, their numbers replaced by names."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.measures.log_columns import LogColumns
from sim.model.events import Column, Event, EventLog, Worker


class Entry(NamedTuple):
    """A row of the log, its columns as `Column`; an empty name or None stands for none."""

    time: float
    event: Event
    activity: str
    team: str
    worker: Worker | None
    label: str
    amount: float
    due: float
    since: float

    @property
    def who(self) -> str:
        """Name of the worker; empty for none."""
        return self.worker.name if self.worker else ""


def entries(log: EventLog, family: int) -> list[Entry]:
    """The entries of a family, in the order of time.

    Args:
        log: a run.
        family: number of the family.
    """
    rows = LogColumns(log, np.flatnonzero(log.events[:, Column.FAMILY] == family))
    # the index of none, -1, is that of the last
    activities, teams, labels = (*log.activities, ""), (*log.teams, ""), (*log.labels, "")
    workers = (*log.workers, None)
    return [
        Entry(
            time=float(rows.time[row]),
            event=Event(rows.event[row]),
            activity=activities[rows.activity[row]],
            team=teams[rows.team[row]],
            worker=workers[rows.worker[row]],
            label=labels[rows.label[row]],
            amount=float(rows.amount[row]),
            due=float(rows.due[row]),
            since=float(rows.since[row]),
        )
        for row in range(len(rows.time))
    ]
