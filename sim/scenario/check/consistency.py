"""Cross-checks of a scenario as a whole: dates, demand, staff, and a way out for everyone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sim.scenario.bank_holidays import ENGLAND
from sim.scenario.calendar import Calendar
from sim.scenario.check.activities import activity_faults, adding_up
from sim.scenario.check.early_help import early_help
from sim.scenario.check.ownership import ownership
from sim.scenario.check.reachability import never_ending, reached
from sim.scenario.check.references import ACTIVITIES, references
from sim.scenario.check.warm_up import warm_up
from sim.scenario.demand import WEEKDAYS
from sim.scenario.derived import sources_of
from sim.scenario.estimate import Estimate, Record
from sim.scenario.paths import Path
from sim.scenario.problems import MOST_FOUND, Finding
from sim.scenario.scenario import Scenario
from sim.scenario.words import as_written, evidence_range

_MOST_CHILDREN = 100_000
"""Contacts a month and open cases in a plan that a run can hold: many times any council's."""
_MOST_POUNDS = 10_000_000
"""A price: many times any, and far from what cannot be added up."""


def faults(scenario: Scenario) -> list[Finding]:
    """Everything that keeps a scenario from being run, though each of its values is legal.

    Args:
        scenario: a scenario in which every value fits its record.

    Returns:
        All the findings; none if it can be run.
    """
    found = [*_size(scenario), *_horizon(scenario), *_demand(scenario), *_workforce(scenario)]
    found += [*_meetings(scenario), *_margins(scenario), *_costs(scenario)]
    found += islice(references(scenario), MOST_FOUND)
    found += islice(early_help(scenario), MOST_FOUND)
    for name, activity in scenario.pathway.activities.items():
        found += activity_faults(scenario, (*ACTIVITIES, name), activity)
    found += _routes_for_all(scenario)
    if not any(finding.path[0] == "pathway" for finding in found):
        found += _endless(scenario)
    return [*found, *ownership(scenario)]


def warnings(scenario: Scenario) -> list[Finding]:
    """What a planner should look at again, though a run can use it.

    Args:
        scenario: a scenario without faults.

    Returns:
        Values outside the range that their evidence allows, assumptions and activities that
        nothing comes to, and a warm-up that is too short.
    """
    all_ = dict(estimates((), scenario))
    outside = [
        Finding(
            (*path, "derived" if value.derived else "value"),
            f"{as_written(path)} is {value.value:g}, outside its evidence: {evidence_range(value)}",
        )
        for path, value in all_.items()
        if not value.inside_evidence
    ]
    idle = [
        Finding(("assumptions", name), f"assumption '{name}': nothing is derived from it", True)
        for name in idle_assumptions(scenario)
    ]
    come_to = {activity for activity, _ in reached(scenario)}
    unused = [
        Finding((*ACTIVITIES, name), f"activity '{name}': no route leads to it", on_key=True)
        for name in scenario.pathway.activities
        if name not in come_to
    ]
    return [*outside, *idle, *unused, *warm_up(scenario)]


def idle_assumptions(scenario: Scenario) -> list[str]:
    """The assumptions that nothing is derived from, by name."""
    found = (sources_of(value.derived) for _, value in estimates((), scenario))
    sources = {source for each in found for source in each}
    return [name for name in scenario.assumptions if ("assumptions", name) not in sources]


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
    elif isinstance(part, tuple):
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
        yield from adding_up(("demand", name), f"the shares of {name}", values)
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
    if scenario.workforce.days_present(scenario.horizon.working_year) == 0:
        message = "leave, training and sickness leave nobody a day to work; lower one of them"
        yield Finding(("workforce",), f"workforce: {message}")
    yield from _working_time(scenario)


def _working_time(scenario: Scenario) -> Iterator[Finding]:
    """Roles whose hours all go to something else than cases."""
    workforce, time = scenario.workforce, scenario.workforce.working_time
    there, found = workforce.hours_of_four_weeks, False
    for of_what, hours in (
        ("supervision, audit and other", time.of_worker),
        ("manager_audit and manager_other", time.of_manager(supervised=0)),
    ):
        if hours >= there:
            taken = f"{of_what} take {hours:g} of the {there:g} hours in four weeks"
            message = f"working_time: {taken} and leave none for cases; lower one of them"
            yield Finding(("workforce", "working_time"), message)
            found = True
    if found:
        return
    for name, team in scenario.structure.teams.items():
        supervised = workforce.supervised(team)
        hours = time.of_manager(supervised)
        if hours >= there:
            message = f"each manager supervises {supervised:.3g} full-time workers"
            taken = f"with audit and other that takes {hours:.4g} of {there:g} hours in four weeks"
            advice = "add a manager or lower hours under 'working_time'"
            path = "structure", "teams", name
            yield Finding(path, f"team '{name}': {message}; {taken}; {advice}")


def _meetings(scenario: Scenario) -> Iterator[Finding]:
    costs = scenario.handoffs
    if costs.meeting_every is None and costs.meeting_on is None:
        advice = "write 'meeting_every: 5' for every 5 working days, or 'meeting_on: Monday'"
        yield Finding(("handoffs",), f"handoffs: there is no transfer meeting; {advice}")
    elif costs.meeting_every is not None and costs.meeting_on is not None:
        message = "meeting_on cannot stand beside meeting_every"
        advice = "keep one; 'meeting_every: null' takes out what is inherited"
        yield Finding(("handoffs", "meeting_on"), f"handoffs: {message}; {advice}")


def _margins(scenario: Scenario) -> Iterator[Finding]:
    confidence = scenario.margins.confidence.value
    if not 0 < confidence < 1:
        message = f"confidence is {confidence:g}; write a share between 0 and 1, such as 0.95"
        yield Finding(("margins", "confidence"), f"margins: {message}")


def _costs(scenario: Scenario) -> Iterator[Finding]:
    for path, price in estimates(("costs",), scenario.costs):
        most = max(price.value, price.high or 0)
        if most > _MOST_POUNDS:
            advice = f"write pounds a year, or a multiple of them, up to {_MOST_POUNDS:,}"
            yield Finding(path, f"{as_written(path)}: {most:g} is no price; {advice}")


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


def _endless(scenario: Scenario) -> Iterator[Finding]:
    """Activities that families come to and never leave for good."""
    held = never_ending(scenario)
    names = [name for name in scenario.pathway.activities if name in held]
    if names:
        listed = ", ".join(f"'{name}'" for name in names)
        message = f"a family that comes to {listed} never comes to an ending; add a route to one"
        yield Finding((*ACTIVITIES, names[0]), message)
