"""Plan: recurring visits, groups and reviews until it ends or something interrupts it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate

from simpy.events import Event as SimEvent

from sim.model.activity import CompiledActivity, Performance, Steps
from sim.model.case import Case, Term
from sim.model.luck import exponential
from sim.model.service import SOON, Service
from sim.scenario.exact.length_of_stay import LengthAtReviews, PlanLength, length_of
from sim.scenario.pathway import Plan, Task


@dataclass(frozen=True, slots=True)
class CompiledTask:
    """Recurring work of a plan, in hours and working days."""

    name: str
    first: float
    """From the start of the plan to the first."""
    every: float
    """From one to the next."""
    hours: float
    chair_hours: float
    limit: float
    """Allowed from one to the next; nan: no limit."""
    visit: bool
    covered_after: float
    """Working days it may wait for a worker who is away."""

    @classmethod
    def of(cls, planned: Task) -> CompiledTask:
        """Compile a planned task."""
        every = planned.every.value
        return cls(
            name=planned.name,
            first=every if planned.first is None else planned.first.value,
            every=every,
            hours=planned.hours.value,
            chair_hours=0.0 if planned.chair_hours is None else planned.chair_hours.value,
            limit=math.nan if planned.limit is None else planned.limit.value,
            visit=planned.visit,
            covered_after=(
                math.inf if planned.covered_after is None else planned.covered_after.value
            ),
        )

    def done_before(self, age: float) -> int:
        """How often it falls due in a plan up to this age, in working days."""
        return max(0, math.floor((age - self.first) / self.every) + 1)

    def latest_before(self, begins: float, now: float) -> float:
        """When it was last done in a plan that began earlier; the plan's start if never."""
        first = begins + self.first
        if now < first:
            return begins
        return first + math.floor((now - first) / self.every) * self.every

    def next_planned(self, planned: float, now: float) -> float:
        """When it is planned again, in rhythm: no later for being late, nor made up for."""
        late, every = now - planned, self.every
        return planned + (every if late <= every else every * math.ceil(late / every))


@dataclass(frozen=True, slots=True)
class CompiledEscalation:
    """What may interrupt a plan."""

    to: str
    becomes: str
    """The family's need from then on; empty where early help steps up."""
    rate: float
    """Rate a working day for one open family."""


@dataclass(frozen=True, slots=True)
class CompiledPlan:
    """A plan as a run reads it."""

    activity: CompiledActivity
    tasks: tuple[CompiledTask, ...]
    ending: CompiledTask | None
    """The task at which it may end; none if its length is drawn from bands."""
    escalations: tuple[CompiledEscalation, ...]
    length: PlanLength

    @classmethod
    def of(cls, activity: CompiledActivity, planned: Plan, year: float) -> CompiledPlan:
        """Compile a plan of the pathway; `year` is its number of working days."""
        tasks = tuple(CompiledTask.of(task) for task in planned.tasks)
        length = length_of(planned, year)
        at = length.review if isinstance(length, LengthAtReviews) else None
        return cls(
            activity=activity,
            tasks=tasks,
            ending=next((task for task in tasks if task.name == at), None),
            escalations=tuple(
                CompiledEscalation(each.to, each.becomes or "", each.chance_per_year.value / year)
                for each in planned.escalations
            ),
            length=length,
        )

    def perform(self, service: Service, case: Case, _since: float, _limit: float) -> Performance:
        """Start it now, or go on with one open at the start: each task when it is planned.

        Args:
            service: whose workers and chairs do it.
            case: whose plan it is.

        Returns:
            What interrupted the plan, or none if it ran its course.
        """
        activity, tasks, env, ask = self.activity, self.tasks, service.env, service.ask
        now, size, effort = env.now, case.family.size, case.family.effort
        term, until, interruption = self._term(service, case)
        last = [task.latest_before(term.begins, now) for task in tasks]
        planned = [
            at + (task.first if at == term.begins else task.every)
            for task, at in zip(tasks, last, strict=True)
        ]
        reviews = 0 if self.ending is None else self.ending.done_before(now - term.begins)
        # What is planned for its last day is done, as is the first visit of a short one; but not
        # what is planned for the moment at which something interrupts it.
        ends_by_itself = interruption is None
        while (following := min(planned)) < until or (ends_by_itself and following == until):
            number = planned.index(following)
            task, since = tasks[number], last[number]
            # A task is planned for a day and asked for in its morning; but a review that may end
            # the plan keeps its moment, as the plan's end is exact.
            if task is self.ending:
                if following > now:
                    yield env.timeout(following - now)
            elif (day := int(following)) > now:
                yield service.morning(day)
            now = env.now
            limit = int(since) + task.limit
            due = now + SOON
            worker = -1 if case.worker is None else case.worker.index
            if task.hours > 0:
                hours, back_by = task.hours * size * effort, now + task.covered_after
                piece = ask(case, activity, task.name, hours, due, back_by=back_by)
                yield piece
                worker = piece.worker
            if task.chair_hours > 0:
                chairs = service.chairs(activity, case)
                yield ask(case, activity, task.name, task.chair_hours, due, chairs)
            now = env.now
            if task.visit:
                service.visited(case, activity, task.name, limit, since, worker)
            last[number] = now
            planned[number] = task.next_planned(following, now)
            if task is self.ending:
                reviews += 1
                if reviews == term.reviews:
                    break
        else:
            if now < until < math.inf:
                yield env.timeout(until - now)
        if interruption is None:
            return None
        case.need = interruption.becomes
        return interruption.to

    def visit_meanwhile(self, service: Service, case: Case, taken_over: SimEvent) -> Steps:
        """Visit a family that waits for the worker who will hold its plan, until it has one.

        Args:
            service: whose workers do it.
            case: whose plan is about to begin.
            taken_over: happens when it has.
        """
        activity, env, family = self.activity, service.env, case.family
        task = next((task for task in self.tasks if task.visit and task.hours > 0), None)
        if task is None:
            return
        since = env.now
        yield env.timeout(task.first)
        while not taken_over.triggered:
            hours, limit = task.hours * family.size * family.effort, int(since) + task.limit
            piece = service.visit_meanwhile(case, activity, task.name, hours)
            if piece is not None:
                yield piece
                service.visited(case, activity, task.name, limit, since, piece.worker)
                since = env.now
            yield env.timeout(task.every)

    def _term(self, service: Service, case: Case) -> tuple[Term, float, CompiledEscalation | None]:
        """How long it runs, until when by itself, and what interrupts it if anything does."""
        now, name = service.env.now, self.activity.name
        occurrence = case.visits.get(name, 0)
        _, length, moment, which = service.luck.draws(*case.family.key, name, occurrence)
        term, case.open_term = case.open_term, None
        if term is None:
            term = Term(now, *self.length.draw(length))
        interrupted = now + exponential(moment, self.rate)
        if interrupted < term.begins + term.lasts:
            return term, interrupted, self._interruption(which)
        # A plan that ends at a review ends when that review is held, however late.
        return term, math.inf if term.reviews else term.begins + term.lasts, None

    @property
    def rate(self) -> float:
        """Rate a working day at which something interrupts one open family's plan."""
        return sum(escalation.rate for escalation in self.escalations)

    def course(
        self, length: float, moment: float, which: float
    ) -> tuple[float, CompiledEscalation | None]:
        """Working days that a plan lasts from its start, and what interrupts it, from draws.

        Args:
            length: picks how long it lasts if nothing interrupts it.
            moment: picks when something would.
            which: picks what.
        """
        lasts, _ = self.length.draw(length)
        interrupted = exponential(moment, self.rate)
        if interrupted < lasts:
            return interrupted, self._interruption(which)
        return lasts, None

    def _interruption(self, draw: float) -> CompiledEscalation:
        """The escalation that a uniform draw picks, by their rates."""
        mark = draw * self.rate
        bounds = zip(self.escalations, accumulate(e.rate for e in self.escalations), strict=True)
        return next((each for each, bound in bounds if mark < bound), self.escalations[-1])
