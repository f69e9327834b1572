"""Warm-up: whether a run begins early enough to be in full swing when it begins to count."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from sim.scenario.check.reachability import Stage, onward
from sim.scenario.meetings import longest_wait, transfer_meetings
from sim.scenario.problems import Finding
from sim.scenario.scenario import Scenario


def warm_up(scenario: Scenario) -> Iterator[Finding]:
    """The finding that a warm-up is shorter than what it must fill."""
    horizon, needed = scenario.horizon, days_to_fill(scenario)
    days = horizon.calendar.working_day(horizon.measured_from)
    if days < needed:
        message = f"the warm-up has {days} working days; from contact to plan are up to {needed:g}"
        advice = "until then the start tells in what is counted; write an earlier 'starts'"
        yield Finding(("horizon", "starts"), f"horizon: {message}; {advice}")


def days_to_fill(scenario: Scenario) -> float:
    """Working days of the longest way from a contact to a plan.

    By the limits of the activities on it, or where there is none by the days planned; with the
    allocation of a worker before and after a transfer, its notice and the longest wait for a
    meeting. An activity that can be come to again counts once, and so does an assessment that was
    interrupted and goes on.
    """
    pathway, costs = scenario.pathway, scenario.handoffs
    ways = _ways(scenario)
    plans = {stage for stage in ways if stage[0] in pathway.plans}
    if not plans:
        return 0.0
    over: dict[str, float] = {}  # the latest day by which each activity is over
    at: dict[Stage, float] = {}
    whole = nx.condensation(ways)
    for part in nx.topological_sort(whole):
        stages: set[Stage] = whole.nodes[part]["members"]
        befores = {before for stage in stages for before in ways.pred[stage]} - stages
        day = max((at[before] for before in befores), default=0.0)
        for stage in sorted(stages - plans):
            day = max(day, _over(scenario, stage, day, over))
            over[stage[0]] = max(day, over.get(stage[0], 0.0))
        at |= dict.fromkeys(stages, day)
    meeting = longest_wait(transfer_meetings(scenario), len(scenario.horizon.calendar))
    transfer = costs.notice.value + meeting
    return max(at[plan] for plan in plans) + transfer + 2 * scenario.workforce.allocation.value


def _over(scenario: Scenario, stage: Stage, day: float, over: dict[str, float]) -> float:
    """The latest day by which a stage is over that is come to on a day."""
    name, need = stage
    activity = scenario.pathway.activities[name]
    if name in over and _goes_on(scenario, stage):
        return over[name]
    if activity.limit is None:
        return day + activity.effort_for(need).days
    since = activity.limit.counts_from
    begins = 0.0 if since == "contact" else over.get(since, day)
    return begins + activity.limit.days.value


def _goes_on(scenario: Scenario, stage: Stage) -> bool:
    """Whether families come to a stage only to go on with what was interrupted there."""
    name, need = stage
    interrupted = {
        at
        for at, activity in scenario.pathway.activities.items()
        if any(concern.becomes == need for concern in activity.concerns)
    }
    return interrupted == {name}


def _ways(scenario: Scenario) -> nx.DiGraph[Stage]:
    """Every step from a contact on, as far as the first plan."""
    ways: nx.DiGraph[Stage] = nx.DiGraph()
    waiting: list[Stage] = [(scenario.pathway.starts_at, "")]
    ways.add_nodes_from(waiting)
    while waiting:
        stage = waiting.pop()
        if stage[0] in scenario.pathway.plans:
            continue
        for after in onward(scenario, stage, even_at_0=False):
            if after[0] in scenario.pathway.activities:
                if after not in ways:
                    waiting.append(after)
                ways.add_edge(stage, after)
    return ways
