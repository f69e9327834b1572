"""Which family of a run to follow, so that one story is not mistaken for the usual one.

Families are put in order by how many days more, or fewer, they wait for a team or a worker in the
second structure than in the first; of equals those that wait least in both go first, then the
lowest number. The one that is followed stands in the middle: of all of them, of those that wait
less in the second, or of those that wait longer.
"""

from __future__ import annotations

from functools import reduce

import numpy as np

from sim.measures.arrays import Floats, Ints
from sim.measures.log_columns import LogColumns
from sim.model.events import Event, EventLog

TYPICAL, SHORTER, LONGER = "typical difference", "shorter waits in B", "longer waits in B"
LOTS = (TYPICAL, SHORTER, LONGER)
"""What is typical of the family in the middle."""
ANY = "any need"


def needs(a: EventLog, b: EventLog) -> list[str]:
    """Needs of which there is a family to follow, with any of them first."""
    present = set(a.families[_comparable(LogColumns(a), LogColumns(b)), 3].tolist())
    return [ANY, *(name for at, name in enumerate(a.needs) if at in present)]


def family(a: EventLog, b: EventLog, lot: str, need: str) -> int | None:
    """The family of a lot and a need.

    Args:
        a: a run of the first scenario.
        b: a run of the second with the same families.
        lot: one of `LOTS`.
        need: a need, or `any need`.

    Returns:
        Its number; none if no family has the need, or none waits less, or longer.
    """
    both = LogColumns(a), LogColumns(b)
    families = _comparable(*both)
    if need in a.needs:
        families = families[a.families[families, 3] == a.needs.index(need)]
    in_a, in_b = (_days_waited(each)[families] for each in both)
    more = np.round(in_b - in_a)
    order = np.lexsort((families, in_a + in_b, more))
    ordered = more[order]
    order = {TYPICAL: order, SHORTER: order[ordered < 0], LONGER: order[ordered > 0]}[lot]
    return int(families[order[(len(order) - 1) // 2]]) if len(order) else None


def went_further(log: EventLog, family: int) -> int | None:
    """The next family, in number, whose contact led to a referral and to a change of team."""
    columns = LogColumns(log)
    candidates = _families(columns, columns.find(Event.REFERRED), columns.find(Event.HANDOFF))
    if not len(candidates):
        return None
    later = candidates[candidates > family]
    return int(later[0] if len(later) else candidates[0])


def _days_waited(columns: LogColumns) -> Floats:
    """Working days that each family waited for a team or a worker, by its number."""
    rows = columns.find(Event.ALLOCATED, Event.HANDOFF)
    days = np.nan_to_num(columns.time[rows] - columns.since[rows])
    waited = np.zeros(len(columns.log.families))
    np.add.at(waited, columns.family[rows], days)
    return waited


def _comparable(a: LogColumns, b: LogColumns) -> Ints:
    """New families referred early in the measured window of both runs and given a worker in each.

    Early: in its first half, so that there is time for the story to unfold.
    """
    return np.intersect1d(_worth_following(a), _worth_following(b))


def _worth_following(columns: LogColumns) -> Ints:
    middle = (columns.window.begins + columns.window.ends) / 2
    contacted, referred = (
        rows[columns.time[rows] < middle]
        for rows in (columns.measured(Event.CONTACT), columns.measured(Event.REFERRED))
    )
    return _families(columns, contacted, referred, columns.find(Event.ALLOCATED))


def _families(columns: LogColumns, *rows: Ints) -> Ints:
    """Families with at least one of each of the rows, in order."""
    return reduce(np.intersect1d, (columns.family[each] for each in rows))
