"""A small council at work, under one rule for section 47: whom it asks, and who is responsible.

An independent second model: its own clock, people and luck, and nothing of the engine's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import partial
from itertools import chain
from random import Random

from tests.model.docking.clock import Clock, Signal, Steps
from tests.model.docking.group import Group, Spells, take_over
from tests.model.docking.notes import Notes
from tests.model.docking.numbers import FOUND, RAISED
from tests.model.docking.numbers import NUMBERS as N
from tests.model.docking.people import NOW_OR_NEVER, Case, Work
from tests.model.docking.way import DONE, Way


class Council:
    """Two teams, chairs, and the families who come to them."""

    def __init__(
        self, rule: str, seed: str, families: Iterable[tuple[float, str, float]], spells: Spells
    ) -> None:
        """Fill the posts.

        Args:
            rule: who enquires into an open case: own team, enquiry team or joint.
            seed: of the luck.
            families: when each comes, what it needs, and how much work it takes.
            spells: when people are away.
        """
        self.families = families
        self.rule, self.chance = rule, Random(seed)  # noqa: S311
        self.clock, self.notes = Clock(), Notes()
        self.access, self.cluster, self.chairs, *managers = (
            Group(self.clock, self.notes, name)
            for name in ("access", "cluster", "chair", "manager", "manager")
        )
        self.managers = dict(zip((self.access, self.cluster), managers, strict=True))
        for group in managers:
            group.deputies = [other for other in managers if other is not group]
        posts = [("worker", self.access, N.access), ("worker", self.cluster, N.cluster)]
        posts += [("manager", group, N.managers) for group in managers]
        posts += [("chair", self.chairs, N.chairs)]
        numbers = dict.fromkeys(("worker", "manager", "chair"), 0)
        for role, group, number in posts:
            for _ in range(number):
                group.employ(self.chance, spells, role, numbers[role], 0, new=False)
                numbers[role] += 1
        self.booked: dict[int, float] = {}

    def run(self) -> Notes:
        """Let families come until the end; what happened."""
        for number, (at, need, effort) in enumerate(self.families):
            self.clock.at(at, partial(self._come, number, need, effort))
        self.clock.run(N.ends)
        return self.notes

    # --- what is asked of whom ---

    def ask(
        self,
        case: Case,
        hours: float,
        due: float | None = None,
        urgent: bool = False,
        wait_until: float = math.inf,
        by: Group | None = None,
        at_once: bool = False,
        of_activity: bool = True,
        presses_from: float = math.inf,
    ) -> Work:
        """Ask the family's worker, whoever it will be, or whoever is free where it is done."""
        group = by or case.group
        due = self.clock.now + 1 if due is None else due
        wait_until = NOW_OR_NEVER if urgent else wait_until
        work = Work(case.number, hours, due, urgent, wait_until, presses_from)
        worker = case.worker
        if worker is not None and (worker.group is group or not of_activity):
            if at_once and not worker.is_free:
                group.leave(work)
            else:
                worker.group.give(worker, work)
        elif case.asked is not None and not urgent:
            case.pending.append(work)
        else:
            lead = case.lead
            if by is not None and not at_once and lead is not None and not lead.left:
                group.give(lead, work)
            else:
                work.wait_until = NOW_OR_NEVER
                group.leave(work)
            if worker is not None and group is not case.group and N.joint_share > 0:
                beside = Work(case.number, hours * N.joint_share, due, urgent, work.wait_until)
                worker.group.give(worker, beside)
        return work

    def decide(self, case: Case, hours: float, due: float, urgent: bool, by: Group) -> Work:
        work = Work(case.number, hours, due, urgent, NOW_OR_NEVER)
        self.managers[by].leave(work)
        return work

    # --- a family ---

    def _come(self, number: int, need: str, effort: float) -> None:
        self.clock.follow(self._family(number, need, effort))

    def _family(self, number: int, need: str, effort: float) -> Steps:
        chance, now, variance = self.chance, self.clock.now, math.log1p(N.pace**2)
        pace = math.exp(chance.gauss(-variance / 2, math.sqrt(variance)))
        case = Case(number, need, effort, pace, now, self.access)
        self.notes.cases[number] = case
        self.notes.contact(now)
        yield self.ask(case, N.screening * effort, now, urgent=True)
        yield self.decide(case, N.decision, self.clock.now, True, self.access)
        step, way = "discussion" if need == "at risk" else "assessment", Way(self, case)
        while step != DONE:
            yield from getattr(way, step)()
            step = way.following
        if way.begun is not None:
            yield way.begun.over
        if case.had_worker:
            yield self.ask(case, N.closing, of_activity=False)
        if case.asked is not None:
            case.group.withdraw(case)
        if (worker := case.worker) is not None:
            del worker.held[case]
            worker.group.allocate()
        case.worker = None
        del self.notes.cases[number]

    def _owner(self, case: Case, activity: str) -> Group:
        """The group responsible in an activity: the owner, or the case's own under the rule."""
        if activity in {"assessment", "plan"}:
            return self.cluster
        keeps = case.need in {FOUND, RAISED} and self.rule != "enquiry team"
        return case.group if keeps else self.access

    def come_to(self, case: Case, activity: str, weight: float, urgent: bool) -> Steps:
        """Be handed over to whoever is responsible, and have a worker there if one is needed."""
        group, worker, clock = self._owner(case, activity), case.worker, self.clock
        taken_over = Signal()
        if activity == "plan" and worker is not None and worker.group is not group:
            clock.follow(self._visits_meanwhile(case, taken_over))
        if group is not case.group:
            if worker is None and not urgent:
                yield N.front_door_wait
            elif worker is not None and worker.group is not group:
                written = self.ask(case, N.hours_out, of_activity=False)
                if not urgent:
                    yield written
                    earliest = clock.now + N.notice
                    yield math.ceil(earliest / N.meeting_every) * N.meeting_every - clock.now
            case.group.withdraw(case)
            case.group = group
            self.notes.handed_over(clock.now)
        if weight > 0:
            yield from self._have_a_worker(case, weight, urgent)
        taken_over.happened = True

    def _have_a_worker(self, case: Case, weight: float, urgent: bool) -> Steps:
        group, worker = case.group, case.worker
        if worker is not None and worker.group is group:
            worker.held[case] = weight
            group.allocate()
            return
        if urgent:
            group.withdraw(case)
        why = "pathway" if case.had_worker else "first"
        asked = case.asked or group.request(case, weight, urgent, why)
        asked.weight = weight
        yield asked.given
        case.had_worker = True
        if asked.why == "pathway":
            reading, *again = pieces = take_over(case, self.clock.now)
            if urgent:
                # The child is seen first.
                self.clock.after(0, partial(self._ask_for_all, case, pieces))
                return
            yield self.ask(case, reading, of_activity=False)
            self._ask_for_all(case, again)
        elif asked.why == "first" and group is not self.access:
            # What was written on a contact is read on the way to the first visit.
            self.ask(case, N.front_door_hours_in, of_activity=False)

    def _ask_for_all(self, case: Case, pieces: list[float]) -> None:
        for hours in pieces:
            self.ask(case, hours, of_activity=False)

    def _visits_meanwhile(self, case: Case, taken_over: Signal) -> Steps:
        """Who holds a family visits it until the worker of its plan takes over."""
        since = self.clock.now
        yield N.first_visit
        while not taken_over.happened:
            if (worker := case.worker) is not None:
                visit = Work(case.number, N.visit * case.effort, self.clock.now + 1)
                worker.group.give(worker, visit)
                yield visit
                self.notes.visited(self.clock.now, case.number, int(since) + N.visit_limit)
                since = self.clock.now
            yield N.visit_every

    def book(self, wanted: int, earliest: int) -> int:
        """The day of a conference: the one wanted, else the nearest before or after with room."""
        room = N.chair * sum(not each.left for each in self.chairs.people)
        before = range(wanted, earliest - 1, -1)
        for day in chain(before, range(wanted + 1, 2 * N.ends)):
            if self.booked.get(day, 0.0) + N.chairing <= room or N.chairing > room:
                self.booked[day] = self.booked.get(day, 0.0) + N.chairing
                return day
        raise AssertionError("there is always a day")
