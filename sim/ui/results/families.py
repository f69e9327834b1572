"""Families: which one of a run to follow, so that one story is not mistaken for the usual one.

Families are put in order by the days they wait for a team or a worker in both structures together.
The typical one stands in the middle, the lucky one a tenth from the beginning, the unlucky one a
tenth from the end; of equals the lowest number goes first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.model.events import Column, Event, EventLog

LOTS = {"typical": 0.5, "lucky": 0.1, "unlucky": 0.9}
"""How far along the order each family stands."""
ANY = "any need"


def needs(a: EventLog, b: EventLog) -> list[str]:
    """Needs of which there is a family to follow, with any of them first."""
    families = _comparable(a, b)
    found = {int(need) for need in a.families[families, 3]}
    return [ANY, *(name for at, name in enumerate(a.needs) if at in found)]


def family(a: EventLog, b: EventLog, lot: str, need: str) -> int | None:
    """The family of a lot and a need.

    Args:
        a: a run of the first scenario.
        b: a run of the second with the same families.
        lot: typical, lucky or unlucky.
        need: a need, or `any need`.

    Returns:
        Its number; none if no family has the need.
    """
    families = _comparable(a, b)
    if need in a.needs:
        families = families[a.families[families, 3] == a.needs.index(need)]
    if not len(families):
        return None
    waited = days_waited(a)[families] + days_waited(b)[families]
    order = families[np.lexsort((families, waited))]
    return int(order[round(LOTS[lot] * (len(order) - 1))])


def days_waited(log: EventLog) -> NDArray[np.float64]:
    """Working days that each family waited for a team or a worker, by its number."""
    rows = log.events[np.isin(log.events[:, Column.EVENT], [Event.ALLOCATED, Event.HANDOFF])]
    days = np.nan_to_num(rows[:, Column.TIME] - rows[:, Column.SINCE])
    waited = np.zeros(len(log.families))
    np.add.at(waited, rows[:, Column.FAMILY].astype(np.int64), days)
    return waited


def _comparable(a: EventLog, b: EventLog) -> NDArray[np.int64]:
    """New families referred early in the measured window of both runs and given a worker in each.

    Early: in its first half, so that there is time for the story to unfold.
    """
    return np.intersect1d(_told_of(a), _told_of(b))


def _told_of(log: EventLog) -> NDArray[np.int64]:
    time, kind = log.events[:, Column.TIME], log.events[:, Column.EVENT]
    number = log.events[:, Column.FAMILY].astype(np.int64)
    middle = (log.measured_from + log.ends) / 2
    early = (time >= log.measured_from) & (time < middle)
    contacted = number[(kind == Event.CONTACT) & early]
    referred = number[(kind == Event.REFERRED) & early]
    allocated = number[kind == Event.ALLOCATED]
    return np.intersect1d(np.intersect1d(contacted, referred), allocated)
