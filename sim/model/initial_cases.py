"""Initial cases: open when the run starts, part of their plans behind them."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sim.model.arrivals import draw_people
from sim.model.case import Case, Term
from sim.model.compiled_pathway import CompiledPathway
from sim.model.family import Family
from sim.model.plan import CompiledPlan
from sim.model.service import Service
from sim.scenario.exact.length_of_stay import OpenPlans


def open_cases(service: Service, pathway: CompiledPathway) -> Iterator[tuple[Case, CompiledPlan]]:
    """Cases with an open plan, each with a worker if there is one and its plan under way.

    The number of families is the least whose children reach the reported stock.

    Args:
        service: the service at time 0; the cases are allocated there.
        pathway: the plans.

    Yields:
        Each case and the plan with which it goes on.
    """
    number = 0
    for name, children in service.scenario.open_cases.items():
        plan = pathway.activities[name]
        assert isinstance(plan, CompiledPlan)  # noqa: S101  a loaded scenario names only plans here
        for case in _cases(service, pathway, plan, children.value, number):
            weight = plan.activity.weight * case.family.children
            service.teams[case.team].allocate_at_start(case, weight)
            number += 1
            yield case, plan


def _cases(
    service: Service, pathway: CompiledPathway, plan: CompiledPlan, children: float, first: int
) -> Iterator[Case]:
    name, demand, luck = plan.activity.name, service.scenario.demand, service.luck
    at_most = math.ceil(children)
    people = draw_people(f"open {name}", at_most, demand, luck)
    number = int(np.searchsorted(np.cumsum(people.children), children)) + 1 if children > 0 else 0
    open_plans = OpenPlans(plan.length, plan.rate)
    localities = list(demand.localities)
    for row in range(min(number, at_most)):
        key = (f"open {name}", row)
        length_draw, age_draw, *_ = luck.draws(*key, "course")
        length, age = open_plans.draw(length_draw, age_draw)
        kids = int(people.children[row])
        family = Family(
            number=first + row,
            key=key,
            children=kids,
            locality=localities[people.locality[row]],
            effort=float(people.effort[row]),
            size=demand.relative_hours(kids),
        )
        yield Case(
            family=family,
            team=service.owner(name, family.locality),
            need=pathway.draw_need(family, 0, luck),
            contact=-age,
            referred=-age,
            journeys=1,  # a return draws its need anew
            open_term=Term(-age, length, plan.length.reviews(length)),
        )
