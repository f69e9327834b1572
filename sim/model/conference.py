"""Conference: prepared by the family's worker, sits with a chair on the day it is booked for."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sim.model.activity import CompiledActivity, Steps
from sim.model.case import Case
from sim.model.desk import Desk
from sim.model.service import Service
from sim.scenario.pathway import Conference


@dataclass(frozen=True, slots=True)
class CompiledConference:
    """A conference as a run reads it."""

    activity: CompiledActivity
    hours: float
    earliest: float
    latest: float
    """Between what days it is booked, where diaries allow; counted as the limit is."""
    chair_hours: float

    @classmethod
    def of(cls, activity: CompiledActivity, planned: Conference) -> CompiledConference:
        """Compile a planned conference; its report is the work of the own worker alone."""
        return cls(
            activity=replace(activity, jointly=False),
            hours=planned.hours.value,
            earliest=(planned.earliest_days or planned.planned_days).value,
            latest=planned.planned_days.value,
            chair_hours=planned.chair_hours.value,
        )

    def perform(self, service: Service, case: Case, since: float, _limit: float) -> Steps:
        """The worker prepares; the conference sits when it is booked and a chair is free.

        Args:
            service: whose workers and chairs do it.
            case: whom it is about.
            since: what the limit counts from.
        """
        activity, env, family = self.activity, service.env, case.family
        chairs = service.chairs(activity, case) if self.chair_hours > 0 else None
        booked = self._book(service, case, since, chairs)
        hours = self.hours * family.size * family.effort
        if hours > 0:
            yield service.ask(case, activity, "report", hours, booked)
        if booked > env.now:
            yield env.timeout(booked - env.now)
        if chairs is not None:
            yield service.ask(case, activity, activity.name, self.chair_hours, env.now, chairs)

    def _book(self, service: Service, case: Case, since: float, chairs: Desk | None) -> float:
        """The day for which it is booked: each family's own of those allowed, if chairs have room.

        Args:
            service: where chairs' diaries are kept.
            case: whom it is about.
            since: what its days count from.
            chairs: who takes the chair; none: nobody's diary decides.
        """
        begins, spread = int(since), self.latest - self.earliest
        wanted = begins + self.latest
        if spread > 0:
            occurrence = case.visits.get(self.activity.name, 0)
            draw = service.luck.draw(*case.family.key, self.activity.name, occurrence, "booked")
            wanted = begins + math.floor(self.earliest + (spread + 1) * draw)
        if chairs is None:
            return wanted
        today = math.ceil(service.env.now)
        earliest = max(today, math.floor(begins + self.earliest))
        return service.book(chairs, self.chair_hours, max(today, math.floor(wanted)), earliest)
