"""The team: gives waiting families to workers with room, urgent first, then longest waiting."""

from __future__ import annotations

import heapq
import itertools
from bisect import insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simpy import Environment
from simpy.events import Event as SimEvent

from sim.model.diary import Desk, Piece
from sim.model.journal import Journal

if TYPE_CHECKING:
    from sim.model.family import Family
    from sim.model.practitioner import Practitioner


@dataclass(frozen=True)
class AllocationRules:
    """How families are given to workers: days in working days, hours of a practitioner."""

    meeting_after: float
    over_cap_after: float | None
    neighbour_cover_after: float | None
    hours_in: float
    rework: float


@dataclass(eq=False, slots=True)
class Place:
    """A family's place in a team's queue for a worker."""

    team: Team
    family: Family
    urgent: bool
    since: float
    order: int
    """Order of asking in this team."""
    weight: float
    """Weighted children it will count for."""
    reason: str
    """Why it needs a worker: first, return, pathway or leaver."""
    allocated: SimEvent
    """Happens when a worker has taken the family."""
    over_cap: bool
    """Whether it may be given to a worker without room."""
    queued: bool = False
    """Whether it is in the queue: after the allocation meeting, until allocated or withdrawn."""

    def withdraw(self) -> None:
        """Leave the queue, because the family moves on without a worker from here."""
        self.team.unallocated -= 1
        self.family.waiting = None
        if self.queued:
            self.team.queue.remove(self)
            self.queued = False

    def __lt__(self, other: Place) -> bool:
        """Urgent first, then in order of asking."""
        return (not self.urgent, self.since, self.order) < (
            not other.urgent,
            other.since,
            other.order,
        )


class Team:
    """A team at work: its practitioners, its duty trays and its queue of families."""

    def __init__(
        self, env: Environment, journal: Journal, index: int, name: str, rules: AllocationRules
    ) -> None:
        """Set up a team without practitioners."""
        self._env = env
        self._journal = journal
        self.index = index
        self.name = name
        self._rules = rules
        self.workers = Desk()
        self.managers = Desk()
        self.chairs = Desk()
        self.queue: list[Place] = []
        self.unallocated = 0
        self.neighbours: list[Team] = []
        self._order: Iterator[int] = itertools.count()
        self._rooms: list[tuple[float, int, Practitioner]] = []
        self._current: dict[Practitioner, int] = {}

    def request(self, family: Family, weight: float, urgent: bool, reason: str) -> Place:
        """Accept a family that needs a worker; urgent families are allocated at once.

        Args:
            family: the family; it holds its place from now on.
            weight: weighted children it will count for.
            urgent: whether it goes before all others and over a worker's cap.
            reason: why it needs a worker, for the log.

        Returns:
            Its place, whose `allocated` happens when a worker has taken it.
        """
        now = self._env.now
        place = Place(
            team=self,
            family=family,
            urgent=urgent,
            since=now,
            order=next(self._order),
            weight=weight,
            reason=reason,
            allocated=self._env.event(),
            over_cap=urgent,
        )
        family.waiting = place
        self.unallocated += 1
        self._journal.queued(now, family, self, urgent)
        if urgent or self._rules.meeting_after == 0:
            self._enqueue(place)
        else:
            self._later(self._rules.meeting_after, place, self._enqueue)
        return place

    def room_changed(self, practitioner: Practitioner) -> None:
        """Note a practitioner's new room, and allocate if it can be used."""
        self._enter(practitioner)
        if self.queue:
            self.allocate()

    def available(self, practitioner: Practitioner) -> None:
        """Let a practitioner who joined or returned be given families."""
        self._current[practitioner] = 0
        self.room_changed(practitioner)

    def unavailable(self, practitioner: Practitioner) -> None:
        """Give no families to a practitioner who is away or has left."""
        self._current.pop(practitioner, None)

    def allocate(self) -> None:
        """Give families to the worker with most room until none fits."""
        while self.queue:
            best = self.most_room()
            if best is None:
                return
            room = best.room
            place = next((p for p in self.queue if p.over_cap or p.weight <= room), None)
            if place is None:
                return
            known = place.family.known_to.get(self)
            if (
                known is not None
                and known in self._current
                and (place.over_cap or place.weight <= known.room)
            ):
                best = known
            self.queue.remove(place)
            place.queued = False
            self._give(place, best)

    def _enter(self, practitioner: Practitioner) -> None:
        """Record present room; what was recorded before no longer counts."""
        if practitioner in self._current:
            order = next(self._order)
            self._current[practitioner] = order
            heapq.heappush(self._rooms, (-practitioner.room, order, practitioner))

    def most_room(self) -> Practitioner | None:
        """The available worker with most room, or none; the longest unchanged of equals."""
        while self._rooms:
            _, order, practitioner = self._rooms[0]
            if self._current.get(practitioner) == order:
                return practitioner
            heapq.heappop(self._rooms)
        return None

    def _enqueue(self, place: Place) -> None:
        insort(self.queue, place)
        place.queued = True
        self.allocate()
        if not place.queued or place.urgent:
            return
        if self._rules.neighbour_cover_after is not None:
            self._later(self._rules.neighbour_cover_after, place, self._seek_neighbour)
        if self._rules.over_cap_after is not None:
            self._later(self._rules.over_cap_after, place, self._allow_over_cap)

    def _later(self, days: float, place: Place, then: Callable[[Place], None]) -> None:
        def act(_: SimEvent) -> None:
            if place.family.waiting is place:
                then(place)

        self._env.timeout(days).callbacks.append(act)

    def _allow_over_cap(self, place: Place) -> None:
        place.over_cap = True
        self.allocate()

    def _seek_neighbour(self, place: Place) -> None:
        """Let the neighbouring team with most room take a family that waits too long."""
        offers = [(best.room, team) for team in self.neighbours if (best := team.most_room())]
        room, team = max(offers, key=lambda offer: offer[0], default=(0.0, self))
        if team is self or room < place.weight:
            return
        now, family = self._env.now, place.family
        self.queue.remove(place)
        place.queued = False
        self.unallocated -= 1
        family.team = place.team = team
        for piece in family.pending:
            piece.team = team.index
        self._journal.handed_over(now, family, self, now)
        team.unallocated += 1
        self._journal.queued(now, family, team, urgent=False)
        insort(team.queue, place)
        place.queued = True
        team.allocate()

    def _give(self, place: Place, practitioner: Practitioner) -> None:
        """Allocate: the old worker lets go, the new one takes over what waits."""
        now, family, old = self._env.now, place.family, place.family.worker
        self.unallocated -= 1
        family.waiting = None
        if old is not None:
            old.let_go(family)
            self._journal.released(now, family, old, place.reason)
        self._journal.allocated(now, family, practitioner, place.reason, place.since)
        if place.reason == "leaver":
            self._post_take_over(now, family, practitioner)
        practitioner.take(family, place.weight)
        place.allocated.succeed()
        # Last, as it may bring the old worker's team to allocate, and that team this one.
        if old is not None:
            old.team.room_changed(old)

    def _post_take_over(self, now: float, family: Family, practitioner: Practitioner) -> None:
        """A leaver cannot hand over: the new worker reads in, and redoes part, beside the work."""
        for text, hours in (
            ("handoff in", self._rules.hours_in),
            ("handoff rework", self._rules.rework * family.assessed_hours),
        ):
            if hours > 0:
                label = self._journal.labels[text]
                piece = Piece(
                    self._env, family, -1, self.index, label, hours, now, now, urgent=False
                )
                practitioner.diary.add(piece)
