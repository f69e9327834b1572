"""Values by world: worked out once, then had from the store, and never from a damaged file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.experiment.store.run_store import VALUES, RunStore
from sim.experiment.studies import values_by_world as module
from sim.experiment.studies.values_by_world import Asked, Values, values_by_world
from sim.experiment.worlds.world import in_world
from sim.experiment.worlds.worlds import Worlds
from tests.experiment.studies.invented_worlds import A, B

WORLDS = Worlds((A, B), None)
NUMBERS = (0, 1, 2, 4)


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the scenarios that were put into a world."""
    titles: list[str] = []
    into: Callable[..., object] = in_world

    def counted(scenario: object, *asked: object) -> object:
        titles.append(getattr(scenario, "title", ""))
        return into(scenario, *asked)

    monkeypatch.setattr(module, "in_world", counted)
    return titles


def asked(store: RunStore | None, numbers: tuple[int, ...] = NUMBERS, seed: int = 1) -> Values:
    """The values, as whoever comes later has them."""
    values_by_world.cache_clear()
    return values_by_world(Asked(WORLDS.identities, seed, numbers, WORLDS, store))


def test_who_comes_later_has_the_same_values_without_working_them_out(
    tmp_path: Path, put: list[str]
) -> None:
    store = RunStore(tmp_path)
    first, alone = asked(store), asked(None)
    assert len(put) == 4 * len(NUMBERS)
    again = asked(store)
    assert len(put) == 4 * len(NUMBERS)
    assert again.inputs == first.inputs == alone.inputs
    assert np.array_equal(again.values, first.values)
    assert np.array_equal(alone.values, first.values)


def test_other_worlds_or_other_luck_are_worked_out(tmp_path: Path, put: list[str]) -> None:
    store = RunStore(tmp_path)
    first = asked(store)
    more, other = asked(store, (*NUMBERS, 5)), asked(store, seed=2)
    assert len(put) == 2 * (len(NUMBERS) + len(NUMBERS) + 1 + len(NUMBERS))
    assert np.array_equal(more.values[:-1], first.values)
    assert not np.array_equal(other.values, first.values)


@pytest.mark.parametrize("damage", [lambda it: it[:-8], lambda it: it[:-1] + b"x", lambda _: b""])
def test_a_damaged_file_is_made_anew(
    tmp_path: Path, put: list[str], damage: Callable[[bytes], bytes]
) -> None:
    store = RunStore(tmp_path)
    first = asked(store)
    [file] = (tmp_path / VALUES).iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert np.array_equal(asked(store).values, first.values)
    assert len(put) == 4 * len(NUMBERS)
    assert file.read_bytes() == whole


def test_a_store_that_cannot_be_written_keeps_nobody_from_the_values(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("no folder")
    assert np.array_equal(asked(RunStore(tmp_path / "a file")).values, asked(None).values)
