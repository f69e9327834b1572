"""The journey: a family's way through the pathway, told as SimPy processes."""

from __future__ import annotations

import math
from collections.abc import Generator
from functools import cache
from typing import TYPE_CHECKING

from simpy.events import Event as SimEvent

from sim.model.arrivals import return_delay
from sim.model.diary import Desk, Piece
from sim.model.events import Event
from sim.model.family import Family
from sim.model.luck import choose
from sim.plan.pathway import Activity, Assessment, Conference, Duty

if TYPE_CHECKING:
    from sim.model.service import Service
    from sim.model.team import Team

Steps = Generator[SimEvent, None, None]
Path = Generator[SimEvent, None, str]
"""Steps that end with the name of what comes next."""

_SOON = 1.0  # working days in which handover and authorisation work is wanted


class Journey:
    """Takes families through the activities of a pathway, whoever owns them."""

    def __init__(self, service: Service) -> None:
        """Tell the journeys of a service."""
        self._service = service
        self._env = service.env
        self._note = service.journal.note
        self._labels = service.journal.labels
        self._pathway = service.scenario.pathway
        self._costs = service.scenario.handoffs
        self._routes = cache(self._cumulative_routes)

    def contact(self, family: Family, returning: bool) -> Steps:
        """A contact arrives and is taken wherever it leads; the family may come back later."""
        while True:
            self._begin(family, returning)
            ending = yield from self._follow(family, self._pathway.starts_at, returning)
            delay = self._delay_until_return(family, ending)
            if delay is None:
                return
            yield self._env.timeout(delay)
            family.need = self._service.new_need(family)
            returning = True

    def resume(self, family: Family) -> Steps:
        """A case open at the start goes on with its plan; the family may come back later."""
        ending = yield from self._follow(family, family.plan, returning=False)
        delay = self._delay_until_return(family, ending)
        if delay is not None:
            yield self._env.timeout(delay)
            family.need = self._service.new_need(family)
            yield from self.contact(family, returning=True)

    def _begin(self, family: Family, returning: bool) -> None:
        """A new journey starts at the front door, with nothing done yet."""
        family.contact = family.previous = self._env.now
        family.journeys += 1
        family.completed.clear()
        family.assessed_hours = 0.0
        if not self._service.scenario.structure.rules.return_to_previous_worker:
            family.known_to.clear()
        family.had_worker = False
        family.team = self._service.owner(self._pathway.starts_at, family.locality)
        self._note(Event.CONTACT, family.number, team=family.team.index, amount=float(returning))

    def _follow(self, family: Family, activity: str, returning: bool) -> Path:
        """Go through one activity after another, until an ending.

        Args:
            family: the family.
            activity: the first activity.
            returning: whether it comes back after a closed referral, and so is a referral.

        Returns:
            The ending.
        """
        pathway = self._pathway
        decided = False
        while activity in pathway.activities:
            yield from self._enter(family, activity)
            following = yield from self._perform(family, activity, returning)
            if activity == pathway.starts_at and following == pathway.referral_at:
                self._note(
                    Event.REFERRED, family.number, team=family.team.index, since=family.contact
                )
            elif not decided and family.worker is None and not family.had_worker:
                decided = True
                self._note(
                    Event.DECIDED,
                    family.number,
                    self._service.activity_index[activity],
                    family.team.index,
                    label=self._labels[following],
                    since=family.contact,
                )
            activity = following
        yield from self._close(family, activity)
        return activity

    # --- entering an activity: who is responsible, and who is the worker ---

    def _enter(self, family: Family, activity: str) -> Steps:
        """Pass the family to the team responsible, and to a worker there if it needs one."""
        service = self._service
        plan = self._pathway.activities[activity]
        family.urgent = plan.urgent
        team = service.responsible(activity, family)
        if team is not family.team:
            yield from self._pass_on(family, team, plan.urgent)
        if not plan.needs_worker:
            return
        weight = plan.weight.value * family.children
        if family.worker is not None and family.worker.team is family.team:
            family.worker.reweigh(family, weight)
            return
        yield from self._allocation(family, weight)

    def _pass_on(self, family: Family, team: Team, urgent: bool) -> Steps:
        """Pass responsibility to another team: at once if urgent, else by its transfer meeting."""
        asked = self._env.now
        costs = self._costs
        if family.worker is None:
            if not urgent and costs.front_door_wait.value > 0:
                yield self._env.timeout(costs.front_door_wait.value)
        else:
            if costs.hours_out.value > 0:
                written = self._ask(family, "handoff out", costs.hours_out.value)
                if not urgent:
                    yield written
            if not urgent:
                listed = self._env.now + costs.notice.value
                every = costs.meeting_every.value
                yield self._env.timeout(math.ceil(listed / every) * every - self._env.now)
        if family.waiting is not None:
            family.waiting.withdraw()
        giving, family.team = family.team, team
        self._note(Event.HANDOFF, family.number, team=team.index, amount=giving.index, since=asked)

    def _allocation(self, family: Family, weight: float) -> Steps:
        """Wait for a worker of the team responsible, who then takes over from the one before."""
        costs = self._costs
        team = family.team
        place = family.waiting
        if place is not None and family.urgent:
            place.withdraw()
            place = None
        if place is None:
            reason = self._reason(family)
            place = team.request(family, weight, family.urgent, reason)
        yield place.allocated
        family.had_worker = True
        worked_before = family.team is not self._service.owner(
            self._pathway.starts_at, family.locality
        )
        if place.reason == "pathway":
            yield from self._take_over(family)
        elif place.reason in ("first", "return") and worked_before:
            hours = costs.front_door_hours_in.value
            if hours > 0:
                yield self._ask(family, "handoff in", hours)

    def _reason(self, family: Family) -> str:
        if family.had_worker:
            return "pathway"
        return "return" if family.journeys > 1 else "first"

    def _take_over(self, family: Family) -> Steps:
        """The new worker reads in, and does again a share of what was assessed before."""
        for text, hours in (
            ("handoff in", self._costs.hours_in.value),
            ("handoff rework", self._costs.rework.value * family.assessed_hours),
        ):
            if hours > 0:
                yield self._ask(family, text, hours)

    # --- performing an activity ---

    def _perform(self, family: Family, name: str, returning: bool) -> Path:
        """Do an activity and choose what comes next."""
        service = self._service
        activity = self._pathway.activities[name]
        index = service.activity_index[name]
        occurrence = family.visits.get(name, 0)
        family.visits[name] = occurrence + 1
        draws = service.luck.draws(*family.key, name, occurrence)
        counts_from = self._counts_from(family, activity)
        limit = math.nan if activity.limit is None else int(counts_from) + activity.limit.days.value
        started = family.team.index
        self._note(Event.STARTED, family.number, index, started, due=limit, since=counts_from)
        following: str | None = None
        if isinstance(activity, Duty):
            yield from self._duty(family, name, activity, counts_from, limit)
        elif isinstance(activity, Assessment):
            yield from self._assessment(family, name, activity)
        elif isinstance(activity, Conference):
            yield from self._conference(family, name, activity, counts_from, limit)
        else:
            following = yield from service.plans.open_now(family, name, activity, draws)
        if following is None:
            following = self._next(family, name, draws[0], returning)
        family.completed[name] = family.previous = self._env.now
        self._note(
            Event.COMPLETED,
            family.number,
            index,
            family.team.index,
            label=self._labels[following],
            due=limit,
            since=counts_from,
        )
        return following

    def _counts_from(self, family: Family, activity: Activity) -> float:
        if activity.limit is None or activity.limit.counts_from == "contact":
            return family.contact
        if activity.limit.counts_from == "previous":
            return family.previous
        return family.completed.get(activity.limit.counts_from, family.previous)

    def _next(self, family: Family, name: str, draw: float, returning: bool) -> str:
        if returning and name == self._pathway.starts_at:
            return self._pathway.referral_at
        targets, cumulative = self._routes(name, family.need)
        return targets[choose(draw, cumulative)]

    def _cumulative_routes(self, name: str, need: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
        """What may come next, and the cumulative chances."""
        chances = self._service.chances(name, need)
        total, cumulative = 0.0, []
        for chance in chances.values():
            total += chance
            cumulative.append(total)
        return tuple(chances), tuple(cumulative)

    def _duty(
        self, family: Family, name: str, duty: Duty, counts_from: float, limit: float
    ) -> Steps:
        """One piece of work, on the day for which it is planned."""
        if duty.planned_days.value > 0:
            planned = int(counts_from) + duty.planned_days.value
            if planned > self._env.now:
                yield self._env.timeout(planned - self._env.now)
        due = self._env.now if math.isnan(limit) else limit
        desk = self._service.performing(name, family).managers if duty.by == "manager" else None
        hours = duty.hours.value
        if duty.by == "worker" and name != self._pathway.starts_at:
            hours *= family.size
        if duty.by == "worker":
            hours *= family.effort
        yield self._ask(family, name, hours, due, name, desk)

    def _assessment(self, family: Family, name: str, assessment: Assessment) -> Steps:
        """Steps in the worker's diary, paced to the planned length; then authorisation."""
        by_need = assessment.hours_by_need.get(family.need, assessment.hours).value
        usual = assessment.hours.value
        relative = family.effort * (by_need / usual if usual > 0 else 1.0)
        hours = by_need * family.size * family.effort
        length = assessment.planned_days
        planned = min(
            max(length.usual.value * relative, length.shortest.value), length.longest.value
        )
        begun = self._env.now
        family.assessed_hours = 0.0
        steps = assessment.steps
        ends = [step.at.value for step in steps[1:]] + [1.0]
        for step, end in zip(steps, ends, strict=True):
            wait = begun + step.at.value * planned - self._env.now
            if wait > 0:
                yield self._env.timeout(wait)
            part = hours * step.share.value
            yield self._ask(family, step.name, part, begun + end * planned, name)
            family.assessed_hours += part
            if step.visit:
                self._visited(family, name, math.nan, family.contact)
        managers = self._service.performing(name, family).managers
        if assessment.authorisation_hours.value > 0:
            yield self._ask(
                family,
                "authorisation",
                assessment.authorisation_hours.value,
                self._env.now + _SOON,
                name,
                managers,
            )

    def _conference(
        self, family: Family, name: str, conference: Conference, counts_from: float, limit: float
    ) -> Steps:
        """The worker prepares; the conference sits when it is booked and a chair is free."""
        booked = int(counts_from) + conference.planned_days.value
        hours = conference.hours.value * family.size * family.effort
        if hours > 0:
            yield self._ask(family, "report", hours, booked, name)
        if booked > self._env.now:
            yield self._env.timeout(booked - self._env.now)
        if conference.chair_hours.value > 0:
            due = self._env.now if math.isnan(limit) else limit
            chairs = self._service.chairs(name, family)
            yield self._ask(family, name, conference.chair_hours.value, due, name, chairs)

    def _visited(self, family: Family, activity: str, due: float, since: float) -> None:
        worker = family.worker.index if family.worker else -1
        index = self._service.activity_index[activity]
        self._note(
            Event.VISITED, family.number, index, family.team.index, worker, due=due, since=since
        )

    def _ask(
        self,
        family: Family,
        text: str,
        hours: float,
        due: float | None = None,
        activity: str = "",
        desk: Desk | None = None,
    ) -> Piece:
        """Ask for a piece of work: of a desk, or of the worker, or of whoever is free."""
        return self._service.ask(
            family,
            text,
            hours,
            self._env.now + _SOON if due is None else due,
            activity,
            desk,
        )

    # --- leaving ---

    def _close(self, family: Family, ending: str) -> Steps:
        """Close the case: the worker writes it up and is free for another family."""
        if family.had_worker and self._pathway.closing_hours.value > 0:
            yield self._ask(family, "closing", self._pathway.closing_hours.value)
        if family.waiting is not None:
            family.waiting.withdraw()
        if family.worker is not None:
            worker = family.worker
            worker.give_up(family)
            self._note(
                Event.RELEASED,
                family.number,
                team=worker.team.index,
                worker=worker.index,
                label=self._labels["closed"],
            )
        self._note(Event.ENDED, family.number, team=family.team.index, label=self._labels[ending])

    def _delay_until_return(self, family: Family, ending: str) -> float | None:
        if not self._pathway.endings[ending].may_return:
            return None
        [draw, *_] = self._service.luck.draws(*family.key, "return", family.journeys)
        return return_delay(draw, self._service.scenario.demand)
