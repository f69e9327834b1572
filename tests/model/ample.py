"""The small council of the docking with staff enough for everything, and who did what in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.model.docking.numbers import families
from tests.model.docking.planned import arrivals, scenario

RULES = ("own team", "enquiry team", "joint")
_NOBODY = (
    *("leave_days", "training_days", "sickness", "turnover", "agency_turnover"),
    "internal_moves",
)


class Row(NamedTuple):
    """A row of a log with its names."""

    time: float
    family: int
    event: Event
    activity: str
    team: str
    worker: int
    label: str
    amount: float
    due: float
    since: float


def ample(rule: str, **changes: object) -> Scenario:
    """Forty of each post, full-time caseloads without end, and nobody away or leaving."""
    plenty = scenario(rule)
    lines = [
        f"structure.teams.{name}.posts.{line}"
        for name, team in plenty.structure.teams.items()
        for line, _ in enumerate(team.posts)
    ]
    return override(
        plenty,
        {
            **{f"{line}.number": 40 for line in lines},
            **{f"workforce.{what}": 0 for what in _NOBODY},
            **changes,
        },
    )


def run(planned: Scenario, replication: int = 0) -> EventLog:
    """A run with the families of the docking."""
    return simulate(planned, 2013, replication, arrivals(families(replication)))


@cache
def ample_run(rule: str) -> EventLog:
    """A run with staff enough."""
    return run(ample(rule))


def rows(log: EventLog, *events: Event) -> Iterator[Row]:
    """The rows of some events, in order."""
    for row in log.events.tolist():
        if int(row[Column.EVENT]) in events:
            activity, label = int(row[Column.ACTIVITY]), int(row[Column.LABEL])
            yield Row(
                row[Column.TIME],
                int(row[Column.FAMILY]),
                Event(int(row[Column.EVENT])),
                log.activities[activity] if activity >= 0 else "",
                log.teams[int(row[Column.TEAM])] if row[Column.TEAM] >= 0 else "",
                int(row[Column.WORKER]),
                log.labels[label] if label >= 0 else "",
                row[Column.AMOUNT],
                row[Column.DUE],
                row[Column.SINCE],
            )


def by_family(log: EventLog, *events: Event) -> dict[int, list[Row]]:
    """The same, family by family."""
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows(log, *events):
        found[row.family].append(row)
    return found
