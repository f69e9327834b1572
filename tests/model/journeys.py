"""Reads journeys out of an event log, to compare what happened to each family."""

import datetime
from collections import defaultdict

from sim.model.arrivals import Arrivals, draw_arrivals
from sim.model.events import Column, Event, EventLog
from sim.model.luck import Luck
from sim.scenario.calendar import Calendar
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario


def paths(log: EventLog) -> dict[int, list[tuple[str, str]]]:
    """Each family's activities with what came next, in order of completion."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in log.events[log.events[:, Column.EVENT] == Event.COMPLETED]:
        activity = log.activities[int(row[Column.ACTIVITY])]
        found[int(row[Column.FAMILY])].append((activity, log.labels[int(row[Column.LABEL])]))
    return found


def count(log: EventLog, event: Event) -> int:
    """How often something happened."""
    return int((log.events[:, Column.EVENT] == event).sum())


def small(scenario: Scenario, **changes: object) -> Scenario:
    """A tenth of the demand and open cases over three months, for quick runs."""
    starts = scenario.horizon.starts
    tenth = {
        "demand.contacts_per_month": scenario.demand.contacts_per_month.value / 10,
        "horizon.measured_from": starts + datetime.timedelta(days=30),
        "horizon.ends": starts + datetime.timedelta(days=90),
        **{f"open_cases.{plan}": kids.value / 10 for plan, kids in scenario.open_cases.items()},
    }
    return override(scenario, tenth | changes)


def arrivals_of(scenario: Scenario, replication: int = 0) -> Arrivals:
    horizon = scenario.horizon
    calendar = Calendar(horizon.starts, horizon.ends)
    return draw_arrivals(scenario, calendar, Luck(2013, replication))
