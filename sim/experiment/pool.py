"""The pool: where replications are worked out on this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_TASKS_A_WORKER = 2
"""One in work and one ready."""
_ENDS_WITHIN = 1.0
"""Seconds in which a process that is ended is gone."""


class Serial(Executor):
    """An executor that does each task at once, in this process."""

    workers = 1

    def submit(
        self,
        fn: Callable[Arguments, Result],
        /,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Future[Result]:
        """Do a task now; the future returned is already done."""
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class LocalProcesses(Executor):
    """Processes of this machine, started anew where one of them was lost.

    A task that was in work then ends with `BrokenExecutor`; the next one submitted finds a whole
    pool. The processes end with this one, even if it is killed.
    """

    def __init__(self, workers: int, nice: int = 0) -> None:
        """Start nothing yet: the processes come with the first task.

        Args:
            workers: how many.
            nice: by how much they give way to others, 0 to 19; nothing happens on Windows.
        """
        self.workers = workers
        self._nice = nice
        self._lock = threading.Lock()
        self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(self._nice,),
        )

    def submit(
        self,
        fn: Callable[Arguments, Result],
        /,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Future[Result]:
        """Have a task done by one of the processes."""
        with self._lock:
            try:
                return self._pool.submit(fn, *args, **kwargs)
            except BrokenExecutor:
                self._pool.shutdown(wait=False)
                self._pool = self._new()
                return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes once they have done their tasks."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def stop(self) -> None:
        """End the processes now, whatever they have in work."""
        # A pool names its processes nowhere else, and has no such way to end them before 3.14.
        processes = dict(self._pool._processes or {})
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes.values():
            process.terminate()
        for process in processes.values():
            process.join(_ENDS_WITHIN)


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


def _begin(nice: int) -> None:
    """How a process begins: it leaves Ctrl-C to its parent, gives way, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if nice and hasattr(os, "nice"):
        os.nice(nice)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
