"""A scenario with its cost, for a terminal and for JSON: all of several at one set of prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.scenario.exact.chain import solve
from sim.scenario.exact.cost import Cost, cost_of
from sim.scenario.exact.cost_of_work import WorkCost, cost_of_work
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Costed:
    """One scenario.

    Attributes:
        scenario: the scenario.
        cost: what a year of its posts costs; none where no prices are given.
        work: what pieces of its work cost; none likewise.
    """

    scenario: Scenario
    cost: Cost | None
    work: WorkCost | None


def costed(scenarios: Sequence[Scenario]) -> tuple[Costed, ...]:
    """Scenarios with their costs, all at the prices of the first.

    Raises:
        EndlessPathwayError: if some families of one can never reach an ending.
    """
    prices = scenarios[0].costs
    if prices is None:
        return tuple(Costed(each, None, None) for each in scenarios)
    return tuple(
        Costed(each, cost_of(each, prices), cost_of_work(solve(each), prices)) for each in scenarios
    )
