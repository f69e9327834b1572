"""Caseload: what each worker carries and how busy workers are, from the weekly census."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

import numpy as np

from sim.measures.arrays import Flags, Floats, Ints
from sim.measures.logview import LogView
from sim.measures.spells import DAYS_A_WEEK
from sim.measures.tally import WHOLE, Row, Tally, quantile, rates, ratio
from sim.model.events import CensusColumn, TrayColumn
from sim.scenario.structure import Role

CASE_HOLDER = "social worker"
"""The role that holds cases."""
ROLES: tuple[str, ...] = get_args(Role)


@dataclass(frozen=True, eq=False)
class WorkerWeeks:
    """Rows of the weekly census, one a worker and week, and what is known of each worker.

    Attributes:
        columns: what was counted, shape (columns, rows), as `CensusColumn`.
        fte: the worker's full-time equivalent, shape (rows,).
        holds_cases: whether the worker is a social worker.
        in_social_care: whether the worker's team is one of social care, not of early help.
        in_post: whether the worker was still in post at the end of the week.
        parts: the worker's team, role, and team in the week, by scope, as in `Tally`.
    """

    columns: Floats
    fte: Floats
    holds_cases: Flags
    in_social_care: Flags
    in_post: Flags
    parts: dict[str, Ints]

    @classmethod
    def of(cls, view: LogView) -> WorkerWeeks:
        """The rows of the weeks of the measured window."""
        columns, week = _measured_weeks(view, view.log.census)
        worker = columns[CensusColumn.WORKER].astype(np.int64)
        workers = view.log.workers
        role = np.array([ROLES.index(each.role) for each in workers], np.int64)[worker]
        team = view.worker_team[worker]
        left = np.array([each.left for each in workers])[worker]
        return cls(
            columns=columns,
            fte=np.array([each.fte for each in workers])[worker],
            holds_cases=role == ROLES.index(CASE_HOLDER),
            in_social_care=np.array(
                [each.team not in view.scenario.early_help_teams for each in workers], bool
            )[worker],
            in_post=left >= columns[CensusColumn.TIME],
            parts={
                "team": team,
                "role": role,
                "week": week,
                "team week": team * len(view.names["week"]) + week,
            },
        )

    @property
    def holders(self) -> Flags:
        """Rows of social workers still in post at the end of the week."""
        return self.holds_cases & self.in_post

    def tally(self, column: CensusColumn, chosen: Flags, *scopes: str) -> Tally:
        """A column of the chosen rows."""
        return self._tally(self.columns[column], chosen, scopes)

    def fte_of(self, chosen: Flags, *scopes: str) -> Tally:
        """Full-time equivalents of the chosen rows."""
        return self._tally(self.fte, chosen, scopes)

    def _tally(self, values: Floats, chosen: Flags, scopes: tuple[str, ...]) -> Tally:
        return Tally(values, {scope: self.parts[scope] for scope in scopes}).only(chosen)


def caseload(view: LogView, weeks: WorkerWeeks) -> Iterator[Row]:
    """Caseloads per worker, days over the cap, hours used and work waiting."""
    yield from _carried(view, weeks, "children_per_worker", CensusColumn.CHILDREN)
    yield from _carried(view, weeks, "load_per_worker", CensusColumn.LOAD)
    scopes = ("team", "week", "team week")
    over = weeks.tally(CensusColumn.DAYS_OVER, weeks.holds_cases, *scopes)
    held = weeks.tally(CensusColumn.DAYS_HELD, weeks.holds_cases, *scopes)
    yield from rates("over_cap", over, held, view.names, per=100)

    yield from _of_hours(view, weeks, "utilisation", CensusColumn.WORKED, 100)
    # mean hours waiting over hours a day: the census is taken once in so many days
    days_a_count = ratio(view.window.days, len(np.unique(weeks.columns[CensusColumn.TIME])))
    yield from _of_hours(view, weeks, "backlog_days", CensusColumn.BACKLOG, days_a_count)
    yield from _duty_waiting(view)


def _of_hours(
    view: LogView, weeks: WorkerWeeks, key: str, column: CensusColumn, per: float
) -> Iterator[Row]:
    """Hours over those there for casework: all of social care, and each team and role anywhere."""
    everyone = np.ones(len(weeks.fte), dtype=bool)
    names = {**view.names, "role": ROLES}
    for chosen, scopes in ((weeks.in_social_care, ()), (everyone, ("team", "role"))):
        hours = weeks.tally(column, chosen, *scopes)
        available = weeks.tally(CensusColumn.AVAILABLE, chosen, *scopes)
        for row in rates(key, hours, available, names, per):
            if not scopes or row[1] in scopes:
                yield row


def _carried(view: LogView, weeks: WorkerWeeks, key: str, column: CensusColumn) -> Iterator[Row]:
    chosen = weeks.holders
    scopes = ("team", "week", "team week")
    carried, fte = weeks.tally(column, chosen, *scopes), weeks.fte_of(chosen, *scopes)
    yield from rates(f"{key}_mean", carried, fte, view.names)

    each = carried.amount / fte.amount
    team = carried.parts["team"]
    groups = [(WHOLE, each)]
    groups += [(("team", name), each[team == number]) for number, name in enumerate(view.log.teams)]
    for part, values in groups:
        yield f"{key}_p90", *part, quantile(values, np.ones(len(values)), 0.9)
    for part, values in groups:
        yield f"{key}_peak", *part, float(values.max()) if len(values) else float("nan")


def _duty_waiting(view: LogView) -> Iterator[Row]:
    columns, week = _measured_weeks(view, view.log.trays)
    team, counts = columns[TrayColumn.TEAM].astype(np.int64), len(np.unique(week))
    waiting = Tally(columns[TrayColumn.TRAY], {"team": team})
    early_help = [view.log.teams.index(name) for name in view.scenario.early_help_teams]
    in_social_care = Tally(waiting.only(~np.isin(team, early_help)).amount)
    yield from rates("duty_waiting", in_social_care, counts, view.names)
    for row in rates("duty_waiting", waiting, counts, view.names):
        if row[1] == "team":
            yield row


def _measured_weeks(view: LogView, census: Floats) -> tuple[Floats, Ints]:
    """Columns of the rows of weeks of the measured window, and the number of the week.

    A count falls on the first day of the window: its week is the last before it.
    """
    time = census[:, CensusColumn.TIME]
    counted = (time > view.window.begins) & (time <= view.window.ends)
    week = np.ceil((time[counted] - view.window.begins) / DAYS_A_WEEK).astype(np.int64) - 1
    return np.ascontiguousarray(census[counted].T), week
