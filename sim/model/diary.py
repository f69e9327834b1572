"""The diary: a worker takes one piece of work at a time, urgent first, then earliest due."""

from __future__ import annotations

import itertools
import math
from collections import deque
from collections.abc import Iterator
from heapq import heappop, heappush

from simpy import Environment
from simpy.events import NORMAL
from simpy.events import Event as SimEvent

from sim.model.journal import Journal

Entry = tuple[bool, float, int, "Piece"]
"""Not urgent, due, order of asking, the piece: sorts as work is taken."""


class Piece(SimEvent):
    """A piece of work for a family; as an event, it happens when the work is done."""

    # As a timeout's: it can only succeed.
    _ok = True
    _value = None

    def __init__(
        self,
        env: Environment,
        family: int,
        activity: int,
        team: int,
        label: int,
        hours: float,
        asked: float,
        due: float,
        urgent: bool,
    ) -> None:
        """Set down `hours` of work, wanted by `due` in working days since the start.

        Family, activity, team and label are numbers, as the log has them.
        """
        self.env = env
        self.callbacks = []
        self.family = family
        self.activity = activity
        self.team = team
        self.label = label
        self.hours = hours
        self.asked = asked
        self.due = due
        self.urgent = urgent


class DutyDesk:
    """Where a team's duty work waits for whoever of one role is free first."""

    def __init__(self) -> None:
        """Start with an empty tray and nobody there."""
        self.tray: list[Entry] = []
        self.idle: dict[Diary, float] = {}  # since when, in order of becoming free
        self.order: Iterator[int] = itertools.count()

    def post(self, piece: Piece) -> None:
        """Leave a piece in the tray, for whoever has been free longest or is free first."""
        heappush(self.tray, (not piece.urgent, piece.due, next(self.order), piece))
        if self.idle:
            next(iter(self.idle)).take_up_work()


class Diary:
    """One worker's working time: the pieces that wait, the one in hand, presence and hours.

    Work goes on at an even rate through each working day on which the worker is there.
    """

    def __init__(
        self,
        env: Environment,
        journal: Journal,
        desk: DutyDesk,
        worker: int,
        hours_a_day: float,
        absences: list[tuple[float, float]],
    ) -> None:
        """Open a diary.

        Args:
            env: the clock.
            journal: where finished work is noted.
            desk: the duty work this worker shares.
            worker: index of the worker in the log.
            hours_a_day: hours for this work on a day in post.
            absences: (from, to) in working days, in order, not overlapping.
        """
        self._env = env
        self._schedule = env.schedule
        self._journal = journal
        self._desk = desk
        self._then = self._finished
        self.worker = worker
        self.hours_a_day = hours_a_day
        self._absences = deque(absences)
        self._away_from = absences[0][0] if absences else math.inf
        self.waiting: list[Entry] = []
        self.in_hand: Piece | None = None
        self.present = True
        self.closed = False
        self._tallied = env.now
        self.days_present = 0.0
        self.days_idle = 0.0

    def add(self, piece: Piece) -> None:
        """Put a piece into the diary; who is free begins it at once."""
        desk = self._desk
        heappush(self.waiting, (not piece.urgent, piece.due, next(desk.order), piece))
        if self in desk.idle:
            self.take_up_work()

    def take_up_work(self) -> None:
        """Begin the most pressing piece that waits, or be free for one."""
        now = self._env.now
        self.days_idle += now - self._desk.idle.pop(self, now)
        self._go_on(now)

    def _go_on(self, now: float) -> None:
        """Take the next piece from the diary or the duty tray, whichever presses more."""
        own, tray = self.waiting, self._desk.tray
        if own and (not tray or own[0] < tray[0]):
            piece = heappop(own)[3]
        elif tray:
            piece = heappop(tray)[3]
        else:
            self.in_hand = None
            self._desk.idle[self] = now
            return
        self.in_hand = piece
        days = piece.hours / self.hours_a_day
        if now + days > self._away_from:
            days = self._with_absences(days, now)
        # The diary turns to the next piece before the family goes on.
        piece.callbacks.insert(0, self._then)
        self._schedule(piece, NORMAL, days)

    def _finished(self, done: Piece) -> None:
        now = self._env.now
        self._journal.worked(
            now, done.family, done.activity, done.team, self.worker,
            done.label, done.hours, done.due, done.asked,
        )  # fmt: skip
        # An absence may begin at this very moment.
        if self.closed or not self.present:
            self.tally()
            self.in_hand = None
        else:
            self._go_on(now)

    def _with_absences(self, days: float, now: float) -> float:
        """Days until so much work is done, the absences in between included."""
        while self._away_from < now + days:
            begins, ends = self._absences.popleft()
            if ends > now:
                days += ends - max(begins, now)
            self._away_from = self._absences[0][0] if self._absences else math.inf
        return days

    def go_away(self) -> None:
        """Leave for an absence; a piece in hand rests until the return."""
        self.tally()
        self.present = False
        self._desk.idle.pop(self, None)

    def come_back(self) -> None:
        """Return from an absence and take up work."""
        self.tally()
        self.present = True
        if self.in_hand is None and not self.closed:
            self.take_up_work()

    def close(self) -> list[Piece]:
        """Leave for good; returns the pieces that wait, in no order."""
        self.tally()
        self.closed = True
        self._desk.idle.pop(self, None)
        left = [entry[3] for entry in self.waiting]
        self.waiting.clear()
        return left

    def tally(self) -> None:
        """Bring the days present and idle up to now."""
        now, idle = self._env.now, self._desk.idle
        if self in idle:
            self.days_idle += now - idle[self]
            idle[self] = now
        # Who leaves finishes the piece in hand first.
        if self.present and (not self.closed or self.in_hand is not None):
            self.days_present += now - self._tallied
        self._tallied = now

    @property
    def days_worked(self) -> float:
        """Days with a piece of work in hand, as of the last tally."""
        return self.days_present - self.days_idle

    def backlog(self) -> float:
        """Hours of work waiting in the diary."""
        return sum([entry[3].hours for entry in self.waiting])
