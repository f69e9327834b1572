"""Arrivals: every family that will make contact, drawn before the run as one table."""

from __future__ import annotations

import datetime
import hashlib
import json
import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.model.earlier_referrals import earlier_referrals
from sim.model.luck import Luck
from sim.scenario.calendar import Calendar
from sim.scenario.demand import MONTHS, WEEKDAYS, Demand
from sim.scenario.scenario import Scenario

_DAYS_PER_MONTH = 365.25 / 12
_MORNING = 0.02  # weekend contacts are opened first thing on the next working day
_COLUMNS = {
    "time": "<f8",
    "returning": "?",
    "locality": "<i8",
    "source": "<i8",
    "need": "<i8",
    "children": "<i8",
    "effort": "<f8",
    "referred": "<f8",
}
"""Columns of `Arrivals` beside the key, and the form in which their hash is taken."""


@dataclass(frozen=True)
class Arrivals:
    """Families in order of arrival; every column has one entry a family.

    Attributes:
        key: identity of the family's luck, such as ("new", 17).
        time: working days since the start, with the time of day as fraction.
        returning: whether the family was closed before the run began and comes back.
        locality, source, need: indices in the scenario's order.
        children: children in the family.
        effort: hours this family takes, relative to the mean.
        referred: when it was last referred, in working days since the start, so below 0; nan for a
            family that was not before.
    """

    key: tuple[tuple[str, int], ...]
    time: NDArray[np.float64]
    returning: NDArray[np.bool_]
    locality: NDArray[np.int64]
    source: NDArray[np.int64]
    need: NDArray[np.int64]
    children: NDArray[np.int64]
    effort: NDArray[np.float64]
    referred: NDArray[np.float64]

    def __len__(self) -> int:
        """Number of families."""
        return len(self.key)

    @cached_property
    def content_hash(self) -> str:
        """Identity of all columns: 16 hex digits, the same on every machine."""
        digest = hashlib.sha256(json.dumps(self.key).encode())
        for column, kind in _COLUMNS.items():
            digest.update(getattr(self, column).astype(kind).tobytes())
        return digest.hexdigest()[:16]

    def joined_by(self, others: Arrivals) -> Arrivals:
        """Both tables as one, in order of arrival."""
        order = np.argsort(np.concatenate([self.time, others.time]), kind="stable")
        keys = self.key + others.key

        def merged(name: str) -> NDArray[np.float64]:
            both: NDArray[np.float64] = np.concatenate([getattr(self, name), getattr(others, name)])
            return both[order]

        return Arrivals(
            key=tuple(keys[row] for row in order.tolist()),
            time=merged("time"),
            returning=merged("returning").astype(bool),
            locality=merged("locality").astype(np.int64),
            source=merged("source").astype(np.int64),
            need=merged("need").astype(np.int64),
            children=merged("children").astype(np.int64),
            effort=merged("effort"),
            referred=merged("referred"),
        )


def draw_arrivals(scenario: Scenario, calendar: Calendar, luck: Luck) -> Arrivals:
    """Draw the families who make contact during the run.

    New families and those returning from a referral closed before the run, together with the
    returns that the run itself brings about, make up the reported contacts.

    Args:
        scenario: its demand and horizon.
        calendar: working days from the first to the last day of the horizon.
        luck: the replication's luck.

    Returns:
        All families, in order of arrival.
    """
    coming = expected_families(scenario)
    new = _families("new", coming.new, scenario.demand, calendar, luck, scenario)
    back = _families("back", coming.back, scenario.demand, calendar, luck, scenario)
    return new.joined_by(replace(back, referred=earlier_referrals(scenario, luck, back.time)))


@dataclass(frozen=True)
class Expected:
    """Families expected to make contact on each calendar day of the horizon."""

    new: NDArray[np.float64]
    back: NDArray[np.float64]
    """Of those, closed before the run began, who come back."""


def expected_families(scenario: Scenario) -> Expected:
    """How many families are expected each calendar day, new ones and those coming back."""
    demand = scenario.demand
    profile = _daily_profile(demand, scenario.horizon.starts, scenario.horizon.ends)
    families_a_day = (
        demand.contacts_per_month.value / demand.children_per_family.value / _DAYS_PER_MONTH
    )
    pathway = scenario.pathway
    referred = pathway.activities[pathway.starts_at].routes_for("").get(pathway.referral_at, 0.0)
    returning = referred * demand.returns.share.value
    window = demand.returns.within_months.value * _DAYS_PER_MONTH
    # Of the families closed before the start, ever fewer are still to come back.
    still_to_return = np.maximum(0.0, 1 - (np.arange(len(profile)) + 0.5) / window)
    return Expected(
        new=profile * families_a_day * (1 - returning),
        back=profile * families_a_day * returning * still_to_return,
    )


def _daily_profile(
    demand: Demand, starts: datetime.date, ends: datetime.date
) -> NDArray[np.float64]:
    """Contacts of each calendar day relative to the mean day."""
    months = np.array([demand.months[m].value if m in demand.months else 1.0 for m in MONTHS])
    weekdays = np.array(
        [demand.weekdays[d].value if d in demand.weekdays else 1.0 for d in WEEKDAYS]
    )
    dates = [starts + datetime.timedelta(days=offset) for offset in range((ends - starts).days + 1)]
    raw = np.array([months[date.month - 1] * weekdays[date.weekday()] for date in dates])
    mean = months.mean() * weekdays.mean()
    return raw / mean if mean > 0 else raw


def _families(
    kind: str,
    a_day: NDArray[np.float64],
    demand: Demand,
    calendar: Calendar,
    luck: Luck,
    scenario: Scenario,
) -> Arrivals:
    """Families of one kind, given how many are expected each calendar day."""
    counts = luck.stream(f"{kind}: number").poisson(a_day)
    number = int(counts.sum())
    starts = scenario.horizon.starts
    working, opens = [], []
    for offset in range(len(a_day)):
        date = starts + datetime.timedelta(days=offset)
        working.append(calendar.working_day(date))
        opens.append(1.0 if calendar.is_working(date) else _MORNING)
    time_of_day = luck.stream(f"{kind}: time of day").random(number)
    time = np.repeat(working, counts) + np.repeat(opens, counts) * time_of_day
    needs = [need.share.value for need in demand.needs.values()]
    people = draw_people(f"{kind}", number, demand, luck)
    return Arrivals(
        key=tuple((kind, row) for row in range(number)),
        time=time.astype(float),
        returning=np.full(number, kind == "back"),
        locality=people.locality,
        source=_category(
            luck, f"{kind}: source", [s.value for s in demand.sources.values()], number
        ),
        need=_category(luck, f"{kind}: need", needs, number),
        children=people.children,
        effort=people.effort,
        referred=np.full(number, math.nan),
    )


@dataclass(frozen=True)
class People:
    """Who families are, whatever brings them: one entry a family."""

    locality: NDArray[np.int64]
    children: NDArray[np.int64]
    effort: NDArray[np.float64]


def draw_people(kind: str, number: int, demand: Demand, luck: Luck) -> People:
    """Where families live, how many children they have and how much work they take.

    Args:
        kind: names the streams, so that kinds of families do not share draws.
        number: how many families.
        demand: locality shares, mean children, spread of effort.
        luck: the replication's luck.

    Returns:
        Localities as indices; children, geometric from 1; effort, gamma with mean 1.
    """
    localities = [share.value for share in demand.localities.values()]
    mean_children = demand.children_per_family.value
    children = np.ones(number, dtype=np.int64)
    if mean_children > 1:
        children = luck.stream(f"{kind}: children").geometric(1 / mean_children, number)
    spread = demand.effort_spread.value
    effort = np.ones(number)
    if spread > 0:
        shape = 1 / spread**2
        effort = luck.stream(f"{kind}: effort").gamma(shape, 1 / shape, number)
    return People(
        locality=_category(luck, f"{kind}: locality", localities, number),
        children=children,
        effort=effort,
    )


def _category(luck: Luck, purpose: str, shares: list[float], number: int) -> NDArray[np.int64]:
    """A category for each row, from shares that add up to 1."""
    bounds = np.cumsum(shares)[:-1]
    return np.searchsorted(bounds, luck.stream(purpose).random(number), side="right").astype(
        np.int64
    )


def return_delay(draw: float, demand: Demand, month: float) -> float | None:
    """Working days until a closed family comes back, evenly spread; none if it does not.

    Args:
        draw: a uniform draw; small draws return.
        demand: the share that returns, and within how many months.
        month: working days of a month.
    """
    share = demand.returns.share.value
    if draw >= share:
        return None
    window = demand.returns.within_months.value * month
    return math.ceil(draw / share * window)
