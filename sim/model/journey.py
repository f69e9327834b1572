"""The journey: a family's way through the pathway, told step by step on SimPy's clock."""

from __future__ import annotations

import math
from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING

from simpy.events import Event as SimEvent

from sim.model.arrivals import return_delay
from sim.model.compiled_pathway import Activity, AnyActivity, Assessment, Conference, Duty
from sim.model.family import Family

if TYPE_CHECKING:
    from sim.model.service import Service
    from sim.model.team import Team

Steps = Generator[SimEvent, None, None]
Path = Generator[SimEvent, None, str]
"""Steps that end with the name of what comes next."""


class Journey:
    """Takes families through the activities of a pathway, whoever owns them."""

    def __init__(self, service: Service) -> None:
        """Tell the journeys of a service."""
        self._service = service
        self._script = service.script
        self._costs = service.script.handoffs
        self._env = service.env
        self._journal = service.journal
        self._luck = service.luck
        self._ask = service.ask

    def contact(self, family: Family, returning: bool) -> None:
        """A contact arrives and is taken wherever it leads.

        Args:
            family: the family.
            returning: whether it comes back after a closed referral, and so is a referral.
        """
        _follow(self._path(family, self._script.front_door, returning))

    def resume(self, family: Family) -> None:
        """A case open at the start goes on with its plan."""
        _follow(self._path(family, self._script.activities[family.plan], returning=False))

    def _path(self, family: Family, activity: AnyActivity, returning: bool) -> Steps:
        """Go through one activity after another until an ending, and again after a return."""
        service, script, journal, env = self._service, self._script, self._journal, self._env
        decided = True
        while True:
            if activity is script.front_door:
                self._begin(family, returning)
                decided = False
            family.urgent = activity.urgent
            team = service.responsible(activity, family)
            if team is not family.team:
                yield from self._pass_on(family, team)
            if activity.needs_worker:
                yield from self._be_allocated(family, activity.weight * family.children)
            since = self._counts_from(family, activity)
            limit = int(since) + activity.limit
            journal.started(env.now, family, activity, limit, since)
            interrupted = yield from self._perform(family, activity, since, limit)
            following = interrupted or self._next(family, activity, returning)
            family.visits[activity.name] = family.visits.get(activity.name, 0) + 1
            family.completed[activity.name] = family.previous = now = env.now
            journal.completed(now, family, activity, following, limit, since)
            if activity is script.front_door and following == script.referral:
                journal.referred(now, family)
            elif not decided:
                decided = True
                journal.decided(now, family, activity, following)
            if following in script.activities:
                activity = script.activities[following]
                continue
            if family.had_worker and script.closing_hours > 0:
                yield self._ask(family, None, "closing", script.closing_hours)
            self._close(family, following)
            delay = self._delay_until_return(family, following)
            if delay is None:
                return
            yield env.timeout(delay)
            family.need = service.new_need(family)
            activity, returning = script.front_door, True

    def _begin(self, family: Family, returning: bool) -> None:
        """A new journey starts at the front door, with nothing done yet."""
        family.contact = family.previous = now = self._env.now
        family.journeys += 1
        family.completed.clear()
        family.assessed_hours = 0.0
        if not self._service.returns_to_previous_worker:
            family.known_to.clear()
        family.had_worker = False
        family.team = self._service.front_door[family.locality]
        self._journal.contact(now, family, returning)

    def _counts_from(self, family: Family, activity: Activity) -> float:
        """When the activity's limit began to run."""
        if activity.counts_from == "contact":
            return family.contact
        return family.completed.get(activity.counts_from, family.previous)

    def _next(self, family: Family, activity: Activity, returning: bool) -> str:
        """Choose what comes next: for whoever comes back, always a referral."""
        if returning and activity is self._script.front_door:
            return self._script.referral
        routes = activity.routes_for(family.need)
        if len(routes.options) == 1:
            return routes.options[0]
        occurrence = family.visits.get(activity.name, 0)
        return routes.pick(self._luck.draw(*family.key, activity.name, occurrence))

    # --- who is responsible, and who is the worker ---

    def _pass_on(self, family: Family, team: Team) -> Steps:
        """Pass responsibility to another team: at once if urgent, else by its transfer meeting."""
        env, costs, urgent = self._env, self._costs, family.urgent
        asked = env.now
        if family.worker is None:
            if not urgent and costs.front_door_wait > 0:
                yield env.timeout(costs.front_door_wait)
        elif family.worker.team is not team:
            if costs.hours_out > 0:
                written = self._ask(family, None, "handoff out", costs.hours_out)
                if not urgent:
                    yield written
            if not urgent:
                listed = env.now + costs.notice
                meeting = math.ceil(listed / costs.meeting_every) * costs.meeting_every
                yield env.timeout(meeting - env.now)
        if family.waiting is not None:
            family.waiting.withdraw()
        giving, family.team = family.team, team
        self._journal.handed_over(env.now, family, giving, asked)

    def _be_allocated(self, family: Family, weight: float) -> Steps:
        """Stay with the worker, or wait for one of the team responsible, who then takes over."""
        team, place = family.team, family.waiting
        if family.worker is not None and family.worker.team is team:
            family.worker.reweigh(family, weight)
            return
        if place is not None and family.urgent:
            place.withdraw()
            place = None
        if place is None:
            place = team.request(family, weight, family.urgent, _reason(family))
        place.weight = weight
        yield place.allocated
        family.had_worker = True
        if place.reason == "pathway":
            yield from self._take_over(family)
        elif (
            place.reason != "leaver"
            and family.team is not self._service.front_door[family.locality]
        ):
            hours = self._costs.front_door_hours_in
            if hours > 0:
                yield self._ask(family, None, "handoff in", hours)

    def _take_over(self, family: Family) -> Steps:
        """The new worker reads in, and does again a share of what was assessed before."""
        costs = self._costs
        for text, hours in (
            ("handoff in", costs.hours_in),
            ("handoff rework", costs.rework * family.assessed_hours),
        ):
            if hours > 0:
                yield self._ask(family, None, text, hours)

    # --- performing an activity ---

    def _perform(
        self, family: Family, activity: AnyActivity, since: float, limit: float
    ) -> Generator[SimEvent, None, str | None]:
        """The work of an activity; ends with what interrupted it, if anything did."""
        if isinstance(activity, Duty):
            return self._duty(family, activity, since, limit)
        if isinstance(activity, Assessment):
            return self._assessment(family, activity)
        if isinstance(activity, Conference):
            return self._conference(family, activity, since, limit)
        return self._service.plans.carry_out(family, activity)

    def _duty(self, family: Family, duty: Duty, since: float, limit: float) -> Steps:
        """One piece of work, on the day for which it is planned."""
        env = self._env
        if duty.planned_days > 0:
            planned = int(since) + duty.planned_days
            if planned > env.now:
                yield env.timeout(planned - env.now)
        due = env.now if math.isnan(limit) else limit
        if duty.by_manager:
            managers = self._service.performing(duty, family).managers
            yield self._ask(family, duty, duty.name, duty.hours, due, managers)
        else:
            hours = duty.hours * family.size if duty.grows else duty.hours
            yield self._ask(family, duty, duty.name, hours * family.effort, due)

    def _assessment(self, family: Family, assessment: Assessment) -> Steps:
        """Steps in the worker's diary, paced to the planned length; then authorisation."""
        env = self._env
        usual = assessment.hours
        by_need = assessment.hours_by_need.get(family.need, usual)
        relative = family.effort * (by_need / usual if usual > 0 else 1.0)
        hours = by_need * family.size * family.effort
        length = min(max(assessment.usual * relative, assessment.shortest), assessment.longest)
        begun = env.now
        family.assessed_hours = 0.0
        for step in assessment.steps:
            wait = begun + step.begins * length - env.now
            if wait > 0:
                yield env.timeout(wait)
            part = hours * step.share
            yield self._ask(family, assessment, step.name, part, begun + step.ends * length)
            family.assessed_hours += part
            if step.visit:
                self._journal.visited(env.now, family, assessment, "", math.nan, family.contact)
        hours = assessment.authorisation_hours
        if hours > 0:
            managers = self._service.performing(assessment, family).managers
            yield self._ask(family, assessment, "authorisation", hours, desk=managers)

    def _conference(
        self, family: Family, conference: Conference, since: float, limit: float
    ) -> Steps:
        """The worker prepares; the conference sits when it is booked and a chair is free."""
        env = self._env
        booked = int(since) + conference.planned_days
        hours = conference.hours * family.size * family.effort
        if hours > 0:
            yield self._ask(family, conference, "report", hours, booked)
        if booked > env.now:
            yield env.timeout(booked - env.now)
        if conference.chair_hours > 0:
            due = env.now if math.isnan(limit) else limit
            chairs = self._service.chairs(conference, family)
            yield self._ask(
                family, conference, conference.name, conference.chair_hours, due, chairs
            )

    # --- leaving ---

    def _close(self, family: Family, ending: str) -> None:
        """Close the case; its worker is free for another family."""
        if family.waiting is not None:
            family.waiting.withdraw()
        now, worker = self._env.now, family.worker
        if worker is not None:
            worker.let_go(family)
            self._journal.released(now, family, worker, "closed")
        self._journal.ended(now, family, ending)
        # Last, as another family may be allocated at once.
        if worker is not None:
            worker.team.room_changed(worker)

    def _delay_until_return(self, family: Family, ending: str) -> float | None:
        if ending not in self._script.may_return:
            return None
        draw = self._luck.draw(*family.key, "return", family.journeys)
        return return_delay(draw, self._service.scenario.demand)


def _follow(steps: Steps, _: SimEvent | None = None) -> None:
    """Go to the next step, and on from there once the event that it waits for has happened.

    As a SimPy process does, in half the time: nobody interrupts a journey or waits for its end.
    """
    for event in steps:
        event.callbacks.append(partial(_follow, steps))
        return


def _reason(family: Family) -> str:
    """Why a family needs a worker."""
    if family.had_worker:
        return "pathway"
    return "return" if family.journeys > 1 else "first"
