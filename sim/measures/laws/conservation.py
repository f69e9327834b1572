"""Conservation: no ending, handoff or hour appears or vanishes, to the last one."""

from __future__ import annotations

import numpy as np

from sim.measures.arrays import Flags, Ints
from sim.measures.laws.census_by_team import CensusByTeam
from sim.measures.laws.law import Law, within
from sim.measures.log_columns import LogColumns
from sim.model.events import BEGINS, CensusColumn, Event
from sim.scenario.pathway import Assessment
from sim.scenario.scenario import Scenario

_ROUNDING = 1e-6


def worker_time_conserved(census: CensusByTeam) -> Law:
    """Weeks in which a worker worked longer than there."""
    columns = census.columns
    over = columns[CensusColumn.WORKED] > columns[CensusColumn.AVAILABLE] + _ROUNDING
    number = int(over.sum())
    return Law(
        "worker time conserved",
        "all",
        number,
        0,
        within(number, 0, 0),
        f"In {number:,} of {len(over):,} weeks of workers more was worked than there was time.",
    )


def endings_accounted_for(columns: LogColumns, scenario: Scenario) -> Law:
    """Endings noted against journeys that other rows bear witness to have ended.

    A journey is over once an activity leads to an ending, no assessment that a concern interrupted
    is still to be finished and, where the family had a worker, the work of closing the case is
    done. One in early help takes no closing work, and is over too once social care takes the family
    on.
    """
    is_ending = np.array(
        [label in scenario.pathway.endings for label in columns.log.labels] + [False]
    )
    is_closing = np.array([label == "closing" for label in columns.log.labels] + [False])
    through = (columns.event == Event.COMPLETED) & is_ending[columns.label]
    closed = (columns.event == Event.WORKED) & (columns.activity == -1) & is_closing[columns.label]
    begun = np.isin(columns.event, BEGINS)
    held, ended = (columns.event == event for event in (Event.ALLOCATED, Event.ENDED))
    theirs = np.array([name in scenario.early_help_teams for name in columns.log.teams] + [False])
    in_early_help = theirs[columns.team]
    # early help begins and steps up by rows that say so; it is open at the start by an activity
    opens = (columns.event == Event.STARTED) & in_early_help
    activities = [scenario.pathway.activities.get(name) for name in columns.log.activities]
    is_assessment = np.array([isinstance(each, Assessment) for each in activities] + [False])
    of_assessment = is_assessment[columns.activity]
    assessing = of_assessment & (columns.event == Event.STARTED)
    assessed = of_assessment & (columns.event == Event.COMPLETED)
    rows = np.flatnonzero(begun | held | through | closed | ended | opens | assessing | assessed)
    rows = rows[np.argsort(columns.family[rows], kind="stable")]
    journey = np.cumsum((np.diff(columns.family[rows], prepend=-1) != 0) | begun[rows])

    def in_journeys(happened: Flags | Ints) -> Flags:
        some: Flags = np.bincount(journey, happened[rows], len(rows) + 1) > 0
        return some

    unfinished = in_journeys(assessing.astype(int) - assessed)
    over, early_help = in_journeys(through) & ~unfinished, in_journeys(in_early_help)
    if scenario.pathway.closing_hours.value > 0:
        over &= in_journeys(closed) | ~in_journeys(held) | early_help
    whose = np.full(len(rows) + 1, -1)
    whose[journey] = columns.family[rows]
    goes_on = np.append(np.diff(whose) == 0, False) & (whose >= 0)
    over |= early_help & goes_on
    noted, seen = int(ended.sum()), int(over.sum())
    return Law(
        "endings accounted for",
        "all",
        noted,
        seen,
        within(noted, seen, 0),
        f"{noted:,} endings noted; {seen:,} journeys were over.",
    )


def handoffs_accounted_for(columns: LogColumns) -> Law:
    """Handoffs noted against changes of the responsible team that other rows bear witness to.

    Whoever starts an activity, or hands over, is responsible at that moment. A handoff that
    nothing follows in its journey has no witness yet and is left out.
    """
    rows = columns.find(Event.CONTACT, Event.STARTED, Event.HANDOFF)
    rows = rows[np.argsort(columns.family[rows], kind="stable")]
    is_handoff = columns.event[rows] == Event.HANDOFF
    responsible = np.where(is_handoff, columns.amount[rows], columns.team[rows])
    followed = (np.diff(columns.family[rows]) == 0) & (columns.event[rows[1:]] != Event.CONTACT)
    noted = int((is_handoff[:-1] & followed).sum())
    seen = int(((np.diff(responsible) != 0) & followed).sum())
    return Law(
        "handoffs accounted for",
        "all",
        noted,
        seen,
        within(noted, seen, 0),
        f"{noted:,} handoffs noted; the responsible team changed {seen:,} times.",
    )
