"""The diary: a worker takes one piece of work at a time, urgent first, then earliest due."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from simpy import Environment
from simpy.events import Event as SimEvent

from sim.model.events import Event
from sim.model.journal import Journal

if TYPE_CHECKING:
    from sim.model.family import Family

Entry = tuple[bool, float, int, "Piece"]
"""Not urgent, due, order of asking, the piece: sorts as work is taken."""


class Piece(SimEvent):
    """A piece of work for a family; as an event, it happens when the work is done."""

    def __init__(
        self,
        env: Environment,
        family: Family,
        activity: int,
        team: int,
        label: int,
        hours: float,
        due: float,
        urgent: bool = False,
    ) -> None:
        """Ask for `hours` of work, wanted by `due` in working days since the start."""
        super().__init__(env)
        self.family = family
        self.activity = activity
        self.team = team
        self.label = label
        self.hours = hours
        self.due = due
        self.urgent = urgent
        self.asked = env.now

    def happen_after(self, days: float) -> None:
        """Let the piece be done after so many days, as a timeout does for itself."""
        self._ok = True
        self._value = None
        self.env.schedule(self, delay=days)


class Desk:
    """Where a team's duty work waits for whoever of one role is free first."""

    def __init__(self) -> None:
        """Start with an empty tray and nobody there."""
        self.tray: list[Entry] = []
        self.idle: dict[Diary, None] = {}  # in order of becoming free
        self.order: Iterator[int] = itertools.count()

    def post(self, piece: Piece) -> None:
        """Give a piece to whoever has been free longest, or leave it in the tray."""
        if self.idle:
            next(iter(self.idle)).begin(piece)
        else:
            heapq.heappush(self.tray, (not piece.urgent, piece.due, next(self.order), piece))


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
        self._journal = journal
        self._desk = desk
        self.worker = worker
        self.hours_a_day = hours_a_day
        self._absences = absences
        self._next_absence = 0
        self.waiting: list[Entry] = []
        self.in_hand: Piece | None = None
        self.present = True
        self.closed = False
        self._tallied = env.now
        self.days_worked = 0.0
        self.days_present = 0.0

    def add(self, piece: Piece) -> None:
        """Put a piece into the diary; who is free begins it at once."""
        if self in self._desk.idle:
            self.begin(piece)
        else:
            entry = (not piece.urgent, piece.due, next(self._desk.order), piece)
            heapq.heappush(self.waiting, entry)

    def begin(self, piece: Piece) -> None:
        """Stop being free, and begin a piece."""
        del self._desk.idle[self]
        self.tally()
        self._work_on(piece)

    def take_up_work(self) -> None:
        """Begin the most pressing piece that waits, or be free for one."""
        self.tally()
        piece = self._most_pressing()
        if piece is None:
            self._desk.idle[self] = None
        else:
            self._work_on(piece)

    def _most_pressing(self) -> Piece | None:
        """Take a piece from the diary or the duty tray, whichever presses more."""
        tray, own = self._desk.tray, self.waiting
        if own and (not tray or own[0] < tray[0]):
            return heapq.heappop(own)[3]
        return heapq.heappop(tray)[3] if tray else None

    def _work_on(self, piece: Piece) -> None:
        self.in_hand = piece
        piece.callbacks.insert(0, self._finished)
        piece.happen_after(self._days_to_do(piece.hours / self.hours_a_day))

    def _finished(self, done: Piece) -> None:
        self._journal.note(
            Event.WORKED,
            done.family.number,
            done.activity,
            done.team,
            self.worker,
            done.label,
            done.hours,
            done.due,
            done.asked,
        )
        following = None if self.closed else self._most_pressing()
        if following is not None:
            self._work_on(following)
            return
        self.tally()
        self.in_hand = None
        if not self.closed:
            self._desk.idle[self] = None

    def _days_to_do(self, days: float) -> float:
        """Days until so much work is done, absences in between included."""
        if self._next_absence == len(self._absences):
            return days
        now = self._env.now
        while self._next_absence < len(self._absences):
            begins, ends = self._absences[self._next_absence]
            if ends <= now:
                self._next_absence += 1
            elif begins < now + days:
                days += ends - begins
                self._next_absence += 1
            else:
                break
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
        """Bring the days present and worked up to now."""
        now = self._env.now
        # Who leaves finishes the piece in hand first.
        if self.present and (not self.closed or self.in_hand is not None):
            passed = now - self._tallied
            self.days_present += passed
            if self.in_hand is not None:
                self.days_worked += passed
        self._tallied = now

    def backlog(self) -> float:
        """Hours of work waiting in the diary."""
        return sum(entry[3].hours for entry in self.waiting)
