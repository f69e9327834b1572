"""Every kind of stored file, damaged in every way, is named, made anew, and costs nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.experiment.library import requests, saved_comparisons
from sim.experiment.library.cleaning import clean
from sim.experiment.library.lookup import all_entries, damaged_in, lookup
from sim.experiment.library.records import record_path
from sim.experiment.library.requests import Request
from sim.experiment.library.saved_comparisons import RunsGoneError, SavedComparison
from sim.experiment.store.run_store import (
    MissingScenarioError,
    RunStore,
    path_of,
    scenario_path,
    text_path,
)
from sim.experiment.work.replicate import Run
from tests.experiment.library.damage import (
    Damage,
    a_folder_in_its_place,
    every_damage,
    in_another_encoding,
    noise,
    unreadable,
)
from tests.experiment.library.test_saved_comparisons import made
from tests.experiment.runs import CLUSTERS, SMALL

TEXT = "# Agreed in May\n" + "title: Clusters\n" * 9
RUN = path_of(Run(CLUSTERS, 1, 2).key)
RECORDS = {
    "comparison": lambda done, _: record_path("comparisons", done.id),
    "request": lambda _, asked: record_path("requests", asked.id),
}
REST = {
    "run": lambda *_: RUN,
    "scenario": lambda done, _: scenario_path(done.scenarios[1]),
}
Where = Callable[[SavedComparison, Request], str]
every_kind = pytest.mark.parametrize("where", (RECORDS | REST).values(), ids=RECORDS | REST)
every_record = pytest.mark.parametrize("where", RECORDS.values(), ids=RECORDS)


def ask(store: RunStore) -> tuple[SavedComparison, Request]:
    """A comparison that is made, with the text of its plan, and another one asked for."""
    _, done = made(store)
    store.keep_text(done.scenarios[1], TEXT)
    asked = requests.request(store, SMALL, CLUSTERS, seed=3, at_most=4)
    requests.keep(store, asked)
    return done, asked


def told(location: Path, done: SavedComparison) -> str:
    """What whoever lists the store and opens the comparison is told of damage."""
    said: list[str] = []
    store = RunStore(location, said.append)
    said += [f"{each.path}: {each.why}" for each in damaged_in(all_entries(store))]
    try:
        saved_comparisons.reopen(store, done)
        store.text(done.scenarios[1])
    except (RunsGoneError, MissingScenarioError) as error:
        said.append(str(error))
    return "\n".join(said)


def contents(location: Path, but: str) -> dict[str, bytes]:
    """All files but one, and what is in them; the time that a record bears is another matter."""
    found = {str(each.relative_to(location)): each for each in location.rglob("*")}
    return {
        path: b"" if path.startswith(("comparisons", "requests")) else file.read_bytes()
        for path, file in found.items()
        if file.is_file() and not path.startswith(("aside", but))
    }


@every_kind
@every_damage
def test_damage_is_named_and_mended_by_asking_again_and_nothing_else_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: Where, damage: Damage
) -> None:
    store = RunStore(tmp_path, lambda _: None)
    done, asked = ask(store)
    path = where(done, asked)
    assert told(tmp_path, done) == ""
    before = contents(tmp_path, path)
    damage(tmp_path / path, monkeypatch)
    assert path in told(tmp_path, done)
    assert clean(store).files == 0
    assert contents(tmp_path, path) == before
    ask(store)
    assert told(tmp_path, done) == ""
    assert (tmp_path / path).is_file()
    assert contents(tmp_path, path) == before
    aside = [each.read_text() for each in tmp_path.glob("aside/*/*")]
    assert aside == (["kept"] if damage is a_folder_in_its_place else [])


@pytest.mark.parametrize("damage", [noise, in_another_encoding, a_folder_in_its_place, unreadable])
def test_a_text_that_cannot_be_read_is_named_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Damage
) -> None:
    store = RunStore(tmp_path)
    done, _ = ask(store)
    path = text_path(done.scenarios[1])
    damage(tmp_path / path, monkeypatch)
    assert path in told(tmp_path, done)
    ask(store)
    assert store.text(done.scenarios[1]) == TEXT


@every_record
@every_damage
def test_nothing_is_cleaned_away_that_a_damaged_record_may_need_unless_all_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: Where, damage: Damage
) -> None:
    store = RunStore(tmp_path)
    done, asked = ask(store)
    needless = [path_of(Run(CLUSTERS, 9, 9).key), scenario_path("0123-4567")]
    for path in needless:
        store.files.write(path, b"")
    damage(tmp_path / where(done, asked), monkeypatch)
    before = contents(tmp_path, "no such")
    gone = clean(store)
    assert [each.path for each in gone.damaged] == [where(done, asked)]
    assert contents(tmp_path, "no such") == before
    ask(store)
    assert clean(store).files == len(needless)
    damage(tmp_path / where(done, asked), monkeypatch)
    assert clean(store, everything=True).damaged == ()
    assert all_entries(store) == []


def test_a_record_under_the_name_of_another_is_damaged(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    done, _ = ask(store)
    store.files.write(record_path("comparisons", "0123"), done.model_dump_json().encode())
    (damaged,) = lookup(store, "0123").damaged
    assert done.id in damaged.why
    assert saved_comparisons.all_saved(store) == [done]


def test_a_folder_of_records_that_cannot_be_listed_lets_nothing_be_cleaned_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = RunStore(tmp_path)
    ask(store)
    listed = store.files.names

    def names(folder: str) -> tuple[str, ...]:
        if folder == "comparisons":
            raise PermissionError(13, "Permission denied", folder)
        return listed(folder)

    monkeypatch.setattr(store.files, "names", names)
    before = store.files.list()
    assert [each.path for each in clean(store).damaged] == ["comparisons"]
    assert store.files.list() == before
