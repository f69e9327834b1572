"""The opening: cases that are open when the run starts, part of their plans behind them."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.model.arrivals import draw_people
from sim.model.compiled_pathway import Plan
from sim.model.family import Family
from sim.model.plans import Course, review_times
from sim.model.service import Service
from sim.scenario.calendar import WORKING_DAYS_PER_MONTH, WORKING_DAYS_PER_YEAR
from sim.scenario.pathway import ByBands

_CELLS_A_BAND = 200
_MOST_REVIEWS = 200


def open_cases(service: Service) -> Iterator[Family]:
    """Families with an open plan, each with a worker if there is one and its plan under way.

    The number of families is the least whose children reach the reported stock.

    Args:
        service: the service at time 0; the families are allocated there.
    """
    number = 0
    for name, children in service.scenario.open_cases.items():
        plan = service.script.activities[name]
        assert isinstance(plan, Plan)  # noqa: S101  a loaded scenario names only plans here
        for family, course in _families(service, plan, children.value, number):
            service.open_courses[family.number] = course
            _allocate(service, family, plan)
            number += 1
            yield family


def _families(
    service: Service, plan: Plan, children: float, first: int
) -> Iterator[tuple[Family, Course]]:
    name, demand = plan.name, service.scenario.demand
    at_most = math.ceil(children)
    people = draw_people(f"open {name}", at_most, demand, service.luck)
    number = int(np.searchsorted(np.cumsum(people.children), children)) + 1 if children > 0 else 0
    lengths, chances = _lengths(plan)
    rate = sum(escalation.per_year for escalation in plan.escalations) / WORKING_DAYS_PER_YEAR
    cumulative = np.cumsum(chances * _mean_time_open(lengths, rate)).tolist()
    localities = list(demand.localities)
    for row in range(min(number, at_most)):
        key = (f"open {name}", row)
        length_draw, age_draw, *_ = service.luck.draws(*key, "course")
        length = float(lengths[bisect_right(cumulative, length_draw * cumulative[-1])])
        age = _age(age_draw, length, rate)
        locality = localities[people.locality[row]]
        kids = int(people.children[row])
        family = Family(
            number=first + row,
            key=key,
            children=kids,
            locality=locality,
            need="",
            effort=float(people.effort[row]),
            size=1 + (kids - 1) * demand.sibling_share.value,
            team=service.owner(name, locality),
            plan=name,
            contact=-age,
        )
        family.need = service.new_need(family)
        family.journeys = 1  # a return draws its need anew
        yield family, Course(-age, length, _reviews(plan, length))


def _lengths(plan: Plan) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lengths a new plan may have, in working days, and their chances."""
    if isinstance(plan.length, ByBands):
        cells = (np.arange(_CELLS_A_BAND) + 0.5) / _CELLS_A_BAND
        bands: NDArray[np.float64] = np.array(
            [(b.from_months.value, b.to_months.value, b.share.value) for b in plan.length.bands]
        )
        low, high, share = bands.T
        months = low[:, None] + (high - low)[:, None] * cells
        return months.ravel() * WORKING_DAYS_PER_MONTH, np.repeat(
            share / _CELLS_A_BAND, _CELLS_A_BAND
        )
    first, every = review_times(plan)
    now, later = plan.length.first_chance.value, plan.length.later_chance.value
    further = np.arange(_MOST_REVIEWS)
    chances: NDArray[np.float64] = np.concatenate(
        [[now], (1 - now) * later * (1 - later) ** further]
    )
    lengths = first + every * np.arange(_MOST_REVIEWS + 1.0)
    return lengths, chances


def _mean_time_open(lengths: NDArray[np.float64], rate: float) -> NDArray[np.float64]:
    """Mean of the shorter of each length and an interruption at this rate a day."""
    if rate == 0:
        return lengths
    return np.asarray(-np.expm1(-rate * lengths) / rate)


def _age(draw: float, length: float, rate: float) -> float:
    """How long a plan found open has been running, given its length and interruptions."""
    if rate == 0:
        return draw * length
    return -math.log1p(draw * math.expm1(-rate * length)) / rate


def _reviews(plan: Plan, length: float) -> int:
    if plan.ending is None:
        return 0
    first, every = review_times(plan)
    return 1 + round((length - first) / every)


def _allocate(service: Service, family: Family, plan: Plan) -> None:
    """Give the family to the worker with most room, over the cap if need be."""
    worker = family.team.most_room()
    if worker is None:
        return
    family.had_worker = True
    worker.take(family, plan.weight * family.children)
    service.journal.allocated(service.env.now, family, worker, "opening")
