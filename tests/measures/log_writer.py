"""A writer of event logs, row by row, and a reader of the measures they come to."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from sim.measures.measures import measure
from sim.model.events import CensusColumn, Column, Event, EventLog, TrayColumn, Worker
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.scenario.small import LOCALITIES, built, plain, proposed_teams

PLAN_COUNTS = {
    "child in need plan": "in-need plan",
    "child protection plan": "child protection plan",
    "looked after": "looked after",
}


def scenario(teams: dict[str, Any] | None = None) -> Scenario:
    """The small service, its plans belonging to official counts; the current one by default."""
    data = plain() if teams is None else plain(teams)
    for plan, count in PLAN_COUNTS.items():
        data["pathway"]["activities"][plan]["counts_as"] = count
    return built(data)


CURRENT = scenario()
PROPOSED = scenario(proposed_teams())


@dataclass
class Writer:
    """Writes a log row by row; names stand for indices, and what is left out stands for none."""

    scenario: Scenario = CURRENT
    measured_from: int = 0
    ends: int = 253
    families: list[tuple[int, int]] = field(default_factory=list)
    rows: list[list[float]] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    workers: list[Worker] = field(default_factory=list)
    census: list[list[float]] = field(default_factory=list)
    trays: list[list[float]] = field(default_factory=list)

    def family(self, children: int = 1, locality: str = "North") -> int:
        """A new family."""
        self.families.append((children, LOCALITIES.index(locality)))
        return len(self.families) - 1

    def worker(
        self,
        team: str = "Family Support",
        role: str = "social worker",
        fte: float = 1.0,
        left: float = math.inf,
    ) -> int:
        """A new worker."""
        name = f"{role} {len(self.workers)}"
        self.workers.append(Worker(name, team, role, fte, False, False, 0.0, left))
        return len(self.workers) - 1

    def note(
        self,
        time: float,
        event: Event,
        family: int,
        activity: str = "",
        team: str = "",
        worker: int = -1,
        label: str = "",
        amount: float = 0.0,
        due: float = math.nan,
        since: float = math.nan,
    ) -> None:
        """One event."""
        teams, activities = [*self.scenario.structure.teams], [*self.scenario.pathway.activities]
        self.rows.append(
            [
                time,
                family,
                event,
                activities.index(activity) if activity else -1,
                teams.index(team) if team else -1,
                worker,
                self.labels.setdefault(label, len(self.labels)) if label else -1,
                amount,
                due,
                since,
            ]
        )

    def contact(
        self, family: int, time: float, returning: bool = False, before: float = math.nan
    ) -> None:
        """A contact arrives, of a family last referred at `before`."""
        self.note(time, Event.CONTACT, family, amount=float(returning), since=before)

    def referral(
        self,
        family: int,
        contact: float,
        accepted: float | None = None,
        returning: bool = False,
        before: float = math.nan,
    ) -> None:
        """A contact arrives and is accepted, at once if not told otherwise."""
        self.contact(family, contact, returning, before)
        at = contact if accepted is None else accepted
        self.note(at, Event.REFERRED, family, since=contact)

    def activity(
        self,
        family: int,
        name: str,
        started: float,
        completed: float | None,
        following: str = "",
        days: float = math.nan,
        since: float = 0.0,
        team: str = "Referral and Assessment",
    ) -> None:
        """A family is in an activity, with a limit of `days` from `since`, until completed."""
        due = math.floor(since) + days
        self.note(started, Event.STARTED, family, name, team, due=due, since=since)
        if completed is not None:
            self.note(
                completed,
                Event.COMPLETED,
                family,
                name,
                team,
                label=following,
                due=due,
                since=since,
            )

    def ended(self, family: int, time: float, ending: str) -> None:
        """The journey ends."""
        self.note(time, Event.ENDED, family, label=ending)

    def week(self, time: float, worker: int, **columns: float) -> None:
        """A census row of one worker: columns by their names in small letters."""
        row = [0.0] * len(CensusColumn)
        row[CensusColumn.TIME], row[CensusColumn.WORKER] = time, worker
        for name, value in columns.items():
            row[CensusColumn[name.upper()]] = value
        self.census.append(row)

    def tray(self, time: float, team: str, pieces: float) -> None:
        """A census row of one team's duty tray."""
        index = [*self.scenario.structure.teams].index(team)
        self.trays.append([time, index, pieces, 0.0, 0.0])

    @property
    def dated(self) -> Scenario:
        """The scenario, measured on the dates of the working days that the log says."""
        horizon = self.scenario.horizon
        begins = horizon.calendar.date(self.measured_from) if self.measured_from else horizon.starts
        ends = horizon.calendar.date(self.ends - 1)
        dates = {"horizon.measured_from": str(begins), "horizon.ends": str(ends)}
        return override(self.scenario, dates)

    @property
    def months(self) -> float:
        """Calendar months that are measured."""
        return self.dated.horizon.measured_months

    def log(self) -> EventLog:
        """The log, its rows in the order of time."""
        events = np.array(self.rows, dtype=float).reshape(-1, len(Column))
        people = [(number, *family, 0, 0) for number, family in enumerate(self.families)]
        return EventLog(
            scenario=self.scenario.content_hash,
            seed=0,
            replication=0,
            measured_from=self.measured_from,
            ends=self.ends,
            activities=tuple(self.scenario.pathway.activities),
            teams=tuple(self.scenario.structure.teams),
            labels=tuple(self.labels),
            localities=tuple(self.scenario.demand.localities),
            needs=tuple(self.scenario.demand.needs),
            sources=tuple(self.scenario.demand.sources),
            workers=tuple(self.workers),
            families=np.array(people, dtype=np.int64).reshape(-1, 5),
            events=events[np.argsort(events[:, Column.TIME], kind="stable")],
            census=np.array(self.census, dtype=float).reshape(-1, len(CensusColumn)),
            trays=np.array(self.trays, dtype=float).reshape(-1, len(TrayColumn)),
        )

    def measures(self) -> Reading:
        """The measures of the log."""
        return Reading(measure(self.log(), self.dated).rows)


@dataclass
class Reading:
    """Measures to look up."""

    rows: pd.DataFrame

    def __call__(self, key: str, scope: str = "all", name: str = "") -> float:
        """The value of one measure, for the whole or for a part."""
        rows = self.rows
        found = rows.loc[(rows.measure == key) & (rows.scope == scope) & (rows.name == name)]
        return float(found["value"].item())
