"""Routes: where a family goes next, how likely, what may interrupt a plan, and the ways out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from sim.scenario.estimate import Amount, Record, Share
from sim.scenario.values import Named, Switch


def _kind_of_chance(given: Any) -> str:
    return "rest" if isinstance(given, str) else "share"


Chance = Annotated[
    Annotated[Share, Tag("share")] | Annotated[Literal["rest"], Tag("rest")],
    Discriminator(_kind_of_chance),
]
"""The chance of a route, or `rest` for whatever the others leave."""
Routes = Named[Chance]
"""Chance of each next activity or ending; they add up to 1."""


class Escalation(Record):
    """What may interrupt an open plan."""

    to: str
    """The activity it leads to."""
    chance_per_year: Amount
    """Rate a year for one open family."""
    becomes: str | None = None
    """The family's need from then on, which may choose its routes; none where early help steps up
    to a referral, which finds the family's own."""


class Concern(Record):
    """What may come up in an assessment and interrupt it: afterwards it goes on where it was.

    It comes up once a journey, and not for a family that has been in `to` before in that journey.
    """

    need: str
    """Need of the new referrals for whom it comes up."""
    after: str
    """Name of the step after which it has come up."""
    found_by: Share
    """Share of these families for whom it has come up by then, in this assessment or one before."""
    to: str
    """The activity it leads to."""
    becomes: str
    """The family's need from then on, which may choose its routes; one of them leads back."""


EndingCount = Literal[
    "closed at contact",
    "information and advice",
    "early help",
    "redirected",
    "no further action at referral",
    "not in need",
    "closed after assessment",
    "stepped down",
    "closed",
]
"""What an ending counts as."""


class Ending(Record):
    """A way out of the pathway."""

    counts_as: EndingCount
    may_return: Switch = False
    """Whether the family may come back as a re-referral."""
    leads_to: str | None = None
    """Activity of early help that takes the family on, where social care ends; none: it leaves."""
