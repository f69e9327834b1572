"""Cleaning: which files of a store nobody needs any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath

from sim.experiment.library.lookup import Entry, all_entries, damaged_in
from sim.experiment.library.records import Damaged, record_path
from sim.experiment.library.requests import REQUESTS, Status
from sim.experiment.library.saved_comparisons import COMPARISONS
from sim.experiment.store.run_store import (
    RUNS,
    SCENARIOS,
    VALUES,
    RunStore,
    path_of,
    scenario_path,
    text_path,
)
from sim.experiment.work.engine_version import engine_version
from sim.experiment.work.replicate import run_keys


@dataclass(frozen=True)
class Cleaned:
    """What was deleted.

    Attributes:
        files: how many files.
        bytes: their size.
        damaged: the records that cannot be read, if it is for them that nothing was deleted.
    """

    files: int
    bytes: int
    damaged: tuple[Damaged, ...] = ()


def clean(store: RunStore, everything: bool = False) -> Cleaned:
    """Delete what neither a saved comparison nor one that was asked for needs, or everything.

    Nobody knows what a damaged record needs: as long as there is one, nothing goes but everything.

    Args:
        store: the store.
        everything: whether these comparisons and what they need go too; plans saved by name stay.
    """
    parts = (RUNS, SCENARIOS, VALUES, COMPARISONS, *([REQUESTS] if everything else []))
    files = {path: size for part in parts for path, size in store.files.list(part).items()}
    entries = all_entries(store)
    damaged = damaged_in(entries)
    if everything:
        files = {each.path: 0 for each in damaged} | files
        entries = []
    elif damaged:
        return Cleaned(0, 0, tuple(damaged))
    in_work = {path for each in entries for path in _in_work(each)}
    needed = {*in_work, *(path for each in entries for path in _needed(each))}
    gone = [
        path
        for path in files
        if needed.isdisjoint(_with_folders(path)) and _becomes(path) not in in_work
    ]
    store.files.delete(gone)
    return Cleaned(len(gone), sum(files[path] for path in gone))


def _with_folders(path: str) -> list[str]:
    """A path and the folders it is in: one of them may stand in the place of a file."""
    return [path, *map(str, PurePosixPath(path).parents)]


def _becomes(path: str) -> str:
    """What a file that is being written will be called."""
    return path.rsplit(".", 2)[0] if path.endswith(".part") else path


def _in_work(entry: Entry) -> Iterator[str]:
    """The runs of a comparison that is being worked out; one that was stopped has none."""
    asked = entry.request
    if asked is not None and asked.state is Status.SUBMITTED:
        keys = run_keys(engine_version(), asked.contents, asked.seed, asked.at_most)
        yield from map(path_of, chain(*keys))


def _needed(entry: Entry) -> Iterator[str]:
    """The scenarios of a question, and the record and the runs of its answer."""
    for each in (entry.request, entry.comparison):
        for name in each.scenarios if each is not None else ():
            yield from (scenario_path(name), text_path(name))
    if (done := entry.comparison) is not None:
        yield record_path(COMPARISONS, done.id)
        keys = run_keys(done.engine, done.contents, done.seed, done.asked)
        yield from map(path_of, chain(*keys))
