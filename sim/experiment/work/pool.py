"""The pool: where replications are worked out on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any, TypeVar

from sim.experiment.work.processes import LocalProcesses

ResultT = TypeVar("ResultT")

_TASKS_A_WORKER = 2
"""One in work and one ready."""


class Serial(Executor):
    """An executor that does each task at once, in this process."""

    workers = 1

    def submit(self, fn: Callable[..., ResultT], /, *args: Any, **kwargs: Any) -> Future[ResultT]:
        """Do a task now; the future returned is already done."""
        future: Future[ResultT] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        # As every executor does: whatever a task raises is told by its future.
        except Exception as error:
            future.set_exception(error)
        return future


def usable_cores() -> int:
    """Processor cores this machine has, at least 1."""
    return os.cpu_count() or 1


def at_once(executor: Executor) -> int:
    """How many tasks an executor is given at a time, so that its workers never wait for one.

    An executor of this package says how many `workers` it has; any other is taken to have as many
    as this machine has cores.
    """
    workers: int = getattr(executor, "workers", usable_cores())
    return max(1, workers) * _TASKS_A_WORKER


@contextmanager
def local_pool(workers: int, nice: int = 0) -> Iterator[Executor]:
    """A pool of processes on this machine; with one worker, this process itself.

    When the block is left, by its end, an error or Ctrl-C, work in progress is stopped, not waited
    for.

    Args:
        workers: processes to use, at least 1.
        nice: by how much other processes than this one give way.

    Yields:
        The executor.
    """
    if workers == 1:
        yield Serial()
        return
    pool = LocalProcesses(workers, nice)
    try:
        yield pool
    finally:
        pool.stop()
