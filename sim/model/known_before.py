"""Known before a run: posts filled and work on its way, each less what luck brings on average.

Both come from luck alone, whatever happens in the run, and decide much of how its year goes: over
many runs a difference between structures goes with them, and can be known with fewer runs (see
`sim.experiment.statistics.control_variates`). What an average is, follows exactly from the plan, so
that each number here has mean 0 over runs:

- a post is filled and empty by turns (`sim.scenario.exact.in_post`);
- a family goes up to a plan by routes of known chances (`sim.model.on_the_way`).

The window begins before the measured year and ends before it: an assessment that ends in the year
was asked for, and waited, some weeks before.
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from sim.model.arrivals import Arrivals, expected_families
from sim.model.compiled_pathway import CompiledPathway, compile_pathway
from sim.model.known import Known
from sim.model.luck import Luck
from sim.model.on_the_way import expected_on_the_way, hours_on_the_way
from sim.model.posts import Seat, seats, tenures
from sim.scenario.exact.in_post import days_in_post
from sim.scenario.pathway import Assessment
from sim.scenario.scenario import Scenario
from sim.scenario.structure import CASE_HOLDERS

_BEFORE = 60
"""Working days before the measured year from which work still waits in it: a quarter."""
_UNTIL = 40
"""Working days before its end from which what comes in is hardly done in it."""


def known_before(scenario: Scenario, luck: Luck, arrivals: Arrivals | None) -> Known:
    """What is known before a run of a scenario.

    Args:
        scenario: what is planned.
        luck: the replication's luck.
        arrivals: the families drawn for it; none if they are given from outside, and no luck.
    """
    window = _window(scenario)
    assess = _assess(scenario)
    days = {True: 0.0, False: 0.0}
    for team, seat in seats(scenario):
        if seat.role in CASE_HOLDERS and team not in scenario.early_help_teams:
            days[team in assess] += seat.fte * _above_average(scenario, luck, seat, window)
    return Known(
        assessing=days[True],
        others=days[False],
        arriving=0.0 if arrivals is None else _arriving(scenario, luck, arrivals, window),
    )


def _window(scenario: Scenario) -> tuple[int, int]:
    """From what working day to what other; from the start to the end if the year is short."""
    calendar = scenario.horizon.calendar
    measured_from, ends = calendar.working_day(scenario.horizon.measured_from), len(calendar)
    begins, until = max(0, measured_from - _BEFORE), ends - _UNTIL
    return (begins, until) if until > measured_from else (0, ends)


def _assess(scenario: Scenario) -> frozenset[str]:
    """The teams that own an assessment."""
    activities = scenario.pathway.activities
    return frozenset(
        team
        for team, planned in scenario.structure.teams.items()
        if any(isinstance(activities[each], Assessment) for each in planned.owns)
    )


# --- posts ---


def _above_average(scenario: Scenario, luck: Luck, seat: Seat, window: tuple[int, int]) -> float:
    """Working days in post of one post, less what is expected."""
    workforce, year = scenario.workforce, scenario.horizon.working_year
    begins, until = window
    days, day = 0.0, 0.0
    for tenure in tenures(seat, workforce, luck, year):
        day += tenure.waits
        if day >= until:
            break
        leaves = day + tenure.stays
        days += max(0.0, min(leaves, until) - max(day, begins))
        day = leaves
    rate = seat.turnover(workforce) / year
    to_fill = seat.months_to_fill(workforce) * (year / 12)
    expected = [days_in_post(at, rate, to_fill, vacant=seat.vacant) for at in window]
    return days - (expected[1] - expected[0])


# --- families ---


def _arriving(scenario: Scenario, luck: Luck, arrivals: Arrivals, window: tuple[int, int]) -> float:
    """Hours that the families of a window bring with them, less what is expected."""
    demand, pathway = scenario.demand, compile_pathway(scenario)
    needs = list(demand.needs)
    begins, until = np.searchsorted(arrivals.time, window).tolist()
    chosen = slice(begins, until)
    further = (arrivals.children[chosen] - 1) * demand.sibling_share.value
    hours = [
        hours_on_the_way(pathway, luck, key, needs[need], returning)
        for key, need, returning in zip(
            arrivals.key[chosen],
            arrivals.need[chosen].tolist(),
            arrivals.returning[chosen].tolist(),
            strict=True,
        )
    ]
    brought = float(np.dot(arrivals.effort[chosen] * (1 + further), hours))
    return brought - _expected(scenario, pathway, window)


def _expected(scenario: Scenario, pathway: CompiledPathway, window: tuple[int, int]) -> float:
    horizon, demand, coming = scenario.horizon, scenario.demand, expected_families(scenario)
    days = [
        horizon.calendar.working_day(horizon.starts + timedelta(days=offset))
        for offset in range(len(coming.new))
    ]
    begins, until = np.searchsorted(days, window).tolist()
    new, back = coming.new[begins:until].sum(), coming.back[begins:until].sum()
    hours = sum(
        need.share.value
        * (
            new * expected_on_the_way(pathway, name, returning=False)
            + back * expected_on_the_way(pathway, name, returning=True)
        )
        for name, need in demand.needs.items()
    )
    return float(hours) * demand.mean_relative_hours
