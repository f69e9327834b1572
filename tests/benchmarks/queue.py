"""M/M/3 through the engine, with its event log, against Ciw and against SimPy's own `Resource`."""

from __future__ import annotations

from collections.abc import Generator
from statistics import median

import ciw  # type: ignore[import-untyped]  # it has no types
import numpy as np
from rich.table import Table
from simpy import Environment, Event, Resource

from sim.model.events import Column
from sim.model.events import Event as Kind
from sim.model.replication import simulate
from sim.verify.reduced import ARRIVAL, DONE, FRONT_DOOR, duty, reduced, team
from tests.benchmarks.timing import in_turn

SERVERS = 3
LOAD = 2.7
"""Offered load: 0.9 for each server."""
SERVICE = 0.01
"""Mean service, in working days."""

_scenario = reduced(
    "M/M/3",
    LOAD / SERVICE,
    {ARRIVAL: duty(SERVICE, {DONE: 1, "referral": 0}), "referral": duty(0, {DONE: 1})},
    {FRONT_DOOR: team([ARRIVAL, "referral"], SERVERS)},
    "referral",
)


def through_the_engine() -> int:
    """Customers who arrive in one replication."""
    events = simulate(_scenario, 1, 0).events
    return int(np.sum(events[:, Column.EVENT] == Kind.CONTACT))


def with_resource(customers: int) -> float:
    """Mean wait of so many customers in plain SimPy."""
    env, rng, waits = Environment(), np.random.default_rng(1), list[float]()
    servers = Resource(env, SERVERS)

    def customer() -> Generator[Event, None, None]:
        came = env.now
        with servers.request() as turn:
            yield turn
            waits.append(env.now - came)
            yield env.timeout(rng.exponential(SERVICE))

    def arrivals() -> Generator[Event, None, None]:
        for _ in range(customers):
            yield env.timeout(rng.exponential(SERVICE / LOAD))
            env.process(customer())

    env.process(arrivals())
    env.run()
    return sum(waits) / len(waits)


def with_ciw(customers: int) -> float:
    """Mean wait of so many customers in Ciw."""
    ciw.seed(1)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(LOAD / SERVICE)],
        service_distributions=[ciw.dists.Exponential(1 / SERVICE)],
        number_of_servers=[SERVERS],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers)
    waits = [record.waiting_time for record in simulation.get_all_records()]
    return float(sum(waits) / len(waits))


def rivals(rounds: int) -> Table:
    """Customers a second of each, and relative to SimPy's `Resource` in the same round."""
    customers = through_the_engine()
    resource, here, with_it = "SimPy Resource", "Locality, with its log", "Ciw"
    times = in_turn(
        {
            resource: lambda: with_resource(customers),
            here: through_the_engine,
            with_it: lambda: with_ciw(customers),
        },
        rounds,
    )
    found = Table("M/M/3, load 0.9", "thousand customers a second", "x SimPy Resource")
    for name, taken in times.items():
        speeds = [base / own for base, own in zip(times[resource], taken, strict=True)]
        a_second = customers / median(taken) / 1000
        found.add_row(name, f"{a_second:.0f}", f"{median(speeds):.2f}")
    return found
