"""The pool does tasks here or in other processes, and leaves nothing running behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor

import pytest

from sim.experiment.work.pool import Serial, at_once, local_pool, usable_cores
from sim.experiment.work.processes import LocalProcesses


def handler_of_ctrl_c() -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_one_worker_is_this_process() -> None:
    with local_pool(1) as pool:
        assert isinstance(pool, Serial)
        assert pool.submit(os.getpid).result() == os.getpid()


def test_a_serial_task_that_fails_gives_its_error_when_asked_for() -> None:
    future = Serial().submit(int, "three")
    assert isinstance(future.exception(), ValueError)


def test_workers_leave_ctrl_c_to_the_parent_and_end_with_the_block() -> None:
    before = set(multiprocessing.active_children())
    with local_pool(2) as pool:
        assert pool.submit(handler_of_ctrl_c).result()
        started = set(multiprocessing.active_children()) - before
        assert started
    # Whether they are gone, not whether the pool has noted it.
    for process in started:
        assert process.pid is not None
        with pytest.raises(ProcessLookupError):
            os.kill(process.pid, 0)


def interrupted(in_work: list[Future[None]]) -> None:
    with local_pool(2) as pool:
        pool.submit(os.getpid).result()
        in_work.append(pool.submit(time.sleep, 60))
        while not in_work[0].running():
            time.sleep(0.01)
        raise KeyboardInterrupt


def test_leaving_by_ctrl_c_does_not_wait_for_work_in_progress() -> None:
    before = set(multiprocessing.active_children())
    in_work: list[Future[None]] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted(in_work)
    # Lost: had it been waited for, it would be done.
    assert isinstance(in_work[0].exception(timeout=120), BrokenExecutor)
    assert set(multiprocessing.active_children()) == before


def test_processes_give_way_as_asked() -> None:
    with local_pool(2, nice=3) as pool:
        assert pool.submit(os.nice, 0).result() == os.nice(0) + 3


def test_there_is_at_least_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    assert usable_cores() >= 1
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert usable_cores() == 1


def test_an_executor_is_given_two_tasks_a_worker_and_never_none() -> None:
    class Empty(Serial):
        workers = 0

    assert at_once(Serial()) == at_once(Empty()) == 2
    assert at_once(LocalProcesses(3)) == 6
    assert at_once(ThreadPoolExecutor(9)) == 2 * usable_cores()
