"""Tables of worlds are found again, the largest first, and a damaged one is never used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.experiment.library.kept_worlds import (
    RANGES,
    WORLDS,
    WorldsGoneError,
    find_worlds,
    inputs_of,
    keep_worlds,
    worlds_by,
    worlds_of,
)
from sim.experiment.store.run_store import RunStore
from sim.experiment.worlds.world_table import WorldTable, written
from tests.experiment.library.damage import Damage, every_damage
from tests.experiment.runs import CLUSTERS, SMALL
from tests.experiment.worlds.test_worlds import OWN, table

pytestmark = pytest.mark.integration

BOTH = (SMALL, CLUSTERS)


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path)


def kept(store: RunStore, made: WorldTable) -> Path:
    keep_worlds(store, made)
    return Path(store.location) / WORLDS / f"{made.identity}.worlds.csv"


def test_a_table_is_found_for_the_scenario_it_was_made_for_and_no_other(store: RunStore) -> None:
    kept(store, table(CLUSTERS))
    found = worlds_of(BOTH, store)
    assert found.table is not None
    assert (found.table.identity, found.base) == (table(CLUSTERS).identity, 1)
    assert worlds_of((SMALL, OWN), store).table is None


def test_of_two_tables_the_larger_is_used(store: RunStore) -> None:
    for worlds in (5, 9, 7):
        kept(store, table(SMALL, worlds))
    found = worlds_of(BOTH, store).table
    assert found is not None
    assert len(found) == 9


def test_what_stands_for_the_worlds_of_a_question_brings_them_back(store: RunStore) -> None:
    kept(store, table(SMALL))
    found = worlds_of(BOTH, store)
    again = worlds_by(store, BOTH, inputs_of(found))
    assert again is not None
    assert again.table is not None
    assert written(again.table) == written(table(SMALL))
    assert worlds_by(store, BOTH, inputs_of(None)) is None
    drawn = worlds_by(store, BOTH, RANGES)
    assert drawn is not None
    assert drawn.table is None
    with pytest.raises(WorldsGoneError, match="another scenario"):
        worlds_by(store, (OWN,), inputs_of(found))


@every_damage
def test_a_damaged_table_is_gone_and_ranges_are_drawn_from(
    store: RunStore, damage: Damage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = table(SMALL)
    damage(kept(store, made), monkeypatch)
    assert worlds_of(BOTH, store).table is None
    with pytest.raises(WorldsGoneError, match="missing or damaged"):
        find_worlds(store, made.identity)


@every_damage
def test_beside_a_damaged_table_a_whole_one_is_used(
    store: RunStore, damage: Damage, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(store, table(SMALL, 5))
    damage(kept(store, table(SMALL, 9)), monkeypatch)
    found = worlds_of(BOTH, store).table
    assert found is not None
    assert len(found) == 5


def test_a_table_with_a_value_changed_is_not_the_one_it_was(store: RunStore) -> None:
    made = table(SMALL)
    file = kept(store, made)
    file.write_text(written(replace(made, values=made.values + 0.001)))
    with pytest.raises(WorldsGoneError):
        find_worlds(store, made.identity)


def test_a_table_that_is_no_text_is_passed_over(
    store: RunStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "mine.worlds.csv").write_bytes(b"\xff\xfe")
    monkeypatch.chdir(tmp_path)
    kept(store, table(SMALL, 5))
    found = worlds_of(BOTH, store).table
    assert found is not None
    assert len(found) == 5


def test_where_the_store_cannot_be_read_ranges_are_drawn_from(
    store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_folder: str) -> list[str]:
        raise OSError("gone")

    kept(store, table(SMALL))
    monkeypatch.setattr(store.files, "names", fails)
    assert worlds_of(BOTH, store).table is None
