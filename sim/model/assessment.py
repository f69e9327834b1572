"""Assessment: steps in the worker's diary, paced to the limit, then a manager's authorisation."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sim.model.activity import CompiledActivity, Performance, Steps
from sim.model.case import BegunAssessment, Case
from sim.model.luck import lognormal
from sim.model.service import SOON, Service
from sim.scenario.pathway import Assessment, FurtherWork

_NEAR = 2.0
"""Working days before it must be begun at which work nears its limit."""
_FOR_AUTHORISATION = 1.0
"""Working days before its limit by which the steps of an assessment are planned to be done."""


@dataclass(frozen=True, slots=True)
class CompiledStep:
    """One piece of work of an assessment; from when to when as shares of the planned length."""

    name: str
    share: float
    """Share of the assessment's hours."""
    begins: float
    ends: float
    visit: bool


@dataclass(frozen=True, slots=True)
class CompiledConcern:
    """What may come up after a step and interrupt the assessment."""

    need: str
    after: str
    found_by: float
    to: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Course:
    """One family's assessment: its hours, from when to when, and what its limit is."""

    hours: float
    begun: float
    ends: float
    """When its steps are planned to be done."""
    limit: float
    first: int = 0
    """Number of the step with which it goes on."""


@dataclass(frozen=True, slots=True)
class CompiledAssessment:
    """An assessment as a run reads it."""

    activity: CompiledActivity
    hours: float
    hours_by_need: dict[str, float]
    further: FurtherWork | None
    usual_hours: float
    """Hours of a family that is planned for the usual length."""
    steps: tuple[CompiledStep, ...]
    concerns: tuple[CompiledConcern, ...]
    shortest: float
    usual: float
    longest: float
    """Planned length in working days."""
    spread: float
    """How much families' own pace differs: standard deviation over mean."""
    authorisation_hours: float

    @classmethod
    def of(cls, activity: CompiledActivity, planned: Assessment) -> CompiledAssessment:
        """Compile a planned assessment."""
        begins = [step.at.value for step in planned.steps]
        further = planned.further.hours.value if planned.further else 0.0
        return cls(
            activity=activity,
            hours=planned.hours.value,
            hours_by_need={need: hours.value for need, hours in planned.hours_by_need.items()},
            further=planned.further,
            usual_hours=planned.hours.value + further,
            steps=tuple(
                CompiledStep(step.name, step.share.value, at, until, step.visit)
                for step, at, until in zip(planned.steps, begins, [*begins[1:], 1.0], strict=True)
            ),
            concerns=tuple(
                CompiledConcern(each.need, each.after, each.found_by.value, each.to, each.becomes)
                for each in planned.concerns
            ),
            shortest=planned.planned_days.shortest.value,
            usual=planned.planned_days.usual.value,
            longest=planned.planned_days.longest.value,
            spread=planned.planned_days.spread.value,
            authorisation_hours=planned.authorisation_hours.value,
        )

    def perform(self, service: Service, case: Case, since: float, limit: float) -> Performance:
        """Pace the steps to the planned length, and have the whole authorised.

        Args:
            service: whose workers do it.
            case: whom it is for.
            since: what the limit counts from.
            limit: the last moment allowed; nan: no limit.

        Returns:
            What a concern leads to, with the rest left in `case.begun`; none if it is done.
        """
        case.assessed_hours = 0.0
        course = self._course(service, case, limit)
        concern, after = self._concern(service, case)
        yield from self._steps(service, case, course, after)
        if concern is None:
            yield from self._authorise(service, case)
            return None
        rest = self._rest(service, case, replace(course, first=after))
        done = service.env.event()
        occurrence = case.visits.get(self.activity.name, 0)
        case.begun = BegunAssessment(
            self.activity, since, limit, concern.to, occurrence, rest, done
        )
        case.need = concern.becomes
        return concern.to

    def _rest(self, service: Service, case: Case, course: Course) -> Steps:
        """What is left to do after an interruption."""
        yield from self._steps(service, case, course, len(self.steps))
        yield from self._authorise(service, case)

    def _course(self, service: Service, case: Case, limit: float) -> Course:
        """How much work it is for a family, and when it is planned to be done."""
        family, now = case.family, service.env.now
        own = self.hours_by_need.get(case.need, self.hours) + self._further_hours(service, case)
        relative = family.effort * (own / self.usual_hours if self.usual_hours > 0 else 1.0)
        if self.spread > 0:
            draw = service.luck.draw(*family.key, "pace", case.journeys)
            relative *= lognormal(draw, self.spread)
        length = min(max(self.usual * relative, self.shortest), self.longest)
        if not math.isnan(limit):
            left = limit - _FOR_AUTHORISATION - now
            length = min(length, max(left, self.shortest))
        return Course(own * family.size * family.effort, now, now + length, limit)

    def _further_hours(self, service: Service, case: Case) -> float:
        """Hours beyond the usual, for the families whom the assessment replaced sent on."""
        further = self.further
        if further is None or further.share_for(case.need) == 0:
            return 0.0  # what was replaced would not have been come to
        occurrence = case.visits.get(further.drawn_as, 0)
        case.visits[further.drawn_as] = occurrence + 1
        draw = service.luck.draw(*case.family.key, further.drawn_as, occurrence)
        return further.hours.value if draw < further.share_for(case.need) else 0.0

    def _concern(self, service: Service, case: Case) -> tuple[CompiledConcern | None, int]:
        """What comes up, and after how many steps; none and all steps if nothing does."""
        for_need = [each for each in self.concerns if each.need == case.need]
        if for_need:
            draw = service.luck.draw(*case.family.key, "concern", case.journeys)
            for concern in for_need:
                if draw < concern.found_by and concern.to not in case.completed:
                    names = [step.name for step in self.steps]
                    return concern, names.index(concern.after) + 1
        return None, len(self.steps)

    def _steps(self, service: Service, case: Case, course: Course, until: int) -> Steps:
        """Do the steps of a course up to one, each from when it is planned."""
        activity, env = self.activity, service.env
        length = course.ends - course.begun
        left = course.hours * sum([step.share for step in self.steps[course.first :]])
        for step in self.steps[course.first : until]:
            wait = course.begun + step.begins * length - env.now
            if wait > 0:
                yield env.timeout(wait)
            part = course.hours * step.share
            at_once = step.visit and activity.urgent
            begin_by = _begin_by(course, case, left, env.now)
            # A visit is an appointment; other work is wanted by the time the next begins. What
            # nears its limit goes before either, and to a colleague if its worker is back too late.
            planned = course.begun + step.begins * length + SOON
            due = planned if step.visit else course.begun + step.ends * length
            due = env.now if at_once else min(due, begin_by - _NEAR)
            piece = service.ask(
                case,
                activity,
                step.name,
                part,
                due,
                back_by=begin_by,
                at_once=at_once,
                presses_from=begin_by - _NEAR,
            )
            yield piece
            left -= part
            case.assessed_hours += part
            case.assessed = env.now
            lead = case.enquirer
            if activity.jointly and (lead is None or lead.diary.closed):
                case.enquirer = service.staffing.practitioners[piece.worker]
            if step.visit:
                service.visited(case, activity, "", math.nan, case.contact, piece.worker)

    def _authorise(self, service: Service, case: Case) -> Steps:
        """Have it authorised by a manager."""
        activity, hours = self.activity, self.authorisation_hours
        if activity.jointly:
            case.enquirer = None
        if hours > 0:
            managers = service.managers(activity, case)
            yield service.ask(case, activity, "authorisation", hours, desk=managers)


def _begin_by(course: Course, case: Case, hours: float, now: float) -> float:
    """When so many hours must be begun for the limit to be kept; never, if it cannot be."""
    if math.isnan(course.limit):
        return math.inf
    days = hours / case.worker.diary.hours_a_day if case.worker else 0.0
    begin_by = course.limit - _FOR_AUTHORISATION - days
    return begin_by if begin_by >= now else math.inf
