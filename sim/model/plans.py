"""Plans: recurring visits, groups and reviews until the plan ends or something interrupts it."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simpy.events import Event as SimEvent

from sim.model.events import Event
from sim.model.family import Family
from sim.model.luck import exponential
from sim.plan.calendar import WORKING_DAYS_PER_MONTH, WORKING_DAYS_PER_YEAR
from sim.plan.pathway import AtReviews, ByBands, Plan, Task

if TYPE_CHECKING:
    from sim.model.service import Service


@dataclass(frozen=True)
class Course:
    """How one family's plan runs if nothing interrupts it, in working days."""

    begins: float
    """When it began; before 0 for a case open at the start."""
    lasts: float
    reviews: int
    """Number of the review at which it ends; 0 where its length is not set by reviews."""


def draw_length(plan: Plan, draw: float) -> tuple[float, int]:
    """A plan's length in working days and the review at which it ends, from a uniform draw."""
    if isinstance(plan.length, ByBands):
        for band in plan.length.bands:
            share = band.share.value
            if draw < share:
                low, high = band.from_months.value, band.to_months.value
                return (low + (high - low) * draw / share) * WORKING_DAYS_PER_MONTH, 0
            draw -= share
        return plan.length.bands[-1].to_months.value * WORKING_DAYS_PER_MONTH, 0
    first, every = review_times(plan, plan.length)
    now, later = plan.length.first_chance.value, plan.length.later_chance.value
    if draw < now:
        return first, 1
    if later <= 0:
        return math.inf, 0
    left = (1 - draw) / (1 - now)
    further = 1 if later >= 1 else max(1, math.ceil(math.log(left) / math.log(1 - later)))
    return first + further * every, 1 + further


def review_times(plan: Plan, length: AtReviews) -> tuple[float, float]:
    """Working days to the first review that may end the plan, and from one to the next."""
    task = next(task for task in plan.tasks if task.name == length.ends_at)
    return first_due(task), task.every.value


def first_due(task: Task) -> float:
    """Working days from the start of a plan to the first of a task."""
    return task.every.value if task.first is None else task.first.value


class Plans:
    """Carries out plans for the families of a service."""

    def __init__(self, service: Service) -> None:
        """Carry out the plans of a service."""
        self._service = service
        self._env = service.env

    def open_now(
        self, family: Family, name: str, plan: Plan, draws: tuple[float, ...]
    ) -> Generator[SimEvent, None, str | None]:
        """Start a plan now, or go on with one that was open at the start.

        Args:
            family: the family.
            name: the plan's name in the pathway.
            plan: the plan.
            draws: the luck of this entry; 1 sets the length, 2 and 3 the interruption.

        Returns:
            What interrupted the plan, or none if it ran its course.
        """
        course = self._service.open_courses.pop(family.number, None)
        if course is None:
            course = Course(self._env.now, *draw_length(plan, draws[1]))
        rates = [e.chance_per_year.value / WORKING_DAYS_PER_YEAR for e in plan.escalations]
        interrupted = self._env.now + exponential(draws[2], sum(rates))
        if interrupted < course.begins + course.lasts:
            yield from self._run(family, name, plan, course, interrupted)
            return self._interrupt(family, plan, rates, draws[3])
        # A plan that ends at a review ends when that review is held, however late.
        until = math.inf if course.reviews else course.begins + course.lasts
        yield from self._run(family, name, plan, course, until)
        return None

    def _interrupt(self, family: Family, plan: Plan, rates: list[float], draw: float) -> str:
        mark = draw * sum(rates)
        for escalation, rate in zip(plan.escalations, rates, strict=True):
            if mark < rate:
                break
            mark -= rate
        family.need = escalation.becomes
        return escalation.to

    def _run(
        self, family: Family, name: str, plan: Plan, course: Course, until: float
    ) -> Generator[SimEvent, None, None]:
        """Do each task when it is planned, one after another, until the plan ends."""
        env, tasks = self._env, plan.tasks
        last = [_latest_before(task, course.begins, env.now) for task in tasks]
        following = [
            course.begins + first_due(task) if at == course.begins else at + task.every.value
            for task, at in zip(tasks, last, strict=True)
        ]
        ending, held = "", 0
        if isinstance(plan.length, AtReviews):
            ending = plan.length.ends_at
            first, between = review_times(plan, plan.length)
            held = max(0, math.floor((env.now - course.begins - first) / between) + 1)
        while min(following) < until:
            planned = min(following)
            number = following.index(planned)
            task = tasks[number]
            if planned > env.now:
                yield env.timeout(planned - env.now)
            yield from self._do(family, name, task, last[number])
            last[number] = env.now
            # The plan keeps its rhythm: what was late does not put off the next, what was missed
            # is not made up for.
            every = task.every.value
            following[number] = planned + every * max(1, math.ceil((env.now - planned) / every))
            if task.name == ending:
                held += 1
                if held == course.reviews:
                    return
        if env.now < until < math.inf:
            yield env.timeout(until - env.now)

    def _do(
        self, family: Family, name: str, task: Task, last: float
    ) -> Generator[SimEvent, None, None]:
        """One visit, group or review: the worker's part, then the chair's."""
        service = self._service
        limit = math.nan if task.limit is None else int(last) + task.limit.value
        due = self._env.now + task.every.value / 2 if task.limit is None else limit
        if task.hours.value > 0:
            hours = task.hours.value * family.size * family.effort
            yield service.ask(family, task.name, hours, due, name)
        if task.chair_hours is not None and task.chair_hours.value > 0:
            chairs = service.chairs(name, family)
            yield service.ask(family, task.name, task.chair_hours.value, due, name, chairs)
        if task.visit:
            service.journal.note(
                Event.VISITED,
                family.number,
                service.activity_index[name],
                family.team.index,
                family.worker.index if family.worker else -1,
                service.journal.labels[task.name],
                due=limit,
                since=last,
            )


def _latest_before(task: Task, begins: float, now: float) -> float:
    """When a task of a plan that began earlier was last done; the plan's start if never."""
    first = begins + first_due(task)
    if now < first:
        return begins
    every = task.every.value
    return first + math.floor((now - first) / every) * every
