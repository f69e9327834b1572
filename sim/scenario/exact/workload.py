"""The workload: hours of case work that families bring in a month, by team, role and kind.

Each visit to an activity and each step between two takes its hours as often as the chain expects
it. Plans take hours by the month for every family in them, once for the stock at which inflow and
outflow balance and once for the open cases reported. Cover for those who leave or move to another
post is left to the simulation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sim.scenario.exact.chain import Chain, Passage
from sim.scenario.exact.interruption import effort_of
from sim.scenario.exact.length_of_stay import expected_tasks, stay
from sim.scenario.exact.moves import State, effort_in
from sim.scenario.pathway import Conference
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Role


class Work(NamedTuple):
    """Case hours that one kind of work takes of one role in one team a month."""

    team: str
    role: Role
    work: str
    """The activity, or `handoffs`, or `closing`."""
    hours: float
    """Once inflow and outflow balance."""
    reported_hours: float
    """With the open cases reported; the same but for plans."""


class OpenFamilies(NamedTuple):
    """Families in one plan and locality."""

    plan: str
    locality: str
    balanced: float
    """Once inflow and outflow balance."""
    reported: float
    """As the scenario gives them for the start."""


class Piece(NamedTuple):
    """Work that one family brings once, or in a month of a plan."""

    team: str
    role: Role
    work: str
    hours: float


def workload(chain: Chain) -> tuple[Work, ...]:
    """The hours that families take of each role in each team, by kind of work.

    Args:
        chain: a scenario's solved chain.

    Returns:
        One row for each team, role and kind of work with any hours.
    """
    scenario, families = chain.scenario, chain.families_per_month
    hours: dict[tuple[str, Role, str], tuple[float, float]] = {}

    def add(work: Piece, balanced: float, reported: float) -> None:
        before = hours.get(work[:3], (0.0, 0.0))
        hours[work[:3]] = before[0] + work.hours * balanced, before[1] + work.hours * reported

    for state, visits in chain.visits.items():
        for piece in _visit(scenario, state):
            add(piece, visits * families, visits * families)
    for passage in chain.passages:
        for piece in handover(scenario, passage):
            add(piece, passage.per_contact * families, passage.per_contact * families)
    for stock in open_families(chain):
        for piece in _open_month(scenario, stock):
            add(piece, stock.balanced, stock.reported)
    return tuple(Work(*key, *both) for key, both in hours.items() if max(both) > 0)


def open_families(chain: Chain) -> Iterator[OpenFamilies]:
    """Families in each plan and locality that holds any or is reported to.

    Args:
        chain: a scenario's solved chain.

    Yields:
        Balanced and reported families; reported ones live where new ones do. Of early help without
        open cases given, as many are taken to be open as balance.
    """
    scenario, demand = chain.scenario, chain.scenario.demand
    unreported = set(scenario.pathway.early_help) - set(scenario.open_cases)
    for name in scenario.pathway.plans:
        children = scenario.open_cases[name].value if name in scenario.open_cases else 0.0
        for locality, share in demand.localities.items():
            balanced = sum(
                stock.open_families
                for stock in chain.plan_stocks
                if (stock.plan, stock.locality) == (name, locality)
            )
            reported = children / demand.children_per_family.value * share.value
            if name in unreported:
                reported = balanced
            if balanced > 0 or reported > 0:
                yield OpenFamilies(name, locality, balanced, reported)


def _visit(scenario: Scenario, state: State) -> Iterator[Piece]:
    """Work of one visit to an activity; what recurs by the month is left out.

    Up to the threshold decision a single piece of work takes the same hours whatever the family's
    size. In a joint enquiry the case's own worker adds a share of the hours.
    """
    name, team = state.activity, _performing(scenario, state)
    activity = scenario.pathway.activities[name]
    on_contact = not state.need or name == scenario.pathway.referral_at
    size = 1.0 if on_contact and activity.is_one_piece else scenario.demand.mean_relative_hours
    for role, of_one_child, grows, is_joint in effort_in(scenario, state).work:
        hours = of_one_child * size if grows else of_one_child
        is_chair = role == "conference chair"
        doing = scenario.structure.chair(name, state.locality) if is_chair else team
        yield Piece(doing, scenario.pathway.role_in(name, role), name, hours)
        if is_joint and team != state.team:
            extra = hours * scenario.structure.rules.joint_enquiry_share.value
            yield Piece(state.team, role, name, extra)


def _performing(scenario: Scenario, state: State) -> str:
    """The team that does the work: the responsible one, but the owner in a joint enquiry.

    A conference is prepared and attended by the case's own worker.
    """
    activity = scenario.pathway.activities[state.activity]
    is_enquiry = state.activity in scenario.pathway.section_47
    is_joint = scenario.structure.rules.section_47_on_open_cases == "joint"
    if is_joint and is_enquiry and not isinstance(activity, Conference):
        return scenario.structure.owner(state.activity, state.locality)
    return state.team


def handover(scenario: Scenario, passage: Passage) -> Iterator[Piece]:
    """Work of one step between two activities: to hand over, take over, take in or close.

    A worker writes the family up when responsibility passes to another's team. The next one reads
    in and does part of the latest assessment again. A first worker outside the front door has less
    to read. What is left of an interrupted assessment that is not come back to is done by the
    worker who holds the family then.
    """
    source, target, costs = passage.source, passage.target, scenario.handoffs
    yield from _rest(scenario, passage)
    if passage.ending and source.holder and not source.early_help:
        hours = scenario.pathway.closing_hours.value
        yield Piece(source.holder, "social worker", "closing", hours)
    if target is None:
        return
    holder = "" if passage.crosses else source.holder
    role = scenario.pathway.role_in(target.activity, "social worker")
    if passage.is_handoff and holder and holder != target.team:
        yield Piece(holder, role, "handoffs", costs.hours_out.value)
    if passage.is_worker_change:
        rework = costs.rework.value * passage.assessed_hours * scenario.demand.mean_relative_hours
        hours = costs.hours_in.value + rework
        yield Piece(target.holder, role, "handoffs", hours)
    elif target.holder and not holder:
        front_door = scenario.structure.owner(scenario.pathway.starts_at, source.locality)
        if target.holder != front_door:
            hours = costs.front_door_hours_in.value
            yield Piece(target.holder, role, "handoffs", hours)


def _rest(scenario: Scenario, passage: Passage) -> Iterator[Piece]:
    """What is left of an interrupted assessment, done and authorised beside what follows."""
    rest, holder = passage.done_beside, (passage.target or passage.source).holder
    if rest is not None:
        assessment = scenario.pathway.activities[rest.assessment]
        for role, hours, _, _ in effort_of(assessment, "", 1.0, rest).work:
            size = scenario.demand.mean_relative_hours if role == "social worker" else 1.0
            yield Piece(holder, role, rest.assessment, hours * size)


def _open_month(scenario: Scenario, stock: OpenFamilies) -> Iterator[Piece]:
    """Work of one family for a month in a plan."""
    name, locality = stock.plan, stock.locality
    plan = scenario.pathway.plans[name]
    year = scenario.horizon.working_year
    months = stay(plan, year).years * 12
    team = scenario.structure.owner(name, locality)
    for task in plan.tasks:
        a_month = expected_tasks(plan, task, year) / months
        yield Piece(
            team,
            scenario.pathway.role_in(name, "social worker"),
            name,
            a_month * task.hours.value * scenario.demand.mean_relative_hours,
        )
        if task.chair_hours is not None:
            chair = scenario.structure.chair(name, locality)
            yield Piece(chair, "conference chair", name, a_month * task.chair_hours.value)
