"""Lanes: one family's journey as stretches of waiting and of being held, and as pieces of work."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.model.events import Column, Event, EventLog
from sim.present.words.story import Journey, Rows, journey
from sim.scenario.calendar import Calendar
from sim.scenario.scenario import Scenario

WAITING = "waiting"
OTHERS = "duty, managers, chairs"
"""Whose lane it is where it is no allocated worker's."""
AFTER = 10
"""Working days that are shown after the last change of team or worker."""

Kind = Literal["waits", "has a worker"]


@dataclass(frozen=True)
class Span:
    """A stretch of time in one lane, in working days since the journey began.

    Attributes:
        team: whose lane.
        who: the worker, or `WAITING`.
        kind: whether the family waits or has a worker.
        begins: its first moment.
        ends: its last one.
        what: what it waits for, or who holds its case.
    """

    team: str
    who: str
    kind: Kind
    begins: float
    ends: float
    what: str


@dataclass(frozen=True)
class Work:
    """A piece of work that was done."""

    team: str
    who: str
    """The worker whose lane it stands in, or `OTHERS`."""
    by: str
    """Who did it."""
    day: float
    """Working days since the journey began."""
    date: datetime.date
    hours: float
    what: str


@dataclass(frozen=True)
class Handoff:
    """Responsibility passes to another team."""

    giving: str
    taking: str
    day: float
    """Working days since the journey began."""


@dataclass(frozen=True)
class Lanes:
    """One family in one structure.

    Attributes:
        journey: the same in steps, with its totals.
        began: first day of the journey.
        spans: waiting and being held, in order.
        work: pieces of work, in order.
        handoffs: changes of team, in order.
        shown: working days from the beginning to a while after the last change.
    """

    journey: Journey
    began: datetime.date
    spans: tuple[Span, ...]
    work: tuple[Work, ...]
    handoffs: tuple[Handoff, ...]
    shown: float

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Team and who of each lane, in the order in which the family comes to it."""
        first: dict[tuple[str, str], float] = {}
        for team, who, day in [
            *((span.team, span.who, span.begins) for span in self.spans),
            *((piece.team, piece.who, piece.day) for piece in self.work),
        ]:
            if day <= self.shown:
                first[team, who] = min(day, first.get((team, who), math.inf))
        return sorted(first, key=lambda lane: first[lane])


def lanes(log: EventLog, scenario: Scenario, family: int) -> Lanes:
    """The lanes of a family.

    Args:
        log: a run of the scenario.
        scenario: what was run.
        family: number of the family, below the number of families in the log.
    """
    rows = log.events[log.events[:, Column.FAMILY] == family]
    began = float(rows[0, Column.TIME]) if len(rows) else 0.0
    calendar = Calendar(scenario.horizon.starts, scenario.horizon.ends, scenario.horizon.closures)
    spans = sorted(_spans(log, rows, began), key=lambda span: span.begins)
    handoffs = tuple(_handoffs(log, rows, began))
    changes = [span.begins for span in spans] + [handoff.day for handoff in handoffs]
    ended = rows[rows[:, Column.EVENT] == Event.ENDED, Column.TIME] - began
    last = max([*changes, *ended.tolist()], default=0.0)
    return Lanes(
        journey=journey(log, scenario, family),
        began=calendar.date(int(began)),
        spans=tuple(spans),
        work=tuple(_work(log, rows, began, calendar)),
        handoffs=handoffs,
        shown=min(last + AFTER, log.ends - began),
    )


def _spans(log: EventLog, rows: Rows, began: float) -> Iterator[Span]:
    """Waits for a team, waits for a worker, and the time with each worker."""
    queued: tuple[str, float] | None = None
    held: dict[int, tuple[str, str, float]] = {}
    for row in rows:
        day, event = float(row[Column.TIME]) - began, int(row[Column.EVENT])
        team, worker = log.teams[int(row[Column.TEAM])], int(row[Column.WORKER])
        if event == Event.HANDOFF:
            asked = float(row[Column.SINCE]) - began
            if day > asked:
                yield Span(team, WAITING, "waits", asked, day, f"for {team} to take over")
        elif event == Event.QUEUED:
            queued = team, day
        elif event == Event.ALLOCATED:
            since = queued[1] if queued else day
            queued = None
            if day > since:
                yield Span(team, WAITING, "waits", since, day, "for a worker")
            held[worker] = team, log.workers[worker].name, day
        elif event == Event.RELEASED and worker in held:
            yield _held(*held.pop(worker), day)
    for span in held.values():
        yield _held(*span, log.ends - began)
    if queued:
        yield Span(queued[0], WAITING, "waits", queued[1], log.ends - began, "for a worker")


def _held(team: str, who: str, begins: float, ends: float) -> Span:
    return Span(team, who, "has a worker", begins, ends, f"{who} holds the case")


def _work(log: EventLog, rows: Rows, began: float, calendar: Calendar) -> Iterator[Work]:
    holders = {int(each) for each in rows[rows[:, Column.EVENT] == Event.ALLOCATED, Column.WORKER]}
    for row in rows[rows[:, Column.EVENT] == Event.WORKED]:
        worker, time = int(row[Column.WORKER]), float(row[Column.TIME])
        name = log.workers[worker].name
        yield Work(
            team=log.teams[int(row[Column.TEAM])],
            who=name if worker in holders else OTHERS,
            by=name,
            day=time - began,
            date=calendar.date(int(time)),
            hours=float(row[Column.AMOUNT]),
            what=log.labels[int(row[Column.LABEL])],
        )


def _handoffs(log: EventLog, rows: Rows, began: float) -> Iterator[Handoff]:
    for row in rows[rows[:, Column.EVENT] == Event.HANDOFF]:
        yield Handoff(
            giving=log.teams[int(row[Column.AMOUNT])],
            taking=log.teams[int(row[Column.TEAM])],
            day=float(row[Column.TIME]) - began,
        )
