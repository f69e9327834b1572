"""Staff for the work: whether each role that a team's work asks for has anybody in post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import numpy as np

from sim.measures.arrays import Flags, Floats, Ints
from sim.measures.laws.law import Law
from sim.measures.log_columns import LogColumns
from sim.model.events import Event, TrayColumn
from sim.scenario.scenario import Scenario
from sim.scenario.structure import CASE_HOLDERS, Role

_ROLES: tuple[Role, ...] = get_args(Role)


def staff_for_the_work(columns: LogColumns, scenario: Scenario) -> Iterator[Law]:
    """Work that comes to each role of each team against the people in post for it.

    Families awaiting a worker when the window closes are work for social workers, in early help for
    its own workers: where there are none, nothing ever begins for them. A team without limit asks
    for nobody.
    """
    for role in _ROLES:
        come = _begun(columns, scenario, role)
        if role in CASE_HOLDERS:
            come += _awaiting_a_worker(columns, scenario, role)
        for team, left, right in zip(columns.log.teams, come, _in_post(columns, role), strict=True):
            if left > 0 and team not in scenario.unlimited_teams:
                grows = "" if right > 0 else "; the queue grows"
                yield Law(
                    "staff for the work",
                    f"{team}, {role}s",
                    left,
                    right,
                    "watch" if grows else "holds",
                    f"{left:,.0f} activities begun or awaiting a worker, {right:,.1f} full-time "
                    f"equivalents there{grows}.",
                )


def _begun(columns: LogColumns, scenario: Scenario, role: Role) -> Floats:
    """Activities begun in the window that ask for this role, by team."""
    roles = [scenario.pathway.roles(name) for name in columns.log.activities]
    asks: Flags = np.array([role in each for each in roles] + [False])
    rows = columns.measured(Event.STARTED)
    rows = rows[asks[columns.activity[rows]]]
    teams = _chairing(columns, scenario, rows) if role == "conference chair" else columns.team[rows]
    return columns.by_team(teams)


def _chairing(columns: LogColumns, scenario: Scenario, rows: Ints) -> Ints:
    """The team that chairs the activity begun in each row."""
    log = columns.log
    teams = [
        log.teams.index(scenario.structure.chair(log.activities[activity], log.localities[where]))
        for activity, where in zip(
            columns.activity[rows].tolist(), columns.locality[rows].tolist(), strict=True
        )
    ]
    return np.array(teams, dtype=np.int64)


def _awaiting_a_worker(columns: LogColumns, scenario: Scenario, role: Role) -> Floats:
    """Families that await a worker of this role at the last count, by team."""
    trays = columns.log.trays
    last = trays[trays[:, TrayColumn.TIME] == trays[:, TrayColumn.TIME].max(initial=0.0)]
    awaiting = columns.by_team(
        last[:, TrayColumn.TEAM].astype(np.int64), last[:, TrayColumn.UNALLOCATED]
    )
    theirs = np.array([name in scenario.early_help_teams for name in columns.log.teams])
    return np.where(theirs == (role == "early help worker"), awaiting, 0.0)


def _in_post(columns: LogColumns, role: Role) -> Floats:
    """Full-time equivalents of a role in post, mean over the window, by team."""
    window, workers = columns.window, columns.log.workers
    days = [
        each.fte * max(0.0, min(each.left, window.ends) - max(each.joined, window.begins))
        for each in workers
    ]
    holds = np.array([each.role == role for each in workers], dtype=bool)
    return columns.by_team(columns.worker_team[holds], np.array(days)[holds] / window.days)
