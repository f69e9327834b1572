"""Processes: two against one, here and as workers of Dask, beside two that share nothing."""

from __future__ import annotations

from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path

from distributed import LocalCluster
from rich.table import Table

from sim.experiment.store.load_or_run import load_or_run
from sim.experiment.work.dask_cluster import dask_cluster
from sim.experiment.work.pool import local_pool
from sim.experiment.work.replicate import Run, replicate
from sim.scenario.file.loading import load_scenario
from tests.benchmarks.timing import in_turn, ratio

_SCENARIOS = Path(__file__).parents[2] / "scenarios"
_TASKS = 12


def two_processes(rounds: int) -> Table:
    """Replications of the proposed structure in one process and in two.

    What two can reach on this machine is shown by two that each do half and say nothing until
    they are done.
    """
    scenario = load_scenario(_SCENARIOS / "proposed.yaml")
    runs = [Run(scenario, 2013, number) for number in range(_TASKS)]
    halves = runs[::2], runs[1::2]

    def replications(pool: Executor) -> None:
        assert len(list(load_or_run(runs, pool))) == _TASKS

    def apart(pair: list[ProcessPoolExecutor]) -> None:
        begun = [pool.submit(alone, half) for pool, half in zip(pair, halves, strict=True)]
        assert sum(each.result() for each in begun) == _TASKS

    with ExitStack() as running:
        workers: LocalCluster = running.enter_context(
            LocalCluster(  # type: ignore[no-untyped-call]  # it has no types
                n_workers=2, threads_per_worker=1, dashboard_address=None
            )
        )
        dask = running.enter_context(dask_cluster(workers.scheduler_address))
        one = running.enter_context(local_pool(1))  # this process itself
        two = running.enter_context(local_pool(2))
        spawn = get_context("spawn")
        pair = [running.enter_context(ProcessPoolExecutor(1, mp_context=spawn)) for _ in range(2)]
        replications(two)  # the processes have started and imported what they need
        replications(dask)
        apart(pair)
        times = in_turn(
            {
                "one process": lambda: replications(one),
                "two independent processes": lambda: apart(pair),
                "two processes": lambda: replications(two),
                "two Dask workers": lambda: replications(dask),
            },
            rounds,
        )
    found = Table("replications in", "s", "times as fast as one process")
    for what, taken in times.items():
        found.add_row(what, f"{min(taken):.1f}", f"{ratio(times['one process'], taken):.2f}")
    return found


def alone(runs: list[Run]) -> int:
    """Work out replications and keep them to oneself."""
    return len([replicate(run) for run in runs])
