"""A family's way through the activities of a small council, each of which says what follows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.model.docking.clock import Signal, Steps
from tests.model.docking.group import Group
from tests.model.docking.numbers import FOUND, PLAN_AFTER, RAISED
from tests.model.docking.numbers import NUMBERS as N
from tests.model.docking.people import NOW_OR_NEVER, Case, Work

if TYPE_CHECKING:
    from tests.model.docking.council import Council

DONE = "done"


class Begun:
    """An assessment, with what is left of it once something has come up."""

    def __init__(self, begun: float, length: float) -> None:
        self.begun, self.length = begun, length
        self.first = 0
        self.goes_on = False
        self.over = Signal()


class Way:
    """One family's way: each activity says what follows."""

    def __init__(self, council: Council, case: Case) -> None:
        self.council, self.case = council, case
        self.clock, self.notes = council.clock, council.notes
        self.following = ""
        self.begun: Begun | None = None
        """An assessment that a concern has interrupted, to be ended before or beside the rest."""
        self.found = False

    def assessment(self) -> Steps:
        """Assess from the first visit on, or end what is left."""
        case, chance = self.case, self.council.chance
        yield from self.council.come_to(case, "assessment", N.weights[0], urgent=False)
        begun, self.begun = self.begun, None
        if begun is not None:
            if begun.goes_on:
                yield begun.over
            else:
                yield from self._rest(begun)
        else:
            limit = int(case.contact) + N.assessment_limit
            begun = self._planned(N.assessment_days, case.effort * case.pace, limit)
            case.assessed_hours = 0.0
            concerned = case.need == "found later" and chance.random() < N.found_by
            yield from self._steps(begun, 1 if concerned else 3)
            if concerned:
                case.need, self.following, self.begun = FOUND, "discussion", begun
                if self.council.rule != "enquiry team":
                    self.clock.follow(self._rest(begun))
                return
            yield from self._authorised(begun)
        self.following = "plan" if chance.random() < PLAN_AFTER[case.need] else DONE

    def _planned(self, days: tuple[float, float, float], relative: float, limit: float) -> Begun:
        """More work or a slower pace takes longer, but a day is left for authorising it."""
        shortest, usual, longest = days
        length = min(max(usual * relative, shortest), longest)
        left = limit - 1 - self.clock.now
        return Begun(self.clock.now, min(length, max(left, shortest)))

    def _must_begin(self, hours: float, limit: float) -> float:
        """When so many hours must be begun, a day being left to authorise; never if too late."""
        worker = self.case.worker
        days = hours / worker.hours_a_day if worker is not None else 0.0
        last = limit - 1 - days
        return last if last >= self.clock.now else math.inf

    def _steps(self, begun: Begun, until: int) -> Steps:
        case, clock = self.case, self.clock
        limit = int(case.contact) + N.assessment_limit
        bounds = [at for _, at, _ in N.assessment_steps] + [1.0]
        for number in range(begun.first, until):
            share, at, visit = N.assessment_steps[number]
            planned = begun.begun + at * begun.length
            yield max(0.0, planned - clock.now)
            due = planned + 1 if visit else begun.begun + bounds[number + 1] * begun.length
            hours = N.assessment * case.effort
            left = hours * sum(each for each, _, _ in N.assessment_steps[number:])
            last = self._must_begin(left, limit)
            part = hours * share
            yield self.council.ask(
                case, part, min(due, last - 2), wait_until=last, presses_from=last - 2
            )
            case.assessed_hours += part
            case.assessed = clock.now
            if visit:
                self.notes.visited(clock.now, case.number)
        begun.first = until

    def _authorised(self, begun: Begun) -> Steps:
        case = self.case
        by = case.group
        yield self.council.decide(case, N.authorisation, self.clock.now + 1, False, by)
        self.notes.finish(self.clock.now, "assessment", case.contact, N.assessment_limit)
        begun.over.happen()

    def _rest(self, begun: Begun) -> Steps:
        begun.goes_on = True
        yield from self._steps(begun, 3)
        yield from self._authorised(begun)

    # --- section 47 ---

    def _does(self) -> Group | None:
        """Who does the work, if not the group responsible."""
        jointly = self.council.rule == "joint"
        return self.council.access if jointly else None

    def discussion(self) -> Steps:
        """Discuss at once, then enquire or not."""
        case, chance = self.case, self.council.chance
        yield from self.council.come_to(case, "discussion", 0.0, urgent=True)
        now = self.clock.now
        yield self.council.ask(case, N.discussion * case.effort, now, urgent=True, by=self._does())
        case.discussed = self.clock.now
        if chance.random() < N.enquired:
            self.notes.discussed(self.clock.now, case.number)
            self.following = "enquiry"
        else:
            self._back()

    def _back(self) -> None:
        """Return to the plan or the assessment; one ended meanwhile has led on already."""
        self.following = "plan" if self.case.need == RAISED else "assessment"
        begun = self.begun
        if self.following == "assessment" and begun is not None and begun.over.happened:
            self.begun = None
            after = PLAN_AFTER[self.case.need]
            self.following = "plan" if self.council.chance.random() < after else DONE

    def enquiry(self) -> Steps:
        """See the child at once, then enquire; a manager authorises it."""
        case, council = self.case, self.council
        yield from council.come_to(case, "enquiry", N.weights[1], urgent=True)
        case.assessed_hours = 0.0
        since = case.discussed
        limit, by = int(since) + N.enquiry_limit, self._does()
        begun = self._planned(N.enquiry_days, case.effort, limit)
        bounds = [at for _, at, _ in N.enquiry_steps] + [1.0]
        for number, (share, at, visit) in enumerate(N.enquiry_steps):
            planned = begun.begun + at * begun.length
            yield max(0.0, planned - self.clock.now)
            due = self.clock.now if visit else begun.begun + bounds[number + 1] * begun.length
            hours = N.enquiry * case.effort
            part = hours * share
            left = hours * sum(each for each, _, _ in N.enquiry_steps[number:])
            last = self._must_begin(left, limit)
            due = due if visit else min(due, last - 2)
            work = council.ask(
                case, part, due, urgent=True, by=by, at_once=visit, presses_from=last - 2
            )
            yield work
            case.assessed_hours += part
            case.assessed = self.clock.now
            if by is not None and (case.lead is None or case.lead.left):
                case.lead = work.by
            if visit:
                self.notes.visited(self.clock.now, case.number)
        case.lead = None
        yield council.decide(case, N.authorisation, self.clock.now + 1, True, by or case.group)
        self.notes.finish(self.clock.now, "enquiry", since, N.enquiry_limit)
        if council.chance.random() < N.to_conference:
            self.following = "conference"
            if self.begun is not None and not self.begun.goes_on:
                self.clock.follow(self._rest(self.begun))
        else:
            self._back()

    def conference(self) -> Steps:
        """Book a day, report, and sit with a chair."""
        case, council, clock = self.case, self.council, self.clock
        yield from council.come_to(case, "conference", N.weights[1], urgent=True)
        begins, (least, most) = int(case.discussed), N.booked
        wanted = begins + math.floor(least + (most - least + 1) * council.chance.random())
        today = math.ceil(clock.now)
        day = council.book(max(today, wanted), max(today, int(begins + least)))
        yield council.ask(case, N.conference * case.effort, float(day), urgent=True)
        yield max(0.0, day - clock.now)
        sitting = Work(case.number, N.chairing, clock.now, True, NOW_OR_NEVER)
        council.chairs.leave(sitting)
        yield sitting
        self.notes.finish(clock.now, "conference", case.discussed, N.conference_limit)
        self.following = "plan"

    # --- the plan ---

    def plan(self) -> Steps:
        """Visit until it ends or something comes up."""
        case, clock, chance = self.case, self.clock, self.council.chance
        yield from self.council.come_to(case, "plan", N.weights[2], urgent=False)
        [(low, high, _)] = chance.choices([N.shorter, N.longer], [N.shorter[2], N.longer[2]])
        lasts = max(N.first_visit, chance.uniform(low, high) * N.month)
        interrupted = chance.expovariate(N.escalations / N.year)
        ends = clock.now + min(lasts, interrupted)
        since, planned = clock.now, clock.now + N.first_visit
        while planned < ends or (planned == ends and lasts < interrupted):
            yield max(0.0, planned - clock.now)
            asked = clock.now
            yield self.council.ask(
                case, N.visit * case.effort, asked + 1, wait_until=asked + N.covered_after
            )
            self.notes.visited(clock.now, case.number, int(since) + N.visit_limit)
            since = clock.now
            while planned <= since:
                planned += N.visit_every
        yield max(0.0, ends - clock.now)
        self.following = DONE
        if interrupted < lasts:
            case.need, self.following = RAISED, "discussion"
