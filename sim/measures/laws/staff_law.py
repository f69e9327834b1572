"""Staff for the work: whether each role that a team's work asks for has anybody in post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import numpy as np

from sim.measures.laws.law import Law
from sim.measures.laws.log_columns import Books, Flags, Floats, Ints
from sim.model.events import Event, TrayColumn
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Role

_ROLES: tuple[Role, ...] = get_args(Role)


def staff_for_the_work(books: Books, scenario: Scenario) -> Iterator[Law]:
    """Work that comes to each role of each team against the people in post for it.

    Families awaiting a worker when the window closes are work for social workers: where there are
    none, nothing ever begins for them.
    """
    for role in _ROLES:
        come = _begun(books, scenario, role)
        if role == "social worker":
            come += _awaiting_a_worker(books)
        for team, left, right in zip(books.log.teams, come, _in_post(books, role), strict=True):
            if left > 0:
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


def _begun(books: Books, scenario: Scenario, role: Role) -> Floats:
    """Activities begun in the window that ask for this role, by team."""
    activities = [scenario.pathway.activities[name] for name in books.log.activities]
    asks: Flags = np.array([role in each.roles for each in activities] + [False])
    rows = books.measured(Event.STARTED)
    rows = rows[asks[books.activity[rows]]]
    teams = _chairing(books, scenario, rows) if role == "conference chair" else books.team[rows]
    return books.by_team(teams)


def _chairing(books: Books, scenario: Scenario, rows: Ints) -> Ints:
    """The team that chairs the activity begun in each row."""
    log = books.log
    teams = [
        log.teams.index(scenario.structure.chair(log.activities[activity], log.localities[where]))
        for activity, where in zip(
            books.activity[rows].tolist(),
            log.families[books.family[rows], 2].tolist(),
            strict=True,
        )
    ]
    return np.array(teams, dtype=np.int64)


def _awaiting_a_worker(books: Books) -> Floats:
    """Families that await a worker at the last count, by team."""
    trays = books.log.trays
    last = trays[trays[:, TrayColumn.TIME] == trays[:, TrayColumn.TIME].max(initial=0.0)]
    return books.by_team(last[:, TrayColumn.TEAM].astype(np.int64), last[:, TrayColumn.UNALLOCATED])


def _in_post(books: Books, role: Role) -> Floats:
    """Full-time equivalents of a role in post, mean over the window, by team."""
    days = [
        worker.fte * max(0.0, min(worker.left, books.ends) - max(worker.joined, books.begins))
        for worker in books.log.workers
    ]
    holds = np.array([worker.role == role for worker in books.log.workers], dtype=bool)
    return books.by_team(books.team_of[holds], np.array(days)[holds] / (books.ends - books.begins))
