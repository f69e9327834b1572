"""Processes: two against one, here and as workers of Dask, beside what counting alone reaches."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path

from distributed import LocalCluster
from rich.table import Table

from sim.experiment.cluster import cluster
from sim.experiment.pool import local_pool
from sim.experiment.replicate import Task, run
from sim.plan.loading import load_scenario
from tests.benchmarks.timing import in_turn, ratio

_SCENARIOS = Path(__file__).parents[2] / "scenarios"
_TASKS = 12
_LOOPS = 4_000_000


def two_processes(rounds: int) -> Table:
    """Replications of the proposed structure, and counting, in one process and in two."""
    scenario = load_scenario(_SCENARIOS / "proposed.yaml")

    def replications(pool: Executor) -> None:
        tasks = [Task(scenario, 2013, number) for number in range(_TASKS)]
        assert len(list(run(tasks, pool))) == _TASKS

    def counting(pool: Executor) -> None:
        for each in [pool.submit(count, _LOOPS) for _ in range(_TASKS)]:
            each.result()

    with (
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as two_workers,
        cluster(two_workers.scheduler_address) as dask,
        local_pool(1) as one,  # this process itself
        local_pool(2) as two,
    ):
        for pool in (two, dask):
            replications(pool)  # the processes have started and imported what they need
        times = in_turn(
            {
                "replications": lambda: replications(one),
                "replications, 2 processes": lambda: replications(two),
                "replications, 2 Dask workers": lambda: replications(dask),
                "counting": lambda: counting(one),
                "counting, 2 processes": lambda: counting(two),
            },
            rounds,
        )
    found = Table("what", "s", "times as fast as one process")
    for what, taken in times.items():
        single = times[what.partition(",")[0]]
        found.add_row(what, f"{min(taken):.1f}", f"{ratio(single, taken):.2f}")
    return found


def count(to: int) -> int:
    """Work without memory or waiting: what the processors alone can share."""
    total = 0
    for number in range(to):
        total += number
    return total
