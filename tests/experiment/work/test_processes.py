"""Processes do tasks, and one that is lost costs no more than the task it had in work."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path
from typing import Any

import pytest

from sim.experiment.work import processes
from sim.experiment.work.processes import LocalProcesses
from tests.scenario.files import FOLDER

LONG = 60
"""Seconds a task lasts that is to be ended before."""


@pytest.fixture
def pool() -> Iterator[LocalProcesses]:
    two = LocalProcesses(2)
    yield two
    two.stop()


def half_a_result(size: int) -> bytes:
    """Ends its own process while the result of this is on its way to the parent."""
    main = threading.main_thread().ident
    assert main is not None

    def watch() -> None:
        while sys._current_frames()[main].f_code.co_name != "_send":
            time.sleep(0.0005)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
    return bytes(size)


def test_a_process_killed_while_it_hands_over_a_result_is_missed_by_nobody(
    pool: LocalProcesses,
) -> None:
    # More than a pipe holds by far, so that the process is in the midst of it.
    lost = pool.submit(half_a_result, 20_000_000)
    assert isinstance(lost.exception(timeout=LONG), BrokenExecutor)
    assert [pool.submit(abs, -n).result(timeout=LONG) for n in range(4)] == [0, 1, 2, 3]


def test_a_process_that_is_lost_takes_no_other_along(pool: LocalProcesses) -> None:
    other = pool.submit(slowly, 7)
    lost = pool.submit(os._exit, 1)
    assert isinstance(lost.exception(timeout=LONG), BrokenExecutor)
    assert other.result(timeout=LONG) == 7


def slowly(number: int) -> int:
    time.sleep(1)
    return number


def test_a_process_killed_while_idle_is_replaced_and_costs_no_task() -> None:
    pool = LocalProcesses(1)
    first = pool.submit(os.getpid).result()
    os.kill(first, signal.SIGKILL)
    while first in {child.pid for child in multiprocessing.active_children()}:
        time.sleep(0.01)
    assert pool.submit(os.getpid).result() != first
    pool.stop()


def test_half_an_answer_is_not_taken_for_that_of_the_next_task(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pool = LocalProcesses(1)
    first = pool.submit(os.getpid).result()
    (process,) = pool._idle

    def too_large() -> bytes:
        raise MemoryError

    monkeypatch.setattr(process._pipe, "recv_bytes", too_large)
    assert isinstance(pool.submit(abs, -1).exception(), MemoryError)
    assert pool.submit(os.getpid).result(timeout=LONG) != first
    pool.stop()


def test_stopping_ends_what_is_in_work_and_what_waits(pool: LocalProcesses) -> None:
    pool.submit(abs, 1).result()
    futures = [pool.submit(time.sleep, LONG) for _ in range(4)]
    while sum(future.running() for future in futures) < 2:
        time.sleep(0.01)
    pool.stop()
    # One that had been waited for would be done.
    assert [end(future) for future in futures] == ["lost", "lost", "cancelled", "cancelled"]


def end(future: Future[None]) -> str:
    while not future.done():
        time.sleep(0.01)
    if future.cancelled():
        return "cancelled"
    return "lost" if isinstance(future.exception(), BrokenExecutor) else "done"


def test_no_process_is_started_once_the_pool_is_stopped(pool: LocalProcesses) -> None:
    pool.stop()
    with pytest.raises(BrokenExecutor, match="stopped"):
        pool._take()


class OwnError(Exception):
    """Of the kind that cannot be sent to another process."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{what} in {where}")

    def __reduce__(self) -> tuple[Any, ...]:
        """As by default; said here, as Dask changes the default once it is imported."""
        return OwnError, self.args


def fails(kind: str) -> None:
    if kind == "own":
        raise OwnError("a gap", "the plan")
    raise KeyError(kind)


def gives_what_cannot_be_sent() -> object:
    return threading.Lock()


def test_an_error_comes_back_as_itself_or_in_words(pool: LocalProcesses) -> None:
    error = pool.submit(fails, "plan").exception()
    assert isinstance(error, KeyError)
    assert error.args == ("plan",)
    assert "in fails" in error.__notes__[0], "where it went wrong"
    told = pool.submit(fails, "own").exception()
    assert (type(told), str(told)) == (RuntimeError, "OwnError: a gap in the plan")
    with pytest.raises(TypeError, match="pickle"):
        pool.submit(gives_what_cannot_be_sent).result()
    with pytest.raises((TypeError, AttributeError)):
        pool.submit(lambda: 1).result()
    assert pool.submit(abs, -1).result() == 1


def test_a_process_answers_until_nobody_is_there_to_ask() -> None:
    ours, theirs = multiprocessing.Pipe()
    tasks: list[tuple[Any, ...]] = [(abs, (-3,), {}), (int, ("three",), {}), (fails, ("own",), {})]
    answers = []

    def ask() -> None:
        for task in tasks:
            ours.send(task)
            answers.append(ours.recv())
        ours.close()

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    before = signal.getsignal(signal.SIGINT)
    try:
        processes._work(theirs, nice=0)
    finally:
        signal.signal(signal.SIGINT, before)
    asking.join()
    theirs.close()
    assert answers[0] == (3, None)
    assert [(result, type(error)) for result, error in answers[1:]] == [
        (None, ValueError),
        (None, RuntimeError),
    ]


def test_a_worker_begins_by_leaving_ctrl_c_alone_and_giving_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given_way: list[int] = []
    monkeypatch.setattr(os, "nice", given_way.append)
    ours = signal.getsignal(signal.SIGINT)
    try:
        processes._begin(0)
        processes._begin(7)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
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
    processes._end_with_parent()
    os.close(parent.sentinel)
    assert codes == [1]


PARENT = """
import os, time
from sim.experiment.work.pool import local_pool
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
    for _ in range(1200):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the worker is still there")


def test_a_pool_can_be_left_to_end_its_tasks() -> None:
    pool = LocalProcesses(1)
    future = pool.submit(abs, -1)
    pool.shutdown()
    assert future.result() == 1


def test_a_pool_shut_down_without_waiting_does_what_it_has_begun() -> None:
    pool = LocalProcesses(1)
    future = pool.submit(slowly, 3)
    pool.shutdown(wait=False)
    assert future.result(timeout=LONG) == 3
    pool.stop()


def test_a_pool_that_was_never_used_has_started_no_process() -> None:
    before = set(multiprocessing.active_children())
    pool = LocalProcesses(2)
    assert set(multiprocessing.active_children()) == before
    pool.stop()
    with pytest.raises(RuntimeError, match="after shutdown"):
        pool.submit(abs, -1)
