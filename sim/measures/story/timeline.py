"""The timeline of one family: stretches of waiting and of being held, pieces of work, handoffs."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sim.measures.story.entries import Entry, entries
from sim.measures.story.steps import Story, story
from sim.model.events import Event, EventLog, Worker
from sim.scenario.scenario import Scenario

WAITING, OTHERS = "waiting", "others"
"""Whose lane it is where it is no worker's, and where it is that of workers never allocated."""
AFTER = 10
"""Working days that are shown after the last change of team or worker."""


@dataclass(frozen=True)
class Span:
    """A stretch of time in one lane, in working days since the family's first entry.

    Attributes:
        team: whose lane.
        who: the worker, or `WAITING`.
        begins: its first moment.
        ends: its last one.
        kind: whether the family waits for the team or for a worker, or has a worker.
    """

    team: str
    who: str
    begins: float
    ends: float
    kind: Literal["awaits a team", "awaits a worker", "has a worker"]


@dataclass(frozen=True)
class WorkDone:
    """A piece of work that was done."""

    team: str
    who: str
    """The worker whose lane it stands in, or `OTHERS`."""
    by: str
    """Who did it."""
    day: float
    """Working days since the family's first entry."""
    date: datetime.date
    hours: float
    what: str


@dataclass(frozen=True)
class Handoff:
    """Responsibility passes to another team."""

    giving: str
    taking: str
    day: float
    """Working days since the family's first entry."""


@dataclass(frozen=True)
class Timeline:
    """One family in one structure.

    Attributes:
        story: the same in steps, with its totals.
        began: the day of its first entry.
        spans: waiting and being held, in order.
        work: pieces of work, in order.
        handoffs: changes of team, in order.
        shown: working days from the beginning to a while after the last change.
    """

    story: Story
    began: datetime.date
    spans: tuple[Span, ...]
    work: tuple[WorkDone, ...]
    handoffs: tuple[Handoff, ...]
    shown: float

    @property
    def lanes(self) -> list[tuple[str, str]]:
        """Team and who of each lane, in the order in which the family comes to it."""
        first: dict[tuple[str, str], float] = {}
        for team, who, day in [
            *((span.team, span.who, span.begins) for span in self.spans),
            *((piece.team, piece.who, piece.day) for piece in self.work),
        ]:
            if day <= self.shown:
                first[team, who] = min(day, first.get((team, who), math.inf))
        return sorted(first, key=lambda lane: first[lane])


def timeline(log: EventLog, scenario: Scenario, family: int) -> Timeline:
    """The timeline of a family.

    Args:
        log: a run of the scenario.
        scenario: what was run.
        family: number of the family, below the number of families in the log.
    """
    rows = entries(log, scenario, family)
    began = rows[0].time if rows else 0.0
    until = log.ends - began
    spans = sorted(_spans(rows, began, until), key=lambda span: span.begins)
    handoffs = tuple(
        Handoff(log.teams[int(entry.amount)], entry.team, entry.time - began)
        for entry in rows
        if entry.event == Event.HANDOFF
    )
    ended = [entry.time - began for entry in rows if entry.event == Event.ENDED]
    changes = [span.begins for span in spans] + [handoff.day for handoff in handoffs]
    return Timeline(
        story=story(log, scenario, family),
        began=rows[0].date if rows else scenario.horizon.starts,
        spans=tuple(spans),
        work=tuple(_work(rows, began)),
        handoffs=handoffs,
        shown=min(max([*changes, *ended], default=0.0) + AFTER, until),
    )


def _spans(rows: Sequence[Entry], began: float, until: float) -> Iterator[Span]:
    """Waits for a team, waits for a worker, and the time with each worker."""
    queued: tuple[str, float] | None = None
    held: dict[Worker | None, tuple[str, str, float]] = {}
    for entry in rows:
        day, team, worker = entry.time - began, entry.team, entry.worker
        if entry.event == Event.HANDOFF:
            since = entry.since - began
            if day > since:
                yield Span(team, WAITING, since, day, "awaits a team")
        elif entry.event == Event.QUEUED:
            queued = team, day
        elif entry.event == Event.ALLOCATED:
            since = queued[1] if queued else day
            queued = None
            if day > since:
                yield Span(team, WAITING, since, day, "awaits a worker")
            held[worker] = team, entry.who, day
        elif entry.event == Event.RELEASED and worker in held:
            yield Span(*held.pop(worker), day, "has a worker")
    for stretch in held.values():
        yield Span(*stretch, until, "has a worker")
    if queued:
        yield Span(queued[0], WAITING, queued[1], until, "awaits a worker")


def _work(rows: Sequence[Entry], began: float) -> Iterator[WorkDone]:
    holders = {entry.worker for entry in rows if entry.event == Event.ALLOCATED}
    for entry in rows:
        if entry.event == Event.WORKED:
            yield WorkDone(
                team=entry.team,
                who=entry.who if entry.worker in holders else OTHERS,
                by=entry.who,
                day=entry.time - began,
                date=entry.date,
                hours=entry.amount,
                what=entry.label,
            )
