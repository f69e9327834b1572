"""The event log: one row an event, the only thing that leaves a run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Event(IntEnum):
    """What happened. The comment says what `amount`, `due` and `since` hold, where used."""

    # a contact arrives; amount: 1 if the family comes back after a closed referral; since: when it
    # was last referred, before 0 if before the run
    CONTACT = 0
    REFERRED = 1  # the contact is accepted as a referral; since: its contact
    DECIDED = 2  # the contact's outcome is decided; since: its contact; label: next step
    STARTED = 3  # an activity begins; due: its limit's last day; since: what the limit counts from
    COMPLETED = 4  # an activity ends; due, since as STARTED; label: next step
    QUEUED = 5  # the family is accepted by the team and awaits a worker; amount: 1 if urgent
    ALLOCATED = 6  # a worker takes the family; since: QUEUED; label: why (pathway, leaver, return)
    RELEASED = 7  # the worker gives the family up; label: why (pathway, leaver, closed)
    HANDOFF = 8  # responsibility passes to `team`; amount: index of the giving team; since: asked
    WORKED = 9  # a piece of work ends; amount: hours; since: asked for; label: what; due: wanted by
    VISITED = 10  # a piece with a visit ends; due: last moment allowed, or nan; since: counts from
    ENDED = 11  # the journey ends; label: the ending
    # early help takes on a family whose journey in social care has ended, and a journey of its own
    # begins; label: that ending; amount: 1 if stepped down from a referral
    EARLY_HELP = 12
    # early help refers a family, whose journey in social care begins, as at a contact; since: when
    # it was last referred
    STEPPED_UP = 13


BEGINS = (Event.CONTACT, Event.EARLY_HELP, Event.STEPPED_UP)
"""What begins a journey; that of a case open at the start has none of them in the log."""


class Column(IntEnum):
    """The columns of a row, in order; all are stored as numbers, names by their index."""

    TIME = 0  # working days since the start; the whole part is the day, the rest the time of day
    FAMILY = 1  # the family's number; open cases at the start come first
    EVENT = 2  # an Event
    ACTIVITY = 3  # index in `activities`; -1 none
    TEAM = 4  # index in `teams`; -1 none
    WORKER = 5  # index in `workers`; -1 none, as of work in a team without limit
    LABEL = 6  # index in `labels`; -1 none
    AMOUNT = 7
    DUE = 8
    SINCE = 9


class CensusColumn(IntEnum):
    """The columns of the weekly census of workers who were in post in the week."""

    TIME = 0  # end of the week, working days since the start
    WORKER = 1
    FAMILIES = 2  # open cases
    CHILDREN = 3
    LOAD = 4  # weighted children
    CAP = 5  # weighted children allowed
    BACKLOG = 6  # hours of work waiting in the diary
    WORKED = 7  # hours worked in the week
    AVAILABLE = 8  # hours the worker was there for casework in the week
    DAYS_HELD = 9  # days in post in the week
    DAYS_OVER = 10  # of these, days with a load over the cap


class TrayColumn(IntEnum):
    """The columns of the weekly census of teams."""

    TIME = 0
    TEAM = 1
    TRAY = 2  # pieces of duty work waiting
    TRAY_HOURS = 3  # hours of them
    UNALLOCATED = 4  # families awaiting a worker


@dataclass(frozen=True)
class Worker:
    """Who a worker was: a post's successive holders are different workers."""

    name: str
    team: str
    role: str
    fte: float
    agency: bool
    newly_qualified: bool
    joined: float
    """Working day; 0 for those in post at the start."""
    left: float
    """Working day; infinite for those still there at the end."""
    away: tuple[tuple[float, float], ...] = ()
    """(from, to) in working days of each absence planned for the post's holder, in order, those
    after leaving included."""


@dataclass(frozen=True)
class EventLog:
    """Everything that happened in one replication, in the order of time.

    Attributes:
        events: one row an event, shape (events, 10), columns as `Column`.
        census: one row a worker and week, shape (rows, 11), columns as `CensusColumn`.
        trays: one row a team and week, shape (rows, 5), columns as `TrayColumn`.
        families: one row a family: number, children, locality index, need index, source index,
            shape (families, 5).
        measured_from: the first working day that counts.
        ends: the working day on which the run stops.
    """

    scenario: str
    """Content hash."""
    seed: int
    replication: int
    measured_from: int
    ends: int
    activities: tuple[str, ...]
    teams: tuple[str, ...]
    labels: tuple[str, ...]
    localities: tuple[str, ...]
    needs: tuple[str, ...]
    sources: tuple[str, ...]
    workers: tuple[Worker, ...]
    families: NDArray[np.int64]
    events: NDArray[np.float64]
    census: NDArray[np.float64]
    trays: NDArray[np.float64]
