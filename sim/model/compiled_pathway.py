"""The script: a scenario's pathway as a run reads it, numbers plain and chances added up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate

from sim.model.luck import choose
from sim.scenario import pathway as planned
from sim.scenario.check.reachability import reached
from sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Choice:
    """Options with their cumulative chances, which end at 1."""

    options: tuple[str, ...]
    cumulative: tuple[float, ...]

    def pick(self, draw: float) -> str:
        """The option that a uniform draw picks."""
        return self.options[choose(draw, self.cumulative)]


@dataclass(frozen=True, slots=True)
class Activity:
    """What every kind of activity has."""

    name: str
    index: int
    """Its place in the pathway, as the event log has it."""
    urgent: bool
    needs_worker: bool
    """Whether a family in it must have an allocated worker."""
    jointly: bool
    """Whether its owner does the work, beside the worker of a family open to another team."""
    weight: float
    """Weighted children that each child in it counts towards a caseload."""
    limit: float
    """Working days allowed; nan: no limit."""
    counts_from: str
    """What the limit counts from: contact, previous, or the name of an activity."""
    routes: Choice
    """What may come next, for needs not named in `routes_by_need`."""
    routes_by_need: dict[str, Choice]

    def routes_for(self, need: str) -> Choice:
        """What may come next for a family with this need."""
        return self.routes_by_need.get(need, self.routes)


@dataclass(frozen=True, slots=True)
class Duty(Activity):
    """One piece of work for whoever is free, or for the family's worker."""

    hours: float
    by_manager: bool
    grows: bool
    """Whether it takes longer for a larger family."""
    planned_days: float


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work of an assessment; from when to when as shares of the planned length."""

    name: str
    share: float
    """Share of the assessment's hours."""
    begins: float
    ends: float
    visit: bool


@dataclass(frozen=True, slots=True)
class Assessment(Activity):
    """Steps in the worker's diary, then a manager's authorisation."""

    hours: float
    hours_by_need: dict[str, float]
    steps: tuple[Step, ...]
    shortest: float
    usual: float
    longest: float
    """Planned length in working days."""
    authorisation_hours: float


@dataclass(frozen=True, slots=True)
class Conference(Activity):
    """A conference with a chair, prepared by the family's worker."""

    hours: float
    planned_days: float
    chair_hours: float


@dataclass(frozen=True, slots=True)
class Task:
    """Recurring work of a plan, in hours and working days."""

    name: str
    first: float
    """From the start of the plan to the first."""
    every: float
    """From one to the next."""
    hours: float
    chair_hours: float
    limit: float
    """Allowed from one to the next; nan: no limit."""
    visit: bool


@dataclass(frozen=True, slots=True)
class Escalation:
    """What may interrupt a plan."""

    to: str
    becomes: str
    per_year: float
    """Rate a year for one open family."""


@dataclass(frozen=True, slots=True)
class Plan(Activity):
    """Recurring work until the plan ends or something interrupts it."""

    tasks: tuple[Task, ...]
    ending: Task | None
    """The task at which it may end; none if its length is drawn from bands."""
    escalations: tuple[Escalation, ...]
    length: planned.Length


@dataclass(frozen=True, slots=True)
class Handoffs:
    """What it costs to pass a family on, in hours and working days."""

    hours_out: float
    hours_in: float
    notice: float
    meeting_every: float
    rework: float
    front_door_wait: float
    front_door_hours_in: float


AnyActivity = Duty | Assessment | Conference | Plan


@dataclass(frozen=True, slots=True)
class Script:
    """All that a family's journey needs to know of a scenario."""

    activities: dict[str, AnyActivity]
    front_door: AnyActivity
    """The activity that receives every contact."""
    referral: str
    """Entering this activity makes a contact a referral."""
    may_return: frozenset[str]
    """Endings after which a family may come back."""
    closing_hours: float
    handoffs: Handoffs
    needs: Choice
    """What a family that comes back needs this time."""


def script_of(scenario: Scenario) -> Script:
    """Write out what a scenario plans, for one run or many."""
    pathway = scenario.pathway
    activities = {
        name: _activity(scenario, name, index) for index, name in enumerate(pathway.activities)
    }
    costs = scenario.handoffs
    return Script(
        activities=activities,
        front_door=activities[pathway.starts_at],
        referral=pathway.referral_at,
        may_return=frozenset(name for name, end in pathway.endings.items() if end.may_return),
        closing_hours=pathway.closing_hours.value,
        handoffs=Handoffs(
            hours_out=costs.hours_out.value,
            hours_in=costs.hours_in.value,
            notice=costs.notice.value,
            meeting_every=costs.meeting_every.value,
            rework=costs.rework.value,
            front_door_wait=costs.front_door_wait.value,
            front_door_hours_in=costs.front_door_hours_in.value,
        ),
        needs=_choice({name: need.share.value for name, need in scenario.demand.needs.items()}),
    )


def _activity(scenario: Scenario, name: str, index: int) -> AnyActivity:
    pathway = scenario.pathway
    activity = pathway.activities[name]
    limit = activity.limit
    joint = scenario.structure.rules.section_47_on_open_cases == "joint"
    shared = (
        name,
        index,
        activity.urgent,
        activity.needs_worker,
        # The conference's report is the work of the family's own worker alone.
        joint and name in pathway.section_47 and not isinstance(activity, planned.Conference),
        activity.weight.value,
        math.nan if limit is None else limit.days.value,
        "contact" if limit is None else limit.counts_from,
        _routes(scenario, name, ""),
        {need: _routes(scenario, name, need) for need in activity.routes_by_need},
    )
    if isinstance(activity, planned.Duty):
        return Duty(
            *shared,
            hours=activity.hours.value,
            by_manager=activity.by == "manager",
            # Work on a contact, and the decision on it, is done once for all children.
            grows=name != pathway.referral_at and (name, "") not in reached(scenario),
            planned_days=activity.planned_days.value,
        )
    if isinstance(activity, planned.Assessment):
        return Assessment(
            *shared,
            hours=activity.hours.value,
            hours_by_need={need: hours.value for need, hours in activity.hours_by_need.items()},
            steps=_steps(activity),
            shortest=activity.planned_days.shortest.value,
            usual=activity.planned_days.usual.value,
            longest=activity.planned_days.longest.value,
            authorisation_hours=activity.authorisation_hours.value,
        )
    if isinstance(activity, planned.Conference):
        return Conference(
            *shared,
            hours=activity.hours.value,
            planned_days=activity.planned_days.value,
            chair_hours=activity.chair_hours.value,
        )
    tasks = tuple(_task(task) for task in activity.tasks)
    at = activity.length.ends_at if isinstance(activity.length, planned.AtReviews) else None
    return Plan(
        *shared,
        tasks=tasks,
        ending=next((task for task in tasks if task.name == at), None),
        escalations=tuple(
            Escalation(each.to, each.becomes, each.chance_per_year.value)
            for each in activity.escalations
        ),
        length=activity.length,
    )


def _routes(scenario: Scenario, name: str, need: str) -> Choice:
    """What may come next; at the front door, for families that are not coming back."""
    pathway = scenario.pathway
    chances = pathway.activities[name].routes_for(need)
    if name == pathway.starts_at and chances.get(pathway.referral_at, 0.0) > 0:
        referred = scenario.new_contact_referral_chance
        others = 1 - chances[pathway.referral_at]
        chances = {
            target: referred if target == pathway.referral_at else chance / others * (1 - referred)
            for target, chance in chances.items()
        }
    return _choice(chances)


def _choice(chances: dict[str, float]) -> Choice:
    return Choice(tuple(chances), tuple(accumulate(chances.values())))


def _steps(assessment: planned.Assessment) -> tuple[Step, ...]:
    begins = [step.at.value for step in assessment.steps]
    return tuple(
        Step(step.name, step.share.value, at, until, step.visit)
        for step, at, until in zip(assessment.steps, begins, [*begins[1:], 1.0], strict=True)
    )


def _task(task: planned.Task) -> Task:
    every = task.every.value
    return Task(
        name=task.name,
        first=every if task.first is None else task.first.value,
        every=every,
        hours=task.hours.value,
        chair_hours=0.0 if task.chair_hours is None else task.chair_hours.value,
        limit=math.nan if task.limit is None else task.limit.value,
        visit=task.visit,
    )
