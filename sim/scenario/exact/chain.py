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
from numpy.typing import NDArray

from sim.scenario.exact.interruption import Interrupted
from sim.scenario.exact.length_of_stay import EndlessPathwayError, stay
from sim.scenario.exact.moves import Move, State, moves, starts
from sim.scenario.form_filling import as_worked
from sim.scenario.scenario import Scenario

_STEPS = 500
"""Of a journey that are followed one by one."""
_NONE_LEFT = 1e-16
"""Share of contacts that counts as none."""


class Passage(NamedTuple):
    """One possible step of a journey, and how often a contact takes it."""

    source: State
    target: State | None
    """The next state; none where the family leaves."""
    ending: str
    """The ending of the journey; empty where it goes on or early help steps up."""
    per_contact: float
    """Expected number of times for one contact."""
    assessed_hours: float
    """Mean hours of the latest assessment so far, as far as it is recent when the step is taken."""

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

    @property
    def done_beside(self) -> Interrupted | None:
        """What is left of an interrupted assessment where the journey does not lead back to it."""
        goes_on = self.target is not None and self.target.interrupted is not None
        return None if goes_on or self.source.resumed else self.source.interrupted


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
        scenario: what it was worked out for, with the hours of its own form-filling.
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
    scenario = as_worked(scenario)
    onward = _explore(scenario)
    index = {state: position for position, state in enumerate(onward)}
    start = np.zeros(len(index))
    for state, chance in starts(scenario):
        start[index[state]] += chance
    onward_steps = [
        (index[state], index[step.target], step.chance)
        for state, steps in onward.items()
        for step in steps
        if step.target is not None
    ]
    visits = _visits(start, onward_steps).tolist()
    passages = tuple(
        Passage(state, step.target, step.ending, number * step.chance, step.assessed_hours)
        for (state, steps), number in zip(onward.items(), visits, strict=True)
        for step in steps
    )
    ended = sum(passage.per_contact for passage in passages if passage.target is None)
    if not math.isclose(ended, 1.0, abs_tol=1e-6):
        raise EndlessPathwayError(
            f"only {ended:.1%} of contacts reach an ending; check that routes add to 1"
        )
    return Chain(scenario, dict(zip(onward, visits, strict=True)), passages)


def _visits(start: NDArray[np.float64], steps: list[tuple[int, int, float]]) -> NDArray[np.float64]:
    """Expected visits to each state, from where contacts start and the steps between states.

    Contacts are followed step by step until next to none is left, as journeys are short and lead
    from a state to few others. Where they go on for long, all visits are solved for at once.

    Raises:
        EndlessPathwayError: if some go on for ever.
    """
    if not steps:
        return start
    source, target, chance = (np.array(column) for column in zip(*steps, strict=True))
    visits, here = start.copy(), start
    for _ in range(_STEPS):
        here = np.zeros(len(start)) + np.bincount(target, here[source] * chance, len(start))
        visits += here
        if here.sum() < _NONE_LEFT:
            return visits
    chances = np.zeros((len(start), len(start)))
    np.add.at(chances, (source, target), chance)
    try:
        return np.asarray(np.linalg.solve(np.eye(len(start)) - chances.T, start), np.float64)
    except np.linalg.LinAlgError:
        raise EndlessPathwayError(
            "the routes lead some families round in a circle for ever"
        ) from None


def _explore(scenario: Scenario) -> dict[State, list[Move]]:
    """Every state that a contact may reach, with its next steps."""
    onward: dict[State, list[Move]] = {}
    frontier = [state for state, _ in starts(scenario)]
    for state in frontier:  # grows as it goes
        if state not in onward:
            onward[state] = list(moves(scenario, state))
            frontier += [step.target for step in onward[state] if step.target is not None]
    return onward
