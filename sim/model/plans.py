"""Plans: recurring visits, groups and reviews until the plan ends or something interrupts it."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from itertools import accumulate
from math import isnan
from typing import TYPE_CHECKING

from simpy.events import Event as SimEvent

from sim.model.compiled_pathway import Escalation, Plan, Task
from sim.model.family import Family
from sim.model.luck import exponential
from sim.scenario.calendar import WORKING_DAYS_PER_MONTH, WORKING_DAYS_PER_YEAR
from sim.scenario.pathway import ByBands

if TYPE_CHECKING:
    from sim.model.service import Service


@dataclass(frozen=True, slots=True)
class Course:
    """How one family's plan runs if nothing interrupts it, in working days."""

    begins: float
    """When it began; before 0 for a case open at the start."""
    lasts: float
    reviews: int
    """Number of the review at which it ends; 0 where its length is not set by reviews."""


def draw_length(plan: Plan, draw: float) -> tuple[float, int]:
    """A plan's length in working days and the review at which it ends, from a uniform draw."""
    length = plan.length
    if isinstance(length, ByBands):
        for band in length.bands:
            share = band.share.value
            if draw < share:
                low, high = band.from_months.value, band.to_months.value
                return (low + (high - low) * draw / share) * WORKING_DAYS_PER_MONTH, 0
            draw -= share
        return length.bands[-1].to_months.value * WORKING_DAYS_PER_MONTH, 0
    first, every = review_times(plan)
    now, later = length.first_chance.value, length.later_chance.value
    if draw < now:
        return first, 1
    if later <= 0:
        return math.inf, 0
    left = (1 - draw) / (1 - now)
    further = 1 if later >= 1 else max(1, math.ceil(math.log(left) / math.log(1 - later)))
    return first + further * every, 1 + further


def review_times(plan: Plan) -> tuple[float, float]:
    """Working days to the first review that may end the plan, and from one to the next.

    Raises:
        ValueError: if the plan does not end at reviews.
    """
    if plan.ending is None:
        raise ValueError(f"'{plan.name}' does not end at reviews")
    return plan.ending.first, plan.ending.every


class Plans:
    """Carries out plans for the families of a service."""

    def __init__(self, service: Service) -> None:
        """Carry out the plans of a service."""
        self._service = service
        self._env = service.env

    def carry_out(self, family: Family, plan: Plan) -> Generator[SimEvent, None, str | None]:
        """Start a plan now, or go on with one open at the start: each task when it is planned.

        Args:
            family: the family.
            plan: the plan.

        Returns:
            What interrupted the plan, or none if it ran its course.
        """
        env, ask, journal, tasks = self._env, self._service.ask, self._service.journal, plan.tasks
        now, size, effort = env.now, family.size, family.effort
        course, until, interruption = self._course(family, plan)
        last = [_latest_before(task, course.begins, now) for task in tasks]
        planned = [
            at + (task.first if at == course.begins else task.every)
            for task, at in zip(tasks, last, strict=True)
        ]
        held = _reviews_before(plan, now - course.begins)
        while (following := min(planned)) < until:
            number = planned.index(following)
            task, since = tasks[number], last[number]
            if following > now:
                yield env.timeout(following - now)
                now = env.now
            limit = int(since) + task.limit
            due = now + task.every / 2 if isnan(limit) else limit
            if task.hours > 0:
                hours = task.hours * size * effort
                yield ask(family, plan, task.name, hours, due)
            if task.chair_hours > 0:
                chairs = self._service.chairs(plan, family)
                yield ask(family, plan, task.name, task.chair_hours, due, chairs)
            now = env.now
            if task.visit:
                journal.visited(now, family, plan, task.name, limit, since)
            last[number] = now
            planned[number] = _next_planned(following, task.every, now)
            if task is plan.ending:
                held += 1
                if held == course.reviews:
                    break
        else:
            if now < until < math.inf:
                yield env.timeout(until - now)
        if interruption is None:
            return None
        family.need = interruption.becomes
        return interruption.to

    def _course(self, family: Family, plan: Plan) -> tuple[Course, float, Escalation | None]:
        """How the plan runs, until when it runs by itself, and what interrupts it if anything."""
        now, key = self._env.now, (plan.name, family.visits.get(plan.name, 0))
        _, length, moment, kind = self._service.luck.draws(*family.key, *key)
        course = self._service.open_courses.pop(family.number, None)
        if course is None:
            course = Course(now, *draw_length(plan, length))
        rates = [escalation.per_year / WORKING_DAYS_PER_YEAR for escalation in plan.escalations]
        interrupted = now + exponential(moment, sum(rates))
        if interrupted < course.begins + course.lasts:
            return course, interrupted, _which(plan.escalations, rates, kind)
        # A plan that ends at a review ends when that review is held, however late.
        return course, math.inf if course.reviews else course.begins + course.lasts, None


def _which(escalations: tuple[Escalation, ...], rates: list[float], draw: float) -> Escalation:
    """The escalation that a uniform draw picks, by their rates."""
    mark = draw * sum(rates)
    bounds = accumulate(rates)
    return next(
        (e for e, bound in zip(escalations, bounds, strict=True) if mark < bound), escalations[-1]
    )


def _next_planned(planned: float, every: float, now: float) -> float:
    """When a task is planned again, in rhythm: no later for being late, nor made up for."""
    late = now - planned
    return planned + (every if late <= every else every * math.ceil(late / every))


def _reviews_before(plan: Plan, age: float) -> int:
    """Reviews that may end it that a plan of this age has had."""
    if plan.ending is None:
        return 0
    return max(0, math.floor((age - plan.ending.first) / plan.ending.every) + 1)


def _latest_before(task: Task, begins: float, now: float) -> float:
    """When a task of a plan that began earlier was last done; the plan's start if never."""
    first = begins + task.first
    if now < first:
        return begins
    return first + math.floor((now - first) / task.every) * task.every
