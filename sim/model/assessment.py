"""Assessment: steps in the worker's diary, then a manager's authorisation."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.model.activity import CompiledActivity, Steps
from sim.model.case import Case
from sim.model.service import Service
from sim.scenario.pathway import Assessment


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
class CompiledAssessment:
    """An assessment as a run reads it."""

    activity: CompiledActivity
    hours: float
    hours_by_need: dict[str, float]
    steps: tuple[CompiledStep, ...]
    shortest: float
    usual: float
    longest: float
    """Planned length in working days."""
    authorisation_hours: float

    @classmethod
    def of(cls, activity: CompiledActivity, planned: Assessment) -> CompiledAssessment:
        """Compile a planned assessment."""
        begins = [step.at.value for step in planned.steps]
        return cls(
            activity=activity,
            hours=planned.hours.value,
            hours_by_need={need: hours.value for need, hours in planned.hours_by_need.items()},
            steps=tuple(
                CompiledStep(step.name, step.share.value, at, until, step.visit)
                for step, at, until in zip(planned.steps, begins, [*begins[1:], 1.0], strict=True)
            ),
            shortest=planned.planned_days.shortest.value,
            usual=planned.planned_days.usual.value,
            longest=planned.planned_days.longest.value,
            authorisation_hours=planned.authorisation_hours.value,
        )

    def perform(self, service: Service, case: Case, _since: float, _limit: float) -> Steps:
        """Pace the steps to the planned length, and have the whole authorised.

        Args:
            service: whose workers do it.
            case: whom it is for.
        """
        activity, env, ask, family = self.activity, service.env, service.ask, case.family
        usual = self.hours
        by_need = self.hours_by_need.get(case.need, usual)
        relative = family.effort * (by_need / usual if usual > 0 else 1.0)
        hours = by_need * family.size * family.effort
        length = min(max(self.usual * relative, self.shortest), self.longest)
        begun = env.now
        case.assessed_hours = 0.0
        for step in self.steps:
            wait = begun + step.begins * length - env.now
            if wait > 0:
                yield env.timeout(wait)
            part = hours * step.share
            yield ask(case, activity, step.name, part, begun + step.ends * length)
            case.assessed_hours += part
            if step.visit:
                service.visited(case, activity, "", math.nan, case.contact)
        if self.authorisation_hours > 0:
            managers = service.managers(activity, case)
            yield ask(case, activity, "authorisation", self.authorisation_hours, desk=managers)
