"""Cross-checks of a scenario: shares that add up, an order that holds, a way out for everyone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sim.scenario.bank_holidays import ENGLAND
from sim.scenario.calendar import Calendar
from sim.scenario.check.ownership import ownership
from sim.scenario.check.reachability import never_ending, reached
from sim.scenario.check.references import ACTIVITIES, Path, references
from sim.scenario.demand import WEEKDAYS
from sim.scenario.estimate import Estimate, Record
from sim.scenario.pathway import AnyActivity, Assessment, AtReviews, Band, Plan, Routes, Step
from sim.scenario.problems import Finding
from sim.scenario.scenario import Scenario
from sim.scenario.words import as_written, evidence_range

_TOLERANCE = 1e-6
"""How far shares may be from adding up to 1."""
_MOST_CHILDREN = 100_000
"""Contacts a month and open cases in a plan that a run can hold: many times any council's."""


def faults(scenario: Scenario) -> list[Finding]:
    """Everything that keeps a scenario from being run, though each of its values is legal.

    Args:
        scenario: a scenario in which every value fits its record.

    Returns:
        All the findings; none if it can be run.
    """
    found = [*_size(scenario), *_horizon(scenario), *_demand(scenario), *_workforce(scenario)]
    found += [*_margins(scenario), *references(scenario)]
    for name, activity in scenario.pathway.activities.items():
        found += _activity((*ACTIVITIES, name), activity)
    found += _routes_for_all(scenario)
    if not any(finding.path[0] == "pathway" for finding in found):
        found += _ways_out(scenario)
    return [*found, *ownership(scenario)]


def warnings(scenario: Scenario) -> list[Finding]:
    """What a planner should look at again, though a run can use it.

    Args:
        scenario: a scenario without faults.

    Returns:
        Values outside the range that their evidence allows, and activities that nobody comes to.
    """
    outside = [
        Finding(
            (*path, "value"),
            f"{as_written(path)} is {value.value:g}, outside its evidence: {evidence_range(value)}",
        )
        for path, value in estimates((), scenario)
        if not value.inside_evidence
    ]
    come_to = {activity for activity, _ in reached(scenario)}
    unused = [
        Finding((*ACTIVITIES, name), f"activity '{name}': no route leads to it", on_key=True)
        for name in scenario.pathway.activities
        if name not in come_to
    ]
    return [*outside, *unused]


def estimates(path: Path, part: object) -> Iterator[tuple[Path, Estimate]]:
    """Every estimate in a part of a scenario, with its path.

    Args:
        path: where the part stands; empty for a whole scenario.
        part: the part.

    Yields:
        Each path and its estimate, in the order of the record.
    """
    if isinstance(part, Estimate):
        yield path, part
    elif isinstance(part, Record):
        for field in type(part).model_fields:
            yield from estimates((*path, field), getattr(part, field))
    elif isinstance(part, dict):
        for key, inner in part.items():
            yield from estimates((*path, key), inner)
    elif isinstance(part, list):
        for position, inner in enumerate(part):
            yield from estimates((*path, position), inner)


def _horizon(scenario: Scenario) -> Iterator[Finding]:
    horizon = scenario.horizon
    first, last = ENGLAND[0].year, ENGLAND[-1].year
    dates = {name: getattr(horizon, name) for name in ("starts", "measured_from", "ends")}
    outside = [name for name, date in dates.items() if not first <= date.year <= last]
    for name in outside:
        advice = f"bank holidays are known from {first} to {last}"
        yield Finding(("horizon", name), f"horizon: {name} is {dates[name]}; {advice}")
    if horizon.measured_from < horizon.starts:
        message = f"measured_from ({horizon.measured_from}) is before starts ({horizon.starts})"
        yield Finding(("horizon", "measured_from"), f"horizon: {message}; write a later date")
    if horizon.ends < horizon.measured_from:
        message = f"ends ({horizon.ends}) is before measured_from ({horizon.measured_from})"
        yield Finding(("horizon", "ends"), f"horizon: {message}; write a later date")
    elif not outside and not len(Calendar(horizon.measured_from, horizon.ends, horizon.closures)):
        advice = "write a later date or fewer closures"
        yield Finding(("horizon", "ends"), f"horizon: no working day is measured; {advice}")


def _size(scenario: Scenario) -> Iterator[Finding]:
    children = {
        ("demand", "contacts_per_month"): scenario.demand.contacts_per_month.value,
        **{("open_cases", plan): open_.value for plan, open_ in scenario.open_cases.items()},
    }
    for path, value in children.items():
        if value > _MOST_CHILDREN:
            message = f"{value:g} is more than a run can hold; write {_MOST_CHILDREN:,} or less"
            yield Finding(path, f"{as_written(path)}: {message}")


def _demand(scenario: Scenario) -> Iterator[Finding]:
    demand = scenario.demand
    shares = {
        "localities": [share.value for share in demand.localities.values()],
        "sources": [share.value for share in demand.sources.values()],
        "needs": [need.share.value for need in demand.needs.values()],
    }
    for name, values in shares.items():
        yield from _adding_up(("demand", name), f"the shares of {name}", values)
    children = demand.children_per_family.value
    if children < 1:
        message = f"children_per_family is {children:g}; write 1 or more, as every family has one"
        yield Finding(("demand", "children_per_family"), message)
    if all(day in demand.weekdays and not demand.weekdays[day].value for day in WEEKDAYS):
        advice = "for none at all write 'contacts_per_month: 0'"
        yield Finding(("demand", "weekdays"), f"no weekday has any contacts; {advice}")
    first = scenario.pathway.activities.get(scenario.pathway.starts_at)
    accepted = first.routes_for("").get(scenario.pathway.referral_at, 0.0) if first else 0.0
    if accepted * demand.returns.share.value >= 1:
        message = "every contact is a referral and every referral comes back; lower one of the two"
        yield Finding(("demand", "returns", "share"), f"returns: {message}")


def _workforce(scenario: Scenario) -> Iterator[Finding]:
    if scenario.workforce.days_present == 0:
        message = "leave, training and sickness leave nobody a day to work; lower one of them"
        yield Finding(("workforce",), f"workforce: {message}")


def _margins(scenario: Scenario) -> Iterator[Finding]:
    confidence = scenario.margins.confidence.value
    if not 0 < confidence < 1:
        message = f"confidence is {confidence:g}; write a share between 0 and 1, such as 0.95"
        yield Finding(("margins", "confidence"), f"margins: {message}")


def _adding_up(path: Path, what: str, shares: Iterable[float]) -> Iterator[Finding]:
    total = sum(shares)
    if abs(total - 1) > _TOLERANCE:
        much = f"{abs(total - 1):.6g} too {'much' if total > 1 else 'little'}"
        yield Finding(path, f"{what} add up to {total:.6g}, which is {much}; make it 1")


def _activity(path: Path, activity: AnyActivity) -> Iterator[Finding]:
    if not activity.routes and not activity.routes_by_need:
        yield Finding(path, f"{as_written(path)}: has no routes; add where families go next")
    tables = {need: (*path, "routes_by_need", need) for need in activity.routes_by_need}
    for need, table in tables.items():
        yield from _routes(table, activity.routes_by_need[need])
    if activity.routes:
        yield from _routes((*path, "routes"), activity.routes)
    if isinstance(activity, Assessment):
        yield from _assessment(path, activity)
    if isinstance(activity, Plan):
        yield from _plan(path, activity)


def _routes(path: Path, routes: Routes) -> Iterator[Finding]:
    who = as_written(path).removesuffix(": routes")
    named = [chance.value for chance in routes.values() if isinstance(chance, Estimate)]
    rests = len(routes) - len(named)
    if rests > 1:
        yield Finding(path, f"{who}: {rests} routes are 'rest'; only one can be")
    elif not rests:
        yield from _adding_up(path, f"{who}: the chances of its routes", named)
    elif sum(named) > 1 + _TOLERANCE:
        message = f"the chances beside 'rest' add up to {sum(named):.6g}"
        yield Finding(path, f"{who}: {message}; lower them to 1 at most")


def _assessment(path: Path, assessment: Assessment) -> Iterator[Finding]:
    who = as_written(path)
    steps = assessment.steps
    yield from _adding_up((*path, "steps"), f"{who}: the shares of its steps", _shares(steps))
    for position, (before, after) in enumerate(pairwise(steps), start=1):
        if after.at.value < before.at.value:
            message = f"step '{after.name}' is planned before '{before.name}'; order them by 'at'"
            yield Finding((*path, "steps", position, "at"), f"{who}: {message}")
    length = assessment.planned_days
    if not length.shortest.value <= length.usual.value <= length.longest.value:
        days = f"{length.shortest.value:g}, {length.usual.value:g}, {length.longest.value:g}"
        message = f"planned_days shortest, usual and longest are {days}; order them upwards"
        yield Finding((*path, "planned_days"), f"{who}: {message}")


def _plan(path: Path, plan: Plan) -> Iterator[Finding]:
    who = as_written(path)
    for position, task in enumerate(plan.tasks):
        if task.every.value < 1:
            message = f"task '{task.name}' comes every {task.every.value:g} working days"
            yield Finding((*path, "tasks", position, "every"), f"{who}: {message}; write 1 or more")
    length = plan.length
    if isinstance(length, AtReviews):
        if length.later_chance.value == 0 and length.first_chance.value < 1:
            advice = "raise 'later_chance' above 0"
            yield Finding((*path, "length", "later_chance"), f"{who}: may never end; {advice}")
        return
    here = (*path, "length", "bands")
    yield from _adding_up(here, f"{who}: the shares of its bands", _shares(length.bands))
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


def _routes_for_all(scenario: Scenario) -> Iterator[Finding]:
    """Activities that have routes for some needs and none for others that come to them."""
    come_to = reached(scenario)
    for name, activity in scenario.pathway.activities.items():
        needs = sorted(need for at, need in come_to if at == name)
        lacking = [need for need in needs if not activity.routes_by_need.get(need, activity.routes)]
        if lacking and activity.routes_by_need:
            whom = " and ".join(f"'{need}'" if need else "contacts" for need in lacking)
            advice = "add 'routes' for all needs that have none of their own"
            message = f"activity '{name}': has no routes for {whom}; {advice}"
            yield Finding((*ACTIVITIES, name), message)


def _ways_out(scenario: Scenario) -> Iterator[Finding]:
    """Activities that families come to and never leave for good."""
    held = never_ending(scenario)
    names = [name for name in scenario.pathway.activities if name in held]
    if names:
        listed = ", ".join(f"'{name}'" for name in names)
        message = f"a family that comes to {listed} never comes to an ending; add a route to one"
        yield Finding((*ACTIVITIES, names[0]), message)
