"""The sweep: one scenario at many points of its inputs, over the same families, in one tidy table.

Each point is simulated with the same replications, so that it is compared in pairs with the
scenario as it stands, point 0. Every interval stands alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import pandas as pd

from sim.experiment.comparison import SERIES
from sim.experiment.statistics.figures import Figures
from sim.experiment.statistics.interval import level, paired_difference
from sim.experiment.statistics.precision import some
from sim.experiment.store.load_or_run import load_or_run
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.design import Point, Varied
from sim.experiment.work.replicate import Failure, Replication, Run
from sim.measures.catalogue import CATALOGUE
from sim.scenario.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Swept:
    """What a sweep brought.

    Attributes:
        inputs: what was varied.
        points: every combination, that of the scenario as it stands first.
        table: one row a point and figure, in that order; columns `point`; the name of each
            input, with its value; `measure`, `scope`, `name`, `unit`; `replications`, `mean`,
            `low`, `high`; `change`, `change_low`, `change_high`, against point 0 in pairs.
        replications: asked for at each point.
        seed: identity of the luck.
        failures: replications that came to nothing.
        simulated: replications that were simulated for it; the others came from the store.
    """

    inputs: tuple[Varied, ...]
    points: tuple[Point, ...]
    table: pd.DataFrame
    replications: int
    seed: int
    failures: tuple[Failure, ...]
    simulated: int


def runs_of(points: Sequence[Point], replications: int) -> int:
    """How many replications a sweep takes: points that come to the same scenario share theirs."""
    return replications * len(_distinct(points))


def sweep(
    inputs: Sequence[Varied],
    points: Sequence[Point],
    seed: int,
    replications: int,
    executor: Executor,
    store: RunStore | None = None,
    on_result: Callable[[Replication | Failure], object] = lambda _: None,
) -> Swept:
    """Simulate every point.

    Only what a point comes to is kept in memory once it is complete, not its replications.

    Args:
        inputs: what is varied.
        points: the combinations, the scenario as it stands first.
        seed: identity of the luck.
        replications: how many at each point.
        executor: where to work them out.
        store: where results are looked up first, and kept as they come.
        on_result: called with each replication or failure as it ends.

    Raises:
        TooFewReplicationsError: if there is to be none.
        UnusableSeedError: if the seed is no whole number, or below 0 or too large.
    """
    some(replications)
    scenarios = _distinct(points)
    runs = (
        Run(scenario, seed, number, arm)
        for arm, scenario in enumerate(scenarios.values())
        for number in range(replications)
    )
    open_arms: dict[int, list[Replication | Failure]] = {}
    summaries: dict[int, pd.DataFrame] = {}
    failures: list[Failure] = []
    simulated = 0
    for result in load_or_run(runs, executor, store):
        on_result(result)
        open_arms.setdefault(result.arm, []).append(result)
        simulated += not (isinstance(result, Replication) and result.is_stored)
        if isinstance(result, Failure):
            failures.append(result)
        if len(open_arms.get(0, [])) < replications:
            continue
        stands = _done(open_arms[0])
        for arm in [a for a, results in open_arms.items() if len(results) == replications]:
            if arm not in summaries:
                summaries[arm] = _summary(_done(open_arms[arm]), stands, scenarios)
            if arm != 0:
                del open_arms[arm]
    by_content = dict(zip(scenarios, range(len(scenarios)), strict=True))
    tables = [
        _of_point(each, inputs, summaries[by_content[each.scenario.content_hash]])
        for each in points
        if each.scenario is not None
    ]
    return Swept(
        inputs=tuple(inputs),
        points=tuple(points),
        table=pd.concat(tables, ignore_index=True),
        replications=replications,
        seed=seed,
        failures=tuple(sorted(failures, key=lambda each: (each.arm, each.number))),
        simulated=simulated,
    )


def _distinct(points: Sequence[Point]) -> dict[str, Scenario]:
    """The scenarios of points by what is in them, that of point 0 first."""
    return {
        each.scenario.content_hash: each.scenario for each in points if each.scenario is not None
    }


def _done(results: Sequence[Replication | Failure]) -> list[Replication]:
    return [each for each in results if isinstance(each, Replication)]


def _summary(
    here: Sequence[Replication], stands: Sequence[Replication], scenarios: dict[str, Scenario]
) -> pd.DataFrame:
    """Each figure at one point, and its change from the scenario as it stands."""
    confidence = next(iter(scenarios.values())).margins.confidence.value
    both = {each.number for each in here} & {each.number for each in stands}
    values = Figures.of(here)
    paired = Figures.of([each for each in here if each.number in both])
    before = Figures.of([each for each in stands if each.number in both])
    rows = []
    for key in values:
        if key.scope in SERIES:
            continue
        mean = level(values[key], confidence)
        change = paired_difference(before[key], paired[key], confidence)
        rows.append(
            (
                *key,
                CATALOGUE[key.measure].unit,
                mean.replications,
                mean.mean,
                mean.low,
                mean.high,
                change.mean,
                change.low,
                change.high,
            )
        )
    return pd.DataFrame(rows, columns=_COLUMNS)


_COLUMNS = [
    "measure", "scope", "name", "unit", "replications", "mean", "low", "high", "change",
    "change_low", "change_high",
]  # fmt: skip


def _of_point(point: Point, inputs: Sequence[Varied], summary: pd.DataFrame) -> pd.DataFrame:
    named = {each.name: value for each, value in zip(inputs, point.values, strict=True)}
    return pd.concat(
        [
            pd.DataFrame({"point": point.number, **named}, index=summary.index),
            summary,
        ],
        axis="columns",
    )
