"""A made-up experiment with every figure that a chart may draw, and all charts of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from sim.experiment.comparison import compare, levels
from sim.experiment.experiment import Experiment
from sim.experiment.statistics.figures import Key
from sim.experiment.studies import bridge as bridges
from sim.experiment.studies import options
from sim.experiment.studies.design import Point, Varied
from sim.experiment.studies.sweep import Swept
from sim.experiment.studies.validation import hold_against
from sim.measures.catalogue import CATALOGUE
from sim.present.charts import (
    bridge,
    capacity,
    caseload,
    changes,
    conclusion,
    forest,
    frontier,
    gains,
    handoff_maps,
    posts_needed,
    precision,
    validation,
    waits,
)
from sim.present.charts.chart import Chart
from sim.present.charts.swept import curves
from sim.scenario.exact.capacity import check_capacity
from sim.scenario.exact.chain import solve
from sim.scenario.file.reported import ReportedFigure
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL, made_up
from tests.experiment.studies.invented_posts import answered
from tests.scenario.files import small

WEEKS = 6
PRICES = small(
    """
costs:
  price_year: 2015-16
  social_worker: {value: 50000, low: 40000, high: 60000}
  early_help_worker: 0.7
  team_manager: 1.3
  conference_chair: 1.3
  agency_premium: 0.5
  recruiting: 4000
"""
).costs


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
        "swept": lambda: curves(
            swept({"over_cap": {STANDS: (5.0, 0.0), 0.0: (4.0, 0.5), 10.0: (20.0, 1.0)}}),
            SMALL,
            "handoffs: notice",
            width,
        ),
        "frontier": lambda: frontier.cost_against_outcome(options.options(priced(runs)), width),
        "posts": lambda: posts_needed.curve(answered()),
        "hours": lambda: capacity.hours(check_capacity(found.b)),
        "caseloads": lambda: capacity.caseloads(check_capacity(found.b)),
        "validation": lambda: validation.reproduced(
            hold_against(reported(), levels(runs.arms[0], 0.95))
        ),
    }
    return {name: made[name]() for name in names or made}


def priced(runs: Experiment) -> Experiment:
    """The same runs of scenarios that give prices, B with one more post in each line."""
    a, b = (each.model_copy(update={"costs": PRICES}) for each in runs.scenarios)
    teams = {
        name: team.model_copy(
            update={
                "posts": tuple(
                    post.model_copy(update={"number": post.number + 1}) for post in team.posts
                )
            }
        )
        for name, team in b.structure.teams.items()
    }
    more = b.structure.model_copy(update={"teams": teams})
    return replace(runs, scenarios=(a, b.model_copy(update={"structure": more})))


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


_INPUT = Varied("handoffs.notice", (("handoffs", "notice"),), 0, 10)
STANDS = 4.0


def swept(of: dict[str, dict[float, tuple[float, float]]]) -> Swept:
    """A sweep by mean, and half the width of the interval of the change, at each value."""
    rows = [
        {
            "point": place,
            _INPUT.name: value,
            "measure": measure,
            "scope": "all",
            "name": "",
            "unit": CATALOGUE[measure].unit,
            "replications": 10,
            "mean": mean,
            "low": mean - 3,
            "high": mean + 3,
            "change": mean - at[STANDS][0],
            "change_low": mean - at[STANDS][0] - half,
            "change_high": mean - at[STANDS][0] + half,
        }
        for measure, at in of.items()
        for place, (value, (mean, half)) in enumerate(at.items())
    ]
    points = tuple(Point(place, (value,), SMALL) for place, value in enumerate((STANDS, 0.0, 10.0)))
    return Swept((_INPUT,), points, pd.DataFrame(rows), 10, 2013, (), 30)
