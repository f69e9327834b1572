"""Cleaning: which files of a store nobody needs any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.experiment.library.requests import REQUESTS, Request, State, open_requests
from sim.experiment.library.saved_comparisons import COMPARISONS, Saved, comparison_path, saved
from sim.experiment.store.run_store import RUNS, SCENARIOS, RunStore, scenario_path, text_path
from sim.experiment.work.engine_version import engine_version


@dataclass(frozen=True)
class Cleaned:
    """What was deleted."""

    files: int
    bytes: int


def clean(store: RunStore, everything: bool = False) -> Cleaned:
    """Delete what neither a saved comparison nor one that was asked for needs, or everything.

    Args:
        store: the store.
        everything: whether these comparisons and what they need go too; plans saved by name stay.
    """
    parts = (RUNS, SCENARIOS, COMPARISONS, *([REQUESTS] if everything else []))
    files = {path: size for part in parts for path, size in store.folder.list(part).items()}
    needed, in_work = set[str](), set[str]()
    if not everything:
        # In this order: one that ends between the two looks has been saved.
        asked = open_requests(store)
        in_work = {path for each in asked for path in _in_work(each)}
        needed = {*in_work, *(path for each in asked for path in _scenarios(each)), *_saved(store)}
    gone = [path for path in files if path not in needed and _becomes(path) not in in_work]
    store.folder.delete(gone)
    return Cleaned(len(gone), sum(files[path] for path in gone))


def _becomes(path: str) -> str:
    """What a file that is being written will be called."""
    return path.rsplit(".", 2)[0] if path.endswith(".part") else path


def _in_work(asked: Request) -> Iterator[str]:
    """The runs of a comparison that is being worked out; one that was stopped has none."""
    if asked.state is State.SUBMITTED:
        contents = tuple(name.rpartition("-")[0] for name in asked.scenarios)
        yield from _runs(engine_version(), contents, asked.seed, asked.at_most)


def _saved(store: RunStore) -> Iterator[str]:
    for record in saved(store):
        yield comparison_path(record.id)
        yield from _scenarios(record)
        yield from _runs(record.engine, record.contents, record.seed, record.asked)


def _scenarios(of: Saved | Request) -> Iterator[str]:
    for name in of.scenarios:
        yield from (scenario_path(name), text_path(name))


def _runs(engine: str, contents: tuple[str, ...], seed: int, most: int) -> Iterator[str]:
    for content in contents:
        for number in range(most):
            yield f"{RUNS}/{engine}/{content}/{seed}/{number:06}.parquet"
