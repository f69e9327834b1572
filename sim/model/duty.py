"""Duty: one piece of work for whoever is free, or for the family's worker."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.model.activity import CompiledActivity, Steps
from sim.model.case import Case
from sim.model.desk import NEVER_RESTS
from sim.model.service import Service
from sim.scenario.pathway import Duty


@dataclass(frozen=True, slots=True)
class CompiledDuty:
    """One piece of work as a run reads it."""

    activity: CompiledActivity
    hours: float
    by_manager: bool
    grows: bool
    """Whether it takes longer for a larger family."""
    planned_days: float

    @classmethod
    def of(cls, activity: CompiledActivity, planned: Duty, grows: bool) -> CompiledDuty:
        """Compile a planned duty."""
        return cls(
            activity=activity,
            hours=planned.hours.value,
            by_manager=planned.by == "manager",
            grows=grows,
            planned_days=planned.planned_days.value,
        )

    def perform(self, service: Service, case: Case, since: float, limit: float) -> Steps:
        """Do it on the day for which it is planned.

        Args:
            service: whose workers do it.
            case: whom it is for.
            since: what the limit counts from.
            limit: the last moment allowed; nan: no limit.
        """
        activity, env = self.activity, service.env
        if self.planned_days > 0:
            planned = int(since) + self.planned_days
            if planned > env.now:
                yield env.timeout(planned - env.now)
        due = env.now if math.isnan(limit) else limit
        if self.by_manager:
            managers = service.managers(activity, case)
            yield service.ask(case, activity, activity.name, self.hours, due, managers)
        else:
            family = case.family
            hours = self.hours * family.size if self.grows else self.hours
            hours *= family.effort
            yield service.ask(case, activity, activity.name, hours, due, back_by=NEVER_RESTS)
