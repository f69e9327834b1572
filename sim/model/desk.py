"""The duty desk: where a team's duty work waits for whoever of one role is there and free first."""

from __future__ import annotations

import itertools
import math
from collections import deque
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import Protocol

from simpy import Environment
from simpy.events import Event as SimEvent

Entry = tuple[bool, float, int, "Piece"]
"""Not urgent, due, order of asking, the piece: sorts as work is taken."""

NEVER_RESTS = -math.inf
"""As `back_by`: through no absence of whoever holds it."""


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
        back_by: float,
        presses_from: float = math.inf,
    ) -> None:
        """Set down `hours` of work, wanted by `due` in working days since the start.

        Family, activity, team and label are numbers, as the log has them. If whoever holds it is
        away and not back by `back_by`, a colleague does it; so does one who has time, once it is
        `presses_from`. `taken` says whether somebody has begun it, and `worker` who finished it.
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
        self.back_by = back_by
        self.presses_from = presses_from
        self.taken = False
        self.worker = -1


class Member(Protocol):
    """Someone who takes work from a desk."""

    hours_a_day: float

    def take_up_work(self) -> None:
        """Begin the most pressing piece that waits."""


class Desk:
    """One role's duty work in a team: who is there for it, and who is on duty."""

    def __init__(self, on_duty: int | None = None) -> None:
        """Start with an empty tray and nobody there.

        Args:
            on_duty: how many are on duty each day, in turn; none: everyone.
        """
        self.tray: list[Entry] = []
        self.idle: dict[Member, float] = {}  # since when, in order of becoming free
        self.order: Iterator[int] = itertools.count()
        self.members: dict[Member, None] = {}
        """Those in post, in order of joining."""
        self.there: dict[Member, None] = {}
        """Of these, those who are not away."""
        self.stand_ins: Sequence[Desk] = ()
        """Where its work goes while nobody of its own is there."""
        self._pressing: list[tuple[float, int, Piece]] = []
        """Work in the members' diaries that has a limit, by when it begins to press."""
        self._number = on_duty
        self._turns: deque[Member] = deque()
        self.on_duty: dict[Member, None] | None = None if on_duty is None else {}

    def post(self, piece: Piece) -> None:
        """Leave a piece in the tray, for whoever has been free longest or is free first."""
        desk = self if self.there else self._covering()
        heappush(desk.tray, (not piece.urgent, piece.due, next(desk.order), piece))
        desk._call()

    def watch(self, piece: Piece, now: float) -> None:
        """Note a piece in a member's diary whose limit may come near, or is near already."""
        heappush(self._pressing, (piece.presses_from, next(self.order), piece))
        if self.idle and piece.presses_from <= now:
            next(iter(self.idle)).take_up_work()

    def pressing(self, now: float) -> Piece | None:
        """Work of a colleague whose limit is near, for whoever has time; none: there is none."""
        waiting = self._pressing
        while waiting and (waiting[0][2].taken or waiting[0][0] <= now):
            piece = heappop(waiting)[2]
            if not piece.taken:
                return piece
        return None

    def _covering(self) -> Desk:
        """The desk that stands in; this one if nobody is there anywhere."""
        others = [desk for desk in self.stand_ins if desk.there]
        return min(others, key=lambda desk: (not desk.idle, len(desk.tray)), default=self)

    def _call(self) -> None:
        """Have those who are free, and on duty, take up what waits."""
        on_duty = self.on_duty
        while self.tray:
            free = (each for each in self.idle if on_duty is None or each in on_duty)
            member = next(free, None)
            if member is None:
                return
            # Whose absence begins at this very moment takes nothing, and is free no longer.
            member.take_up_work()

    # --- who is there ---

    def join(self, member: Member) -> None:
        """Someone takes up a post."""
        self.members[member] = None
        self._turns.append(member)
        self.arrive(member)

    def leave(self, member: Member) -> None:
        """Someone leaves for good."""
        del self.members[member]
        self._turns.remove(member)
        self.depart(member)

    def arrive(self, member: Member) -> None:
        """Someone is there from now on, for this team's work and where nobody else is."""
        if not self.there:
            for desk in self.stand_ins:
                if not desk.there:
                    desk._hand_over(self)
        self.there[member] = None
        self._fill_rota()

    def depart(self, member: Member) -> None:
        """Someone is no longer there; what nobody is left for goes to those who stand in."""
        self.there.pop(member, None)
        if self.on_duty is not None and self.on_duty.pop(member, 0) is None:
            self._fill_rota()
        if not self.there and (covering := self._covering()) is not self:
            self._hand_over(covering)

    def _hand_over(self, other: Desk) -> None:
        """Leave what waits here in another tray."""
        while self.tray:
            entry = heappop(self.tray)
            heappush(other.tray, (*entry[:2], next(other.order), entry[3]))
            other._call()

    # --- who is on duty ---

    def begin_day(self) -> None:
        """Put the next in turn on duty."""
        if self.on_duty is not None:
            self.on_duty.clear()
            self._fill_rota()

    def _fill_rota(self) -> None:
        """Have as many on duty as there should be, in turn, of those who are there."""
        if self.on_duty is None or self._number is None:
            return
        for member in list(self._turns):
            if len(self.on_duty) >= self._number:
                break
            if member in self.there and member not in self.on_duty:
                self.on_duty[member] = None
                self._turns.remove(member)
                self._turns.append(member)
        self._call()
