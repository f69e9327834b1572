"""Retries: tasks on any executor, begun again where a worker is lost with them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

from sim.experiment.work.pool import at_once

TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT")

TRIES = 3
"""How often a task is begun whose worker is lost, the second time and after by itself."""


@dataclass(frozen=True)
class Done(Generic[TaskT, ResultT]):
    """A task that came to a result."""

    task: TaskT
    result: ResultT


@dataclass(frozen=True)
class Failed(Generic[TaskT]):
    """A task that came to nothing, and why."""

    task: TaskT
    cause: str


@dataclass(frozen=True)
class _Try(Generic[TaskT]):
    """A task, and how many workers were lost with it."""

    task: TaskT
    lost: int = 0


def with_retries(
    work: Callable[[TaskT], ResultT],
    tasks: Iterable[TaskT | Done[TaskT, ResultT]],
    executor: Executor,
) -> Generator[Done[TaskT, ResultT] | Failed[TaskT], None, None]:
    """Work out tasks on an executor.

    Tasks are drawn as there is room for them, so that there may be no end of them; closing the
    iterator cancels those that have not begun. What was in work when a worker is lost is done
    again, one at a time, so that a task that kills its worker is found out and costs no other.

    Args:
        work: what is done with a task; it crosses to the executor by pickling, as does the task.
        tasks: what to work out; those that are done already are handed on.
        executor: any executor.

    Yields:
        What became of each task, as it ends: not in their order.
    """
    tries = _Tries(work, iter(tasks), executor)
    try:
        yield from tries.begin()
        while tries.running:
            for future in wait(tries.running, return_when=FIRST_COMPLETED).done:
                yield from tries.ended(future)
            yield from tries.begin()
    finally:
        for future in tries.running:
            future.cancel()


class _Tries(Generic[TaskT, ResultT]):
    """The tasks in work, and those to be begun again."""

    def __init__(
        self,
        work: Callable[[TaskT], ResultT],
        source: Iterator[TaskT | Done[TaskT, ResultT]],
        executor: Executor,
    ) -> None:
        self._work = work
        self._source = source
        self._executor = executor
        self._again: deque[_Try[TaskT]] = deque()
        self.running: dict[Future[ResultT], _Try[TaskT]] = {}

    def begin(self) -> Iterator[Done[TaskT, ResultT] | Failed[TaskT]]:
        """Begin as many as keep the workers busy."""
        # An executor that works in this process has finished a task by now: hand it on first.
        while not any(future.done() for future in self.running):
            alone = self._again or any(each.lost for each in self.running.values())
            if alone and self.running:
                return
            if self._again:
                yield from self._submit(self._again.popleft())
            elif len(self.running) >= at_once(self._executor):
                return
            elif isinstance(each := next(self._source, None), Done):
                yield each
            elif each is None:
                return
            else:
                yield from self._submit(_Try(each))

    def _submit(self, each: _Try[TaskT]) -> Iterator[Failed[TaskT]]:
        try:
            self.running[self._executor.submit(self._work, each.task)] = each
        except BrokenExecutor as error:
            yield from self._lost(each, error)

    def ended(self, future: Future[ResultT]) -> Iterator[Done[TaskT, ResultT] | Failed[TaskT]]:
        """What became of a task; nothing yet if it is to be begun again."""
        each = self.running.pop(future)
        if future.cancelled():
            yield Failed(each.task, "it was cancelled")
            return
        error = future.exception()
        if error is None:
            yield Done(each.task, future.result())
        elif isinstance(error, BrokenExecutor):
            yield from self._lost(each, error)
        else:
            yield Failed(each.task, _in_words(error))

    def _lost(self, each: _Try[TaskT], error: BrokenExecutor) -> Iterator[Failed[TaskT]]:
        if each.lost + 1 < TRIES:
            self._again.append(_Try(each.task, each.lost + 1))
        else:
            yield Failed(each.task, _in_words(error))


def _in_words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
