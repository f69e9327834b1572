"""Cross-checks of one activity: a way on for everyone, shares that add up, an order that holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import assert_never

from sim.scenario.check.concerns import concern_faults
from sim.scenario.check.references import known_needs, unknown, unknown_key
from sim.scenario.estimate import Estimate
from sim.scenario.paths import Path
from sim.scenario.pathway import (
    AnyActivity,
    Assessment,
    AtReviews,
    Band,
    Conference,
    Duty,
    Plan,
    Step,
)
from sim.scenario.problems import Finding
from sim.scenario.routes import Routes
from sim.scenario.scenario import Scenario
from sim.scenario.words import as_written

_TOLERANCE = 1e-6
"""How far shares may be from adding up to 1."""


def activity_faults(scenario: Scenario, path: Path, activity: AnyActivity) -> Iterator[Finding]:
    """What keeps an activity from being run, though each of its values is legal.

    Args:
        scenario: the scenario that it is part of.
        path: where it stands there.
        activity: the activity.

    Yields:
        The findings on its routes, then those that only its kind can have.
    """
    if not activity.routes and not activity.routes_by_need:
        yield Finding(path, f"{as_written(path)}: has no routes; add where families go next")
    tables = {need: (*path, "routes_by_need", need) for need in activity.routes_by_need}
    for need, table in tables.items():
        yield from _routes(table, activity.routes_by_need[need])
    if activity.routes:
        yield from _routes((*path, "routes"), activity.routes)
    match activity:
        case Assessment():
            yield from _assessment(scenario, path, activity)
        case Plan():
            yield from _plan(path, activity)
        case Conference():
            yield from _conference(path, activity)
        case Duty():
            pass
        case _:
            assert_never(activity)


def _routes(path: Path, routes: Routes) -> Iterator[Finding]:
    who = as_written(path).removesuffix(": routes")
    named = [chance.value for chance in routes.values() if isinstance(chance, Estimate)]
    rests = len(routes) - len(named)
    if rests > 1:
        yield Finding(path, f"{who}: {rests} routes are 'rest'; only one can be")
    elif not rests:
        yield from adding_up(path, f"{who}: the chances of its routes", named)
    elif sum(named) > 1 + _TOLERANCE:
        message = f"the chances beside 'rest' add up to {sum(named):.6g}"
        yield Finding(path, f"{who}: {message}; lower them to 1 at most")


def _assessment(scenario: Scenario, path: Path, assessment: Assessment) -> Iterator[Finding]:
    who = as_written(path)
    for need in assessment.hours_by_need:
        yield from unknown_key((*path, "hours_by_need", need), "need", known_needs(scenario))
    for need in assessment.further.share_by_need if assessment.further else ():
        by_need = (*path, "further", "share_by_need", need)
        yield from unknown_key(by_need, "need", known_needs(scenario))
    yield from concern_faults(scenario, path, assessment)
    steps = assessment.steps
    yield from adding_up((*path, "steps"), f"{who}: the shares of its steps", _shares(steps))
    for position, (before, after) in enumerate(pairwise(steps), start=1):
        if after.at.value < before.at.value:
            message = f"step '{after.name}' is planned before '{before.name}'; order them by 'at'"
            yield Finding((*path, "steps", position, "at"), f"{who}: {message}")
    length = assessment.planned_days
    if not length.shortest.value <= length.usual.value <= length.longest.value:
        days = f"{length.shortest.value:g}, {length.usual.value:g}, {length.longest.value:g}"
        message = f"planned_days shortest, usual and longest are {days}; order them upwards"
        yield Finding((*path, "planned_days"), f"{who}: {message}")


def _conference(path: Path, conference: Conference) -> Iterator[Finding]:
    earliest, latest = conference.earliest_days, conference.planned_days.value
    if earliest is not None and earliest.value > latest:
        message = f"earliest_days is {earliest.value:g}, after planned_days, {latest:g}"
        said = f"{as_written(path)}: {message}; write {latest:g} or less"
        yield Finding((*path, "earliest_days"), said)


def _plan(path: Path, plan: Plan) -> Iterator[Finding]:
    who = as_written(path)
    for position, task in enumerate(plan.tasks):
        if task.every.value < 1:
            message = f"task '{task.name}' comes every {task.every.value:g} working days"
            yield Finding((*path, "tasks", position, "every"), f"{who}: {message}; write 1 or more")
        if task.covered_after is not None and not task.visit:
            here = (*path, "tasks", position, "covered_after")
            message = f"task '{task.name}' is no visit, and only visits are covered"
            advice = "take 'covered_after' out, or write 'visit: true'"
            yield Finding(here, f"{who}: {message}; {advice}")
    length = plan.length
    if isinstance(length, AtReviews):
        tasks = [task.name for task in plan.tasks]
        yield from unknown((*path, "length", "ends_at"), length.ends_at, "task", tasks)
        if length.later_chance.value == 0 and length.first_chance.value < 1:
            advice = "raise 'later_chance' above 0"
            yield Finding((*path, "length", "later_chance"), f"{who}: may never end; {advice}")
        return
    here = (*path, "length", "bands")
    yield from adding_up(here, f"{who}: the shares of its bands", _shares(length.bands))
    for position, band in enumerate(length.bands):
        if band.to_months.value <= band.from_months.value:
            ends = f"from {band.from_months.value:g} to {band.to_months.value:g} months"
            message = f"band {position + 1} runs {ends}; write a longer 'to_months'"
            yield Finding((*here, position, "to_months"), f"{who}: {message}")
    for position, (before, after) in enumerate(pairwise(length.bands), start=1):
        if after.from_months.value < before.to_months.value:
            message = f"bands {position} and {position + 1} overlap; order them upwards"
            yield Finding((*here, position, "from_months"), f"{who}: {message}")


def _shares(parts: Iterable[Step | Band]) -> list[float]:
    return [part.share.value for part in parts]


def adding_up(path: Path, what: str, shares: Iterable[float]) -> Iterator[Finding]:
    """The finding that shares do not add up to 1.

    Args:
        path: where they stand.
        what: what they are, as `the shares of needs`.
        shares: each of them.
    """
    total = sum(shares)
    if abs(total - 1) > _TOLERANCE:
        much = f"{abs(total - 1):.6g} too {'much' if total > 1 else 'little'}"
        yield Finding(path, f"{what} add up to {total:.6g}, which is {much}; make it 1")
