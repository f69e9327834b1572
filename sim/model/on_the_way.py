"""On the way: the hours of work that a family brings before it comes to a plan, by its luck alone.

A walk over the routes from the front door, with the draws that the run will use, until a plan, an
ending, or an activity that it has been in before. What interrupts an assessment is left out, as it
depends on when the assessment is done.
"""

from __future__ import annotations

from itertools import pairwise

from sim.model.activity import Choice
from sim.model.assessment import CompiledAssessment
from sim.model.compiled_pathway import CompiledKind, CompiledPathway
from sim.model.conference import CompiledConference
from sim.model.duty import CompiledDuty
from sim.model.luck import Luck
from sim.model.plan import CompiledPlan


def hours_on_the_way(
    pathway: CompiledPathway, luck: Luck, key: tuple[str, int], need: str, returning: bool
) -> float:
    """Hours that one family brings, relative to its size.

    Args:
        pathway: the way.
        luck: the replication's luck.
        key: identity of the family's luck.
        need: what it needs.
        returning: whether it comes back, and so is a referral whatever it says.
    """
    hours, kind, seen = 0.0, pathway.front_door, set[str]()
    following = pathway.referral if returning else _drawn(kind, luck, key, need)
    while following in pathway.activities and following not in seen:
        kind = pathway.activities[following]
        if isinstance(kind, CompiledPlan):
            break
        seen.add(following)
        hours += _hours(kind, need)
        following = _drawn(kind, luck, key, need)
    return hours


def expected_on_the_way(pathway: CompiledPathway, need: str, *, returning: bool) -> float:
    """The mean of `hours_on_the_way` over luck."""

    def after(name: str, seen: frozenset[str]) -> float:
        kind = pathway.activities.get(name)
        if kind is None or isinstance(kind, CompiledPlan) or name in seen:
            return 0.0
        return _hours(kind, need) + on_from(kind, seen | {name})

    def on_from(kind: CompiledKind, seen: frozenset[str]) -> float:
        routes = kind.activity.routes_for(need)
        return sum(chance * after(name, seen) for name, chance in _chances(routes))

    if returning:
        return after(pathway.referral, frozenset())
    return on_from(pathway.front_door, frozenset())


def _drawn(kind: CompiledKind, luck: Luck, key: tuple[str, int], need: str) -> str:
    """What comes next by the family's luck, as on its first visit in a run."""
    routes = kind.activity.routes_for(need)
    if len(routes.options) == 1:
        return routes.options[0]
    return routes.pick(luck.draw(*key, kind.activity.name, 0))


def _chances(routes: Choice) -> list[tuple[str, float]]:
    bounds = pairwise((0.0, *routes.cumulative))
    return [(name, high - low) for name, (low, high) in zip(routes.options, bounds, strict=True)]


def _hours(kind: CompiledKind, need: str) -> float:
    """Hours of a worker for a family of one child in an activity, where they grow with it."""
    match kind:
        case CompiledAssessment():
            return kind.hours_by_need.get(need, kind.hours)
        case CompiledDuty():
            return kind.hours if kind.grows and not kind.by_manager else 0.0
        case CompiledConference():
            return kind.hours
        case CompiledPlan():
            return 0.0
