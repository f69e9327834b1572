"""Event logs written by hand, so that a test knows what a measure should find in them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sim.model.events import Event, EventLog, Worker

EventRow = tuple[float, int, int, int, int, int, int, float, float, float]


def event(
    time: float,
    family: int,
    kind: Event,
    *,
    activity: int = -1,
    team: int = -1,
    worker: int = -1,
    label: int = -1,
    amount: float = 0.0,
    due: float = math.nan,
    since: float = math.nan,
) -> EventRow:
    """One row of the event log."""
    return time, family, kind, activity, team, worker, label, amount, due, since


def worker(team: str, role: str = "social worker", joined: float = 0.0) -> Worker:
    """A permanent full-time worker who stays."""
    return Worker(f"{role} of {team}", team, role, 1.0, False, False, joined, math.inf)


def written(
    events: Sequence[EventRow],
    children: Sequence[int],
    *,
    teams: tuple[str, ...] = ("A", "B"),
    workers: tuple[Worker, ...] = (),
    census: Sequence[Sequence[float]] = (),
    trays: Sequence[Sequence[float]] = (),
    activities: tuple[str, ...] = ("screening", "initial assessment", "child in need plan"),
    measured_from: int = 10,
    ends: int = 110,
) -> EventLog:
    """A log with these events; families are numbered as `children` lists them."""
    families = [(number, count, 0, 0, 0) for number, count in enumerate(children)]
    return EventLog(
        scenario="",
        seed=1,
        replication=0,
        measured_from=measured_from,
        ends=ends,
        activities=activities,
        teams=teams,
        labels=("pathway", "leaver", "closed"),
        localities=("North", "South"),
        needs=("in need",),
        sources=("police",),
        workers=workers,
        families=np.array(families, dtype=np.int64).reshape(-1, 5),
        events=np.array(events, dtype=float).reshape(-1, 10),
        census=np.array(census, dtype=float).reshape(-1, 11),
        trays=np.array(trays, dtype=float).reshape(-1, 5),
    )
