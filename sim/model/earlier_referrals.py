"""Earlier referrals: when families who come back from before the run were last referred."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.model.compiled_pathway import CompiledPathway, compile_pathway
from sim.model.luck import Luck
from sim.model.plan import CompiledPlan
from sim.scenario.scenario import Scenario

_MOST_STEPS = 100


def earlier_referrals(
    scenario: Scenario, luck: Luck, back: NDArray[np.float64]
) -> NDArray[np.float64]:
    """When each family that comes back from before the run was referred before.

    Its case closed at a moment evenly spread over the time allowed for a return, as far as that
    lies before the run, after an episode that went through the same pathway: each activity for as
    long as it is planned, each plan for as long as it lasts. Waits and lateness are left out.

    Args:
        scenario: what is planned.
        luck: the replication's luck.
        back: when each comes back, in working days since the start.

    Returns:
        Working days since the start, below 0.
    """
    window = scenario.demand.returns.within_months.value * scenario.horizon.working_month
    compiled = compile_pathway(scenario)
    referred = np.empty(len(back))
    for number, returns in enumerate(back.tolist()):
        earliest = min(returns - window, 0.0)
        closed = earliest * luck.draw("back", number, "closed before")
        referred[number] = closed - _length(scenario, compiled, luck, number)
    return referred


def _length(scenario: Scenario, pathway: CompiledPathway, luck: Luck, number: int) -> float:
    """Working days of an episode, from the referral to its end."""
    need_draw, *_ = luck.draws("back", number, "need before")
    name, need, days = pathway.referral, pathway.needs.pick(need_draw), 0.0
    for step in range(_MOST_STEPS):
        if name not in pathway.activities:
            break
        kind = pathway.activities[name]
        route, length, moment, which = luck.draws("back", number, "episode before", step)
        following = kind.activity.routes_for(need).pick(route)
        if isinstance(kind, CompiledPlan):
            lasts, escalation = kind.course(length, moment, which)
            if escalation is not None:
                need, following = escalation.becomes, escalation.to
        else:
            lasts = scenario.pathway.activities[name].effort_for(need).days
        days, name = days + lasts, following
    return days
