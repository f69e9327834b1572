"""Overhead: what it costs to have a run worked out elsewhere, beside what the run itself costs.

A worker is given runs and at once gives back a run that was worked out before: what is left is
carrying them there and back. Whoever hands runs out does so one after another, so that it keeps no
more workers busy than a run takes times as long as that.
"""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path

from distributed import LocalCluster
from rich.table import Table

from sim.experiment.work.dask_cluster import dask_cluster
from sim.experiment.work.pool import local_pool
from sim.experiment.work.replicate import Replication, Run, replicate
from sim.experiment.work.retries import with_retries
from sim.scenario.file.loading import load_scenario
from tests.benchmarks.timing import in_turn

_SCENARIOS = Path(__file__).parents[2] / "scenarios"
_TASKS = 300
_given_back: dict[str, Replication] = {}


def overhead(rounds: int) -> Table:
    """Milliseconds a task here and over Dask's TCP, and how many workers that keeps busy."""
    scenario = load_scenario(_SCENARIOS / "proposed.yaml")
    runs = [Run(scenario, 2013, number) for number in range(_TASKS)]

    def carried(pool: Executor) -> None:
        assert len(list(with_retries(at_once_given_back, runs, pool))) == _TASKS

    with ExitStack() as running:
        workers: LocalCluster = running.enter_context(
            LocalCluster(  # type: ignore[no-untyped-call]  # it has no types
                n_workers=1, threads_per_worker=1, dashboard_address=None
            )
        )
        dask = running.enter_context(dask_cluster(workers.scheduler_address))
        here = running.enter_context(local_pool(2))
        carried(dask)
        carried(here)
        times = in_turn(
            {
                "one run": lambda: replicate(runs[0]),
                "processes": lambda: carried(here),
                "Dask over TCP": lambda: carried(dask),
            },
            rounds,
        )
    one = min(times.pop("one run"))
    found = Table("a task", "ms", "workers kept busy")
    for what, taken in times.items():
        each = min(taken) / _TASKS
        found.add_row(what, f"{1000 * each:.1f}", f"{one / each:.0f}")
    return found


def at_once_given_back(run: Run) -> Replication:
    """A replication that was worked out before, as if of this run."""
    if "one" not in _given_back:
        _given_back["one"] = replicate(run)
    return _given_back["one"]
