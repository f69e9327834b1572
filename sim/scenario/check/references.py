"""Names in a scenario: each must be that of something the scenario has."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sim.scenario.check.reachability import reached
from sim.scenario.demand import MONTHS, WEEKDAYS
from sim.scenario.paths import Path
from sim.scenario.pathway import AnyActivity
from sim.scenario.problems import Finding
from sim.scenario.routes import Concern, Escalation
from sim.scenario.scenario import Scenario
from sim.scenario.words import as_written, nearest

ACTIVITIES: Path = ("pathway", "activities")


def references(scenario: Scenario) -> Iterator[Finding]:
    """Every name that refers to nothing."""
    yield from _of_demand(scenario)
    yield from _of_pathway(scenario)
    for name, activity in scenario.pathway.activities.items():
        yield from _of_activity(scenario, (*ACTIVITIES, name), activity)
    yield from _of_teams(scenario)
    yield from _of_open_cases(scenario)


def known_needs(scenario: Scenario) -> set[str]:
    """Needs that a family may have: those of referrals, and those that open cases lead to."""
    return {*scenario.demand.needs, *scenario.open_case_needs}


def unknown(path: Path, name: str, what: str, known: Collection[str]) -> Iterator[Finding]:
    """The finding that a name written as a value is not one of those known.

    Args:
        path: where it stands.
        name: the name.
        what: what it should be the name of.
        known: the valid names.
    """
    if name not in known:
        advice = nearest(name, known, "choose one of")
        yield Finding(path, f"{as_written(path)}: '{name}' is no {what}; {advice}")


def unknown_key(path: Path, what: str, known: Collection[str]) -> Iterator[Finding]:
    """The finding that a name written as a key is not one of those known.

    Args:
        path: where it stands; its last part is the name.
        what: what it should be the name of.
        known: the valid names.
    """
    name = str(path[-1])
    if name not in known:
        advice = nearest(name, known, "choose one of")
        where = as_written(path[:-1]).removesuffix(": routes")
        yield Finding(path, f"{where}: '{name}' is no {what}; {advice}", on_key=True)


def _of_demand(scenario: Scenario) -> Iterator[Finding]:
    for month in scenario.demand.months:
        yield from unknown_key(("demand", "months", month), "month", MONTHS)
    for weekday in scenario.demand.weekdays:
        yield from unknown_key(("demand", "weekdays", weekday), "weekday", WEEKDAYS)


def _of_pathway(scenario: Scenario) -> Iterator[Finding]:
    pathway = scenario.pathway
    activities = pathway.activities
    yield from unknown(("pathway", "starts_at"), pathway.starts_at, "activity", activities)
    yield from unknown(("pathway", "referral_at"), pathway.referral_at, "activity", activities)
    for position, name in enumerate(pathway.section_47):
        yield from unknown(("pathway", "section_47", position), name, "activity", activities)
    for name in activities:
        if name in pathway.endings:
            message = f"'{name}' is an activity and an ending; give one of them another name"
            yield Finding(("pathway", "endings", name), message, on_key=True)
    yield from _of_front_door(scenario)


def _of_front_door(scenario: Scenario) -> Iterator[Finding]:
    """Contacts start at duty work that leads to a referral, before any need is known."""
    pathway = scenario.pathway
    first = pathway.activities.get(pathway.starts_at)
    if first is None:
        return
    path = (*ACTIVITIES, pathway.starts_at)
    who = f"activity '{pathway.starts_at}', where contacts start,"
    if not first.is_one_piece:
        yield Finding((*path, "kind"), f"{who} is of kind '{first.kind}'; make it 'duty'")
    if pathway.referral_at in pathway.activities and pathway.referral_at not in first.routes:
        advice = f"add '{pathway.referral_at}', which makes a contact a referral"
        yield Finding((*path, "routes"), f"{who} has no route to a referral; {advice}")
    if first.routes_by_need:
        advice = "needs are known from the referral on; use 'routes' alone"
        yield Finding((*path, "routes_by_need"), f"{who} has routes by need; {advice}")
    yield from _of_entrances(scenario)


def _of_entrances(scenario: Scenario) -> Iterator[Finding]:
    """Only a contact comes to the first activity, and from there straight to the referral.

    A run counts contacts and referrals there, and the chance of a return is worked out from them.
    """
    start, referral = scenario.pathway.starts_at, scenario.pathway.referral_at
    contacts = {name for name, need in reached(scenario) if not need} - {start}
    contacts -= set(scenario.pathway.early_help)  # it steps up to a referral
    for name, activity in scenario.pathway.activities.items():
        for path, target in _targets((*ACTIVITIES, name), activity):
            message = ""
            if target == start:
                message = "where only contacts start; choose another step"
            elif target == referral and name in contacts:
                message = f"which makes a contact a referral; only '{start}' can do so"
            if message:
                said = f"activity '{name}': leads to '{target}', {message}"
                yield Finding(path, said, on_key=path[-1] == target)


def _targets(path: Path, activity: AnyActivity) -> Iterator[tuple[Path, str]]:
    """Where an activity leads, each with its place in the scenario."""
    for target in activity.routes:
        yield (*path, "routes", target), target
    for need, routes in activity.routes_by_need.items():
        for target in routes:
            yield (*path, "routes_by_need", need, target), target
    for position, escalation in enumerate(activity.escalations):
        yield (*path, "escalations", position, "to"), escalation.to
    for position, concern in enumerate(activity.concerns):
        yield (*path, "concerns", position, "to"), concern.to


def _of_activity(scenario: Scenario, path: Path, activity: AnyActivity) -> Iterator[Finding]:
    pathway = scenario.pathway
    needs = known_needs(scenario)
    targets = {**pathway.activities, **pathway.endings}
    for target in activity.routes:
        yield from unknown_key((*path, "routes", target), "activity or ending", targets)
    for need, routes in activity.routes_by_need.items():
        by_need = (*path, "routes_by_need", need)
        yield from unknown_key(by_need, "need", needs)
        for target in routes:
            yield from unknown_key((*by_need, target), "activity or ending", targets)
    if activity.limit is not None:
        starts = ["contact", "previous", *pathway.activities]
        counts_from = (*path, "limit", "counts_from")
        yield from unknown(counts_from, activity.limit.counts_from, "start of a limit", starts)
    for position, escalation in enumerate(activity.escalations):
        yield from _of_interruption(scenario, (*path, "escalations", position), escalation)
    for position, concern in enumerate(activity.concerns):
        here = (*path, "concerns", position)
        new = "need of new referrals"
        yield from unknown((*here, "need"), concern.need, new, scenario.demand.needs)
        yield from _of_interruption(scenario, here, concern)


def _of_interruption(scenario: Scenario, path: Path, of: Escalation | Concern) -> Iterator[Finding]:
    """Where an interruption leads, and the need that families have from then on."""
    yield from unknown((*path, "to"), of.to, "activity", scenario.pathway.activities)
    if of.becomes in scenario.demand.needs:
        who = f"{as_written(path[:-2])}: '{of.becomes}'"
        advice = "choose another name, so that open cases can be told from new referrals"
        yield Finding((*path, "becomes"), f"{who} is a need of new referrals; {advice}")


def _of_teams(scenario: Scenario) -> Iterator[Finding]:
    localities = scenario.demand.localities
    for name, team in scenario.structure.teams.items():
        path = ("structure", "teams", name)
        for work in ("owns", "chairs"):
            for position, activity in enumerate(getattr(team, work)):
                here = (*path, work, position)
                yield from unknown(here, activity, "activity", scenario.pathway.activities)
        for position, locality in enumerate([] if team.localities == "all" else team.localities):
            yield from unknown((*path, "localities", position), locality, "locality", localities)


def _of_open_cases(scenario: Scenario) -> Iterator[Finding]:
    for name in scenario.open_cases:
        yield from unknown_key(("open_cases", name), "plan", scenario.pathway.plans)
