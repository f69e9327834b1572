"""The pool does tasks here or in other processes, and leaves nothing running behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sim.experiment import pool as pools
from sim.experiment.pool import LocalProcesses, Serial, at_once, local_pool, usable_cores
from tests.plan.files import FOLDER


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


def interrupted() -> None:
    with local_pool(2) as pool:
        pool.submit(os.getpid).result()
        pool.submit(time.sleep, 60)
        raise KeyboardInterrupt


def test_leaving_by_ctrl_c_does_not_wait_for_work_in_progress() -> None:
    before = set(multiprocessing.active_children())
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    while set(multiprocessing.active_children()) > before and time.monotonic() < began + 30:
        time.sleep(0.05)
    assert set(multiprocessing.active_children()) == before


def test_a_worker_begins_by_leaving_ctrl_c_alone_and_giving_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given_way: list[int] = []
    monkeypatch.setattr(os, "nice", given_way.append)
    ours = signal.getsignal(signal.SIGINT)
    try:
        pools._begin(0)
        pools._begin(7)
        assert handler_of_ctrl_c()
    finally:
        signal.signal(signal.SIGINT, ours)
    assert given_way == [7]


def test_a_worker_ends_once_its_parent_has(monkeypatch: pytest.MonkeyPatch) -> None:
    class Parent:
        def __init__(self) -> None:
            self.sentinel, self.end = os.pipe()

    parent, codes = Parent(), list[int]()
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: parent)
    monkeypatch.setattr(os, "_exit", codes.append)
    os.close(parent.end)
    pools._end_with_parent()
    os.close(parent.sentinel)
    assert codes == [1]


PARENT = """
import os, time
from sim.experiment.pool import local_pool
if __name__ == "__main__":
    with local_pool(2) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(60)
"""


def test_no_worker_outlives_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(FOLDER.parents[1])},
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    os.kill(worker, 0)
    parent.kill()
    parent.communicate()
    for _ in range(200):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the worker is still there")


def test_processes_give_way_as_asked() -> None:
    with local_pool(2, nice=3) as pool:
        assert pool.submit(os.nice, 0).result() == os.nice(0) + 3


def test_a_pool_can_be_left_to_end_its_tasks() -> None:
    pool = LocalProcesses(1)
    future = pool.submit(abs, -1)
    pool.shutdown()
    assert future.result() == 1


def test_a_pool_that_was_never_used_has_nothing_to_stop() -> None:
    LocalProcesses(2).stop()


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
