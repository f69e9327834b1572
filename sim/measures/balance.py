"""Balance: how evenly clusters fare, the teams that do the same work in different places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.measures.caseload import WorkerWeeks
from sim.measures.days_from_contact import CONCLUDE_WITHIN
from sim.measures.days_until import DaysUntil
from sim.measures.logview import LogView
from sim.measures.tally import WHOLE, Row, ratio
from sim.model.events import CensusColumn
from sim.scenario.structure import Structure


def clusters(structure: Structure) -> tuple[tuple[str, ...], ...]:
    """Groups of teams that own the same activities for different localities.

    Args:
        structure: all teams.

    Returns:
        The names of the teams of each group, in the order of the structure; none where every
        team's work is its own.
    """
    groups: dict[frozenset[str], list[str]] = {}
    for name, team in structure.teams.items():
        if team.owns:
            groups.setdefault(frozenset(team.owns), []).append(name)
    return tuple(tuple(names) for names in groups.values() if len(names) > 1)


def balance(view: LogView, concluding: DaysUntil, weeks: WorkerWeeks) -> Iterator[Row]:
    """Highest over lowest cluster, for weighted caseload and for assessments concluded in time.

    The timeliness of a cluster is that of the referrals from its localities, whichever team
    concluded them. Where a structure has several groups of clusters, the least even one counts.

    Args:
        view: the log.
        concluding: days until referrals were concluded.
        weeks: the weekly census of workers.

    Yields:
        Each cluster's timeliness, and the two ratios: NaN where the structure has no clusters.
    """
    social_care = view.scenario.structure.teams.keys() - view.scenario.early_help_teams
    groups = [group for group in clusters(view.scenario.structure) if social_care >= {*group}]
    timeliness = {name: _timeliness(view, concluding, name) for group in groups for name in group}
    for name, share in timeliness.items():
        yield "concluded_in_45_days", "cluster", name, share
    caseload = {name: _caseload(view, weeks, name) for group in groups for name in group}
    for key, values in (("balance_timeliness", timeliness), ("balance_caseload", caseload)):
        yield key, *WHOLE, max((_spread([values[n] for n in g]) for g in groups), default=np.nan)


def _spread(values: Sequence[float]) -> float:
    # numpy's extremes let a NaN through, Python's may hide it
    return ratio(float(np.max(values)), float(np.min(values)))


def _timeliness(view: LogView, concluding: DaysUntil, cluster: str) -> float:
    team = view.scenario.structure.teams[cluster]
    served = [at for at, locality in enumerate(view.log.localities) if team.serves(locality)]
    its_own = concluding.only(np.isin(concluding.counted.parts["locality"], served))
    in_time = its_own.counted.only(its_own.within(CONCLUDE_WITHIN))
    return 100 * ratio(in_time.total, its_own.counted.total)


def _caseload(view: LogView, weeks: WorkerWeeks, cluster: str) -> float:
    chosen = weeks.holders & (weeks.parts["team"] == view.log.teams.index(cluster))
    return ratio(weeks.tally(CensusColumn.LOAD, chosen).total, weeks.fte_of(chosen).total)
