"""Counts by part of the service, the rates between them, and quantiles: no value where no count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.measures.arrays import Flags, Floats, Ints

Row = tuple[str, str, str, float]
"""Measure, scope, name, value."""
Names = Mapping[str, tuple[str, ...]]
"""The parts of each scope: teams, localities, weeks."""

WHOLE = ("all", "")
"""Scope and name of a value for the whole service."""


@dataclass(frozen=True, eq=False)
class Tally:
    """Things counted, and the parts of the service that each belongs to.

    Attributes:
        amount: what each adds to the count: children, hours, days; shape (things,).
        parts: for each scope the index of each thing's part, -1 for none; shape (things,).
    """

    amount: Floats
    parts: Mapping[str, Ints] = field(default_factory=dict)

    def only(self, chosen: Flags) -> Tally:
        """The chosen things alone."""
        parts = {scope: codes[chosen] for scope, codes in self.parts.items()}
        return Tally(self.amount[chosen], parts)

    @property
    def total(self) -> float:
        """The whole count."""
        return float(self.amount.sum())

    def by(self, scope: str, parts: int) -> Floats:
        """The count of each part, shape (parts,)."""
        # index 0 takes those that belong to no part
        counts = np.bincount(self.parts[scope] + 1, weights=self.amount, minlength=parts + 1)
        return counts[1:].astype(np.float64)


def ratio(top: float, bottom: float) -> float:
    """The quotient; NaN where the bottom is 0."""
    return top / bottom if bottom else float("nan")


def rates(
    key: str, top: Tally, bottom: Tally | float, names: Names, per: float = 1
) -> Iterator[Row]:
    """A rate for the whole service and for every part that its top is broken down by.

    Args:
        key: the measure.
        top: what is counted.
        bottom: what it is counted against: another tally with the same scopes, or a number such
            as months.
        names: the parts of each scope.
        per: what the rate is for; 100 gives a percentage.

    Yields:
        One row for the whole and one for each part.
    """
    whole = bottom.total if isinstance(bottom, Tally) else bottom
    yield (key, *WHOLE, per * ratio(top.total, whole))
    for scope in top.parts:
        parts = names[scope]
        tops = top.by(scope, len(parts))
        bottoms = (
            bottom.by(scope, len(parts)) if isinstance(bottom, Tally) else [bottom] * len(parts)
        )
        for name, over, under in zip(parts, tops, bottoms, strict=True):
            yield key, scope, name, per * ratio(float(over), float(under))


def shares(key: str, hit: Flags, of: Tally, names: Names) -> Iterator[Row]:
    """The percentage of what is counted that is a hit, for the whole and for every part."""
    return rates(key, Tally(of.amount * hit, of.parts), of, names, per=100)


def weekly_shares(key: str, hit: Flags, of: Tally, week: Ints, names: Names) -> Iterator[Row]:
    """The percentage of what is counted in each week that is a hit."""
    counted = Tally(of.amount, {"week": week})
    for row in shares(key, hit, counted, names):
        if row[1] == "week":
            yield row


def quantile(values: Floats | Ints, weights: Floats, share: float) -> float:
    """The lowest value that at least this share of the weight stays within; NaN for none."""
    if not weights.sum():
        return float("nan")
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    # a hair less, so that a share met exactly is not lost to rounding
    at = np.searchsorted(reached, share * reached[-1] * (1 - 1e-12))
    return float(values[order][at])
