"""Cleaning: which files of a store nobody needs any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.experiment.engine import engine_version
from sim.experiment.requests import REQUESTS, Request, State, open_requests
from sim.experiment.saved import COMPARISONS, Saved, comparison_path, saved
from sim.experiment.store import RUNS, SCENARIOS, RunStore, scenario_path, text_path


@dataclass(frozen=True)
class Cleaned:
    """What was deleted."""

    files: int
    bytes: int


def clean(store: RunStore, everything: bool = False) -> Cleaned:
    """Delete what neither a saved comparison nor one that was asked for needs, or everything.

    Args:
        store: the store.
        everything: whether these and what they need go too; plans saved by name stay.
    """
    parts = (RUNS, SCENARIOS, COMPARISONS, *([REQUESTS] if everything else []))
    files = {path: size for part in parts for path, size in store.folder.list(part).items()}
    needed = set() if everything else set(_needed(store))
    gone = [path for path in files if path not in needed]
    store.folder.delete(gone)
    return Cleaned(len(gone), sum(files[path] for path in gone))


def _needed(store: RunStore) -> Iterator[str]:
    for record in saved(store):
        yield comparison_path(record.id)
        yield from _scenarios(record)
        yield from _runs(record.engine, record.contents, record.seed, record.asked)
    for asked in open_requests(store):
        # Whoever carries on one that was stopped needs its scenarios.
        yield from _scenarios(asked)
        if asked.state is State.SUBMITTED:
            contents = tuple(name.rpartition("-")[0] for name in asked.scenarios)
            yield from _runs(engine_version(), contents, asked.seed, asked.at_most)


def _scenarios(of: Saved | Request) -> Iterator[str]:
    for name in of.scenarios:
        yield from (scenario_path(name), text_path(name))


def _runs(engine: str, contents: tuple[str, ...], seed: int, most: int) -> Iterator[str]:
    for content in contents:
        for number in range(most):
            yield f"{RUNS}/{engine}/{content}/{seed}/{number:06}.parquet"
