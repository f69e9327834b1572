"""Load or run: replications from the store where it has them, or else worked out and kept there."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Executor
from itertools import islice

from sim.experiment.store.run_store import RunStore
from sim.experiment.work.replicate import Failure, Replication, Run, replicate
from sim.experiment.work.retries import Done, Failed, with_retries

_LOADED_AT_ONCE = 16
"""Files read together: a cloud answers many as quickly as one."""


def load_or_run(
    runs: Iterable[Run], executor: Executor, store: RunStore | None = None
) -> Generator[Replication | Failure, None, None]:
    """Replications from the store, or else worked out and kept.

    Args:
        runs: the replications wanted; drawn as there is room, so that they may be endless.
        executor: where to work out those that are not there.
        store: where to look first; each result is kept as it comes. A failure never is.

    Yields:
        Each replication, or its failure: not in the order of the runs.
    """
    known = runs if store is None else _loaded(runs, store)
    for ended in with_retries(replicate, known, executor):
        run = ended.task
        if isinstance(ended, Failed):
            yield Failure(run.arm, run.scenario.title, run.number, ended.cause)
            continue
        if store is not None and not ended.result.is_stored:
            store.keep(run.key, ended.result)
        yield ended.result


def _loaded(runs: Iterable[Run], store: RunStore) -> Iterator[Run | Done[Run, Replication]]:
    """What is there already, and what has still to be worked out."""
    source = iter(runs)
    while some := list(islice(source, _LOADED_AT_ONCE)):
        for run, found in zip(some, store.find([run.key for run in some]), strict=True):
            yield run if found is None else Done(run, found)
