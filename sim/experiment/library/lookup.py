"""The lookup: what the library has of a question, answered or not, by its id.

A comparison is saved before its request is forgotten. Requests are therefore looked up first: a
question that is answered meanwhile is then found twice, and never not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.experiment.library.records import Damaged
from sim.experiment.library.requests import Request, Status, all_requests, find_request
from sim.experiment.library.saved_comparisons import SavedComparison, all_comparisons, find_saved
from sim.experiment.store.run_store import RunStore


@dataclass(frozen=True)
class Entry:
    """What the library has of a question.

    Attributes:
        request: it was asked for and is not done; none if nobody asks, or it is done.
        comparison: its answer; beside a request the one before, with fewer pairs.
        damaged: what there is of either and cannot be read.
    """

    request: Request | None = None
    comparison: SavedComparison | None = None
    damaged: tuple[Damaged, ...] = ()

    @property
    def status(self) -> Status:
        """What became of the question; that of the request if there is one."""
        if self.request is not None:
            return self.request.state
        if self.comparison is not None:
            return Status.ANSWERED
        return Status.DAMAGED if self.damaged else Status.GONE

    @property
    def question(self) -> Request | SavedComparison | None:
        """Whichever says what was asked; none if it is gone or damaged."""
        return self.request or self.comparison


def lookup(store: RunStore, identity: str) -> Entry:
    """What there is of the question of an id, which may be any words from an address."""
    if not (identity.isalnum() and len(identity) <= 64):
        return Entry()
    return _entry([find_request(store, identity), find_saved(store, identity)])


def all_entries(store: RunStore) -> list[Entry]:
    """What there is of every question: those not done first, the latest first in each."""
    found: dict[str, list[Request | SavedComparison | Damaged]] = {}
    for each in (*all_requests(store), *all_comparisons(store)):
        found.setdefault(each.id, []).append(each)
    return [_entry(records) for records in found.values()]


def damaged_in(entries: Iterable[Entry]) -> list[Damaged]:
    """All that is damaged in what there is."""
    return [each for entry in entries for each in entry.damaged]


def _entry(records: Iterable[Request | SavedComparison | Damaged | None]) -> Entry:
    """Of the records of one question."""
    request, comparison, damaged = None, None, []
    for record in records:
        match record:
            case Request():
                request = record
            case SavedComparison():
                comparison = record
            case Damaged():
                damaged.append(record)
    return Entry(request, comparison, tuple(damaged))
