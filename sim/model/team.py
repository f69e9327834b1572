"""The team: allocates, releases and reweighs cases, urgent first, then longest waiting."""

from __future__ import annotations

import heapq
import itertools
import math
from bisect import insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from simpy import Environment
from simpy.events import Event as SimEvent

from sim.model.case import Case, QueueEntry
from sim.model.desk import NEVER_RESTS, Desk, Piece
from sim.model.handoffs import CompiledHandoffs
from sim.model.journal import Journal
from sim.model.practitioner import Practitioner


@dataclass(frozen=True)
class AllocationRules:
    """When families are given to workers, in working days of waiting."""

    meeting_after: float
    over_cap_after: float | None
    neighbour_cover_after: float | None


class Team:
    """A team at work: its practitioners, its duty desks and its queue of cases."""

    def __init__(
        self,
        env: Environment,
        journal: Journal,
        index: int,
        name: str,
        rules: AllocationRules,
        handoffs: CompiledHandoffs,
        teams: Sequence[Team],
        cases: dict[int, Case],
        on_duty: int | None = None,
    ) -> None:
        """Set up a team without practitioners.

        Args:
            env: the clock.
            journal: where allocations are noted.
            index: its place in the event log, and in `teams`.
            name: its name.
            rules: when families are given to workers.
            handoffs: what it costs to take over from a leaver.
            teams: all teams, this one included.
            cases: the cases under way in all teams, by number of the family.
            on_duty: how many workers are on duty each day; none: everyone.
        """
        self._env = env
        self._journal = journal
        self.index = index
        self.name = name
        self._rules = rules
        self._handoffs = handoffs
        self._teams = teams
        self._cases = cases
        self.workers = Desk(on_duty)
        self.managers = Desk()
        self.chairs = Desk()
        self.queue: list[QueueEntry] = []
        self.unallocated = 0
        self.neighbours: frozenset[int] = frozenset()
        self.unlimited = False
        self._order: Iterator[int] = itertools.count()
        self._rooms: list[tuple[float, int, Practitioner]] = []
        self._current: dict[Practitioner, int] = {}
        self._on_the_eve: dict[Practitioner, None] = {}
        """Those about to go on leave, who are given urgent cases alone, if nobody else is there."""

    # --- cases that need a worker ---

    def request(self, case: Case, weight: float, urgent: bool, reason: str) -> QueueEntry:
        """Accept a case that needs a worker; urgent ones are allocated at once.

        Args:
            case: the case, for which this team is responsible.
            weight: weighted children it will count for.
            urgent: whether it goes before all others and over a worker's cap.
            reason: why it needs a worker, for the log.

        Returns:
            Its entry, whose `allocated` happens when a worker has taken it.
        """
        now = self._env.now
        entry = QueueEntry(
            case=case,
            urgent=urgent,
            since=now,
            order=next(self._order),
            weight=weight,
            reason=reason,
            allocated=self._env.event(),
            over_cap=urgent,
        )
        case.waiting = entry
        self.unallocated += 1
        self._journal.queued(now, case.family.number, self.index, urgent)
        if urgent or self._rules.meeting_after == 0:
            self._enqueue(entry)
        else:
            self._later(self._rules.meeting_after, entry, self._enqueue)
        return entry

    def withdraw(self, case: Case) -> None:
        """Let a case that waits for a worker of this team move on without one."""
        entry = case.waiting
        if entry is not None:
            self.unallocated -= 1
            case.waiting = None
            if entry.queued:
                self._unqueue(entry)

    def _enqueue(self, entry: QueueEntry) -> None:
        insort(self.queue, entry)
        entry.queued = True
        self._allocate()
        if not entry.queued or entry.urgent:
            return
        if self._rules.neighbour_cover_after is not None:
            self._later(self._rules.neighbour_cover_after, entry, self._seek_neighbour)
        if self._rules.over_cap_after is not None:
            self._later(self._rules.over_cap_after, entry, self._allow_over_cap)

    def _unqueue(self, entry: QueueEntry) -> None:
        self.queue.remove(entry)
        entry.queued = False

    def _later(self, days: float, entry: QueueEntry, then: Callable[[QueueEntry], None]) -> None:
        def act(_: SimEvent) -> None:
            if entry.case.waiting is entry:
                then(entry)

        self._env.timeout(days).callbacks.append(act)

    def _allow_over_cap(self, entry: QueueEntry) -> None:
        entry.over_cap = True
        self._teams[entry.case.team]._allocate()

    def _seek_neighbour(self, entry: QueueEntry) -> None:
        """Let the neighbouring team with most room take a family that waits too long."""
        neighbours = [team for team in self._teams if team.index in self.neighbours]
        offers = [(best.room, team) for team in neighbours if (best := team._most_room())]
        room, team = max(offers, key=lambda offer: offer[0], default=(0.0, self))
        if team is self or room < entry.weight:
            return
        now, case = self._env.now, entry.case
        number = case.family.number
        self._unqueue(entry)
        self.unallocated -= 1
        case.team = team.index
        for piece in case.pending:
            piece.team = team.index
        self._journal.handed_over(now, number, team.index, self.index, now)
        team.unallocated += 1
        self._journal.queued(now, number, team.index, urgent=False)
        insort(team.queue, entry)
        entry.queued = True
        team._allocate()

    # --- workers with room ---

    def available(self, practitioner: Practitioner, soon_away: bool = False) -> None:
        """Let a practitioner who joined or returned be given families.

        Args:
            practitioner: who is there now.
            soon_away: whether leave is so near that only what is urgent may be given, if it must.
        """
        if soon_away:
            self._on_the_eve[practitioner] = None
        else:
            self._current[practitioner] = 0
        self.room_changed(practitioner)

    def soon_away(self, practitioner: Practitioner) -> None:
        """Give no more families to a practitioner about to go on leave, unless it must be."""
        if self._current.pop(practitioner, None) is not None:
            self._on_the_eve[practitioner] = None

    def unavailable(self, practitioner: Practitioner) -> None:
        """Give no families to a practitioner who is away or has left."""
        self._current.pop(practitioner, None)
        self._on_the_eve.pop(practitioner, None)

    def room_changed(self, practitioner: Practitioner) -> None:
        """Note a practitioner's new room, and allocate if it can be used."""
        if practitioner in self._current:
            # What was recorded before no longer counts.
            order = next(self._order)
            self._current[practitioner] = order
            heapq.heappush(self._rooms, (-practitioner.room, order, practitioner))
        if self.queue:
            self._allocate()

    def _most_room(self) -> Practitioner | None:
        """The available worker with most room, or none; the longest unchanged of equals."""
        while self._rooms:
            _, order, practitioner = self._rooms[0]
            if self._current.get(practitioner) == order:
                return practitioner
            heapq.heappop(self._rooms)
        return None

    # --- who holds what: nothing else changes a case's worker, or what it counts for ---

    def _allocate(self) -> None:
        """Give cases to the worker with most room until none fits."""
        while self.queue:
            best = self._most_room()
            if best is None and self.queue[0].urgent:
                best = max(self._on_the_eve, key=lambda each: each.room, default=None)
            if best is None:
                return
            room = best.room
            entry = next((e for e in self.queue if e.over_cap or e.weight <= room), None)
            if entry is None:
                return
            known = entry.case.known_to.get(self.index)
            if (
                known is not None
                and known in self._current
                and (entry.over_cap or entry.weight <= known.room)
            ):
                best = known
            self._unqueue(entry)
            self._give(entry, best)

    def _give(self, entry: QueueEntry, practitioner: Practitioner) -> None:
        """Allocate a case, then whatever else the changed rooms allow.

        In this order: the worker's new room first, which may give away the rest of the queue; then
        this family goes on; then the old worker's room, in whichever team that is.
        """
        now, case, old = self._env.now, entry.case, entry.case.worker
        number = case.family.number
        self.unallocated -= 1
        case.waiting = None
        if old is not None:
            self._take_from(old, case, entry.reason)
        self._journal.allocated(
            now, number, self.index, practitioner.index, entry.reason, entry.since
        )
        if entry.reason == "leaver":
            # Who has left cannot hand over: the new worker does so beside the work.
            for text, hours in self._handoffs.take_over(case, now):
                label = self._journal.labels[text]
                practitioner.diary.add(
                    Piece(
                        self._env, number, -1, self.index, label, hours, now, now,
                        urgent=False, back_by=math.inf,
                    )
                )  # fmt: skip
        self._give_to(practitioner, case, entry.weight)
        self.room_changed(practitioner)
        entry.allocated.succeed()
        if old is not None:
            self._teams[old.team].room_changed(old)

    def allocate_at_start(self, case: Case, weight: float) -> None:
        """Give a case open at the start to the worker with most room, over the cap if need be."""
        worker = self._most_room()
        if worker is not None:
            case.had_worker = True
            self._give_to(worker, case, weight)
            self.room_changed(worker)
            now, number = self._env.now, case.family.number
            self._journal.allocated(now, number, self.index, worker.index, "opening")

    def reweigh(self, practitioner: Practitioner, case: Case, weight: float) -> None:
        """Count a case that a practitioner of this team holds for more or less from now on."""
        practitioner.reweigh(case.family, weight)
        self.room_changed(practitioner)

    def work_without_limit(self, desk: Desk) -> None:
        """Leave all work to a desk that never queues, and allocate nobody."""
        self.unlimited = True
        self.workers = self.managers = desk

    def let_go(self, case: Case) -> None:
        """Take a case from its worker, of whichever team, where the next team allocates nobody."""
        worker = case.worker
        if worker is not None:
            self._take_from(worker, case, "pathway")
            self._teams[worker.team].room_changed(worker)

    def close(self, case: Case, ending: str) -> None:
        """Close a case; only then may its worker, of whichever team, be given another."""
        self.withdraw(case)
        worker = case.worker
        if worker is not None:
            self._take_from(worker, case, "closed")
        self._journal.ended(self._env.now, case.family.number, self.index, ending)
        if worker is not None:
            self._teams[worker.team].room_changed(worker)

    def leave(self, practitioner: Practitioner) -> None:
        """Part with a practitioner: families await another worker, and so does work not begun."""
        self.unavailable(practitioner)
        practitioner.tally()
        left = practitioner.diary.close()
        held = {family.number for family in practitioner.weights}
        for family, weight in list(practitioner.weights.items()):
            case = self._cases[family.number]
            self._take_from(practitioner, case, "leaver")
            # A family on its way to another team is given a worker there.
            if case.waiting is None and case.team == self.index:
                self.request(case, weight, urgent=False, reason="leaver")
        for piece in left:
            if piece.back_by == NEVER_RESTS:
                self.workers.post(piece)
                continue
            case_of = self._cases.get(piece.family)
            if case_of is None:
                continue  # closed for good
            if case_of.worker is None and case_of.waiting is None and piece.family not in held:
                continue  # closed until it comes back
            if case_of.worker is not None:
                piece.team = case_of.worker.team
                case_of.worker.diary.add(piece)
            else:
                case_of.pending.append(piece)

    def _give_to(self, practitioner: Practitioner, case: Case, weight: float) -> None:
        practitioner.add(case.family, weight)
        case.worker = practitioner
        case.known_to[self.index] = practitioner
        for piece in case.pending:
            piece.team = practitioner.team
            practitioner.diary.add(piece)
        case.pending.clear()

    def _take_from(self, practitioner: Practitioner, case: Case, why: str) -> None:
        practitioner.remove(case.family)
        case.worker = None
        self._journal.released(
            self._env.now, case.family.number, practitioner.team, practitioner.index, why
        )
