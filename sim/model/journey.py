"""The journey: a family's way through the pathway, step by step on SimPy's clock."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial

from simpy.events import Event as SimEvent

from sim.model.activity import CompiledActivity, Steps, follow
from sim.model.arrivals import return_delay
from sim.model.assessment import CompiledAssessment
from sim.model.case import BegunAssessment, Case
from sim.model.compiled_pathway import CompiledKind, CompiledPathway
from sim.model.early_help import EarlyHelp
from sim.model.handoffs import READING_IN
from sim.model.plan import CompiledPlan
from sim.model.service import Service


class Journey:
    """Takes families through the activities of a pathway, whoever owns them."""

    def __init__(self, service: Service, pathway: CompiledPathway) -> None:
        """Take families through this pathway, to the teams of this service."""
        self._service = service
        self._pathway = pathway
        self._costs = service.handoffs
        self._env = service.env
        self._journal = service.journal
        self._luck = service.luck
        self._ask = service.ask
        self._teams = service.teams
        self._demand = service.scenario.demand
        self._month = service.scenario.horizon.working_month
        self._rules = service.scenario.structure.rules
        self._early_help = EarlyHelp(service, pathway, self._through, self._step_up)

    def contact(self, case: Case, returning: bool) -> None:
        """A contact arrives and is taken wherever it leads.

        Args:
            case: the family's case, new.
            returning: whether it comes back after a closed referral, and so is a referral.
        """
        self._service.cases[case.family.number] = case
        follow(self._journeys(case, self._pathway.front_door, returning))

    def resume(self, case: Case, plan: CompiledPlan) -> None:
        """A case open at the start goes on with its plan."""
        if plan.activity.name in self._pathway.early_help:
            self._early_help.resume(case, plan)
            return
        self._service.cases[case.family.number] = case
        follow(self._journeys(case, plan, returning=False))

    def _journeys(self, case: Case, kind: CompiledKind, returning: bool) -> Steps:
        """Go through the pathway until an ending, and again after each return."""
        pathway, env = self._pathway, self._env
        while True:
            ending = yield from self._through(case, kind, returning)
            if case.had_worker and pathway.closing_hours > 0:
                yield self._ask(case, None, "closing", pathway.closing_hours)
            self._teams[case.team].close(case, ending)
            delay = self._delay_until_return(case, ending)
            back = None if delay is None else env.timeout(delay)
            self._early_help.begin(case, ending, back)
            if back is None:
                del self._service.cases[case.family.number]
                return
            yield back
            self._early_help.give_way(case)
            case.need = pathway.draw_need(case.family, case.journeys, self._luck)
            kind, returning = pathway.front_door, True

    def _through(
        self, case: Case, kind: CompiledKind, returning: bool
    ) -> Generator[SimEvent, None, str]:
        """Go through one activity after another; ends with the ending."""
        pathway, journal, env = self._pathway, self._journal, self._env
        number, decided = case.family.number, True
        before = ""
        while True:
            activity = kind.activity
            if kind is pathway.front_door:
                self._begin(case, returning)
                decided = False
            yield from self._come_to(case, kind, before)
            following = yield from self._undergo(case, kind, returning)
            case.previous = now = env.now
            if kind is pathway.front_door and following == pathway.referral:
                case.referred = now
                journal.referred(now, number, case.team, case.contact)
            elif not decided:
                decided = True
                journal.decided(now, number, activity.index, case.team, following, case.contact)
            if pathway.leads_out(activity.name, following):
                if case.begun is not None:
                    yield from self._finish(case, case.begun)
                return following
            self._go_on_beside(case, kind, following)
            before, kind = activity.name, pathway.activities[following]

    def _undergo(
        self, case: Case, kind: CompiledKind, returning: bool
    ) -> Generator[SimEvent, None, str]:
        """Go through an activity, or through what is left of one begun; ends with the next step."""
        activity, latest = kind.activity, case.begun
        begun = None if latest is None or latest.is_left else latest
        if begun is not None and begun.activity is activity:
            yield from self._finish(case, begun)
            case.begun = None
            return begun.leads_to
        since = _counts_from(case, activity)
        limit = int(since) + activity.limit
        number, now = case.family.number, self._env.now
        self._journal.started(now, number, activity.index, case.team, limit, since)
        interrupted = yield from kind.perform(self._service, case, since, limit)
        following = interrupted or self._next(case, kind, returning)
        if begun is not None and following == begun.activity.name:
            if begun.done.triggered:
                # What it would go back to is done already: on with what that leads to.
                following = self._after(case, begun)
                case.begun = latest = None
            else:
                # From now on: it may be done before the family is back with a worker.
                begun.is_awaited = True
        if case.begun is latest:
            self._complete(case, activity, following, since, limit)
        return following

    def _complete(
        self, case: Case, activity: CompiledActivity, following: str, since: float, limit: float
    ) -> None:
        name, now, number = activity.name, self._env.now, case.family.number
        case.visits[name] = case.visits.get(name, 0) + 1
        case.completed[name] = now
        self._journal.completed(now, number, activity.index, case.team, following, limit, since)

    # --- an assessment that a concern interrupts ---

    def _go_on_beside(self, case: Case, kind: CompiledKind, following: str) -> None:
        """Take up again what a concern interrupted, if it is not what comes next.

        It goes on beside the enquiry where the family stays with its team. Where another team takes
        the family over, it goes on once the enquiry is done.
        """
        begun, pathway = case.begun, self._pathway
        if begun is None or following == begun.activity.name:
            return
        if kind.activity is begun.activity:
            leads_to = pathway.activities[following].activity
            team = self._service.responsible(leads_to, case, begun.activity.name)
            goes_on = team == case.team
        else:
            goes_on = isinstance(kind, CompiledAssessment) or following not in pathway.section_47
            begun.is_left = begun.is_left or goes_on
        if goes_on and not begun.goes_on:
            follow(self._rest(case, begun))

    def _finish(self, case: Case, begun: BegunAssessment) -> Steps:
        """See an interrupted assessment through, whether or not it has been taken up again."""
        if not begun.goes_on:
            yield from self._rest(case, begun)
        elif not begun.done.triggered:
            yield begun.done

    def _rest(self, case: Case, begun: BegunAssessment) -> Steps:
        """What is left of an interrupted assessment."""
        begun.goes_on = True
        yield from begun.rest
        if begun.is_awaited:
            begun.leads_to = self._after(case, begun)
        self._complete(case, begun.activity, begun.leads_to, begun.since, begun.limit)
        begun.done.succeed()

    def _begin(self, case: Case, returning: bool) -> None:
        """A new journey starts at the front door."""
        self._start_anew(case)
        case.journeys += 1
        case.team = self._service.front_door[case.family.locality]
        now, number = self._env.now, case.family.number
        self._journal.contact(now, number, case.team, returning, case.referred)

    def _start_anew(self, case: Case) -> None:
        """Let limits count from now, with nothing done yet."""
        case.contact = case.previous = self._env.now
        case.completed.clear()
        case.begun = None
        case.assessed_hours = 0.0
        if not self._rules.return_to_previous_worker:
            case.known_to.clear()
        case.had_worker = False

    def _step_up(self, case: Case, giving: int) -> None:
        """Early help refers a family: a new journey of the same children, and no contact.

        Args:
            case: its case in social care, which had ended.
            giving: the team of early help.
        """
        pathway, journal, now = self._pathway, self._journal, self._env.now
        number, kind = case.family.number, pathway.activities[pathway.referral]
        if case.was_referred:  # it comes back: what it needs is drawn anew
            case.need = pathway.draw_need(case.family, case.journeys, self._luck)
            case.journeys += 1
        self._start_anew(case)
        case.team = self._service.owner(pathway.referral, case.family.locality)
        journal.stepped_up(now, number, case.team, case.referred)
        journal.handed_over(now, number, case.team, giving, now)
        case.referred = now
        journal.referred(now, number, case.team, now)
        self._service.cases[number] = case
        follow(self._journeys(case, kind, returning=False))

    def _next(self, case: Case, kind: CompiledKind, returning: bool) -> str:
        """Choose what comes next: for whoever comes back, always a referral."""
        if returning and kind is self._pathway.front_door:
            return self._pathway.referral
        activity = kind.activity
        return self._routed(case, activity, case.visits.get(activity.name, 0))

    def _after(self, case: Case, begun: BegunAssessment) -> str:
        """Choose what comes after an interrupted assessment: the same whenever it is done."""
        return self._routed(case, begun.activity, begun.occurrence)

    def _routed(self, case: Case, activity: CompiledActivity, occurrence: int) -> str:
        """What a family's luck picks of the routes from one occurrence of an activity."""
        routes = activity.routes_for(case.need)
        if len(routes.options) == 1:
            return routes.options[0]
        return routes.pick(self._luck.draw(*case.family.key, activity.name, occurrence))

    def _delay_until_return(self, case: Case, ending: str) -> float | None:
        if ending not in self._pathway.may_return:
            return None
        draw = self._luck.draw(*case.family.key, "return", case.journeys)
        return return_delay(draw, self._demand, self._month)

    # --- who is responsible, and who is the worker ---

    def _come_to(self, case: Case, kind: CompiledKind, before: str) -> Steps:
        """Come to the team that owns an activity, and to a worker of its own if it needs one."""
        activity, service = kind.activity, self._service
        case.urgent = activity.urgent
        team, worker = service.responsible(activity, case, before), case.worker
        taken_over = None
        if isinstance(kind, CompiledPlan) and worker is not None and worker.team != team:
            # Visits begin with whoever holds the family until it is taken over.
            taken_over = self._env.event()
            follow(kind.visit_meanwhile(service, case, taken_over))
        if team != case.team:
            yield from self._pass_on(case, team)
        if activity.needs_worker:
            yield from self._be_allocated(case, activity.weight * case.family.children)
        if taken_over is not None:
            taken_over.succeed()

    def _pass_on(self, case: Case, team: int) -> Steps:
        """Pass responsibility to another team: at once if urgent, else by its transfer meeting."""
        env, costs, urgent = self._env, self._costs, case.urgent
        asked = env.now
        if case.worker is None:
            if not urgent and costs.front_door_wait > 0:
                yield env.timeout(costs.front_door_wait)
        elif case.worker.team != team:
            if costs.hours_out > 0:
                written = self._ask(case, None, "handoff out", costs.hours_out)
                if not urgent:
                    yield written
            if not urgent:
                meeting = costs.next_meeting(env.now + costs.notice)
                yield env.timeout(meeting - env.now)
        giving = case.team
        self._teams[giving].withdraw(case)
        case.team = team
        self._journal.handed_over(env.now, case.family.number, team, giving, asked)

    def _be_allocated(self, case: Case, weight: float) -> Steps:
        """Stay with the worker, or wait for one of the team responsible, who then takes over."""
        team, worker = self._teams[case.team], case.worker
        if team.unlimited:
            team.let_go(case)
            return
        if worker is not None and worker.team == case.team:
            team.reweigh(worker, case, weight)
            return
        if case.urgent:
            team.withdraw(case)
        entry = case.waiting or team.request(case, weight, case.urgent, _reason(case))
        entry.weight = weight
        yield entry.allocated
        case.had_worker = True
        if entry.reason == "pathway":
            pieces = list(self._costs.take_over(case, self._env.now))
            if case.urgent:
                # The child comes first: what is urgent is begun, and all this follows beside it.
                self._env.timeout(0).callbacks.append(partial(self._ask_beside, case, pieces))
                return
            for text, hours in pieces:
                piece = self._ask(case, None, text, hours)
                if text == READING_IN:
                    yield piece
        elif (
            entry.reason != "leaver" and case.team != self._service.front_door[case.family.locality]
        ):
            hours = self._costs.front_door_hours_in
            if hours > 0:
                # What was written on a contact is read on the way to the first visit.
                self._ask(case, None, READING_IN, hours)

    def _ask_beside(self, case: Case, pieces: list[tuple[str, float]], _: SimEvent) -> None:
        """Ask for pieces of work that nothing waits for."""
        for text, hours in pieces:
            self._ask(case, None, text, hours)


def _counts_from(case: Case, activity: CompiledActivity) -> float:
    """When the activity's limit began to run."""
    if activity.counts_from == "contact":
        return case.contact
    return case.completed.get(activity.counts_from, case.previous)


def _reason(case: Case) -> str:
    """Why a family needs a worker."""
    if case.had_worker:
        return "pathway"
    return "return" if case.journeys > 1 else "first"
