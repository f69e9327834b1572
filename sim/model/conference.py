"""Conference: prepared by the family's worker, sits with a chair on the day it is booked for."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sim.model.activity import CompiledActivity, Steps
from sim.model.case import Case
from sim.model.service import Service
from sim.scenario.pathway import Conference


@dataclass(frozen=True, slots=True)
class CompiledConference:
    """A conference as a run reads it."""

    activity: CompiledActivity
    hours: float
    planned_days: float
    chair_hours: float

    @classmethod
    def of(cls, activity: CompiledActivity, planned: Conference) -> CompiledConference:
        """Compile a planned conference; its report is the work of the own worker alone."""
        return cls(
            activity=replace(activity, jointly=False),
            hours=planned.hours.value,
            planned_days=planned.planned_days.value,
            chair_hours=planned.chair_hours.value,
        )

    def perform(self, service: Service, case: Case, since: float, limit: float) -> Steps:
        """The worker prepares; the conference sits when it is booked and a chair is free.

        Args:
            service: whose workers and chairs do it.
            case: whom it is about.
            since: what the limit counts from.
            limit: the last moment allowed; nan: no limit.
        """
        activity, env, family = self.activity, service.env, case.family
        booked = int(since) + self.planned_days
        hours = self.hours * family.size * family.effort
        if hours > 0:
            yield service.ask(case, activity, "report", hours, booked)
        if booked > env.now:
            yield env.timeout(booked - env.now)
        if self.chair_hours > 0:
            due = env.now if math.isnan(limit) else limit
            chairs = service.chairs(activity, case)
            yield service.ask(case, activity, activity.name, self.chair_hours, due, chairs)
