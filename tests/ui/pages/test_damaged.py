"""What is damaged in the store is named on the pages, and made anew by asking again."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st

from sim.experiment.library.saved_comparisons import SavedComparison, all_saved
from sim.experiment.store.run_store import RunStore, scenario_path, text_path
from sim.ui.server import named_scenarios
from tests.experiment.library.damage import Damage, every_damage
from tests.ui.conftest import ANSWERED, PROPOSED, Open, said, until_done

MINE = PROPOSED.replace("title: Bigger", "title: Mine")


@pytest.fixture
def record(kept: Path) -> SavedComparison:
    """The comparison that the store has."""
    (found,) = all_saved(RunStore(kept))
    return found


def lose(path: str) -> None:
    """Cut a stored file off, and forget what was read of it."""
    store = RunStore()
    file = Path(store.location) / path
    file.write_bytes(file.read_bytes()[:50])
    st.cache_data.clear()
    st.cache_resource.clear()


def plainly(text: str) -> str:
    return text.replace("\\", "")


@pytest.mark.parametrize("folder", ["comparisons", "requests"])
def test_a_damaged_record_is_listed_with_its_path_and_can_be_deleted(
    opened: Open, record: SavedComparison, folder: str
) -> None:
    path = f"{folder}/{record.id}.json"
    RunStore().files.write(path, b"{")
    app = opened("runs")
    assert f"{RunStore().location}/{path} is damaged" in plainly(said(app))
    app.button(key=f"delete {path}").click().run()
    assert not app.exception
    assert "is damaged" not in said(app)
    assert path not in RunStore().files.list()


@pytest.mark.parametrize("page", ["compare", "plan", "handoffs", "journey"])
def test_a_link_to_a_damaged_record_names_it(
    opened: Open, record: SavedComparison, page: str
) -> None:
    lose(f"comparisons/{record.id}.json")
    app = until_done(opened(page, run=record.id))
    assert not app.exception
    assert f"comparisons/{record.id}.json is damaged" in plainly(said(app))


def test_a_damaged_record_is_made_again_by_its_comparison(
    opened: Open, record: SavedComparison
) -> None:
    lose(f"comparisons/{record.id}.json")
    assert ANSWERED in said(until_done(opened("compare")))
    (again,) = all_saved(RunStore())
    assert again.model_copy(update={"when": record.when}) == record


def test_a_lost_run_is_named_and_made_again_by_its_comparison(
    opened: Open, record: SavedComparison
) -> None:
    path = next(iter(RunStore().files.list("runs")))
    lose(path)
    assert path in plainly(said(opened("compare", run=record.id)))
    assert ANSWERED in said(until_done(opened("compare")))
    assert ANSWERED in said(opened("compare", run=record.id))


def test_a_damaged_scenario_is_named_and_made_again_by_its_comparison(
    opened: Open, record: SavedComparison
) -> None:
    path = scenario_path(record.scenarios[1])
    lose(path)
    assert path in plainly(said(opened("compare", run=record.id)))
    assert ANSWERED in said(until_done(opened("compare")))
    assert ANSWERED in said(opened("compare", run=record.id))


@every_damage
def test_a_damaged_text_of_a_plan_is_named(
    opened: Open, record: SavedComparison, damage: Damage, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = text_path(record.scenarios[1])
    RunStore().keep_text(record.scenarios[1], PROPOSED)
    damage(Path(RunStore().location) / path, monkeypatch)
    app = opened("plan", run=record.id)
    assert not app.exception
    assert path in plainly(said(app))
    assert app.text_area[0].value == "Bigger"


@pytest.mark.usefixtures("small_store")
@every_damage
def test_a_damaged_plan_is_named_and_written_anew_by_saving_it_again(
    opened: Open, damage: Damage, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = named_scenarios.save(MINE)
    path = f"{named_scenarios.SAVED}/{plan.name}.yaml"
    damage(Path(RunStore().location) / path, monkeypatch)
    assert plan.name not in named_scenarios.by_name()
    app = opened("runs")
    assert f"{path} is damaged" in plainly(said(app))
    named_scenarios.save(MINE)
    assert named_scenarios.by_name()[plan.name] == plan
    assert named_scenarios.damaged() == []
    assert "is damaged" not in said(app.run())
