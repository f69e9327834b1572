"""A run of a random service, and how its log is read."""

from __future__ import annotations

from typing import cast

from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Role


class Run:
    """A random service and what happened in it."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self.log: EventLog = simulate(scenario, seed, 0)

    def __repr__(self) -> str:
        """What the run came from; short enough to be shown where a property fails."""
        values = self.scenario.model_dump_json(exclude_defaults=True)
        return f"Run({values}, seed={self.log.seed})".replace('{"value":', "{")

    def rows(self, *events: Event) -> list[list[float]]:
        """The rows of some events, in order."""
        return [row for row in self.log.events.tolist() if int(row[Column.EVENT]) in events]

    def label(self, row: list[float]) -> str:
        """The label of a row; empty if it has none."""
        index = int(row[Column.LABEL])
        return self.log.labels[index] if index >= 0 else ""

    def activity(self, row: list[float]) -> str:
        """The activity of a row; empty if it has none."""
        index = int(row[Column.ACTIVITY])
        return self.log.activities[index] if index >= 0 else ""

    def in_early_help(self, row: list[float]) -> bool:
        """Whether a row is of a team of early help."""
        team = int(row[Column.TEAM])
        return team >= 0 and self.log.teams[team] in self.scenario.early_help_teams

    def hours_a_day(self, worker: int) -> float:
        """Hours that a worker works on a day in post; a full-time one for work by nobody."""
        workforce, teams = self.scenario.workforce, self.scenario.structure.teams
        if worker < 0:
            team = next(iter(self.scenario.unlimited_teams))  # the same in each
            share = workforce.case_share("early help worker", teams[team])
            return workforce.contract_hours.value / 5 * share
        person = self.log.workers[worker]
        share = workforce.case_share(cast("Role", person.role), teams[person.team])
        return workforce.contract_hours.value / 5 * person.fte * share
