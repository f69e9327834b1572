"""The cost of work: what one assessment of each kind takes in pounds, and one handoff.

Hours come from the solved chain, each at the cost of an hour of case work. They are hours of posts
that are paid for anyway: fewer of them save nothing before there are fewer posts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from sim.scenario.costs import Costs
from sim.scenario.exact.chain import Chain
from sim.scenario.exact.cost import hour_costs
from sim.scenario.exact.prices import Corners, Pounds, pounds, prices_of
from sim.scenario.exact.workload import handover, workload
from sim.scenario.pathway import Assessment
from sim.scenario.structure import Role


@dataclass(frozen=True)
class PieceCost:
    """One piece of work, on average over the families that have it."""

    work: str
    """The assessment, or which handoff."""
    a_year: float
    """How many there are in a year, in families."""
    hours: float
    """All hours of one, whoever's."""
    each: Pounds


@dataclass(frozen=True)
class WorkCost:
    """What pieces of work cost; the fields are those that `locality cost --json` writes."""

    assessments: tuple[PieceCost, ...]
    """Each assessment of the pathway that any family has and whose workers have posts."""
    handoffs: tuple[PieceCost, ...]
    """A family passes to another team: from one worker to another, with hours out, hours in and
    what is done again; and without a worker yet, from the front door. Each where any does."""

    @property
    def pieces(self) -> tuple[PieceCost, ...]:
        """All of them, the assessments first."""
        return (*self.assessments, *self.handoffs)


def cost_of_work(chain: Chain, costs: Costs) -> WorkCost:
    """What assessments and handoffs of a scenario cost.

    Args:
        chain: the scenario's solved chain.
        costs: the prices.
    """
    of = _Priced(hour_costs(chain.scenario, prices_of(costs)), chain.families_per_month)
    assessments, handoffs = (
        tuple(filter(None, (of.mean(*each) for each in pieces)))
        for pieces in (_assessments(chain), _handoffs(chain))
    )
    return WorkCost(assessments, handoffs)


FROM_WORKER, FROM_FRONT_DOOR = "handoff between workers", "handoff from the front door"


_Hours = list[tuple[Role, float]]
"""Hours of each role, for one contact."""


@dataclass(frozen=True)
class _Priced:
    """What it takes to price a piece of work: pounds an hour by role, and contacts a month."""

    an_hour: Mapping[Role, Corners]
    contacts: float

    def mean(self, work: str, per_contact: float, hours: _Hours) -> PieceCost | None:
        """One of so many; none where it takes nothing, or where those who do it have no posts."""
        if not hours or any(role not in self.an_hour for role, _ in hours):
            return None
        each = [(role, taken / per_contact) for role, taken in hours]
        return PieceCost(
            work,
            a_year=12 * self.contacts * per_contact,
            hours=sum(taken for _, taken in each),
            each=pounds(np.sum([taken * self.an_hour[role] for role, taken in each], axis=0)),
        )


def _assessments(chain: Chain) -> Iterator[tuple[str, float, _Hours]]:
    """Each kind: all hours it takes over how many are begun; one that goes on counts once."""
    work, families = workload(chain), chain.families_per_month
    for name, activity in chain.scenario.pathway.activities.items():
        if isinstance(activity, Assessment):
            begun = sum(
                visits
                for state, visits in chain.visits.items()
                if state.activity == name and state.resumed is None
            )
            yield (
                name,
                begun,
                [(row.role, row.hours / families) for row in work if row.work == name],
            )


def _handoffs(chain: Chain) -> Iterator[tuple[str, float, _Hours]]:
    """All ways on which a family in social care changes team, with a worker or without one yet."""
    for name, has_worker in ((FROM_WORKER, True), (FROM_FRONT_DOOR, False)):
        often, hours = 0.0, []
        for passage in chain.passages:
            is_meant = passage.is_handoff and passage.is_worker_change == has_worker
            if is_meant and passage.in_social_care:
                often += passage.per_contact
                hours += [
                    (piece.role, piece.hours * passage.per_contact)
                    for piece in handover(chain.scenario, passage)
                    if piece.work == "handoffs"
                ]
        yield name, often, hours
