"""Cleaning deletes what nobody needs, and nothing that a comparison made or asked for does."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.experiment.comparison import compare
from sim.experiment.library import requests, saved_comparisons
from sim.experiment.library.cleaning import clean
from sim.experiment.library.lookup import lookup
from sim.experiment.library.records import Damaged
from sim.experiment.library.requests import Request, Status
from sim.experiment.running import run_experiment
from sim.experiment.store.run_store import RunStore, path_of
from sim.experiment.work.replicate import Run
from tests.experiment.library.test_saved_comparisons import made
from tests.experiment.runs import CLUSTERS, SMALL, Invented
from tests.scenario.files import small


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path)


def test_cleaning_keeps_what_saved_comparisons_need(store: RunStore, tmp_path: Path) -> None:
    _, record = made(store)
    run_experiment((SMALL,), 1, 6, Invented(), store=store)
    run_experiment((SMALL,), 2, 1, Invented(), store=store)
    (tmp_path / path_of(Run(SMALL, 1, 0).key).replace("parquet", "parquet.1-ab.part")).write_text(
        ""
    )
    (tmp_path / "notes.txt").write_text("not ours")
    store.keep_text(record.scenarios[1], "title: ours")
    store.keep_text(store.keep_scenario(small("title: Forgotten")), "title: Forgotten")
    gone = clean(store)
    assert gone.files == 6
    assert gone.bytes > 1_000
    assert compare(saved_comparisons.reopen(store, record)).pairs == 4
    assert store.text(record.scenarios[1]) == "title: ours"
    everything = clean(store, everything=True)
    assert everything.files == 12
    assert list(store.files.list()) == ["notes.txt"]


def asked(store: RunStore, state: Status) -> Request:
    """A comparison that was asked for, of which some runs are there."""
    asked = requests.request(store, SMALL, CLUSTERS, seed=3, at_most=4)
    requests.keep(store, asked.model_copy(update={"state": state}))
    run_experiment((SMALL, CLUSTERS), 3, 3, Invented(), store=store)
    return asked


def test_what_is_being_worked_out_loses_nothing(store: RunStore) -> None:
    asked(store, Status.SUBMITTED)
    before = store.files.list()
    assert clean(store).files == 0
    assert store.files.list() == before


@pytest.mark.parametrize("state", [Status.CANCELLED, Status.FAILED])
def test_what_was_stopped_can_be_carried_on(store: RunStore, state: Status) -> None:
    request = asked(store, state)
    assert clean(store).files == 6, "its runs, which can be made again"
    assert [store.scenario(name) for name in request.scenarios] == [SMALL, CLUSTERS]
    assert lookup(store, request.id).request is not None
    assert clean(store, everything=True).files == 3
    assert requests.open_requests(store) == []


def test_what_is_being_written_stays_only_where_somebody_writes_it(
    store: RunStore, tmp_path: Path
) -> None:
    request = asked(store, Status.SUBMITTED)
    begun = tmp_path / path_of(Run(CLUSTERS, 3, 3).key).replace("parquet", "parquet.7-cd.part")
    begun.write_text("half")
    assert clean(store).files == 0
    requests.keep(store, request.model_copy(update={"state": Status.CANCELLED}))
    assert clean(store).files == 7
    assert not begun.exists()


def test_a_comparison_that_ends_meanwhile_loses_nothing(
    store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(store, Status.SUBMITTED)

    def looked_at(_: RunStore) -> list[Request | Damaged]:
        found = requests.all_requests(store)
        done = run_experiment((SMALL, CLUSTERS), 3, 3, Invented(), store=store)
        saved_comparisons.save(store, done, compare(done))
        requests.forget(store, request.id)
        return found

    monkeypatch.setattr("sim.experiment.library.lookup.all_requests", looked_at)
    assert clean(store).files == 0
    (record,) = saved_comparisons.all_saved(store)
    assert compare(saved_comparisons.reopen(store, record)).pairs == 3
