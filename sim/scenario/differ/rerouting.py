"""Rerouting: whether a route that is written differently leads families somewhere else."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sim.scenario.paths import Path
from sim.scenario.scenario import Scenario


def is_route(path: Path) -> bool:
    """Whether a value is a chance of a route, or a table of them."""
    return path[:2] == ("pathway", "activities") and path[3:4] in (("routes",), ("routes_by_need",))


def is_rerouted(path: Path, before: Scenario, after: Scenario) -> bool:
    """Whether what differs in a route changes how many families go where.

    It does not where a chance is written out that the other scenario calls `rest`, nor where the
    target or the need only has another name: each scenario has one that the other lacks, of the
    same kind and at the same chance. Where that is in doubt, it does.

    Args:
        path: a route, or the routes of one need, of an activity that both scenarios have.
        before: the first scenario.
        after: the second.
    """
    _, _, name, table, *keys = map(str, path)
    old, new = before.pathway.activities[name], after.pathway.activities[name]
    if table == "routes":
        return not _is_kept(keys[0], old.routes_for(""), new.routes_for(""), before, after)
    need, *targets = keys
    elder, heir = _renamed(need, after, before), _renamed(need, before, after)
    if elder is None or heir is None:
        return True
    pair = old.routes_for(elder), new.routes_for(heir)
    asked = targets or {**pair[0], **pair[1]}
    return not all(_is_kept(target, *pair, before, after) for target in asked)


def only_follows(
    path: Path, before: Scenario, after: Scenario, replaced: Mapping[str, Sequence[str]]
) -> bool:
    """Whether routes for a need that one scenario lacks only follow a replaced assessment.

    They do where the need comes up in that assessment, and a need that comes up in what took its
    place has the same routes, to the same activities or what took theirs.

    Args:
        path: what only one of the scenarios has.
        before: the first scenario.
        after: the second.
        replaced: activities of the first that are gone, each with what took its place.
    """
    if path[3:4] != ("routes_by_need",) or len(path) != 5:
        return False
    name, need = str(path[2]), str(path[4])
    pair = [before, after]
    if need in after.pathway.activities[name].routes_by_need:
        pair.reverse()
    one, other = (scenario.pathway.activities for scenario in pair)
    same = {each: {each, *replaced.get(each, ())} for each in before.pathway.activities}
    for old, news in replaced.items():
        for new in news:
            same.setdefault(new, {new}).add(old)
    places = [at for at in one if any(each.becomes == need for each in one[at].concerns)]
    there = [at for place in places for at in same.get(place, ()) if at in other]
    needs = {each.becomes for at in there for each in other[at].concerns} - {need}
    routes = one[name].routes_for(need)
    return any(
        other_need in other[name].routes_by_need
        and _leads_alike(routes, other[name].routes_for(other_need), same)
        for other_need in needs
    )


def _leads_alike(
    routes: dict[str, float], others: dict[str, float], same: Mapping[str, set[str]]
) -> bool:
    """Whether the same chances lead to the same targets, or to what took their place."""
    return len(routes) == len(others) and all(
        any(math.isclose(chance, others.get(each, -1.0)) for each in same.get(target, {target}))
        for target, chance in routes.items()
    )


def _is_kept(
    target: str, old: dict[str, float], new: dict[str, float], before: Scenario, after: Scenario
) -> bool:
    """Whether as many families go to a target as before, or to what it is called now."""
    chance, now = old.get(target, 0.0), new.get(target, 0.0)
    if math.isclose(chance, now, abs_tol=1e-12):
        return True
    meant, means = _meanings(before), _meanings(after)
    if target not in means:
        heirs = [each for each in new if each not in meant and means[each] == meant[target]]
        return any(math.isclose(chance, new[each]) for each in heirs)
    if target not in meant:
        elders = [each for each in old if each not in means and meant[each] == means[target]]
        return any(math.isclose(now, old[each]) for each in elders)
    return False


def _meanings(scenario: Scenario) -> dict[str, tuple[object, ...]]:
    """What tells an activity or an ending from others, whatever its name."""
    pathway = scenario.pathway
    return {
        **{name: (of.kind, of.counts_as, of.urgent) for name, of in pathway.activities.items()},
        **{
            name: (of.counts_as, of.may_return, of.leads_to) for name, of in pathway.endings.items()
        },
    }


def _renamed(need: str, before: Scenario, after: Scenario) -> str | None:
    """What a need of the first scenario is called in the second; none if that is in doubt.

    A need that the first does not know is its own.
    """
    needs, now = _needs(before), _needs(after)
    if need in now or need not in needs:
        return need
    rivals = [each for each in needs if each not in now and needs[each] == needs[need]]
    heirs = [each for each in now if each not in needs and now[each] == needs[need]]
    return heirs[0] if len(heirs) == len(rivals) == 1 else None


def _needs(scenario: Scenario) -> dict[str, float | None]:
    """Each need with its share of the families; none for one that only an open plan leads to."""
    return {
        **dict.fromkeys(scenario.open_case_needs),
        **{name: need.share.value for name, need in scenario.demand.needs.items()},
    }
