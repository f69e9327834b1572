"""A group, one role of one team: who is there, what is left for anyone, and who gets which family.

What is in hand when someone goes away stops there: if it may wait it goes on at the return,
otherwise whoever is there does what is left.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from tests.model.docking.clock import Clock
from tests.model.docking.notes import Notes
from tests.model.docking.numbers import NUMBERS as N
from tests.model.docking.people import NOW_OR_NEVER, Case, Person, Request, Work

Spells = Callable[[str, int, int], list[tuple[float, float, bool]]]
"""Absences of a role's post and its holder: from, to and whether it is leave; in order."""


class Group:
    """One role of one team: its people, the work left for anyone, and families who wait."""

    def __init__(self, clock: Clock, notes: Notes, name: str) -> None:
        self.clock, self.notes, self.name = clock, notes, name
        self.people: list[Person] = []
        self.tray: list[Work] = []
        self.requests: list[Request] = []
        self.deputies: list[Group] = []
        """Groups that stand in while nobody is there."""
        self._orders = 0

    # --- work ---

    def leave(self, work: Work) -> None:
        """Leave work for whoever is there and free, first of all who has been free longest."""
        there = self
        if not self._anyone():
            others = [each for each in self.deputies if each._anyone()]
            there = min(
                others,
                key=lambda each: (not any(p.is_free for p in each.people), len(each.tray)),
                default=self,
            )
        there._queue(there.tray, work)
        there._call()

    def _anyone(self) -> bool:
        return any(not p.left and p.away_until is None for p in self.people)

    def _call(self) -> None:
        free = [person for person in self.people if person.is_free]
        if self.tray and free:
            self.take_up(min(free, key=lambda person: person.since))

    def _queue(self, where: list[Work], work: Work) -> None:
        self._orders += 1
        work.order = self._orders
        where.append(work)

    def give(self, person: Person, work: Work) -> None:
        """Put work into a diary; if it cannot wait for who is away, leave it for anyone."""
        if person.away_until is not None and work.wait_until < person.away_until:
            self.leave(work)
            return
        self._queue(person.waiting, work)
        self.take_up(person)
        free = [each for each in self.people if each.is_free]
        if work in person.waiting and work.presses_from <= self.clock.now and free:
            self.take_up(min(free, key=lambda each: each.since))

    def take_up(self, person: Person) -> None:
        """Begin what presses most, if free."""
        if not person.is_free:
            return
        choice = person.waiting + self.tray
        if choice:
            work = min(choice, key=Work.presses)
            (person.waiting if work in person.waiting else self.tray).remove(work)
        else:
            now = self.clock.now
            others = [(w, p) for p in self.people for w in p.waiting if w.presses_from <= now]
            if not others:
                return
            work, owner = min(others, key=lambda each: (each[0].presses_from, each[0].order))
            owner.waiting.remove(work)
        person.in_hand = work
        self._go_on(person)

    def _go_on(self, person: Person) -> None:
        assert person.in_hand is not None
        person.since, person.turn = self.clock.now, person.turn + 1
        turn = person.turn

        def done() -> None:
            if person.turn == turn:
                self._done(person)

        self.clock.after(person.in_hand.hours / person.hours_a_day, done)

    def _done(self, person: Person) -> None:
        work = person.in_hand
        assert work is not None
        self._count_hours(person, work)
        person.in_hand, person.since, work.by = None, self.clock.now, person
        self.take_up(person)
        work.happen()

    def _count_hours(self, person: Person, work: Work) -> None:
        done = (self.clock.now - person.since) * person.hours_a_day
        self.notes.hours(self.clock.now, self.name, done)
        work.hours = max(0.0, work.hours - done)

    # --- who is there ---

    def employ(
        self, chance: Random, spells: Spells, role: str, post: int, holder: int, new: bool
    ) -> None:
        """Someone takes up a post, to be away at times and to leave some day."""
        now, share = self.clock.now, {"worker": N.worker, "manager": N.manager, "chair": N.chair}
        person = Person(self, share[role], N.cap * (0.5 if new else 1.0), since=now)
        self.people.append(person)
        for month in range(1, N.ramp_up + 1) if new else ():
            cap = N.cap * (0.5 + 0.5 * month / N.ramp_up)
            self.clock.after(month * N.month, partial(self._grow, person, cap))
        for begins, ends, is_leave in spells(role, post, holder):
            if ends > now:
                if is_leave:
                    person.leave.append(begins)
                self.clock.at(begins, partial(self._go_away, person, ends))
                self.clock.at(ends, partial(self._come_back, person))
        leaves = chance.expovariate(N.turnover / N.year)
        moves = chance.expovariate(N.moves / N.year)

        def follow() -> None:
            """The next holder takes up the post."""
            self.employ(chance, spells, role, post, holder + 1, new=leaves < moves)

        def leave() -> None:
            self._part_with(person)
            if leaves >= moves:
                follow()
            else:
                self.clock.after(N.recruitment * N.month if role == "worker" else 0.0, follow)

        self.clock.after(min(leaves, moves), leave)
        self.allocate()
        self.take_up(person)

    def _grow(self, person: Person, cap: float) -> None:
        person.cap = cap
        self.allocate()

    def _on_the_eve(self, person: Person) -> bool:
        return any(begins - N.eve <= self.clock.now < begins for begins in person.leave)

    def _go_away(self, person: Person, until: float) -> None:
        if person.left and person.in_hand is None:
            return
        person.away_until = until
        work = person.in_hand
        if work is not None:
            self._count_hours(person, work)
            person.turn += 1
            if work.wait_until < until:
                person.in_hand = None
                self.leave(work)
        for work in sorted(person.waiting, key=Work.presses):
            if work.wait_until < until:
                person.waiting.remove(work)
                self.leave(work)
        self._pass_tray_on()

    def _pass_tray_on(self) -> None:
        if not self._anyone() and any(each._anyone() for each in self.deputies):
            tray, self.tray = sorted(self.tray, key=Work.presses), []
            for work in tray:
                self.leave(work)

    def _come_back(self, person: Person) -> None:
        person.away_until = None
        if person.in_hand is not None:
            self._go_on(person)
        if person.left:
            return
        person.since = self.clock.now
        for group in self.deputies:
            group._pass_tray_on()
        self.take_up(person)
        self.allocate()

    def _part_with(self, person: Person) -> None:
        """Who leaves finishes the piece in hand; families await another, and so does their work."""
        person.left = True
        for case, weight in list(person.held.items()):
            del person.held[case]
            case.worker = None
            if case.asked is None and case.group is self:
                self.request(case, weight, urgent=False, why="leaver")
        waiting, person.waiting = person.waiting, []
        for work in sorted(waiting, key=Work.presses):
            if work.wait_until == NOW_OR_NEVER:
                self.leave(work)
            elif (case_of := self.notes.cases.get(work.family)) is not None:
                if case_of.worker is not None:
                    case_of.worker.group.give(case_of.worker, work)
                else:
                    case_of.pending.append(work)
        self._pass_tray_on()

    # --- families ---

    def request(self, case: Case, weight: float, urgent: bool, why: str) -> Request:
        """Have a family wait for a worker: not at all if urgent, else from the next meeting on."""
        asked = Request(case, weight, urgent, why, self.clock.now, over_cap=urgent)
        case.asked = asked
        self.requests.append(asked)

        def list_it() -> None:
            asked.listed = True
            self.allocate()
            self.clock.after(N.over_cap_after, whoever)

        def whoever() -> None:
            asked.over_cap = True
            self.allocate()

        if urgent:
            asked.listed = True
            self.allocate()
        else:
            self.clock.after(N.allocation, list_it)
        return asked

    def withdraw(self, case: Case) -> None:
        """Let a family wait no more."""
        if case.asked is not None:
            self.requests.remove(case.asked)
            case.asked = None

    def allocate(self) -> None:
        """Give families to the worker with most room: urgent first, then the longest waiting."""
        while True:
            there = [p for p in self.people if not p.left and p.away_until is None]
            ready = [person for person in there if not self._on_the_eve(person)]
            waiting = sorted(
                (r for r in self.requests if r.listed), key=lambda r: (not r.urgent, r.since)
            )
            if not ready and waiting and waiting[0].urgent:
                ready, waiting = there, waiting[:1]
            if not ready:
                return
            best = max(ready, key=lambda person: person.room)
            fits = next((r for r in waiting if r.over_cap or r.weight <= best.room), None)
            if fits is None:
                return
            known = fits.case.known.get(self)
            if known in ready and (fits.over_cap or fits.weight <= known.room):
                best = known
            self._hand(fits, best)

    def _hand(self, asked: Request, person: Person) -> None:
        case, now, old = asked.case, self.clock.now, asked.case.worker
        self.requests.remove(asked)
        case.asked = None
        if old is not None:
            del old.held[case]
        self.notes.allocated(now, case.number, asked.why, asked.since)
        if asked.why == "leaver":
            for hours in take_over(case, now):
                self.give(person, Work(case.number, hours, now))
        person.held[case] = asked.weight
        case.worker = case.known[self] = person
        pending, case.pending = case.pending, []
        for work in pending:
            self.give(person, work)
        # The family goes on before anyone else's new room is used.
        self.clock.at(now, asked.given.happen)
        if old is not None:
            self.clock.at(now, old.group.allocate)


def take_over(case: Case, now: float) -> list[float]:
    """Hours of whoever takes a family over: reading in, and part of what was assessed again."""
    again = N.rework * case.assessed_hours if now - case.assessed <= N.rework_within else 0.0
    return [N.hours_in, *([again] if again > 0 else [])]
