"""The diary: a worker takes one piece of work at a time, urgent first, then earliest due.

What cannot wait for the return of a worker who goes away is put down and left to colleagues.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from simpy import Environment
from simpy.events import NORMAL
from simpy.events import Event as SimEvent

from sim.model.desk import Desk, Entry, Piece
from sim.model.journal import Journal


class Absence(NamedTuple):
    """A stretch of working days on which a worker is away."""

    begins: float
    ends: float
    is_leave: bool = False
    """Whether it is annual leave, known beforehand."""


class Diary:
    """One worker's working time: the pieces that wait, the one in hand, presence and hours.

    Work goes on at an even rate through each working day on which the worker is there.
    """

    def __init__(
        self,
        env: Environment,
        journal: Journal,
        desk: Desk,
        worker: int,
        hours_a_day: float,
        absences: Iterable[Absence],
    ) -> None:
        """Open a diary.

        Args:
            env: the clock.
            journal: where finished work is noted.
            desk: the duty work this worker shares.
            worker: index of the worker in the log.
            hours_a_day: hours for this work on a day in post.
            absences: in order, not overlapping; the first one ends after now.
        """
        self._env = env
        self._schedule = env.schedule
        self._journal = journal
        self._desk = desk
        self._then = self._finished
        self.worker = worker
        self.hours_a_day = hours_a_day
        self.absences = deque(absences)
        self._away_from = self.absences[0].begins if self.absences else math.inf
        self.waiting: list[Entry] = []
        self.in_hand: Piece | None = None
        self._taken_up = 0.0
        self.present = True
        self.closed = False
        self._tallied = env.now
        self.days_present = 0.0
        self.days_idle = 0.0
        desk.join(self)

    @property
    def is_free(self) -> bool:
        """Whether the worker is there with nothing to do."""
        return self in self._desk.idle

    def add(self, piece: Piece) -> None:
        """Put a piece into the diary; who is free begins it at once, who is away may be covered."""
        desk = self._desk
        if not self.present and piece.back_by < self.absences[0].ends:
            desk.post(piece)
            return
        heappush(self.waiting, (not piece.urgent, piece.due, next(desk.order), piece))
        if self in desk.idle:
            self.take_up_work()
        elif piece.presses_from < math.inf:
            desk.watch(piece, self._env.now)

    def take_up_work(self) -> None:
        """Begin the most pressing piece that waits, or be free for one."""
        now = self._env.now
        self.days_idle += now - self._desk.idle.pop(self, now)
        self._go_on(now)

    def _go_on(self, now: float) -> None:
        """Take the next piece from the diary or the duty tray, whichever presses more."""
        desk, own = self._desk, self.waiting
        if now >= self._away_from:
            self.in_hand = None  # the absence begins at this very moment
            return
        tray = desk.tray if desk.on_duty is None or self in desk.on_duty else None
        while True:
            if own and (not tray or own[0] < tray[0]):
                piece = heappop(own)[3]
            elif tray:
                piece = heappop(tray)[3]
            elif helped := desk.pressing(now):
                piece = helped
            else:
                self.in_hand = None
                desk.idle[self] = now
                return
            if not piece.taken:  # else a colleague had time for it
                break
        self.in_hand = piece
        piece.taken = True
        days = piece.hours / self.hours_a_day
        if now + days > self._away_from:
            if piece.back_by < self.absences[0].ends:
                self._taken_up = now
                self._env.timeout(self._away_from - now).callbacks.append(self._put_down)
                return
            days = self._with_absences(days, now)
        # The diary turns to the next piece before the family goes on.
        piece.callbacks.insert(0, self._then)
        self._schedule(piece, NORMAL, days)

    def _finished(self, done: Piece) -> None:
        now = self._env.now
        done.worker = self.worker
        self._journal.worked(now, done, self.worker, done.hours)
        # An absence may begin at this very moment.
        if self.closed or not self.present:
            self.tally()
            self.in_hand = None
        else:
            self._go_on(now)

    def _put_down(self, _: SimEvent) -> None:
        """Leave what cannot wait for the return to whoever is there."""
        piece = self.in_hand
        assert piece is not None  # noqa: S101  it stays in hand until it is put down
        self.tally()
        self.in_hand = None
        now = self._env.now
        done = (now - self._taken_up) * self.hours_a_day
        self._journal.worked(now, piece, self.worker, done)
        piece.hours -= done
        piece.taken = False
        self._desk.post(piece)

    def _with_absences(self, days: float, now: float) -> float:
        """Days until so much work is done, the absences in between included."""
        for absence in self.absences:
            if absence.begins >= now + days:
                break
            days += absence.ends - max(absence.begins, now)
        return days

    def go_away(self) -> None:
        """Leave for an absence; what cannot wait for the return is left to colleagues."""
        self.tally()
        self.present = False
        desk = self._desk
        desk.idle.pop(self, None)
        desk.depart(self)
        ends = self.absences[0].ends
        left = [e for e in self.waiting if e[3].back_by < ends and not e[3].taken]
        if left:
            self.waiting = [entry for entry in self.waiting if entry[3].back_by >= ends]
            heapify(self.waiting)
            for entry in sorted(left):
                desk.post(entry[3])

    def come_back(self) -> None:
        """Return from an absence and take up work."""
        self.tally()
        self.present = True
        self.absences.popleft()
        self._away_from = self.absences[0].begins if self.absences else math.inf
        if not self.closed:
            self._desk.arrive(self)
            if self.in_hand is None and not self.is_free:
                self.take_up_work()

    def close(self) -> list[Piece]:
        """Leave for good; returns the pieces that wait, in no order."""
        self.tally()
        self.closed = True
        self._desk.idle.pop(self, None)
        self._desk.leave(self)
        left = [entry[3] for entry in self.waiting if not entry[3].taken]
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
        return sum([entry[3].hours for entry in self.waiting if not entry[3].taken])
