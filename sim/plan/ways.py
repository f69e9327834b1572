"""Ways: whether a route that is written differently leads families another way."""

from __future__ import annotations

import math

from sim.plan.changed_values import Path
from sim.plan.pathway import Plan
from sim.plan.scenario import Scenario

_TABLES = ("routes", "routes_by_need")


def is_route(path: Path) -> bool:
    """Whether a value is a chance of a route, or a table of them."""
    return path[:2] == ("pathway", "activities") and path[3:4] in [(each,) for each in _TABLES]


def leads_another_way(path: Path, before: Scenario, after: Scenario) -> bool:
    """Whether what differs in a route changes how many families go where.

    It does not where a chance is written out that the other scenario calls `rest`, nor where the
    target or the need only has another name: either scenario has one that the other lacks, at the
    same chance.

    Args:
        path: a route, or the routes of one need, of an activity that both scenarios have.
        before: the first scenario.
        after: the second.
    """
    _, _, name, table, *keys = path
    old, new = before.pathway.activities[name], after.pathway.activities[name]
    if table == "routes":
        found = old.routes_for(""), new.routes_for("")
        return not _is_kept(keys[0], *found, before, after)
    need, *targets = keys
    needs = _needs(before), _needs(after)
    elders = needs[0] - needs[1] if need in needs[1] - needs[0] else {need}
    heirs = needs[1] - needs[0] if need in needs[0] - needs[1] else {need}
    pairs = [(old.routes_for(elder), new.routes_for(heir)) for elder in elders for heir in heirs]
    return not any(
        all(_is_kept(target, *pair, before, after) for target in targets or {**pair[0], **pair[1]})
        for pair in pairs
    )


def _is_kept(
    target: str,
    old: dict[str, float],
    new: dict[str, float],
    before: Scenario,
    after: Scenario,
) -> bool:
    """Whether as many families go to a target as before, or to what it is called now."""
    chance, now = old.get(target, 0.0), new.get(target, 0.0)
    if math.isclose(chance, now, abs_tol=1e-12):
        return True
    known = _targets(before), _targets(after)
    if target not in known[1]:
        others = [new[each] for each in new if each not in known[0]]
        return any(math.isclose(chance, other) for other in others)
    if target not in known[0]:
        others = [old[each] for each in old if each not in known[1]]
        return any(math.isclose(now, other) for other in others)
    return False


def _needs(scenario: Scenario) -> set[str]:
    plans = [each for each in scenario.pathway.activities.values() if isinstance(each, Plan)]
    return {*scenario.demand.needs, *(way.becomes for plan in plans for way in plan.escalations)}


def _targets(scenario: Scenario) -> set[str]:
    return {*scenario.pathway.activities, *scenario.pathway.endings}
