"""The page of what would change the answer: it asks before it runs, and then shows what is kept."""

from pathlib import Path

import pytest

from sim.experiment.comparison import compare
from sim.experiment.library.saved_comparisons import save
from sim.experiment.running import run_experiment
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.pool import Serial
from sim.experiment.worlds.worlds import Worlds
from sim.scenario.file.loading import load_scenario
from sim.ui.results import why_parts
from sim.ui.server.settings import scenarios_folder
from tests.ui.conftest import Open, said


def saved(folder: Path, in_worlds: bool) -> str:
    """A comparison in the store, by its id."""
    names = ("current", "proposed")
    pair = tuple(load_scenario(scenarios_folder() / f"{name}.yaml") for name in names)
    store = RunStore(folder)
    worlds = Worlds(pair, None) if in_worlds else None
    done = run_experiment(pair, 2013, 4, Serial(), store=store, worlds=worlds)
    return save(store, done, compare(done)).id


def test_it_asks_before_it_runs_and_then_shows_the_choices(
    opened: Open, small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(why_parts, "executor", Serial)
    identity = saved(small_store, in_worlds=True)
    app = opened("why", run=identity)
    assert not app.exception
    assert "What to find out first" in said(app)
    assert "The answer under each choice" not in said(app)
    next(each for each in app.button if each.label == "Run it").click().run()
    assert not app.exception
    assert "The answer under each choice" in said(app)
    assert "Run it" not in [each.label for each in app.button]
    assert "The answer under each choice" in said(opened("why", run=identity))


def test_with_inputs_as_planned_it_says_what_to_do(opened: Open, small_store: Path) -> None:
    app = opened("why", run=saved(small_store, in_worlds=False))
    assert not app.exception
    assert "Compare over plausible worlds" in said(app)


@pytest.mark.usefixtures("small_store")
def test_before_a_run_it_says_that_it_follows(opened: Open) -> None:
    app = opened("why")
    assert not app.exception
    assert "follows once the comparison has been run" in said(app)
