"""Demand: how many contacts arrive, when, from where, about whom, and who comes back."""

from __future__ import annotations

from sim.scenario.estimate import Amount, Positive, Record, Share
from sim.scenario.values import Named

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Need(Record):
    """One kind of need that an assessment would find in a referred family.

    It belongs to the family, not to the structure, so that both structures meet the same needs.
    """

    share: Share
    """Share of new referrals with this need."""


class Returns(Record):
    """Families who come back after their referral closed."""

    share: Share
    """Chance that a closed referral is followed by another within `within_months`."""
    within_months: Positive
    """Months after closing during which it comes back, evenly spread."""


class Demand(Record):
    """Contacts received by the whole council, counted in children."""

    contacts_per_month: Amount
    """Contacts a month, in children, returning families included."""
    children_per_family: Positive
    """Mean children in a family contact; the number is geometric from 1."""
    localities: Named[Share]
    """Share of families by locality; the shares add up to 1."""
    sources: Named[Share]
    """Share of contacts by source; the shares add up to 1."""
    needs: Named[Need]
    """What referred families need, whoever assesses them; the shares add up to 1."""
    effort_spread: Amount
    """Coefficient of variation of the hours that families with the same need take."""
    sibling_share: Share
    """Hours of each further child, as a share of the first child's."""
    months: Named[Positive]
    """Multiplier of contacts by month name; a month left out counts 1."""
    weekdays: Named[Amount]
    """Multiplier of contacts by weekday name; a weekday left out counts 1."""
    returns: Returns
    """Families who come back."""

    def relative_hours(self, children: float) -> float:
        """Hours that a family of so many children takes, relative to a family of one child."""
        return 1 + (children - 1) * self.sibling_share.value

    @property
    def mean_relative_hours(self) -> float:
        """Hours of the mean family relative to a family of one child."""
        return self.relative_hours(self.children_per_family.value)
