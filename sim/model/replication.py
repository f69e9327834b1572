"""One replication: a scenario, a seed and a number in; an event log out."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from simpy.events import Event as SimEvent

from sim.model.arrivals import Arrivals, draw_arrivals
from sim.model.case import Case
from sim.model.census import WeeklyCensus
from sim.model.compiled_pathway import compile_pathway
from sim.model.events import EventLog
from sim.model.family import Family
from sim.model.initial_cases import open_cases
from sim.model.journey import Journey
from sim.model.luck import Luck
from sim.model.service import Service
from sim.scenario.scenario import Scenario


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Keep Python from searching for cycles: a run makes few, and ends with all of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_garbage_collection()
def simulate(
    scenario: Scenario, seed: int, replication: int, arrivals: Arrivals | None = None
) -> EventLog:
    """Run one replication of a scenario.

    The same seed and replication bring the same families with the same luck to every scenario
    with the same demand.

    Args:
        scenario: what is planned.
        seed: identity of the experiment.
        replication: number of the replication in it.
        arrivals: families who make contact; drawn from the scenario's demand if not given.

    Returns:
        Everything that happened.
    """
    horizon = scenario.horizon
    calendar = horizon.calendar
    luck = Luck(seed, replication)
    if arrivals is None:
        arrivals = draw_arrivals(scenario, calendar, luck)
    service = Service(scenario, luck, float(len(calendar)))
    pathway = compile_pathway(scenario)
    journey = Journey(service, pathway)
    measured_from = calendar.working_day(horizon.measured_from)
    census = WeeklyCensus(service, measured_from)
    opened = list(open_cases(service, pathway))
    for case, plan in opened:
        journey.resume(case, plan)
    service.env.process(_receive(service, journey, arrivals, len(opened)))
    service.env.process(census.every_week())
    if any(team.workers.on_duty is not None for team in service.teams):
        service.env.process(_rotas(service))
    service.env.run(until=len(calendar))
    census.count()
    demand = scenario.demand
    localities, needs = tuple(demand.localities), tuple(demand.needs)
    return EventLog(
        scenario=scenario.content_hash,
        seed=seed,
        replication=replication,
        measured_from=measured_from,
        ends=len(calendar),
        activities=tuple(pathway.activities),
        teams=tuple(team.name for team in service.teams),
        labels=tuple(service.journal.labels),
        localities=localities,
        needs=needs,
        sources=tuple(demand.sources),
        workers=tuple(service.staffing.workers),
        families=_table([case.family for case, _ in opened], arrivals, localities),
        events=service.journal.rows(),
        census=census.workers,
        trays=census.trays,
    )


def _rotas(service: Service) -> Generator[SimEvent, None, None]:
    """Each morning, put the next in turn on duty."""
    while True:
        for team in service.teams:
            team.workers.begin_day()
        yield service.env.timeout(1)


def _receive(
    service: Service, journey: Journey, arrivals: Arrivals, first: int
) -> Generator[SimEvent, None, None]:
    """Let each family make contact when its time comes, numbered on from the open cases."""
    demand, env, front_door = service.scenario.demand, service.env, service.front_door
    localities, needs = list(demand.localities), list(demand.needs)
    rows = zip(
        arrivals.key,
        arrivals.time.tolist(),
        arrivals.returning.tolist(),
        arrivals.children.tolist(),
        arrivals.locality.tolist(),
        arrivals.need.tolist(),
        arrivals.effort.tolist(),
        arrivals.referred.tolist(),
        strict=True,
    )
    for number, row in enumerate(rows, first):
        key, time, returning, children, locality, need, effort, referred = row
        yield env.timeout(max(0.0, time - env.now))  # rounding may overshoot
        family = Family(
            number=number,
            key=key,
            children=children,
            locality=localities[locality],
            effort=effort,
            size=demand.relative_hours(children),
        )
        team = front_door[family.locality]
        case = Case(family, team=team, need=needs[need], referred=referred)
        case.journeys = int(returning)  # one of them before the run
        journey.contact(case, returning)


def _table(
    opened: list[Family], arrivals: Arrivals, localities: tuple[str, ...]
) -> NDArray[np.int64]:
    """One row a family: number, children, locality, need and source (-1 if an open case)."""
    before = [(f.children, localities.index(f.locality), -1, -1) for f in opened]
    after = np.column_stack([arrivals.children, arrivals.locality, arrivals.need, arrivals.source])
    who = np.concatenate([np.array(before, dtype=np.int64).reshape(-1, 4), after])
    return np.column_stack([np.arange(len(who)), who])
