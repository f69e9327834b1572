"""Changes along a named path: the handoffs and worker changes that a structure builds in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.scenario.exact.chain import State, entered, opened
from sim.scenario.pathway import Plan
from sim.scenario.scenario import Scenario


class NoSuchStepError(ValueError):
    """A named path takes a step that the pathway does not have."""


@dataclass(frozen=True)
class Changes:
    """What one family goes through on a path."""

    handoffs: int
    """Times responsibility passes between teams."""
    workers: int
    """Times the pathway takes it from one worker to another."""


def changes_along(
    scenario: Scenario,
    path: Sequence[str],
    locality: str,
    need: str,
    open_case: bool = False,
) -> Changes:
    """Count the handoffs and worker changes of one family on a path, leavers left out.

    Args:
        scenario: whose structure is counted.
        path: activities in order; an ending may close it.
        locality: where the family lives.
        need: its need from the referral on; an escalation on the path changes it.
        open_case: whether the family is open in the first activity, with a worker there. A new
            family comes through the first contact and the referral, which `path` may leave out.

    Returns:
        The number of each.

    Raises:
        NoSuchStepError: if the pathway has no such step for the family's need.
    """
    pathway = scenario.pathway
    steps = list(path) if open_case else _from_the_front_door(scenario, path)
    is_contact = steps[0] == pathway.starts_at and not open_case
    state = opened(scenario, steps[0], "" if is_contact else need, locality)
    handoffs = workers = 0
    for step in steps[1:]:
        is_referral = step == pathway.referral_at and not state.need
        need_now = need if is_referral else _need_after(scenario, state, step)
        if step in pathway.endings:
            break
        after = entered(scenario, step, need_now, state)
        handoffs += after.team != state.team
        workers += state.holder not in {"", after.holder}
        state = after
    return Changes(handoffs, workers)


def _from_the_front_door(scenario: Scenario, path: Sequence[str]) -> list[str]:
    """The path with the contact and the referral before it, where it leaves them out."""
    contact, referral = scenario.pathway.starts_at, scenario.pathway.referral_at
    if path[0] == contact:
        return list(path)
    return [contact, *path] if path[0] == referral else [contact, referral, *path]


def _need_after(scenario: Scenario, state: State, step: str) -> str:
    """The family's need once it takes a step, which the pathway must allow."""
    activity = scenario.pathway.activities[state.activity]
    routes = activity.routes_for(state.need)
    if step in routes:
        return state.need
    escalations = activity.escalations if isinstance(activity, Plan) else []
    for escalation in escalations:
        if escalation.to == step:
            return escalation.becomes
    targets = [*routes, *(escalation.to for escalation in escalations)]
    raise NoSuchStepError(
        f"'{state.activity}' does not lead to '{step}' for the need '{state.need}'; "
        f"it leads to {', '.join(targets)}"
    )
