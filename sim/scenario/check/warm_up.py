"""Warm-up: whether a run begins early enough to be in full swing when it begins to count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.scenario.check.reachability import Stage, closed, onward
from sim.scenario.meetings import longest_wait, transfer_meetings
from sim.scenario.problems import Finding
from sim.scenario.scenario import Scenario

_Stop = tuple[str, str, bool]
"""A stage, and whether the family has been where a concern leads."""


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
    plans = {stop for stop in ways if stop[0] in pathway.plans}
    if not plans:
        return 0.0
    over: dict[Stage, float] = {}  # the latest day by which each is over
    at: dict[_Stop, float] = {}
    for stops in _in_order(ways):
        befores = (day for before, day in at.items() if not stops.isdisjoint(ways[before]))
        day = max(befores, default=0.0)
        for stop in sorted(stops - plans):
            day = max(day, _over(scenario, stop[:2], day, over))
            over[stop[:2]] = max(day, over.get(stop[:2], 0.0))
        at |= dict.fromkeys(stops, day)
    meeting = longest_wait(transfer_meetings(scenario), len(scenario.horizon.calendar))
    transfer = costs.notice.value + meeting
    return max(at[plan] for plan in plans) + transfer + 2 * scenario.workforce.allocation.value


def _over(scenario: Scenario, stage: Stage, day: float, over: dict[Stage, float]) -> float:
    """The latest day by which a stage is over that is come to on a day."""
    name, need = stage
    activity = scenario.pathway.activities[name]
    if _goes_on(scenario, stage):
        return _latest(over, name, need, day)
    if activity.limit is None:
        return day + activity.effort_for(need).days
    since = activity.limit.counts_from
    begins = 0.0 if since == "contact" else _latest(over, since, need, day)
    return begins + activity.limit.days.value


def _latest(over: dict[Stage, float], name: str, need: str, day: float) -> float:
    """The latest day by which an activity was over with a need, or else any; a day if it was not.

    The last is what a limit counts from that is no activity: the end of the one before.
    """
    by_all = (ended for stage, ended in over.items() if stage[0] == name)
    return over.get((name, need), max(by_all, default=day))


def _goes_on(scenario: Scenario, stage: Stage) -> bool:
    """Whether families come to a stage only to go on with what was interrupted there."""
    name, need = stage
    interrupted = {
        at
        for at, activity in scenario.pathway.activities.items()
        if any(concern.becomes == need for concern in activity.concerns)
    }
    return interrupted == {name}


def _ways(scenario: Scenario) -> dict[_Stop, list[_Stop]]:
    """Every step from a contact on, as far as the first plan."""
    ways: dict[_Stop, list[_Stop]] = {}
    waiting: list[_Stop] = [(scenario.pathway.starts_at, "", False)]
    while waiting:
        stop = waiting.pop()
        if stop in ways:
            continue
        after = () if stop[0] in scenario.pathway.plans else _after(scenario, stop)
        ways[stop] = [each for each in after if each[0] in scenario.pathway.activities]
        waiting += ways[stop]
    return ways


def _in_order(ways: Mapping[_Stop, list[_Stop]]) -> list[frozenset[_Stop]]:
    """The stops, each after all that lead to it; those that lead to each other together."""
    beyond = {stop: closed([stop], ways.__getitem__) for stop in ways}
    # The further back, the more follows; what leads to each other is followed by the same.
    first = sorted(ways, key=lambda stop: len(beyond[stop]), reverse=True)
    parts = (frozenset(each for each in beyond[s] if s in beyond[each]) for s in first)
    return list(dict.fromkeys(parts))


def _after(scenario: Scenario, stop: _Stop) -> Iterator[_Stop]:
    """Where a family may go next; a concern comes up for none that has been where it leads."""
    name, need, has_been = stop
    activities = scenario.pathway.activities
    come_up = {(each.to, each.becomes) for each in activities[name].concerns}
    leads = {each.to for activity in activities.values() for each in activity.concerns}
    for stage in onward(scenario, (name, need), even_at_0=False):
        if not (has_been and stage in come_up and stage[1] != need):
            yield (*stage, has_been or stage[0] in leads)
