"""Days until: how long something took to happen, where for some it had not when the run stopped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.measures.arrays import Flags, Floats, Ints
from sim.measures.tally import Tally


@dataclass(frozen=True, eq=False)
class DaysUntil:
    """Working days from some moment until something happened, one for each family counted.

    Attributes:
        days: days until it happened, or for which it had not when the run stopped.
        happened: whether it happened.
        since: the working day that they count from.
        counted: children, by locality and team.
    """

    days: Ints
    happened: Flags
    since: Ints
    counted: Tally

    def only(self, chosen: Flags) -> DaysUntil:
        """Those of the chosen families alone."""
        return DaysUntil(
            self.days[chosen],
            self.happened[chosen],
            self.since[chosen],
            self.counted.only(chosen),
        )

    def within(self, limit: int) -> Flags:
        """For which families it happened within so many days."""
        return self.happened & (self.days <= limit)

    def share_by_day(self) -> Floats:
        """Share for which it happened by day 0, 1, ... up to the longest wait.

        The product-limit estimate (Kaplan and Meier 1958): a family still waiting at the end
        counts among those that could have happened up to its age.
        """
        children = self.counted.amount
        waited = np.bincount(self.days, weights=children)
        happened = np.bincount(self.days, weights=children * self.happened, minlength=len(waited))
        at_risk = np.cumsum(waited[::-1])[::-1]
        return np.asarray(1 - np.cumprod(1 - happened / at_risk), np.float64)

    def day_reached(self, share: float) -> float:
        """The first day by which it happened for this share; NaN where it did for fewer."""
        if not len(self.days):
            return float("nan")
        # a hair less, so that a share met exactly is not lost to rounding
        reached = np.flatnonzero(self.share_by_day() >= share - 1e-9)
        return float(reached[0]) if len(reached) else float("nan")
