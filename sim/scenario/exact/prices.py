"""Prices: what a year of each role costs, as planned and at every corner of the evidence.

Each price is an array: the first number as planned, then one for each way of taking every uncertain
price at its low or its high end. All sums here rise or fall evenly with each price alone, so that
the lowest and the highest sum stand at such corners. Two sums that are worked out with the same
prices can be subtracted corner by corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from sim.scenario.costs import Costs
from sim.scenario.estimate import Estimate
from sim.scenario.structure import Role

Corners = NDArray[np.float64]
"""A sum of pounds as planned, then at every corner of the prices."""


@dataclass(frozen=True)
class Pounds:
    """A sum of money, with the range that the evidence for the prices leaves.

    The range is the widest there is, all prices at their worst at once, and no interval of a run.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Prices:
    """Prices as planned and at every corner.

    Attributes:
        employed: pounds a year of a full-time worker who is employed, by role.
        premium: of an agency worker, as a share of that.
        recruiting: pounds for one worker recruited.
    """

    employed: dict[Role, Corners]
    premium: Corners
    recruiting: Corners

    def a_year(self, role: Role, *, agency: bool) -> Corners:
        """Pounds a year of a full-time post."""
        return self.employed[role] * (1 + self.premium) if agency else self.employed[role]

    @property
    def nothing(self) -> Corners:
        """No pounds at all, in every corner."""
        return np.zeros_like(self.recruiting)


def prices_of(costs: Costs) -> Prices:
    """The prices of a scenario, as planned and at every corner of their ranges.

    Args:
        costs: each price with its evidence; one that is decided, or has no range, stays.
    """
    roles: tuple[Role, ...] = get_args(Role)
    relative = {role: costs.relative_to_social_worker(role) for role in roles}
    given = (
        costs.social_worker,
        costs.on_costs,
        costs.agency_premium,
        costs.recruiting,
        *relative.values(),
    )
    at = np.array([[each.value for each in given], *product(*map(_ends, given))])
    worker, on_costs, premium, recruiting, *multiples = at.T
    employed = worker * (1 + on_costs)
    return Prices(
        employed={role: employed * each for role, each in zip(roles, multiples, strict=True)},
        premium=premium,
        recruiting=recruiting,
    )


def pounds(corners: Corners) -> Pounds:
    """A sum with its range."""
    return Pounds(float(corners[0]), float(corners.min()), float(corners.max()))


def _ends(price: Estimate) -> tuple[float, ...]:
    """The lowest and the highest that a price may be."""
    if price.fixed:
        return (price.value,)
    given = [price.value if end is None else end for end in (price.low, price.high)]
    low, high = min(price.value, *given), max(price.value, *given)
    return (low,) if low == high else (low, high)
