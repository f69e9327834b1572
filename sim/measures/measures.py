"""All measures of one replication, as one tidy table."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from sim.measures.balance import balance
from sim.measures.caseload import WorkerWeeks, caseload
from sim.measures.catalogue import CATALOGUE
from sim.measures.children_over_cap import children_over_cap
from sim.measures.days_from_contact import days_from_contact, days_to_conclusion
from sim.measures.days_taken import days_taken
from sim.measures.early_help import early_help
from sim.measures.flow import flow
from sim.measures.logview import LogView
from sim.measures.referrals import Referrals
from sim.measures.section_47_visits import section_47_visits
from sim.measures.timeliness import timeliness
from sim.measures.transfers import transfers
from sim.measures.unallocated import unallocated
from sim.measures.worst_locality import worst_locality
from sim.model.events import EventLog
from sim.scenario.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Measures:
    """What one replication came to.

    Attributes:
        rows: one row a value, columns `measure` (a key of the catalogue), `scope` (what it is
            broken down by: "all", "team", "locality", "week", "team week", "day", "reason",
            "priority", "role", "work", "handoff", "cluster", "case", "band"), `name` (which one:
            "" for all, a team, a locality, "week 12", "Access, week 12", "day 45", "Access ->
            Family Support", "11-20 days") and `value` (NaN where there was nothing to measure).
            Shares are percentages from 0 to 100. Every replication of a scenario has the same rows,
            in the order of the catalogue.
    """

    rows: pd.DataFrame


def measure(log: EventLog, scenario: Scenario) -> Measures:
    """Every measure of the catalogue.

    Args:
        log: everything that happened in the replication.
        scenario: the scenario it ran.

    Returns:
        The measures in the measured window of the run.
    """
    view, stage = LogView(log, scenario), LogView(log, scenario, "early help")
    referrals = Referrals.of(view)
    weeks = WorkerWeeks.of(view)
    found = [
        *timeliness(view),
        *days_taken(view),
        *days_from_contact(view, referrals),
        *section_47_visits(view),
        *balance(view, days_to_conclusion(view, referrals), weeks),
        *caseload(view, weeks),
        *children_over_cap(view, weeks),
        *unallocated(view),
        *transfers(view, stage),
        *flow(view, referrals),
        *early_help(view, stage),
    ]
    found += worst_locality(found)
    place = {key: number for number, key in enumerate(CATALOGUE)}
    found.sort(key=lambda row: place[row[0]])
    return Measures(pd.DataFrame(found, columns=["measure", "scope", "name", "value"]))
