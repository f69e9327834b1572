"""The activity: what every kind of it has, and what one family takes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from sim.scenario.estimate import Amount, Estimate, Record, Share
from sim.scenario.routes import Routes
from sim.scenario.structure import Role
from sim.scenario.values import Named, Switch


class Limit(Record):
    """A statutory or local time limit, in working days, the day it counts from not counted."""

    days: Amount
    """Working days allowed."""
    counts_from: str = "contact"
    """`contact`, `previous` (the end of the activity before), or the name of an activity."""


class RoleHours(NamedTuple):
    """Hours of one role for one family, of one child and mean effort."""

    role: Role
    hours: float
    grows: bool
    """Whether further children add to them."""
    is_joint: bool = False
    """Whether the case's own worker adds a share of them in a joint enquiry."""


class Effort(NamedTuple):
    """What one family takes of an activity once; what recurs by the month is left out."""

    work: tuple[RoleHours, ...] = ()
    days: float = 0.0
    """Working days for which it is planned."""
    is_booked: bool = False
    """Whether the days count from where its limit does, not from entering it."""
    assessed_hours: float | None = None
    """Hours of the assessment that it leaves behind; none: it is no assessment."""


class Activity(Record):
    """What every kind of activity has."""

    routes: Routes = {}
    """Chance of each next activity or ending, for needs not named in `routes_by_need`."""
    routes_by_need: Named[Routes] = {}
    """Chances for families with a given need."""
    urgent: Switch = False
    """Urgent work goes before all other, is allocated at once and over a worker's cap."""
    limit: Limit | None = None
    """The time limit on completing it."""
    paperwork: Share = Share(value=0)
    """Share of its hours that is forms and recording, in each of its tasks if it is a plan; a
    manager's authorisation and a chair's hours aside."""
    counts_as: Literal[
        "",
        "initial",
        "core",
        "single",
        "section 47",
        "conference",
        "in-need plan",
        "child protection plan",
        "looked after",
    ] = ""
    """The official count it belongs to."""

    def routes_for(self, need: str) -> dict[str, float]:
        """Chances of each next step for a family with this need, `rest` worked out.

        Args:
            need: the family's need.

        Returns:
            Chance by target, in the order of the file; only chances above 0.
        """
        routes = self.routes_by_need.get(need, self.routes)
        named = sum(chance.value for chance in routes.values() if isinstance(chance, Estimate))
        chances = {
            target: chance.value if isinstance(chance, Estimate) else max(0.0, 1 - named)
            for target, chance in routes.items()
        }
        return {target: chance for target, chance in chances.items() if chance > 0}

    def all_routes(self) -> Iterator[Routes]:
        """Every table of routes the activity has."""
        if self.routes or not self.routes_by_need:
            yield self.routes
        yield from self.routes_by_need.values()
