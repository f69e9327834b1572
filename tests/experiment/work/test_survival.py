"""A worker that is lost costs time and no replication; one that cannot be done costs no other."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from threading import Timer
from typing import Any

import pytest

from sim.experiment.store.load_or_run import load_or_run
from sim.experiment.work.pool import Serial, at_once, local_pool
from sim.experiment.work.processes import LocalProcesses
from sim.experiment.work.replicate import Failure, Replication, Run, replicate
from sim.experiment.work.retries import TRIES, Done, with_retries
from tests.experiment.runs import SMALL, Invented, invented
from tests.experiment.test_experiment import assert_equal

RUNS = [Run(SMALL, 1, number) for number in range(8)]


class Losing(Executor):
    """Works on two tasks together, and loses both whenever one of them is deadly."""

    workers = 1

    def __init__(self, deadly: Callable[[int, int], bool]) -> None:
        self._deadly = deadly
        self._held: list[tuple[Future[Any], Run]] = []
        self.begun: Counter[int] = Counter()
        self.together: list[set[int]] = []

    def submit(self, _fn: Callable[..., Any], /, *args: Any, **_kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._held.append((future, args[0]))
        self.begun[args[0].number] += 1
        alone = self.begun[args[0].number] > 1 or args[0].number == len(RUNS) - 1
        if len(self._held) == 2 or alone:
            self._end()
        return future

    def _end(self) -> None:
        held, self._held = self._held, []
        self.together.append({run.number for _, run in held})
        lost = any(self._deadly(run.number, self.begun[run.number]) for _, run in held)
        for future, run in held:
            if lost:
                future.set_exception(BrokenExecutor("a process was killed"))
            else:
                future.set_result(invented(run, 1.0))


def results(executor: Executor) -> tuple[list[int], list[str]]:
    ended = list(load_or_run(RUNS, executor))
    done = sorted(each.number for each in ended if isinstance(each, Replication))
    return done, [str(each) for each in ended if isinstance(each, Failure)]


def test_what_was_in_work_is_done_again() -> None:
    executor = Losing(lambda number, begun: number == 3 and begun == 1)
    assert results(executor) == ([*range(8)], [])
    assert executor.begun[3] == 2


def test_it_is_done_again_once_the_others_in_work_have_ended() -> None:
    held: list[Future[Any]] = []
    others_ended: list[bool] = []

    class LosingOne(Executor):
        workers = 1

        def submit(self, _fn: Callable[..., Any], /, *args: Any, **_kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            held.append(future)
            if len(held) == 2:
                held[0].set_exception(BrokenExecutor("a process was killed"))
                Timer(0.05, future.set_result, [invented(args[0], 1.0)]).start()
            elif len(held) == 3:
                others_ended.append(held[1].done())
                future.set_result(invented(args[0], 1.0))
            return future

    assert len(list(load_or_run(RUNS[:2], LosingOne()))) == 2
    assert others_ended == [True]


def test_one_that_kills_its_worker_each_time_fails_alone() -> None:
    executor = Losing(lambda number, _: number == 3)
    done, failed = results(executor)
    assert done == [0, 1, 2, 4, 5, 6, 7]
    assert failed == ["Small, replication 3: BrokenExecutor: a process was killed"]
    assert executor.begun[3] == TRIES
    assert all(len(each) == 1 for each in executor.together if executor.together.count(each) > 1)


def test_nothing_is_begun_beside_what_is_begun_again() -> None:
    class LosingTheFirst(Executor):
        workers = 1

        def submit(self, _fn: Callable[..., Any], /, *args: Any, **_kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            beside.append([number for number, other in begun if not other.done()])
            begun.append((args[0], future))
            if len(begun) == 1:
                future.set_exception(BrokenExecutor("a process was killed"))
            else:
                threading.Timer(0.05, future.set_result, [args[0]]).start()
            return future

    begun: list[tuple[int, Future[Any]]] = []
    beside: list[list[int]] = []
    ended = set(with_retries(abs, range(3), LosingTheFirst()))
    assert ended == {Done(number, number) for number in range(3)}
    assert [number for number, _ in begun] == [0, 0, 1, 2]
    assert beside[1:3] == [[], []]


def test_a_task_that_is_cancelled_elsewhere_is_a_failure() -> None:
    class Cancelling(Invented):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            if args[0].number != 2:
                return super().submit(fn, *args, **kwargs)
            future: Future[Any] = Future()
            future.cancel()
            future.set_running_or_notify_cancel()
            return future

    assert results(Cancelling()) == (
        [0, 1, 3, 4, 5, 6, 7],
        ["Small, replication 2: it was cancelled"],
    )


def test_what_is_there_already_is_handed_on_at_once() -> None:
    there = [Done(run, invented(run, 1.0)) for run in RUNS[:4]]
    executor = Invented()
    runs: list[Run | Done[Run, Replication]] = [*there, *RUNS[4:]]
    ended = with_retries(replicate, runs, executor)
    assert [each.task.number for each in ended] == [*range(8)]
    assert [run.number for run in executor.asked] == [4, 5, 6, 7]


def test_tasks_are_drawn_as_there_is_room() -> None:
    drawn: list[int] = []

    def endless() -> Any:
        for number in range(1_000_000):
            drawn.append(number)
            yield Run(SMALL, 1, number)

    class Slow(Executor):
        workers = 3

        def submit(self, _fn: Callable[..., Any], /, *args: Any, **_kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            held.append((future, args[0]))
            if len(held) == at_once(self):
                held[0][0].set_result(invented(held[0][1], 1.0))
            return future

    held: list[tuple[Future[Any], Run]] = []
    ended = load_or_run(endless(), Slow())
    assert isinstance(next(ended), Replication)
    assert len(drawn) == 6
    ended.close()
    assert all(future.cancelled() for future, _ in held[1:])


def ended(number: int) -> int:
    """Kills its own process."""
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_pool_whose_process_was_killed_is_whole_again() -> None:
    with local_pool(2) as pool:
        assert isinstance(pool, LocalProcesses)
        with pytest.raises(BrokenExecutor):
            pool.submit(ended, 1).result()
        assert pool.submit(abs, -2).result() == 2


def test_a_killed_local_worker_costs_no_replication() -> None:
    runs = [Run(SMALL, 1, number) for number in range(6)]
    with local_pool(2) as pool:
        assert isinstance(pool, LocalProcesses)
        found: list[Replication | Failure] = []
        for each in load_or_run(runs, pool):
            found.append(each)
            if len(found) == 1:
                victim = pool.submit(os.getpid).result()
                os.kill(victim, signal.SIGKILL)
    replications = [each for each in found if isinstance(each, Replication)]
    assert sorted(each.number for each in replications) == [*range(6)]
    (last,) = [each for each in replications if each.number == 5]
    (expected,) = load_or_run([runs[5]], Serial())
    assert isinstance(expected, Replication)
    assert_equal(last, expected)
