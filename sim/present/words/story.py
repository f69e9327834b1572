"""A journey: what happened to one family in a run, step by step, in words."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.events import Column, Event, EventLog
from sim.present.words.numbers import counted
from sim.scenario.calendar import Calendar
from sim.scenario.scenario import Scenario

Rows = NDArray[np.float64]
"""Rows of an event log, columns as `Column`."""

_ALLOCATED = {
    "first": "a worker is allocated",
    "opening": "already open, with a worker",
    "pathway": "ANOTHER WORKER",
    "leaver": "ANOTHER WORKER, as the last one left",
    "return": "a worker is allocated on return",
}
"""What an allocation means, by its reason."""


@dataclass(frozen=True)
class Step:
    """One thing that happened to the family."""

    date: datetime.date
    what: str
    is_handoff: bool
    """Whether another team becomes responsible."""
    worker: str
    """Who did it, or who was allocated; empty for none."""
    hours: float
    """Hours of work; nan for none."""
    days: float
    """Working days since it was asked for; nan where it was not."""


@dataclass(frozen=True)
class Journey:
    """All that happened to one family in one run.

    Attributes:
        family: its number.
        children: how many children it has.
        locality: where it lives.
        steps: in order; work on a plan is added up from one change to the next.
        handoffs: times that responsibility passed between teams.
        workers: workers that it was allocated to, each once.
        worker_changes: times that it was allocated to another worker than before.
        hours: hours worked on it.
        days_waiting: working days that it waited for a team or a worker.
        was_referred: whether a contact became a referral.
        was_open: whether its case was open when the run started.
    """

    family: int
    children: int
    locality: str
    steps: tuple[Step, ...]
    handoffs: int
    workers: int
    worker_changes: int
    hours: float
    days_waiting: float
    was_referred: bool
    was_open: bool


def journey(log: EventLog, scenario: Scenario, family: int) -> Journey:
    """The journey of a family.

    Args:
        log: a run of the scenario.
        scenario: what was run.
        family: number of the family, below the number of families in the log.
    """
    rows = log.events[log.events[:, Column.FAMILY] == family]
    kinds = rows[:, Column.EVENT]
    allocations = rows[kinds == Event.ALLOCATED]
    holders = allocations[:, Column.WORKER]
    waits = rows[np.isin(kinds, [Event.ALLOCATED, Event.HANDOFF])]
    return Journey(
        family=family,
        children=int(log.families[family, 1]),
        locality=log.localities[int(log.families[family, 2])],
        steps=tuple(_steps(_entries(log, rows), scenario)),
        handoffs=int(np.sum(kinds == Event.HANDOFF)),
        workers=len(np.unique(holders)),
        worker_changes=int(np.sum(np.diff(holders) != 0)),
        hours=float(np.sum(rows[kinds == Event.WORKED, Column.AMOUNT])),
        days_waiting=float(np.nansum(waits[:, Column.TIME] - waits[:, Column.SINCE])),
        was_referred=bool(np.any(kinds == Event.REFERRED)),
        was_open=bool(len(kinds) and kinds[0] != Event.CONTACT),
    )


def went_further(log: EventLog, family: int) -> int | None:
    """The next family, in number, whose contact led to a referral and to a change of team."""
    events = log.events
    referred = events[events[:, Column.EVENT] == Event.REFERRED, Column.FAMILY]
    passed = events[events[:, Column.EVENT] == Event.HANDOFF, Column.FAMILY]
    candidates = np.intersect1d(referred, passed)
    if not len(candidates):
        return None
    later = candidates[candidates > family]
    return int(later[0] if len(later) else candidates[0])


class _Entry(NamedTuple):
    """A row of the log in words."""

    day: int
    event: Event
    activity: str
    team: str
    worker: str
    label: str
    amount: float
    due: float
    since: float

    @property
    def days(self) -> float:
        """Working days since it was asked for."""
        return math.nan if math.isnan(self.since) else self.day - math.floor(self.since)

    @property
    def days_late(self) -> float:
        """Working days past its limit, below 0 before it."""
        return math.nan if math.isnan(self.due) else self.day - math.floor(self.due)


def _entries(log: EventLog, rows: Rows) -> Iterator[_Entry]:
    def name(names: tuple[str, ...], index: float) -> str:
        return names[int(index)] if index >= 0 else ""

    for time, _, event, activity, team, worker, label, amount, due, since in rows.tolist():
        yield _Entry(
            day=int(time),
            event=Event(int(event)),
            activity=name(log.activities, activity),
            team=name(log.teams, team),
            worker=log.workers[int(worker)].name if worker >= 0 else "",
            label=name(log.labels, label),
            amount=amount,
            due=due,
            since=since,
        )


def _steps(entries: Iterator[_Entry], scenario: Scenario) -> Iterator[Step]:
    """The steps of a family; recurring work on a plan is added up from one change to the next."""
    horizon, activities = scenario.horizon, scenario.pathway.activities
    calendar = Calendar(horizon.starts, horizon.ends, horizon.closures)
    plans = scenario.pathway.plans
    duties = {name for name, each in activities.items() if each.is_one_piece}

    def on_plan(entry: _Entry) -> bool:
        return entry.activity in plans and entry.event in {Event.WORKED, Event.VISITED}

    for recurring, group in groupby(entries, on_plan):
        if recurring:
            yield from _added_up(list(group), calendar)
            continue
        for entry in group:
            what = _what(entry, entry.activity in duties, calendar)
            if what:
                hours = entry.amount if entry.event is Event.WORKED else math.nan
                date = calendar.date(entry.day)
                days = math.nan if entry.event == Event.STARTED else entry.days
                yield Step(date, what, entry.event == Event.HANDOFF, entry.worker, hours, days)


def _what(entry: _Entry, is_duty: bool, calendar: Calendar) -> str:
    """What an entry says; empty for what another entry says better."""
    match entry.event:
        case Event.CONTACT:
            said = f"{'contact, coming back' if entry.amount == 1 else 'contact'}: {entry.team}"
        case Event.REFERRED:
            said = "accepted as a referral"
        case Event.DECIDED:
            said = f"decided: {entry.label}"
        case Event.STARTED if not is_duty:
            said = f"{entry.activity} begins{_due(entry, calendar)}"
        case Event.COMPLETED if not is_duty:
            said = f"{entry.activity} ends{_lateness(entry)}; next: {entry.label}"
        case Event.ALLOCATED:
            said = f"{_ALLOCATED[entry.label]}: {entry.team}"
        case Event.RELEASED if entry.label == "leaver":
            said = "the worker leaves"
        case Event.HANDOFF:
            said = f"HANDOFF to {entry.team}"
        case Event.WORKED:
            said = f"- {entry.label}"
        case Event.ENDED:
            said = f"ends: {entry.label}"
        case _:
            said = ""
    return said


def _added_up(entries: list[_Entry], calendar: Calendar) -> Iterator[Step]:
    """Work on a plan between two changes, one step for each worker."""
    steps = []
    for worker in dict.fromkeys(entry.worker for entry in entries):
        own = [entry for entry in entries if entry.worker == worker]
        work = [entry for entry in own if entry.event is Event.WORKED]
        late = sum(entry.event == Event.VISITED and entry.days_late > 0 for entry in own)
        tasks = Counter(entry.label for entry in work)
        done = ", ".join(f"{number} x {task}" for task, number in tasks.items())
        steps.append(
            Step(
                date=calendar.date(own[-1].day),
                what=f"- {done}" + (f"; {counted(late, 'visit')} late" if late else ""),
                is_handoff=False,
                worker=worker,
                hours=sum(entry.amount for entry in work),
                days=math.nan,
            )
        )
    yield from sorted(steps, key=lambda step: step.date)


def _due(entry: _Entry, calendar: Calendar) -> str:
    if math.isnan(entry.due) or entry.due >= len(calendar):
        return ""
    date = calendar.date(int(entry.due))
    return f", due {date.day} {date:%b}"


def _lateness(entry: _Entry) -> str:
    if math.isnan(entry.due):
        return ""
    return f", {counted(int(entry.days_late), 'day')} late" if entry.days_late > 0 else " in time"
