"""Replications: one scenario simulated and measured once, and many of these on an executor."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass

import pandas as pd

from sim.measures.laws import Law, laws
from sim.measures.measures import measure
from sim.model.replication import simulate
from sim.plan.scenario import Scenario


@dataclass(frozen=True)
class Task:
    """One replication to work out; the number together with the seed decides all luck."""

    scenario: Scenario
    seed: int
    number: int
    arm: int = 0
    """Place of the scenario in the experiment, from 0."""


@dataclass(frozen=True, eq=False)
class Replication:
    """What one replication showed.

    Attributes:
        arm: place of its scenario in the experiment, from 0.
        number: the replication's number; the same number in two scenarios met the same families.
        rows: its measures, tidy: columns measure, scope, name, value.
        laws: its checks, as `sim.measures.laws.laws` gives them.
    """

    arm: int
    number: int
    rows: pd.DataFrame
    laws: tuple[Law, ...]


@dataclass(frozen=True)
class Failure:
    """A replication that came to nothing, and why."""

    arm: int
    title: str
    """The scenario's title."""
    number: int
    cause: str

    def __str__(self) -> str:
        """One line to show a user."""
        return f"{self.title}, replication {self.number}: {self.cause}"


def replicate(task: Task) -> Replication:
    """Simulate and measure one replication.

    Only the measures leave it: event logs are large and hold the journeys of single families.
    """
    log = simulate(task.scenario, task.seed, task.number)
    return Replication(
        arm=task.arm,
        number=task.number,
        rows=measure(log, task.scenario).rows,
        laws=laws(log, task.scenario),
    )


def run(tasks: Iterable[Task], executor: Executor) -> Iterator[Replication | Failure]:
    """Work out tasks on an executor.

    Args:
        tasks: the replications wanted.
        executor: any executor; a task crosses to it by pickling.

    Yields:
        Each replication, or its failure, as it ends: not in the order of the tasks.
    """
    waiting = deque(tasks)
    running: dict[Future[Replication], Task] = {}
    while waiting or running:
        # An executor that works in this process has finished a task by now: hand it on first.
        while waiting and not any(future.done() for future in running):
            task = waiting.popleft()
            try:
                running[executor.submit(replicate, task)] = task
            except BrokenExecutor as error:
                yield _failed(task, error)
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield _outcome(running.pop(future), future)


def _outcome(task: Task, future: Future[Replication]) -> Replication | Failure:
    error = future.exception()
    return future.result() if error is None else _failed(task, error)


def _failed(task: Task, error: BaseException) -> Failure:
    cause = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Failure(task.arm, task.scenario.title, task.number, cause)
