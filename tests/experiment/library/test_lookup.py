"""An id is looked up once, and says what became of its question, whatever happens meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.experiment.library import lookup as module
from sim.experiment.library import requests
from sim.experiment.library.lookup import Entry, all_entries, damaged_in, lookup
from sim.experiment.library.requests import Request, Status
from sim.experiment.store.run_store import RunStore
from tests.experiment.library.test_saved_comparisons import made
from tests.experiment.runs import CLUSTERS, SMALL


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path)


def asked(store: RunStore, seed: int = 1, state: Status = Status.SUBMITTED) -> Request:
    """A request, of the question that `made` answers if the seed is 1."""
    question = requests.request(store, SMALL, CLUSTERS, seed, at_most=4)
    request = question.model_copy(update={"state": state})
    requests.keep(store, request)
    return request


@pytest.mark.parametrize("state", [Status.SUBMITTED, Status.CANCELLED, Status.FAILED])
def test_a_question_that_is_asked_has_the_status_of_its_request(
    store: RunStore, state: Status
) -> None:
    request = asked(store, state=state)
    entry = lookup(store, request.id)
    assert entry == Entry(request, None)
    assert (entry.status, entry.question) == (state, request)


def test_a_question_that_is_answered_has_its_comparison(store: RunStore) -> None:
    _, record = made(store)
    entry = lookup(store, record.id)
    assert entry == Entry(None, record)
    assert (entry.status, entry.question) == (Status.ANSWERED, record)


def test_one_that_is_taken_further_has_both(store: RunStore) -> None:
    _, record = made(store)
    request = asked(store)
    assert request.id == record.id
    entry = lookup(store, record.id)
    assert entry == Entry(request, record)
    assert (entry.status, entry.question) == (Status.SUBMITTED, request)


@pytest.mark.parametrize("words", ["", "0" * 12, "../../etc", "a" * 65, "07ae?", "*"])
def test_whatever_else_an_address_says_is_gone(store: RunStore, words: str) -> None:
    made(store)
    entry = lookup(store, words)
    assert (entry.status, entry.question) == (Status.GONE, None)


def test_what_is_no_record_is_damaged(store: RunStore) -> None:
    paths = ["requests/broken.json", "comparisons/broken.json"]
    for path in paths:
        store.files.write(path, b"{}")
    entry = lookup(store, "broken")
    assert (entry.status, entry.question) == (Status.DAMAGED, None)
    assert [each.path for each in damaged_in(all_entries(store))] == paths
    assert all_entries(store) == [entry]


def test_what_is_damaged_hides_nothing_that_is_whole(store: RunStore) -> None:
    _, record = made(store)
    store.files.write(f"requests/{record.id}.json", b"")
    entry = lookup(store, record.id)
    assert (entry.status, entry.question) == (Status.ANSWERED, record)
    assert len(entry.damaged) == 1


def test_one_that_is_answered_between_the_two_looks_is_not_lost(
    store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(store)

    def answered(*_: object) -> None:
        made(store)
        requests.forget(store, request.id)

    monkeypatch.setattr(module, "find_request", answered)
    assert lookup(store, request.id).status is Status.ANSWERED


def test_all_questions_are_listed_once_those_not_done_first(store: RunStore) -> None:
    _, record = made(store)
    further, other = asked(store), asked(store, seed=2)
    entries = all_entries(store)
    assert {entry.question for entry in entries} == {further, other}
    made(store, a=CLUSTERS)
    *entries, last = all_entries(store)
    assert Entry(further, record) in entries
    assert (len(entries), last.status) == (2, Status.ANSWERED)
