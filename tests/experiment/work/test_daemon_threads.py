"""Daemon threads do tasks as any executor does, and let the program end whatever holds them up."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from sim.experiment.work.daemon_threads import DaemonThreads
from tests.scenario.files import FOLDER

LONG = 60.0


def test_tasks_are_done_in_their_order_by_as_many_threads_as_there_may_be() -> None:
    threads, done, at_once = DaemonThreads(2), [], set()

    def note(number: int) -> int:
        at_once.add(threading.get_ident())
        done.append(number)
        time.sleep(0.001)
        return number

    futures = [threads.submit(note, number) for number in range(50)]
    assert [future.result(timeout=LONG) for future in futures] == [*range(50)]
    assert sorted(done) == [*range(50)]
    assert len(at_once) == 2
    threads.shutdown()


def test_an_error_is_told_and_ends_no_thread() -> None:
    threads = DaemonThreads(1)
    assert isinstance(threads.submit(sys.exit, 1).exception(timeout=LONG), SystemExit)
    assert threads.submit(abs, -1).result(timeout=LONG) == 1
    threads.shutdown()


def test_after_a_shutdown_nothing_more_is_taken_and_what_has_not_begun_may_be_cancelled() -> None:
    threads, goes_on = DaemonThreads(1), threading.Event()
    begun, waits, also = (threads.submit(goes_on.wait, LONG) for _ in range(3))
    while not begun.running():
        time.sleep(0.001)
    assert waits.cancel()
    threads.shutdown(wait=False)
    assert not also.done()
    threads.shutdown(wait=False, cancel_futures=True)
    with pytest.raises(RuntimeError, match="after shutdown"):
        threads.submit(abs, -1)
    goes_on.set()
    assert begun.result(timeout=LONG)
    assert also.cancelled()
    threads.shutdown()


def test_a_task_that_was_cancelled_before_its_turn_is_passed_over() -> None:
    threads, goes_on = DaemonThreads(1), threading.Event()
    first, cancelled, last = (
        threads.submit(goes_on.wait, LONG),
        threads.submit(abs, -1),
        threads.submit(abs, -2),
    )
    assert cancelled.cancel()
    goes_on.set()
    assert first.result(timeout=LONG)
    assert last.result(timeout=LONG) == 2
    threads.shutdown()


HELD = """
import time
from sim.experiment.work.processes import LocalProcesses
if __name__ == "__main__":
    pool = LocalProcesses(1)
    future = pool.submit(time.sleep, 60)
    while not future.running():
        time.sleep(0.01)
    future._condition.acquire()  # as Ctrl-C leaves it, if it comes at that moment
    pool.stop()
"""


def test_the_program_ends_though_the_lock_of_a_future_is_held() -> None:
    ended = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", HELD],
        timeout=LONG,
        check=False,
        env={"PYTHONPATH": str(FOLDER.parents[1])},
    )
    assert ended.returncode == 0
