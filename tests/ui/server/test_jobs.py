"""Jobs: one for all who ask the same, stopped for all, and never forgotten."""

import gc
import time
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from sim.experiment.library import requests
from sim.experiment.library.requests import Request, Status
from sim.experiment.library.saved_comparisons import all_saved
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.pool import Serial
from sim.scenario.file.loading import load_scenario
from sim.ui.results import opened_results
from sim.ui.server.jobs import AT_ONCE, SERVER, Job, Jobs
from tests.conftest import TESTS
from tests.ui.gate import Gate


class Broken(Serial):
    """Fails at once."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        raise OSError("no space left")


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "store")


def asked(store: RunStore, seed: int = 1) -> Request:
    small = load_scenario(TESTS / "scenarios" / "small.yaml")
    return requests.request(store, small, small, seed, 2)


def until(ended: Callable[[], bool]) -> None:
    for _ in range(600):
        if ended():
            return
        time.sleep(0.05)
    raise AssertionError("it does not end")


def ended(jobs: Jobs, job: Job) -> None:
    until(lambda: jobs.find(job.asked.id) is not job)


def test_the_same_question_joins_the_job_that_is_there(store: RunStore) -> None:
    gate = Gate()
    jobs = Jobs(store, gate)
    first, second = jobs.start(asked(store)), jobs.start(asked(store))
    assert first is second
    gate.open()
    ended(jobs, first)
    assert [record.id for record in all_saved(store)] == [asked(store).id]
    assert requests.open_requests(store) == []


def test_a_cancelled_job_stops_and_keeps_its_request(store: RunStore) -> None:
    gate = Gate()
    jobs = Jobs(store, gate)
    job = jobs.start(asked(store))
    jobs.cancel(job.asked.id)
    gate.open()
    ended(jobs, job)
    assert all_saved(store) == []
    (kept,) = requests.open_requests(store)
    assert kept.state is Status.CANCELLED


def test_what_goes_wrong_is_kept_with_the_request(store: RunStore) -> None:
    jobs = Jobs(store, Broken())
    ended(jobs, jobs.start(asked(store)))
    (kept,) = requests.open_requests(store)
    assert (kept.state, kept.why) == (Status.FAILED, "OSError: no space left")


def test_more_jobs_than_places_wait_in_line(store: RunStore) -> None:
    gate = Gate()
    jobs = Jobs(store, gate)
    started = [jobs.start(asked(store, seed)) for seed in range(AT_ONCE + 2)]
    until(lambda: sum(job.has_begun for job in started) == AT_ONCE)
    waiting = [job for job in started if not job.has_begun]
    assert [jobs.before(job) for job in waiting] == [0, 1]
    gate.open()
    for job in started:
        ended(jobs, job)
    assert len(all_saved(store)) == AT_ONCE + 2


def test_a_job_that_waits_in_line_stops_at_once(store: RunStore) -> None:
    gate = Gate()
    jobs = Jobs(store, gate)
    started = [jobs.start(asked(store, seed)) for seed in range(AT_ONCE + 2)]
    until(lambda: sum(job.has_begun for job in started) == AT_ONCE)
    waiting = [job for job in started if not job.has_begun]
    jobs.cancel(waiting[0].asked.id)
    assert jobs.find(waiting[0].asked.id) is None
    assert jobs.before(waiting[1]) == 0
    kept = requests.find_request(store, waiting[0].asked.id)
    assert isinstance(kept, Request)
    assert kept.state is Status.CANCELLED
    gate.open()
    for job in started:
        ended(jobs, job)
    assert len(all_saved(store)) == AT_ONCE + 1


def test_a_request_left_by_another_server_is_taken_up_and_one_cancelled_is_not(
    store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = Jobs(store, Serial())
    monkeypatch.setattr(opened_results, "run_store", lambda: store)
    monkeypatch.setattr(opened_results, "jobs", lambda: jobs)
    left, cancelled, failed_here, failed_there = (asked(store, seed) for seed in range(4))
    for request, state, server in (
        (left, Status.SUBMITTED, ""),
        (cancelled, Status.CANCELLED, "other"),
        (failed_here, Status.FAILED, SERVER),
        (failed_there, Status.FAILED, "other"),
    ):
        requests.keep(store, request.model_copy(update={"state": state, "server": server}))
    assert opened_results.resume(left.id)
    assert not opened_results.resume(cancelled.id)
    assert not opened_results.resume(failed_here.id)
    assert opened_results.resume(failed_there.id)
    assert not opened_results.resume("nothing")
    until(lambda: len(all_saved(store)) == 2)


def full(*_: object) -> None:
    """Stands for writing where there is no space left."""
    raise OSError("no space left")


def test_a_job_ends_though_its_end_cannot_be_written(
    store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    jobs = Jobs(store, gate)
    job = jobs.start(asked(store))
    monkeypatch.setattr(store.files, "write", full)
    gate.open()
    ended(jobs, job)


def test_what_cannot_be_asked_is_not_joined_by_others(
    store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = asked(store)
    jobs = Jobs(store, Serial())
    with monkeypatch.context() as patched:
        patched.setattr(store.files, "write", full)
        with pytest.raises(OSError, match="no space left"):
            jobs.start(question)
    ended(jobs, jobs.start(question))
    assert len(all_saved(store)) == 1


def test_who_asks_while_a_job_is_being_stopped_gets_an_answer(store: RunStore) -> None:
    gate = Gate()
    jobs = Jobs(store, gate)
    stopped = jobs.start(asked(store))
    jobs.cancel(stopped.asked.id)
    wanted = jobs.start(asked(store))
    gate.open()
    ended(jobs, wanted)
    assert [record.id for record in all_saved(store)] == [wanted.asked.id]
    assert requests.open_requests(store) == []


def test_a_job_that_has_ended_is_not_kept_in_memory(store: RunStore) -> None:
    jobs = Jobs(store, Serial())
    job = weakref.ref(jobs.start(asked(store)))
    until(lambda: all_saved(store) != [] and gc.collect() >= 0 and job() is None)
