"""Docking: one service built twice, here and in Ciw, shows the same.

Two teams pass families to and fro. How much work a family takes stays with it from visit to visit,
so that theory has no formula for it. On docking see R. Axtell and others, *Aligning simulation
models* (1996); on Ciw, G. I. Palmer and others in *Journal of Simulation* 13 (2019).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import ciw  # type: ignore[import-untyped]
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.model.arrivals import Arrivals
from sim.model.events import Column, Event
from sim.model.replication import simulate
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from sim.verify.reduced import (
    ARRIVAL,
    DONE,
    FRONT_DOOR,
    HOURS_A_DAY,
    Part,
    duty,
    reduced,
    table,
    team,
)

pytestmark = pytest.mark.oracle

TEAMS = {"First": 2, "Second": 1}
"""Workers in each team."""
WORK = {"First": 0.01, "Second": 1 / 120}
"""Mean days of work at a visit to each team."""
STOPS = 45
"""Working days of a run."""


@dataclass(frozen=True)
class Visit:
    """A family's visit to a team: when it came, and how long it waited, in days."""

    family: int
    came: float
    team: str
    waited: float


Visits = list[Visit]


def service(
    a_day: float, activities: Mapping[str, Part], needs: Mapping[str, float] | None = None
) -> Scenario:
    """Two teams as we build them; a third, with no work to do, sorts families by need."""
    owned = {"First": [ARRIVAL, "second look"], "Second": ["visit"]}
    teams = {name: team(owned[name], workers) for name, workers in TEAMS.items()}
    whole = reduced(
        "Two teams",
        a_day,
        activities,
        {**teams, FRONT_DOOR: team(["sorting"])},
        "sorting",
        needs=needs,
    )
    return override(whole, {"horizon.ends": "2013-10-28"})


def visits_here(scenario: Scenario, replication: int, arrivals: Arrivals | None = None) -> Visits:
    log = simulate(scenario, 1996, replication, arrivals)
    assert log.ends == STOPS
    visits = [
        Visit(
            family=int(row[Column.FAMILY]),
            came=row[Column.SINCE],
            team=log.teams[int(row[Column.TEAM])],
            waited=row[Column.TIME] - row[Column.AMOUNT] / HOURS_A_DAY - row[Column.SINCE],
        )
        for row in log.events[log.events[:, Column.EVENT] == Event.WORKED].tolist()
    ]
    return [visit for visit in visits if visit.team in TEAMS]


class Work(ciw.dists.Distribution):  # type: ignore[misc]  # Ciw has no types
    """In Ciw: work that goes with how much a family takes, at any visit."""

    def __init__(self, mean: float, efforts: NDArray[np.float64]) -> None:
        self._mean, self._efforts = mean, efforts

    def sample(self, t: float | None = None, ind: Any = None) -> float:
        """Days of work of this family."""
        del t
        return float(self._mean * self._efforts[ind.id_number - 1])


def visits_there(
    arriving: ciw.dists.Distribution, efforts: NDArray[np.float64], routing: object
) -> Visits:
    network = ciw.create_network(
        arrival_distributions=[arriving, None],
        service_distributions=[Work(mean, efforts) for mean in WORK.values()],
        number_of_servers=[*TEAMS.values()],
        routing=routing,
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(STOPS)
    names = [*TEAMS]
    return [
        Visit(
            family=record.id_number - 1,
            came=record.arrival_date,
            team=names[record.node - 1],
            waited=record.waiting_time,
        )
        for record in simulation.get_all_records()
    ]


# --- the same families in both ---

PATHS = {"leaves": [1], "is visited": [1, 2], "is seen again": [1, 2, 1]}
"""Teams that a family comes to, by its need."""


def by_need() -> Scenario:
    activities = {
        ARRIVAL: duty(WORK["First"], {"sorting": 1}),
        "sorting": duty(0, {"visit": 1}, routes_by_need={"leaves": {DONE: 1}}),
        "visit": duty(
            WORK["Second"], {DONE: 1}, routes_by_need={"is seen again": {"second look": 1}}
        ),
        "second look": duty(WORK["First"], {DONE: 1}),
    }
    return service(0.0, activities, dict.fromkeys(PATHS, 1 / 3))


def test_the_same_families_wait_equally_long_at_each_visit_in_ciw() -> None:
    chance, families = np.random.default_rng(1996), 3000
    times = chance.exponential(1 / 120, families).cumsum()
    efforts = chance.exponential(1, families)
    needs = chance.choice(len(PATHS), families, p=[0.4, 0.4, 0.2])
    gaps = [times[0], *(after - before for before, after in pairwise(times.tolist())), np.inf]
    paths = [*PATHS.values()]
    here = visits_here(by_need(), 0, table(times.tolist(), needs.tolist(), efforts.tolist()))
    there = visits_there(
        ciw.dists.Sequential(gaps),
        efforts,
        ciw.routing.ProcessBased(lambda family, _: paths[needs[family.id_number - 1]][1:]),
    )
    assert len(here) == sum(len(paths[need]) for need in needs)
    assert waits(here) == pytest.approx(waits(there), abs=1e-9)
    assert np.mean(waits(here)) > np.mean([*WORK.values()])


def waits(visits: Visits) -> list[float]:
    """Waits in the order of families and their visits."""
    return [visit.waited for visit in sorted(visits, key=lambda visit: (visit.family, visit.came))]


# --- each with its own luck ---

A_DAY, ON, BACK = 85.0, 0.6, 0.25
"""Families a day, and chances to be passed on to the second team and back to the first."""
REPLICATIONS = 12
BEGINS, ENDS = 5, 43
"""Families who come on these days count."""


def by_chance() -> Scenario:
    activities = {
        ARRIVAL: duty(WORK["First"], {"visit": ON, DONE: "rest", "sorting": 0}),
        "visit": duty(WORK["Second"], {"second look": BACK, DONE: "rest"}),
        "second look": duty(WORK["First"], {"visit": ON, DONE: "rest"}),
        "sorting": duty(0, {DONE: 1}),
    }
    return service(A_DAY, activities)


def by_chance_there(replication: int) -> Visits:
    ciw.seed(replication)
    efforts = np.random.default_rng(replication).exponential(1, 10_000)
    return visits_there(ciw.dists.Exponential(A_DAY), efforts, [[0.0, ON], [BACK, 0.0]])


def test_with_luck_of_their_own_waits_and_visits_agree_with_ciw() -> None:
    scenario = by_chance()
    here = [figures(visits_here(scenario, number)) for number in range(REPLICATIONS)]
    there = [figures(by_chance_there(number)) for number in range(REPLICATIONS)]
    for what in here[0]:
        ours, theirs = ([each[what] for each in means] for means in (here, there))
        interval = stats.ttest_ind(ours, theirs, equal_var=False).confidence_interval(0.99)
        assert interval.low <= 0 <= interval.high, what
        assert interval.high - interval.low < 0.3 * np.mean(theirs), what


def figures(visits: Visits) -> dict[str, float]:
    """Mean wait in days, share of visits with any wait in each team, mean visits of a family."""
    counted = [visit for visit in visits if BEGINS <= visit.came < ENDS]
    waited = defaultdict(list)
    for visit in counted:
        waited[visit.team].append(visit.waited > 1e-9)
    return {
        "mean wait": float(np.mean([visit.waited for visit in counted])),
        **{f"share who wait, {name}": float(np.mean(waited[name])) for name in TEAMS},
        "visits": len(counted) / len({visit.family for visit in counted}),
    }
