"""Processes: an executor over processes of this machine, any of which may be lost."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from sim.experiment.work.daemon_threads import DaemonThreads

ResultT = TypeVar("ResultT")

_ENDS_WITHIN = 1.0
"""Seconds in which a process that is ended is gone."""


class LocalProcesses(Executor):
    """Processes of this machine, started anew where one of them was lost.

    A task that was in work there then ends with `BrokenExecutor`, no other does, and the next one
    submitted finds a whole pool. The processes end with this one, even if it is killed.

    Each process has a pipe of its own, read by a thread of its own. The standard library's
    `ProcessPoolExecutor` has one pipe and one lock for all: a process killed while it hands over
    its result leaves half of it there, and everybody waits for the other half for ever.
    """

    def __init__(self, workers: int, nice: int = 0) -> None:
        """Start nothing yet: the processes come with the tasks.

        Args:
            workers: how many.
            nice: by how much they give way to others, 0 to 19; nothing happens on Windows.
        """
        self.workers = workers
        self._nice = nice
        self._threads = DaemonThreads(workers)
        self._lock = threading.Lock()
        self._idle: list[_Process] = []
        self._busy: set[_Process] = set()
        self._stopped = False

    def submit(self, fn: Callable[..., ResultT], /, *args: Any, **kwargs: Any) -> Future[ResultT]:
        """Have a task done by one of the processes."""
        return self._threads.submit(self._do, fn, args, kwargs)

    def _do(
        self, fn: Callable[..., ResultT], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> ResultT:
        process = self._take()
        try:
            return process.do(fn, args, kwargs)
        finally:
            self._put_back(process)

    def _take(self) -> _Process:
        with self._lock:
            if self._stopped:
                raise BrokenExecutor("the processes were stopped")
            while self._idle:
                process = self._idle.pop()
                if process.is_ready():
                    break
                process.kill()
            else:
                process = _Process(self._nice)
            self._busy.add(process)
            return process

    def _put_back(self, process: _Process) -> None:
        with self._lock:
            self._busy.remove(process)
            if process.is_lost:
                process.kill()
            else:
                self._idle.append(process)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks, and end the processes once those that are there are done.

        Args:
            wait: whether to wait for that; else the processes end with this one at the latest.
            cancel_futures: whether tasks that have not begun are cancelled.
        """
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            self.stop()

    def stop(self) -> None:
        """End the processes now, whatever they have in work."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._stopped = True
            processes = [*self._idle, *self._busy]
            self._idle.clear()
        for process in processes:
            process.kill()
        for process in processes:
            process.join()


class _Process:
    """A process that does one task at a time.

    Attributes:
        is_lost: whether it broke off in the midst of a task.
    """

    def __init__(self, nice: int) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_work, args=(theirs, nice), daemon=True)
        self._process.start()
        # Theirs is the only other end, so that the pipe tells of their end.
        theirs.close()
        self.is_lost = False

    def is_ready(self) -> bool:
        """Whether it waits for a task: one that was killed has closed its pipe."""
        return self._process.is_alive() and not self._pipe.poll()

    def do(
        self, fn: Callable[..., ResultT], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> ResultT:
        """Have a task done, and wait for what comes of it."""
        task = pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL)
        # Until the answer is whole: half of one would be taken for that of the next task.
        self.is_lost = True
        try:
            self._pipe.send_bytes(task)
            # On Windows the pipe does not tell of a process that ends before it has begun.
            if self._pipe not in wait([self._pipe, self._process.sentinel]):
                raise EOFError
            answer = self._pipe.recv_bytes()
        except (EOFError, OSError):
            raise BrokenExecutor("a process was lost") from None
        self.is_lost = False
        result: ResultT
        result, error = pickle.loads(answer)  # noqa: S301  from a process of our own
        if error is not None:
            raise error
        return result

    def kill(self) -> None:
        self._process.kill()

    def join(self) -> None:
        self._process.join(_ENDS_WITHIN)


def _work(pipe: Connection, nice: int) -> None:
    """What a process does from beginning to end."""
    _begin(nice)
    _serve(pipe)


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


def _serve(pipe: Connection) -> None:
    """Do task after task until nobody is there to ask for one."""
    while True:
        try:
            pipe.send_bytes(_answer(pipe.recv_bytes()))
        except (EOFError, OSError):
            return


def _answer(task: bytes) -> bytes:
    """The result of a task, or the error it or its pickling ended in."""
    try:
        fn, args, kwargs = pickle.loads(task)  # noqa: S301  from our own parent
        return pickle.dumps((fn(*args, **kwargs), None), pickle.HIGHEST_PROTOCOL)
    # Whatever a task raises belongs to whoever asked for it, and ends no process.
    except Exception as error:
        sent = _portable(error)
        sent.add_note("".join(traceback.format_exception(error)))
        return pickle.dumps((None, sent), pickle.HIGHEST_PROTOCOL)


def _portable(error: Exception) -> Exception:
    """An error as it is, or in words if it cannot be sent to another process."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  made a moment ago
    # Errors of libraries fail to be pickled, or unpickled, in ways of their own.
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
