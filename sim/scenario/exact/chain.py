"""The chain: the journey of one contact as an absorbing Markov chain, solved exactly.

A family's state is all that its next step depends on. With Q the chances of moving between states
and s where a contact starts, the expected visits v to each state solve v = s + v Q (Kemeny and
Snell, *Finite Markov Chains*, 1960, chapter III). Each expectation is a sum over these visits.
Queues play no part: the chain says how much work there is, not how long it takes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from sim.scenario.exact.length_of_stay import EndlessPathwayError, escalation_rate, stay
from sim.scenario.scenario import Scenario


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
    """Hours of the latest assessment, for a family of one child; 0: none yet."""
    early_help: bool = False
    """Whether it is in early help, not in social care."""


class Passage(NamedTuple):
    """One possible step of a journey, and how often a contact takes it."""

    source: State
    target: State | None
    """The next state; none where the family leaves."""
    ending: str
    """The ending of the journey; empty where it goes on or early help steps up."""
    per_contact: float
    """Expected number of times for one contact."""

    @property
    def is_handoff(self) -> bool:
        """Whether responsibility passes to another team."""
        return self.target is not None and self.target.team != self.source.team

    @property
    def crosses(self) -> bool:
        """Whether it leads from social care to early help, or back."""
        return self.target is not None and self.target.early_help != self.source.early_help

    @property
    def in_social_care(self) -> bool:
        """Whether it begins there and does not lead out to early help."""
        return not self.source.early_help and not self.crosses

    @property
    def is_worker_change(self) -> bool:
        """Whether the pathway takes the family from one worker to another.

        None does between social care and early help, where a case of its own begins.
        """
        held_by = self.source.holder
        return (
            self.target is not None and not self.crosses and held_by not in {"", self.target.holder}
        )


@dataclass(frozen=True)
class PlanStock:
    """One plan under one team in one locality, in steady state."""

    plan: str
    team: str
    locality: str
    open_families: float
    """Families in it at any time, by Little's law: families a year x years."""


@dataclass(frozen=True)
class Chain:
    """A scenario's solved chain.

    Attributes:
        scenario: what it was worked out for.
        visits: expected visits of one contact to each state it may reach.
        passages: every step that a contact may take.
    """

    scenario: Scenario
    visits: dict[State, float]
    passages: tuple[Passage, ...]

    @property
    def families_per_month(self) -> float:
        """Contacts a month, in families, returning ones included."""
        demand = self.scenario.demand
        return demand.contacts_per_month.value / demand.children_per_family.value

    @cached_property
    def referrals_per_contact(self) -> float:
        """Referrals for one contact: accepted at the front door, or stepped up by early help."""
        return sum(
            passage.per_contact
            for passage in self.passages
            if passage.source.need == "" and passage.target and passage.target.need
        )

    @cached_property
    def handoffs_per_referral(self) -> float:
        """Expected times responsibility passes between teams of social care."""
        return self._per_referral(
            passage.per_contact
            for passage in self.passages
            if passage.is_handoff and passage.in_social_care
        )

    @cached_property
    def worker_changes_per_referral(self) -> float:
        """Expected changes of worker that the pathway itself brings; leavers' are not in it."""
        return self._per_referral(
            passage.per_contact
            for passage in self.passages
            if passage.is_worker_change and passage.in_social_care
        )

    @cached_property
    def handoffs_between(self) -> dict[tuple[str, str], float]:
        """Expected handoffs per referral, by (giving team, receiving team), early help included."""
        passed: dict[tuple[str, str], float] = {}
        for passage in self.passages:
            if passage.target and passage.is_handoff:
                teams = passage.source.team, passage.target.team
                passed[teams] = passed.get(teams, 0.0) + self._per_referral([passage.per_contact])
        return passed

    @cached_property
    def plan_stocks(self) -> tuple[PlanStock, ...]:
        """Families in each plan at any time, once inflow and outflow balance."""
        plans, a_month = self.scenario.pathway.plans, self.families_per_month
        year = self.scenario.horizon.working_year
        visits: dict[tuple[str, str, str], float] = {}
        for state, number in self.visits.items():
            if state.activity in plans:
                where = state.activity, state.team, state.locality
                visits[where] = visits.get(where, 0.0) + number
        return tuple(
            PlanStock(*where, number * a_month * 12 * stay(plans[where[0]], year).years)
            for where, number in visits.items()
        )

    def _per_referral(self, per_contact: Iterator[float] | list[float]) -> float:
        referrals = self.referrals_per_contact
        return sum(per_contact) / referrals if referrals > 0 else 0.0


def solve(scenario: Scenario) -> Chain:
    """Work out the chain of a scenario.

    Args:
        scenario: the scenario; its route chances count returning families in.

    Returns:
        Expected visits and passages of one contact.

    Raises:
        EndlessPathwayError: if some families can never reach an ending.
    """
    onward = _explore(scenario)
    index = {state: position for position, state in enumerate(onward)}
    moves = np.zeros((len(index), len(index)))
    for state, steps in onward.items():
        for target, _, chance in steps:
            if target is not None:
                moves[index[state], index[target]] += chance
    start = np.zeros(len(index))
    for state, chance in _starts(scenario):
        start[index[state]] += chance
    try:
        visits = np.linalg.solve(np.eye(len(index)) - moves.T, start).tolist()
    except np.linalg.LinAlgError:
        raise EndlessPathwayError(
            "the routes lead some families round in a circle for ever"
        ) from None
    passages = tuple(
        Passage(state, target, ending, number * chance)
        for (state, steps), number in zip(onward.items(), visits, strict=True)
        for target, ending, chance in steps
    )
    ended = sum(passage.per_contact for passage in passages if passage.target is None)
    if not math.isclose(ended, 1.0, abs_tol=1e-6):
        raise EndlessPathwayError(
            f"only {ended:.1%} of contacts reach an ending; check that routes add to 1"
        )
    return Chain(scenario, dict(zip(onward, visits, strict=True)), passages)


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
        before = before._replace(holder="", assessed_hours=0.0)
    team = scenario.responsible_team(activity, before.locality, need, before.team)
    details = scenario.pathway.activities[activity]
    needs_worker = details.needs_worker and team not in scenario.unlimited_teams
    holder = team if needs_worker else before.holder
    assessed_hours = details.effort_for(need).assessed_hours
    if assessed_hours is None:
        assessed_hours = before.assessed_hours
    return State(activity, need, before.locality, team, holder, assessed_hours, is_early_help)


def opened(scenario: Scenario, activity: str, need: str, locality: str) -> State:
    """The state of a family that is first met in an activity: a new contact or an open case."""
    owner = scenario.structure.owner(activity, locality)
    return entered(scenario, activity, need, State("", "", locality, owner, "", 0.0))


_Move = tuple[State | None, str, float]
"""The next state or none, the ending or none, and the chance; both where an ending leads on."""


def _starts(scenario: Scenario) -> Iterator[tuple[State, float]]:
    """Where a contact starts, with the chance."""
    for locality, share in scenario.demand.localities.items():
        if share.value > 0:
            yield opened(scenario, scenario.pathway.starts_at, "", locality), share.value


def _explore(scenario: Scenario) -> dict[State, list[_Move]]:
    """Every state that a contact may reach, with its next steps."""
    onward: dict[State, list[_Move]] = {}
    frontier = [state for state, _ in _starts(scenario)]
    for state in frontier:  # grows as it goes
        if state not in onward:
            onward[state] = list(_steps(scenario, state))
            frontier.extend(target for target, _, _ in onward[state] if target is not None)
    return onward


def _steps(scenario: Scenario, state: State) -> Iterator[_Move]:
    """The next steps from a state: escalations of a plan first, then its routes."""
    pathway = scenario.pathway
    activity = pathway.activities[state.activity]
    routed = 1.0
    plan = pathway.plans.get(state.activity)
    if plan is not None and (rate := escalation_rate(plan)) > 0:
        escalates = stay(plan, scenario.horizon.working_year).escalates
        routed -= escalates
        for escalation in plan.escalations:
            chance = escalates * escalation.chance_per_year.value / rate
            if chance > 0:
                yield from _entering(
                    scenario, escalation.to, escalation.becomes or "", state, chance
                )
    for target, chance in activity.routes_for(state.need).items():
        ending = pathway.endings.get(target)
        if ending is None:
            yield from _entering(scenario, target, state.need, state, routed * chance)
        elif ending.leads_to is None:
            yield None, target, routed * chance
        else:
            yield entered(scenario, ending.leads_to, "", state), target, routed * chance


def _entering(
    scenario: Scenario, activity: str, need: str, state: State, chance: float
) -> Iterator[_Move]:
    """The next states from a state; what becomes a referral takes on a need."""
    if activity != scenario.pathway.referral_at or need:
        yield entered(scenario, activity, need, state), "", chance
        return
    for known, details in scenario.demand.needs.items():
        if details.share.value > 0:
            yield entered(scenario, activity, known, state), "", chance * details.share.value
