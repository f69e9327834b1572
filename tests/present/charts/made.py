"""A made-up experiment with every figure that a chart may draw, and all charts of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from sim.experiment.comparison import compare, levels
from sim.experiment.experiment import Experiment
from sim.experiment.statistics.figures import Key
from sim.experiment.studies import bridge as bridges
from sim.experiment.studies.validation import hold_against
from sim.measures.catalogue import CATALOGUE
from sim.present.charts import (
    bridge,
    capacity,
    caseload,
    changes,
    conclusion,
    forest,
    gains,
    handoff_maps,
    posts_needed,
    precision,
    validation,
    waits,
)
from sim.present.charts.chart import Chart
from sim.scenario.exact.capacity import check_capacity
from sim.scenario.exact.chain import solve
from sim.scenario.file.reported import ReportedFigure
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL, made_up
from tests.experiment.studies.invented_posts import answered

WEEKS = 6


def experiment(
    pairs: int = 4,
    a: Scenario = SMALL,
    b: Scenario = CLUSTERS,
    seed: int = 1,
    without: tuple[str, ...] = (),
) -> Experiment:
    """Runs of both scenarios with figures by chance; nan for the measures left out."""
    chance = np.random.default_rng(seed)
    both = []
    for scenario in (a, b):
        values = {}
        for key in figures(scenario):
            drawn = chance.uniform(5, 95, pairs)
            values[key] = (drawn * np.nan if key.measure in without else drawn).tolist()
        both.append(values)
    return made_up(both[0], both[1], a, b)


def figures(scenario: Scenario) -> Iterator[Key]:
    """The figures of a scenario: each measure for the whole, its parts, and courses over time."""
    teams, places = list(scenario.structure.teams), list(scenario.demand.localities)
    for measure in CATALOGUE:
        if measure != "concluded_by_day":
            yield Key(measure)
            for team in teams:
                yield Key(measure, "team", team)
            for place in places:
                yield Key(measure, "locality", place)
    for day in range(91):
        yield Key("concluded_by_day", "day", f"day {day}")
    for week in range(1, WEEKS + 1):
        yield Key("load_per_worker_mean", "week", f"week {week}")
        for team in teams:
            yield Key("load_per_worker_mean", "team week", f"{team}, week {week}")
    for giving in teams:
        for taking in teams:
            if giving != taking:
                yield Key("handoffs_a_month", "handoff", f"{giving} -> {taking}")


def charts(runs: Experiment, width: int = 650, *names: str) -> dict[str, Chart]:
    """Charts of an experiment; all of them where none is named."""
    found = compare(runs)
    made: dict[str, Callable[[], Chart]] = {
        "judged": lambda: forest.judged(found),
        "conclusion": lambda: conclusion.days_to_conclusion(runs, found),
        "caseload": lambda: caseload.by_team_and_week(runs, found, width),
        "localities": lambda: gains.by_locality(found),
        "teams": lambda: gains.by_team(found, width),
        "days waited": lambda: waits.days_waited(found),
        "children waiting": lambda: waits.children_waiting(found),
        "worker changes": lambda: changes.worker_changes(found),
        "handoffs": lambda: changes.handoffs_per_referral(found, solve(found.a), solve(found.b)),
        "expected map": lambda: handoff_maps.expected(found.a, found.b, width),
        "observed map": lambda: handoff_maps.observed(found, width),
        "precision": lambda: precision.narrowing(runs),
        "steps": lambda: bridge.waterfalls(
            bridges.bridge(bridges.named_ways(runs.scenarios), runs), width
        ),
        "posts": lambda: posts_needed.curve(answered()),
        "hours": lambda: capacity.hours(check_capacity(found.b)),
        "caseloads": lambda: capacity.caseloads(check_capacity(found.b)),
        "validation": lambda: validation.reproduced(
            hold_against(reported(), levels(runs.arms[0], 0.95))
        ),
    }
    return {name: made[name]() for name in names or made}


def reported() -> list[ReportedFigure]:
    """Figures with a wide range, a narrow one, and one that is a single value."""
    ranges = {"over_cap": (0, 100), "visits_on_time": (0, 1), "rereferral_share": (50, 50)}
    return [
        ReportedFigure(
            measure=measure, title=CATALOGUE[measure].title, reported=None, low=low, high=high,
            unit="%", grade="A", source="made up", kind="workload",
        )
        for measure, (low, high) in ranges.items()
    ]  # fmt: skip
