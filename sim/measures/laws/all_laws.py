"""The laws: what must hold in every replication, checked in its log and shown beside its results.

Two sides are worked out from different rows of the log, such as the weekly census and the events,
so that a law can fail. Laws share with the measures the reading of the columns and nothing else.
Laws of conservation are exact; the others state their tolerance.
"""

from __future__ import annotations

from sim.measures.laws.census_by_team import CensusByTeam
from sim.measures.laws.conservation import (
    endings_accounted_for,
    handoffs_accounted_for,
    worker_time_conserved,
)
from sim.measures.laws.cover import work_covered
from sim.measures.laws.early_help_law import early_help_apart
from sim.measures.laws.families import families_conserved, still_inside
from sim.measures.laws.hours import hours_asked, utilisation_law
from sim.measures.laws.law import Law, LawSummary, summarise
from sim.measures.laws.little import littles_law
from sim.measures.laws.staff_law import staff_for_the_work
from sim.measures.log_columns import LogColumns
from sim.model.events import EventLog
from sim.scenario.scenario import Scenario

__all__ = ["Law", "LawSummary", "laws", "summarise"]


def laws(log: EventLog, scenario: Scenario) -> tuple[Law, ...]:
    """Check every law in one replication.

    Args:
        log: the replication.
        scenario: the scenario it came from.

    Returns:
        The laws, in a fixed order; those of teams only where a team has to do with them.
    """
    columns = LogColumns(log)
    census = CensusByTeam(columns)
    return (
        *littles_law(columns, census),
        *utilisation_law(columns, census),
        *hours_asked(columns, census),
        *staff_for_the_work(columns, scenario),
        worker_time_conserved(census),
        families_conserved(columns),
        endings_accounted_for(columns, scenario),
        handoffs_accounted_for(columns),
        work_covered(columns, scenario),
        early_help_apart(columns, scenario),
        still_inside(columns, scenario),
    )
