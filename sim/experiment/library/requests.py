"""Requests: comparisons that were asked for and are not yet made, kept so that none is forgotten.

A request is a small file in the store beside the comparisons. It outlives the browser tab and the
server: whoever opens its link finds it, and a run that was interrupted is taken up again from the
replications that are there.
"""

from __future__ import annotations

import datetime
from enum import StrEnum
from operator import attrgetter

from sim.experiment.library.kept_worlds import PLANNED, inputs_of, keep_worlds
from sim.experiment.library.records import (
    Damaged,
    Identified,
    all_records,
    find_record,
    record_path,
    write_record,
)
from sim.experiment.library.saved_comparisons import contents_of, identity_of
from sim.experiment.statistics.precision import FIRST_LOOK, StoppingRule, UntilSettled
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.engine_version import engine_version
from sim.experiment.worlds.worlds import Worlds
from sim.scenario.scenario import Scenario

REQUESTS = "requests"


class Status(StrEnum):
    """What became of a question, in the words shown; a request has one of the first three."""

    SUBMITTED = "submitted"
    CANCELLED = "cancelled"
    FAILED = "failed"
    ANSWERED = "answered"
    DAMAGED = "damaged"
    """What is left of it cannot be read."""
    GONE = "gone"
    """Nobody asked it, or nothing of it is left."""


class Request(Identified):
    """One comparison asked for.

    It can be taken up from the store alone, so it never is about arrivals given from outside, which
    the store does not keep. Its id is that of the comparison it becomes.
    """

    titles: tuple[str, str]
    scenarios: tuple[str, str]
    """Names of A and B in the store."""
    contents: tuple[str, str]
    """Hashes of what each runs on."""
    inputs: str = PLANNED
    """Where the values of doubtful inputs come from, as `inputs_of` has it."""
    seed: int
    at_most: int
    """Pairs, never more."""
    at_least: int = FIRST_LOOK
    """Pairs, never fewer, as there are so many already."""
    asked: datetime.datetime
    state: Status = Status.SUBMITTED
    why: str = ""
    """Why it failed."""
    server: str = ""
    """The server on which it ended; another one tries again what failed, as it may have failed
    because the first was being stopped."""

    @property
    def rule(self) -> StoppingRule:
        """When there is enough."""
        return UntilSettled(self.at_most, self.at_least)

    def is_of_this_engine(self) -> bool:
        """Whether this server would answer the same question."""
        engine = engine_version()
        return self.id == identity_of(self.scenarios, self.seed, engine, inputs=self.inputs)


def request(
    store: RunStore,
    a: Scenario,
    b: Scenario,
    seed: int,
    at_most: int,
    worlds: Worlds | None = None,
) -> Request:
    """Put a question into words; nothing is simulated yet.

    The scenarios and their worlds are kept in the store, so that the question can be taken up
    without their files.

    Args:
        store: where.
        a: the scenario compared with.
        b: the scenario that is judged.
        seed: identity of the luck.
        at_most: pairs, never more.
        worlds: those of A and B; all inputs as planned if none.
    """
    scenarios = store.keep_scenario(a), store.keep_scenario(b)
    if worlds is not None and worlds.table is not None:
        keep_worlds(store, worlds.table)
    inputs = inputs_of(worlds)
    return Request(
        id=identity_of(scenarios, seed, engine_version(), inputs=inputs),
        contents=contents_of((a, b), worlds),
        inputs=inputs,
        titles=(a.title, b.title),
        scenarios=scenarios,
        seed=seed,
        at_most=at_most,
        asked=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
    )


def keep(store: RunStore, asked: Request) -> None:
    """Keep a request, or renew it."""
    write_record(store, REQUESTS, asked)


def forget(store: RunStore, identity: str) -> None:
    """Forget a request, as the comparison is there or nobody wants it."""
    store.files.delete([record_path(REQUESTS, identity)])


def find_request(store: RunStore, identity: str) -> Request | Damaged | None:
    """The request of an id; none where there is no such."""
    return find_record(store, REQUESTS, identity, Request)


def all_requests(store: RunStore) -> list[Request | Damaged]:
    """All requests, the latest first, then those that cannot be read."""
    return all_records(store, REQUESTS, Request, attrgetter("asked"))


def open_requests(store: RunStore) -> list[Request]:
    """All requests that can be read, the latest first."""
    return [each for each in all_requests(store) if isinstance(each, Request)]
