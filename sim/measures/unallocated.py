"""Waiting for a worker: children whom nobody holds yet, and children awaiting a transfer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.arrays import Flags, Ints
from sim.measures.logview import LogView
from sim.measures.spells import Spells, stock
from sim.measures.tally import WHOLE, Row, rates
from sim.model.events import Event

PRIORITIES = ("urgent", "other")


def unallocated(view: LogView) -> Iterator[Row]:
    """Children accepted by a team that has not allocated a worker yet."""
    spells, held = spells_of_waiting(view)
    names = {**view.names, "priority": PRIORITIES}
    without_worker = spells.only(~held)
    yield from stock("unallocated_mean", without_worker, view.window, names)
    yield "unallocated_peak", *WHOLE, without_worker.peak(view.window)
    for team, name in enumerate(view.log.teams):
        its_own = without_worker.only(without_worker.parts["team"] == team)
        yield "unallocated_peak", "team", name, its_own.peak(view.window)
    age = without_worker.child_days_of_age(view.window)
    yield from rates("unallocated_age", age, without_worker.child_days(view.window), names)
    yield from stock("awaiting_transfer_mean", spells.only(held), view.window, names)


def spells_of_waiting(view: LogView) -> tuple[Spells, Flags]:
    """Spells of waiting for a worker, and whether another worker held the family meanwhile.

    A family waits from being queued until a worker is allocated, it passes to another team, which
    queues it anew, or its case ends. It is held from being allocated until it is released or its
    case ends. Where a worker leaves a family that already waits for the next, one spell follows
    the other.
    """
    rows = view.find(Event.QUEUED, Event.ALLOCATED, Event.RELEASED, Event.HANDOFF, Event.ENDED)
    family, event = view.family[rows], view.event[rows]
    turn = _latest(family, event != Event.RELEASED)
    waits = event[turn] == Event.QUEUED
    of_worker = (event != Event.QUEUED) & (event != Event.HANDOFF)
    held = event[_latest(family, of_worker)] == Event.ALLOCATED
    same_family = np.diff(family, append=-1) == 0
    ends = np.where(same_family, np.append(view.time[rows][1:], np.inf), np.inf)

    queued = rows[turn]
    spells = Spells(
        begins=view.time[rows],
        ends=ends,
        children=view.children[rows],
        parts={
            "team": view.team[queued],
            "locality": view.locality[rows],
            "priority": np.where(view.amount[queued] == 1, 0, 1),
        },
    )
    return spells.only(waits), held[waits]


def _latest(family: Ints, chosen: Flags) -> Ints:
    """For each row the latest chosen row of its family so far, or else the row itself."""
    places = np.arange(len(family))
    latest = np.maximum.accumulate(np.where(chosen, places, 0))
    return np.where(family[latest] == family, latest, places)
