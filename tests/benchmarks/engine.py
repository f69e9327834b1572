"""The engine's speed, as ratios of times taken in turn: machines differ, and are never quiet."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from unittest.mock import patch

from rich.table import Table
from simpy import Environment, Event

from sim.model.replication import simulate
from sim.scenario.calendar import ENGLISH_WORKING_YEAR
from sim.scenario.file.loading import load_scenario
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.benchmarks.timing import seconds

SIZES = (1, 4, 10)
"""How many times the demand, the open cases and the posts."""
_SCENARIOS = Path(__file__).parents[2] / "scenarios"
_NAMES = ("current", "proposed")
_PENDING = 1_000
"""Events that await their time in a run of the service: 870 on average."""
_EVENTS = 100_000
_SEED = 2013


@dataclass(frozen=True)
class Speed:
    """How long one scenario takes; medians over the rounds."""

    title: str
    events: int
    """SimPy events of one replication."""
    seconds_a_year: float
    """Of one simulated year, from the scenario to its event log."""
    times_bare: float
    """Time of a replication over that of a bare SimPy loop with as many events."""


def speed(name: str, rounds: int) -> Speed:
    """Time a scenario and a bare SimPy loop in turn.

    Args:
        name: of a scenario file, without its ending.
        rounds: how often.
    """
    scenario = load_scenario(_SCENARIOS / f"{name}.yaml")
    events, years = _counted(scenario)
    runs, ratios = [], []
    for number in range(rounds):
        run = seconds(partial(simulate, scenario, _SEED, number))
        runs.append(run / years)
        ratios.append(run / bare(events))
    return Speed(name, events, median(runs), median(ratios))


def growth(name: str, rounds: int) -> dict[int, float]:
    """Time for each unit of demand and posts at several sizes, relative to the scenario's own.

    Args:
        name: of a scenario file, without its ending.
        rounds: how often; the sizes take turns.

    Returns:
        By size, the median over the rounds.
    """
    scenario = load_scenario(_SCENARIOS / f"{name}.yaml")
    sizes = {size: enlarged(scenario, size) for size in SIZES}
    return _a_unit(
        rounds, lambda size, number: seconds(partial(simulate, sizes[size], _SEED, number))
    )


def bare_growth(rounds: int) -> dict[int, float]:
    """What SimPy's own work costs an event as ever more of them are pending; as `growth`."""
    return _a_unit(rounds, lambda size, _: bare(_EVENTS * size, _PENDING * size))


def _a_unit(rounds: int, taken: Callable[[int, int], float]) -> dict[int, float]:
    """Seconds taken by a size in a round, for each unit, relative to size 1; medians."""
    rows = [{size: taken(size, number) / size for size in SIZES} for number in range(rounds)]
    return {size: median(row[size] / row[1] for row in rows) for size in SIZES}


def bare(events: int, pending: int = _PENDING) -> float:
    """Seconds that SimPy takes for so many events if nothing else is done.

    Args:
        events: how many, about.
        pending: events that await their time at any moment.
    """
    env = Environment()

    def process(every: float) -> Generator[Event, None, None]:
        while True:
            yield env.timeout(every)

    paces = [1 + number / pending / 10 for number in range(pending)]
    for pace in paces:
        env.process(process(pace))
    mean_rate = sum(1 / pace for pace in paces)
    return seconds(partial(env.run, events / mean_rate))


def enlarged(scenario: Scenario, size: int) -> Scenario:
    """A scenario with so many times the contacts, open cases and posts."""
    changes: dict[str, object] = {
        "demand.contacts_per_month": scenario.demand.contacts_per_month.value * size,
        **{f"open_cases.{plan}": n.value * size for plan, n in scenario.open_cases.items()},
    }
    for name, team in scenario.structure.teams.items():
        for place, post in enumerate(team.posts):
            for count in ("number", "vacant", "agency", "newly_qualified"):
                changes[f"structure.teams.{name}.posts.{place}.{count}"] = (
                    getattr(post, count) * size
                )
    return override(scenario, changes)


def _counted(scenario: Scenario) -> tuple[int, float]:
    """SimPy events and simulated years of one replication."""
    counted: list[int] = []
    step = Environment.step

    def counting(env: Environment) -> None:
        counted.append(1)
        step(env)

    with patch.object(Environment, "step", counting):
        log = simulate(scenario, _SEED, 0)
    return len(counted), log.ends / ENGLISH_WORKING_YEAR


def against_bare(rounds: int) -> Table:
    """Each scenario against a bare SimPy loop with as many events."""
    found = Table("scenario", "events", "s a simulated year", "x bare SimPy")
    for each in (speed(name, rounds) for name in _NAMES):
        found.add_row(
            each.title, f"{each.events:,}", f"{each.seconds_a_year:.2f}", f"{each.times_bare:.1f}"
        )
    return found


def by_size(rounds: int) -> Table:
    """Time a unit of demand and posts, at several sizes."""
    larger = Table("time a unit", *(f"{size} x demand and posts" for size in SIZES))
    grown = {name: growth(name, rounds) for name in _NAMES} | {"bare SimPy": bare_growth(rounds)}
    for name, sizes in grown.items():
        larger.add_row(name, *(f"{sizes[size]:.2f}" for size in SIZES))
    return larger
