"""Where families can get to: which activities, with which needs, and whether they ever leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from sim.scenario.scenario import Scenario

Stage = tuple[str, str]
"""An activity or ending, and the family's need there; empty until the contact is a referral."""
_Stop = TypeVar("_Stop")


def reached(scenario: Scenario) -> set[Stage]:
    """Every activity and ending that a family may come to, with every need it may have there.

    A route counts whatever its chance, since one set to 0 may be given a chance later.
    """
    return closed(_starts(scenario), lambda stage: onward(scenario, stage, even_at_0=True))


def never_ending(scenario: Scenario) -> set[str]:
    """Activities that a family may come to and from where it cannot come to an ending."""
    stages = closed(_starts(scenario), lambda stage: onward(scenario, stage, even_at_0=False))
    before: dict[Stage, list[Stage]] = defaultdict(list)
    for stage in stages:
        for after in onward(scenario, stage, even_at_0=False):
            before[after].append(stage)
    endings = [stage for stage in stages if stage[0] in scenario.pathway.endings]
    with_a_way_out = closed(endings, before.__getitem__)
    return {activity for activity, _ in stages - with_a_way_out}


def _starts(scenario: Scenario) -> Iterator[Stage]:
    yield scenario.pathway.starts_at, ""
    for plan in scenario.open_cases:
        yield from ((plan, need) for need in scenario.demand.needs)


def onward(scenario: Scenario, stage: Stage, even_at_0: bool) -> Iterator[Stage]:
    """Where a family goes from a stage; what becomes a referral takes on a need.

    Where a concern has come up, routes by the need that it becomes lead back to the assessment.
    Early help, to which an ending may lead, knows no needs.
    """
    name, need = stage
    ending = scenario.pathway.endings.get(name)
    if ending is not None and ending.leads_to is not None:
        yield ending.leads_to, ""
    activity = scenario.pathway.activities.get(name)
    if activity is None:
        return
    table = activity.routes_by_need.get(need, activity.routes)
    for target in table if even_at_0 else activity.routes_for(need):
        yield from _entering(scenario, target, need)
    for escalation in activity.escalations:
        if even_at_0 or escalation.chance_per_year.value > 0:
            yield from _entering(scenario, escalation.to, escalation.becomes or "")
    for concern in activity.concerns:
        if concern.need == need and (even_at_0 or concern.found_by.value > 0):
            yield concern.to, concern.becomes


def _entering(scenario: Scenario, target: str, need: str) -> Iterator[Stage]:
    is_new_referral = target == scenario.pathway.referral_at and not need
    needs = scenario.demand.needs if is_new_referral else [need]
    yield from ((target, known) for known in needs)


def closed(starts: Iterable[_Stop], following: Callable[[_Stop], Iterable[_Stop]]) -> set[_Stop]:
    """The starts and all that follows from them."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        new = set(following(waiting.pop())) - found
        found |= new
        waiting += new
    return found
