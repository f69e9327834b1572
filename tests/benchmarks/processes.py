"""Processes: how much faster two are than one, beside what two bare processes reach here."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path

from rich.table import Table

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

    # With one worker `local_pool` is this process itself.
    with local_pool(1) as one, local_pool(2) as two:
        replications(two)  # the processes have started and imported what they need
        times = in_turn(
            {
                "replications, 1": lambda: replications(one),
                "replications, 2": lambda: replications(two),
                "counting, 1": lambda: counting(one),
                "counting, 2": lambda: counting(two),
            },
            rounds,
        )
    found = Table("what", "1 process, s", "2 processes, s", "times as fast")
    for what in ("replications", "counting"):
        single, double = times[f"{what}, 1"], times[f"{what}, 2"]
        found.add_row(
            what, f"{min(single):.1f}", f"{min(double):.1f}", f"{ratio(single, double):.2f}"
        )
    return found


def count(to: int) -> int:
    """Work without memory or waiting: what the processors alone can share."""
    total = 0
    for number in range(to):
        total += number
    return total
