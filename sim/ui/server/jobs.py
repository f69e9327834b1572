"""Jobs: comparisons worked out in the background, one for everybody who asks the same."""

from __future__ import annotations

import logging
import secrets
import threading
from concurrent.futures import Executor
from dataclasses import dataclass

import streamlit as st

from sim.experiment.comparison import compare
from sim.experiment.library import requests
from sim.experiment.library.kept_worlds import worlds_by
from sim.experiment.library.requests import Request, Status
from sim.experiment.library.saved_comparisons import save
from sim.experiment.running import Progress, run_until_enough
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.processes import LocalProcesses
from sim.ui.server.settings import workers
from sim.ui.server.store import run_store

_LOG = logging.getLogger(__name__)
AT_ONCE = 3
"""Jobs that share the workers; the others wait in line."""
SERVER = secrets.token_hex(8)
"""Which server this is: another one after every start."""
_POLITE = 10
"""By how much the workers give way to the pages."""


@dataclass(eq=False)
class Job:
    """A comparison being worked out. Its fields change as it goes on."""

    asked: Request
    progress: Progress | None = None
    """How far it has come; none before the first replication."""
    has_begun: bool = False
    is_cancelled: bool = False


class Jobs:
    """All jobs of a server."""

    def __init__(self, store: RunStore, executor: Executor) -> None:
        """Begin without a job."""
        self._store = store
        self._executor = executor
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._jobs: dict[str, Job] = {}

    def start(self, asked: Request) -> Job:
        """Have a comparison worked out; the same question joins the job that is there.

        One that is being stopped is not joined: whoever asks now wants an answer.
        """
        with self._lock:
            job = self._jobs.get(asked.id)
            if job is None or job.is_cancelled:
                requests.keep(self._store, asked)
                job = self._jobs[asked.id] = Job(asked)
                threading.Thread(target=self._work, args=(job,), daemon=True).start()
            return job

    def find(self, identity: str) -> Job | None:
        """The job of an id that is waiting or running."""
        return self._jobs.get(identity)

    def before(self, job: Job) -> int:
        """How many jobs are to begin before one that waits."""
        with self._lock:
            waiting = [
                each for each in self._jobs.values() if not (each.has_begun or each.is_cancelled)
            ]
        return waiting.index(job) if job in waiting else 0

    def cancel(self, identity: str) -> None:
        """Stop a job for everybody; the replications that are there stay."""
        with self._lock:
            job = self.find(identity)
            if job is None or job.is_cancelled:
                return
            job.is_cancelled = True
            # One that runs says by itself when it has stopped.
            if not job.has_begun:
                self._settle(identity, _ended(job.asked, Status.CANCELLED))

    def _work(self, job: Job) -> None:
        with self._places:
            with self._lock:
                job.has_begun = True
            end = self._ended(job)
        with self._lock:
            # Another one where the same was asked again while this one was being stopped.
            if self._jobs.get(job.asked.id) is job:
                self._settle(job.asked.id, end)

    def _settle(self, identity: str, end: Request | None) -> None:
        """Let the request go, or say how it ended, before the job is seen to have ended."""
        try:
            if end is None:
                requests.forget(self._store, identity)
            else:
                requests.keep(self._store, end)
        except OSError:
            _LOG.exception("How a comparison ended could not be kept")
        finally:
            del self._jobs[identity]

    def _ended(self, job: Job) -> Request | None:
        """Work a job out; none if its comparison is saved, else the request and how it ended."""
        if job.is_cancelled:
            return _ended(job.asked, Status.CANCELLED)
        try:
            return self._worked_out(job)
        # Whatever goes wrong in here has nobody else to tell: the page tells it.
        except Exception as error:
            _LOG.exception("A comparison failed")
            why = f"{type(error).__name__}: {error}"
            return _ended(job.asked, Status.FAILED, why)

    def _worked_out(self, job: Job) -> Request | None:
        asked = job.asked
        scenarios = tuple(self._store.scenario(name) for name in asked.scenarios)
        worlds = worlds_by(self._store, scenarios, asked.inputs)
        for progress in run_until_enough(
            scenarios, asked.seed, asked.rule, self._executor, self._store, worlds=worlds
        ):
            job.progress = progress
            if job.is_cancelled:
                return _ended(asked, Status.CANCELLED)
        if job.progress is None or not all(job.progress.experiment.arms):
            failures = job.progress.experiment.failures if job.progress else ()
            why = str(failures[0]) if failures else "no replication came to an end"
            return _ended(asked, Status.FAILED, why)
        experiment = job.progress.experiment
        save(self._store, experiment, compare(experiment))
        return None


def _ended(asked: Request, state: Status, why: str = "") -> Request:
    return asked.model_copy(update={"state": state, "why": why, "server": SERVER})


def jobs() -> Jobs:
    """The jobs of this server."""
    store = run_store()
    return _jobs(store.location)


@st.cache_resource(max_entries=2, show_spinner=False)
def _jobs(location: str) -> Jobs:
    del location  # tells one store from another
    return Jobs(run_store(), executor())


@st.cache_resource(max_entries=1, show_spinner=False)
def executor() -> Executor:
    """The workers of this server, started with the first task."""
    return LocalProcesses(workers(), nice=_POLITE)
