"""Daemon threads: an executor over threads that never keep the program from ending.

Ctrl-C may find the main thread within a future, whose lock is then held for ever, and the thread
that has its result waits for that lock. The standard library's `ThreadPoolExecutor` waits for all
of its threads when the program ends, and so would wait for ever.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

ResultT = TypeVar("ResultT")

_Task = tuple["Future[Any]", Callable[[], Any]]


class DaemonThreads(Executor):
    """Threads that take tasks in the order in which they come."""

    def __init__(self, threads: int) -> None:
        """Start nothing yet: a thread comes with each of the first tasks.

        Args:
            threads: how many, at most.
        """
        self._most = threads
        self._threads: list[threading.Thread] = []
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._is_shut = False

    def submit(self, fn: Callable[..., ResultT], /, *args: Any, **kwargs: Any) -> Future[ResultT]:
        """Have a task done by one of the threads.

        Raises:
            RuntimeError: after a shutdown.
        """
        future: Future[ResultT] = Future()
        with self._lock:
            if self._is_shut:
                raise RuntimeError("cannot schedule new futures after shutdown")
            self._tasks.put((future, lambda: fn(*args, **kwargs)))
            if len(self._threads) < self._most:
                thread = threading.Thread(target=self._work, daemon=True)
                self._threads.append(thread)
                thread.start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks.

        Args:
            wait: whether to wait for those that are there.
            cancel_futures: whether those that have not begun are cancelled.
        """
        with self._lock:
            self._is_shut = True
            if cancel_futures:
                self._cancel()
            for _ in self._threads:
                self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _cancel(self) -> None:
        while True:
            try:
                task = self._tasks.get_nowait()
            except Empty:
                return
            if task is not None:
                task[0].cancel()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            future, act = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = act()
            # Whatever a task raises is told by its future.
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)
