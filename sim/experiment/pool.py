"""The pool: where replications are worked out, on this machine or on more of them."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Serial(Executor):
    """An executor that does each task at once, in this process."""

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


def usable_cores() -> int:
    """Processor cores this machine has, at least 1."""
    return os.cpu_count() or 1


@contextmanager
def local_pool(workers: int) -> Iterator[Executor]:
    """A pool of processes on this machine; with one worker, this process itself.

    When the block is left by an error or by Ctrl-C, work in progress is stopped, not waited for.

    Args:
        workers: processes to use, at least 1.

    Yields:
        The executor.
    """
    if workers == 1:
        yield Serial()
        return
    not_ours = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_ctrl_c_alone
    )
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - not_ours:
            process.terminate()
        raise
    pool.shutdown()


def _leave_ctrl_c_alone() -> None:
    """Let the parent alone answer Ctrl-C: it ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
