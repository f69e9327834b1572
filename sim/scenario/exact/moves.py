"""Moves: where a family stands in the chain, and where it may go next, with the chances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sim.scenario.activity import Effort
from sim.scenario.exact.interruption import (
    Interrupted,
    effort_of,
    found_in,
    interrupted,
    known_after,
    known_on_entering,
)
from sim.scenario.exact.length_of_stay import escalation_rate, share_over_within, stay
from sim.scenario.pathway import Assessment, Plan
from sim.scenario.routes import Concern, Escalation
from sim.scenario.scenario import Scenario

_NEGLIGIBLE = 1e-12


class State(NamedTuple):
    """Where a family stands: what its next step, and the cost of it, depend on."""

    activity: str
    need: str
    """Empty until the contact becomes a referral."""
    locality: str
    team: str
    """The responsible team."""
    holder: str
    """Team of the allocated worker; empty: none yet."""
    assessed_hours: float
    """Mean hours of the latest assessment that a new worker would partly do again, for a family of
    one child; 0: none yet, or none recent."""
    is_behind_plan: bool = False
    """Whether a plan has been left since that assessment, where it counts how old it is."""
    known_by: float = 0.0
    """Share of families with this need for whom a concern would have come up before."""
    interrupted: Interrupted | None = None
    """The assessment that a concern interrupted; here, where this is its activity, it goes on."""
    early_help: bool = False
    """Whether it is in early help, not in social care."""

    @property
    def resumed(self) -> Interrupted | None:
        """What is left of the assessment here, if it was interrupted before."""
        rest = self.interrupted
        return rest if rest is not None and rest.assessment == self.activity else None


class Move(NamedTuple):
    """One step that a family may take from where it stands."""

    target: State | None
    """The next state; none where the family leaves."""
    ending: str
    """The ending, if it leads to one; both where an ending leads on to early help."""
    chance: float
    assessed_hours: float
    """Mean hours of the latest assessment so far, as far as it is recent when it is made."""


def entered(scenario: Scenario, activity: str, need: str, before: State) -> State:
    """The state of a family that enters an activity.

    Between social care and early help it leaves its worker and assessment behind.

    Args:
        scenario: whose structure decides who is responsible.
        activity: the activity it enters.
        need: its need from now on.
        before: the state it comes from.

    Returns:
        The new state: an activity that needs a worker has one in the responsible team.
    """
    is_early_help = activity in scenario.pathway.early_help
    if is_early_help != before.early_help:
        before = before._replace(
            holder="",
            assessed_hours=0.0,
            is_behind_plan=False,
            known_by=0.0,
            interrupted=None,
            early_help=is_early_help,
        )
    team = scenario.responsible_team(activity, before.locality, need, before.team, before.activity)
    details = scenario.pathway.activities[activity]
    needs_worker = details.needs_worker and team not in scenario.unlimited_teams
    state = before._replace(
        activity=activity,
        need=need,
        team=team,
        holder=team if needs_worker else before.holder,
        known_by=known_on_entering(scenario, activity, need, before.known_by),
    )
    assessed_hours = effort_in(scenario, state).assessed_hours
    if assessed_hours is None:
        return state
    return state._replace(assessed_hours=assessed_hours, is_behind_plan=False)


def effort_in(scenario: Scenario, state: State) -> Effort:
    """What a visit to a state takes on average, whatever may come up in it."""
    activity = scenario.pathway.activities[state.activity]
    return effort_of(activity, state.need, state.known_by, state.resumed)


def opened(scenario: Scenario, activity: str, need: str, locality: str) -> State:
    """The state of a family that is first met in an activity: a new contact or an open case."""
    owner = scenario.structure.owner(activity, locality)
    return entered(scenario, activity, need, State("", "", locality, owner, "", 0.0))


def starts(scenario: Scenario) -> Iterator[tuple[State, float]]:
    """Where a contact starts, with the chance."""
    for locality, share in scenario.demand.localities.items():
        if share.value > 0:
            yield opened(scenario, scenario.pathway.starts_at, "", locality), share.value


def moves(scenario: Scenario, state: State) -> Iterator[Move]:
    """Every next step from a state: what interrupts it first, then its routes."""
    pathway = scenario.pathway
    activity = pathway.activities[state.activity]
    routed = 1.0
    for interruption, chance, left in _interruptions(scenario, state):
        routed -= chance
        yield from _entering(scenario, interruption.to, interruption.becomes or "", chance, left)
    if routed < _NEGLIGIBLE:
        return
    for target, chance in activity.routes_for(state.need).items():
        left = _routed(scenario, state, target)
        ending = pathway.endings.get(target)
        if ending is None:
            yield from _entering(scenario, target, state.need, routed * chance, left)
            continue
        after = None
        if ending.leads_to is not None:
            after = entered(scenario, ending.leads_to, "", left)
        yield Move(after, target, routed * chance, left.assessed_hours)


def _entering(
    scenario: Scenario, activity: str, need: str, chance: float, left: State
) -> Iterator[Move]:
    """The steps into an activity; what becomes a referral takes on a need."""
    if activity != scenario.pathway.referral_at or need:
        yield Move(entered(scenario, activity, need, left), "", chance, left.assessed_hours)
        return
    for known, details in scenario.demand.needs.items():
        if details.share.value > 0:
            after = entered(scenario, activity, known, left)
            yield Move(after, "", chance * details.share.value, left.assessed_hours)


def _interruptions(
    scenario: Scenario, state: State
) -> Iterator[tuple[Escalation | Concern, float, State]]:
    """What may interrupt a visit, the chance of each, and the family as it leaves."""
    activity = scenario.pathway.activities[state.activity]
    plan = scenario.pathway.plans.get(state.activity)
    if plan is not None and (rate := escalation_rate(plan)) > 0:
        escalates = stay(plan, scenario.horizon.working_year).escalates
        left = _aged(scenario, state, plan, is_escalated=True)
        for escalation in plan.escalations:
            chance = escalates * escalation.chance_per_year.value / rate
            if chance > 0:
                yield escalation, chance, left
    if state.resumed is None:
        effort = activity.effort_for(state.need)
        for found in found_in(activity, state.need, state.known_by):
            rest = interrupted(state.activity, effort, found)
            left = state._replace(interrupted=rest, assessed_hours=rest.done)
            yield found.concern, found.chance, left


def _routed(scenario: Scenario, state: State, target: str) -> State:
    """A family as it leaves a state by a route.

    An interrupted assessment is over once it has gone on, and is done beside what follows where
    the way out of section 47 does not lead back to it.
    """
    pathway = scenario.pathway
    activity, plan = pathway.activities[state.activity], pathway.plans.get(state.activity)
    known_by = known_after(activity, state.need, state.known_by)
    left = state._replace(known_by=known_by)
    if plan is not None:
        left = _aged(scenario, left, plan, is_escalated=False)
    if state.interrupted is None:
        return left
    enquired = state.activity in pathway.section_47 and isinstance(activity, Assessment)
    goes_elsewhere = enquired or target not in pathway.section_47
    if state.resumed or (goes_elsewhere and target != state.interrupted.assessment):
        return left._replace(interrupted=None)
    return left


def _aged(scenario: Scenario, state: State, plan: Plan, is_escalated: bool) -> State:
    """A family as it leaves a plan: its latest assessment is as recent as the stay was short.

    Days before the plan are left out, and behind two plans no assessment counts as recent.
    """
    within = scenario.handoffs.rework_within
    if within is None:
        return state
    escalated, ran = share_over_within(plan, within.value, scenario.horizon.working_year)
    recent = 0.0 if state.is_behind_plan else escalated if is_escalated else ran
    return state._replace(assessed_hours=state.assessed_hours * recent, is_behind_plan=True)
