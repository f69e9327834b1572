"""Families inside: conserved to the last one, and few still inside when the window closes."""

from __future__ import annotations

import numpy as np

from sim.measures.arrays import Flags, Ints
from sim.measures.laws.law import Law, within
from sim.measures.log_columns import LogColumns
from sim.model.events import BEGINS, Column, Event
from sim.scenario.scenario import Scenario

_INSIDE_TOLERANCE = 0.05


def families_conserved(columns: LogColumns) -> Law:
    """Families open at the start and arrived against families ended and still inside.

    A family that passes to early help or steps up from it ends in one part and arrives in the
    other.
    """
    opened = int(_inside(columns, columns.window.begins).sum())
    arrived = len(columns.measured(*BEGINS))
    ended = len(columns.measured(Event.ENDED))
    inside = int(_inside(columns, columns.window.ends).sum())
    return Law(
        "families conserved",
        "all",
        opened + arrived,
        ended + inside,
        within(opened + arrived, ended + inside, 0),
        f"{opened:,} families open and {arrived:,} arrived; {ended:,} ended and {inside:,} inside.",
    )


def still_inside(columns: LogColumns, scenario: Scenario) -> Law:
    """Share of contacts in the window that have neither ended nor reached a plan when it closes.

    A contact that leads to early help has ended.
    """
    if scenario.early_help_teams:
        theirs = [name in scenario.early_help_teams for name in columns.log.teams] + [False]
        team = columns.log.events[:, Column.TEAM].astype(np.int64)
        columns = LogColumns(columns.log, np.flatnonzero(~np.array(theirs)[team]))
    name, plans = "share still inside", scenario.pathway.plans
    is_plan = np.array([activity in plans for activity in columns.log.activities])
    contacts = columns.measured(Event.CONTACT)
    if not len(contacts):
        nothing = "No contact in the measured window."
        return Law(name, "all", np.nan, _INSIDE_TOLERANCE, "not computable", nothing)
    begun = columns.find(Event.STARTED)
    inside = _inside(columns, columns.window.ends)
    in_plan = np.zeros_like(inside)
    in_plan[columns.family[begun]] = is_plan[columns.activity[begun]]
    undecided = _families(columns, contacts) & inside & ~in_plan
    share = int(undecided.sum()) / len(contacts)
    return Law(
        name,
        "all",
        share,
        _INSIDE_TOLERANCE,
        "holds" if share <= _INSIDE_TOLERANCE else "watch",
        f"{share:.1%} of {len(contacts):,} contacts had neither ended nor reached a plan; over 5 % "
        "would flatter what is measured on completion.",
    )


def _inside(columns: LogColumns, at: float) -> Flags:
    """Whether each family's journey has begun and not ended before a moment."""
    at_the_start = np.flatnonzero(columns.time == 0)
    # open when the run began: a row then, and no contact
    inside = _families(columns, at_the_start)
    inside[columns.family[at_the_start[np.isin(columns.event[at_the_start], BEGINS)]]] = False
    rows = columns.find(*BEGINS, Event.STARTED, Event.ENDED)
    rows = rows[columns.time[rows] < at]
    inside[columns.family[rows]] = columns.event[rows] != Event.ENDED  # the last row is kept
    return inside


def _families(columns: LogColumns, rows: Ints) -> Flags:
    """Whether each family has any of the rows."""
    has = np.zeros(len(columns.log.families), dtype=bool)
    has[columns.family[rows]] = True
    return has
