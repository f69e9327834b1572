"""The lookup: what the library has of a question, answered or not, by its id.

A comparison is saved before its request is forgotten. Requests are therefore looked up first: a
question that is answered meanwhile is then found twice, and never not at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.experiment.library.requests import Request, Status, find_request, open_requests
from sim.experiment.library.saved_comparisons import SavedComparison, all_saved, find_saved
from sim.experiment.store.run_store import RunStore


@dataclass(frozen=True)
class Entry:
    """What the library has of a question.

    Attributes:
        request: it was asked for and is not done; none if nobody asks, or it is done.
        comparison: its answer; beside a request the one before, with fewer pairs.
    """

    request: Request | None
    comparison: SavedComparison | None

    @property
    def status(self) -> Status:
        """What became of the question; that of the request if there is one."""
        if self.request is not None:
            return self.request.state
        return Status.GONE if self.comparison is None else Status.ANSWERED

    @property
    def question(self) -> Request | SavedComparison | None:
        """Whichever says what was asked; none if it is gone."""
        return self.request or self.comparison


def lookup(store: RunStore, identity: str) -> Entry:
    """What there is of the question of an id, which may be any words from an address."""
    if not (identity.isalnum() and len(identity) <= 64):
        return Entry(None, None)
    request = find_request(store, identity)
    return Entry(request, find_saved(store, identity))


def all_entries(store: RunStore) -> list[Entry]:
    """What there is of every question: those not done first, the latest first in each."""
    requests = {each.id: each for each in open_requests(store)}
    saved = {each.id: each for each in all_saved(store)}
    return [Entry(requests.get(each), saved.get(each)) for each in {**requests, **saved}]
