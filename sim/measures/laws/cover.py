"""Cover: urgent and duty work, and that of managers and chairs, never lies through an absence."""

from __future__ import annotations

from typing import cast

import numpy as np

from sim.measures.arrays import Flags, Floats, Ints
from sim.measures.caseload import CASE_HOLDER
from sim.measures.laws.law import Law, within
from sim.measures.log_columns import LogColumns
from sim.model.events import Event, Worker
from sim.scenario.pathway import Duty
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Role

_ROUNDING = 1e-6
"""Working days: what adding up the moments of a long run may be out by."""


def work_covered(columns: LogColumns, scenario: Scenario) -> Law:
    """Pieces of work that must not wait, against those done while their holder was there.

    A piece is worked on up to the moment at which it is done, for as long as its hours take. Where
    an absence falls into that stretch, the piece lay through it. The whole run counts.

    Args:
        columns: the log.
        scenario: the scenario it came from.
    """
    rows = _not_to_wait(columns, scenario)
    done, worker = columns.time[rows], columns.worker[rows]
    holders, holder = np.unique(worker, return_inverse=True)
    hours_a_day = np.array([_hours_a_day(scenario, columns.log.workers[each]) for each in holders])
    begun = done - columns.amount[rows] / hours_a_day[holder] if len(rows) else done
    lying = _days_away(columns, worker, begun, done) > _ROUNDING
    by_team = columns.by_team(columns.worker_team[worker[lying]])
    pieces, covered = len(rows), len(rows) - int(lying.sum())
    most = f"; most that did are in {columns.log.teams[by_team.argmax()]}" if lying.any() else ""
    return Law(
        "work covered",
        "all",
        covered,
        pieces,
        within(covered, pieces, 0),
        f"{covered:,} of {pieces:,} pieces of urgent work, duty work, and work of managers and "
        f"chairs did not lie through an absence{most}.",
    )


def _not_to_wait(columns: LogColumns, scenario: Scenario) -> Ints:
    """Rows of finished work that is a duty or urgent, or done by a manager or chair."""
    activities = [scenario.pathway.activities[name] for name in columns.log.activities]
    presses: Flags = np.array(
        [each.urgent or isinstance(each, Duty) for each in activities] + [False]
    )
    is_shared: Flags = np.array(
        [each.role != CASE_HOLDER for each in columns.log.workers] + [False]
    )
    rows = columns.find(Event.WORKED)
    chosen: Flags = presses[columns.activity[rows]] | is_shared[columns.worker[rows]]
    return rows[chosen & (columns.worker[rows] >= 0)]


def _hours_a_day(scenario: Scenario, worker: Worker) -> float:
    """Hours that a worker works on cases on a day in post."""
    workforce, team = scenario.workforce, scenario.structure.teams[worker.team]
    share = workforce.case_share(cast("Role", worker.role), team)
    return workforce.contract_hours.value / 5 * worker.fte * share


def _days_away(columns: LogColumns, worker: Ints, begun: Floats, done: Floats) -> Floats:
    """Working days of the worker's absences within each stretch from begun to done."""
    lay = np.zeros(len(worker))
    for number, person in enumerate(columns.log.workers):
        its_own = np.flatnonzero(worker == number)
        if len(its_own) and person.away:
            ends = np.array(person.away)
            so_far = np.cumsum(ends[:, 1] - ends[:, 0])
            # days away up to the beginning and the end of each absence, even in between
            moments, days = ends.ravel(), np.repeat(so_far, 2)
            days[::2] -= ends[:, 1] - ends[:, 0]
            upto = np.interp([begun[its_own], done[its_own]], moments, days)
            lay[its_own] = upto[1] - upto[0]
    return lay
