"""The event log as measures read it: family by family, journey by journey, with names of parts.

Social care and early help are read apart: a row belongs to where its team does.
"""

from __future__ import annotations

from functools import cached_property
from itertools import permutations
from typing import Literal

import numpy as np

from sim.measures.arrays import Flags, Floats, Ints
from sim.measures.log_columns import LogColumns
from sim.measures.spells import Window
from sim.measures.tally import Names, Tally
from sim.model.events import BEGINS, Column, Event, EventLog
from sim.scenario.scenario import Scenario

NO_ROW = -1
"""Stands for a row that a journey does not have."""
Part = Literal["social care", "early help"]
"""A part of a log that is read by itself."""


class LogView(LogColumns):
    """One part of a log, in the order of families, the rows of one family in the order of time.

    A family's rows fall into journeys: each contact begins one, and so does a step-up, or early
    help. The first journey of a family whose case was open at the start has none of these.

    Attributes:
        scenario: the scenario that the log came from.
        names: the parts of each scope that measures are broken down by.
        day: the working day of each row, shape (rows,).
        journey: the journey that each row belongs to, shape (rows,).
    """

    def __init__(self, log: EventLog, scenario: Scenario, part: Part = "social care") -> None:
        """Read a part of a log of a scenario."""
        rows = rows_of(log, scenario, part)
        # numbers of few bits sort ten times as fast
        number = log.events[rows, Column.FAMILY].astype(np.min_scalar_type(len(log.families)))
        super().__init__(log, rows[np.argsort(number, kind="stable")])
        self.scenario = scenario
        self.names: Names = _names(log, self.window)
        self.day: Ints = self.time.astype(np.int64)
        begins = (np.diff(self.family, prepend=-1) != 0) | np.isin(self.event, BEGINS)
        self.journey: Ints = np.cumsum(begins) - 1

    @property
    def months(self) -> float:
        """Calendar months of the measured window."""
        return self.scenario.horizon.measured_months

    @property
    def journeys(self) -> int:
        """How many journeys there are."""
        return int(self.journey[-1]) + 1 if len(self.journey) else 0

    @cached_property
    def begins(self) -> Ints:
        """The first row of each journey, shape (journeys,)."""
        return self.first(np.arange(len(self.time)))

    @cached_property
    def ended(self) -> Floats:
        """When each journey ended, infinite if it had not, shape (journeys,)."""
        return self.time_of(self.last(self.find(Event.ENDED)))

    @cached_property
    def open_at_start(self) -> Flags:
        """Which journeys were under way when the run started, shape (journeys,)."""
        without_beginning: Flags = self.first(self.find(*BEGINS)) == NO_ROW
        return without_beginning

    def gives_early_help(self, handoffs: Ints) -> Flags:
        """Whether it is a team of early help that hands over, in each of these rows."""
        of_early_help = _of_early_help(self.log, self.scenario)
        gives: Flags = of_early_help[self.amount[handoffs].astype(np.int64)]
        return gives

    def counting(self, *counts: str) -> Flags:
        """Which activities belong to these official counts; the last entry is no activity."""
        activities = self.scenario.pathway.activities
        return np.array(
            [activities[name].counts_as in counts for name in self.log.activities] + [False]
        )

    @cached_property
    def count_of(self) -> Ints:
        """A number for the official count of each activity, the same for the same count."""
        activities = self.scenario.pathway.activities
        counts = [activities[name].counts_as for name in self.log.activities]
        return np.array([counts.index(count) for count in counts], dtype=np.int64)

    @cached_property
    def plans(self) -> Flags:
        """Which activities are plans; the last entry is no activity."""
        plans = self.scenario.pathway.plans
        return np.array([name in plans for name in self.log.activities] + [False])

    def labelled(self, *names: str) -> Flags:
        """Which labels are among the names, shape (labels + 1,); the last entry is no label."""
        return np.array([label in names for label in self.log.labels] + [False])

    def first(self, rows: Ints) -> Ints:
        """The first of the rows in each journey, NO_ROW where it has none, shape (journeys,)."""
        return self.last(rows[::-1])

    def last(self, rows: Ints) -> Ints:
        """The last of the rows in each journey, NO_ROW where it has none, shape (journeys,)."""
        found = np.full(self.journeys, NO_ROW, dtype=np.int64)
        found[self.journey[rows]] = rows  # of several rows the last is kept
        return found

    def time_of(self, rows: Ints) -> Floats:
        """When each row happened; never (infinity) for NO_ROW."""
        return np.append(self.time, np.inf)[rows]

    def label_of(self, rows: Ints) -> Ints:
        """The label of each row; no label (-1) for NO_ROW."""
        return np.append(self.label, -1)[rows]

    def team_of(self, rows: Ints) -> Ints:
        """The team of each row; no team (-1) for NO_ROW."""
        return np.append(self.team, -1)[rows]

    def episodes(self, activities: Flags) -> tuple[Ints, Floats]:
        """Every time a family was in one of the activities.

        Returns:
            The rows in which they started, and when each ended: on completion, when the same
            activity started anew, or when the journey ended; infinite if still open.
        """
        rows = self.find(Event.STARTED, Event.COMPLETED, activities=activities)
        rows = rows[np.lexsort((rows, self.activity[rows], self.journey[rows]))]
        journey, activity = self.journey[rows], self.activity[rows]
        goes_on = (np.diff(journey, append=-1) == 0) & (np.diff(activity, append=-1) == 0)
        following = np.append(self.time[rows], np.inf)[1:]
        ends = np.where(goes_on, following, self.ended[journey])
        started = self.event[rows] == Event.STARTED
        return rows[started], ends[started]

    @cached_property
    def held(self) -> tuple[Ints, Floats]:
        """Every time that a worker held a family.

        Returns:
            The rows that allocated the worker, and until when the worker held the family: until it
            was released or given to another, or its case ended; infinite if still held.
        """
        rows = self.find(Event.ALLOCATED, Event.RELEASED, Event.ENDED)
        goes_on = np.diff(self.family[rows], append=-1) == 0
        ends = np.where(goes_on, np.append(self.time[rows], np.inf)[1:], np.inf)
        allocated = self.event[rows] == Event.ALLOCATED
        return rows[allocated], ends[allocated]

    def tally(self, rows: Ints, *scopes: str) -> Tally:
        """The children of each row, by team, by locality or by both."""
        parts = {"team": self.team, "locality": self.locality}
        return Tally(self.children[rows], {scope: parts[scope][rows] for scope in scopes})


def rows_of(log: EventLog, scenario: Scenario, part: Part) -> Ints:
    """The rows of a part of a log, in the order of time."""
    team = log.events[:, Column.TEAM].astype(np.int64)
    return np.flatnonzero(_of_early_help(log, scenario)[team] == (part == "early help"))


def _of_early_help(log: EventLog, scenario: Scenario) -> Flags:
    """Which teams are of early help; the last entry is no team."""
    return np.array([name in scenario.early_help_teams for name in log.teams] + [False])


def _names(log: EventLog, window: Window) -> dict[str, tuple[str, ...]]:
    weeks = tuple(f"week {number}" for number in range(1, len(window.week_ends) + 1))
    return {
        "team": log.teams,
        "locality": log.localities,
        "week": weeks,
        "team week": tuple(f"{team}, {week}" for team in log.teams for week in weeks),
        "handoff": tuple(f"{giving} -> {taking}" for giving, taking in permutations(log.teams, 2)),
    }
