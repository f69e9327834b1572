"""The app on two small scenarios, a store of its own, and no process but this one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from sim.experiment.comparison import compare
from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.library.saved_comparisons import save
from sim.experiment.running import run_experiment
from sim.experiment.statistics.precision import UntilSettled
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.pool import Serial
from sim.scenario.file.loading import load_scenario
from sim.ui.results import event_logs
from sim.ui.server import jobs
from sim.ui.server.shell import page
from tests.conftest import TESTS

APP = TESTS.parent / "app.py"
SMALL = (TESTS / "scenarios" / "small.yaml").read_text()
PROPOSED = """\
version: 1
extends: current.yaml
title: Bigger
description: One more worker in the South.

structure:
  teams:
    South Families: # the smaller place
      posts:
        - {role: team manager, number: 1}
        - {role: social worker, number: 4, cap: 20}
        - {role: social worker, number: 2, fte: 0.5, cap: 20}
"""
PATIENCE = 180
"""Seconds after which a page is given up: machines that test are often busy."""
Open = Callable[..., AppTest]


@pytest.fixture
def small_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Small scenarios called current and proposed, and an empty store."""
    scenarios = tmp_path / "scenarios"
    scenarios.mkdir()
    (scenarios / "current.yaml").write_text(SMALL)
    (scenarios / "proposed.yaml").write_text(PROPOSED)
    store = tmp_path / "store"
    monkeypatch.setenv("LOCALITY_SCENARIOS", str(scenarios))
    monkeypatch.setenv("LOCALITY_STORE", str(store))
    monkeypatch.setenv("LOCALITY_PAIRS", "2")
    monkeypatch.setattr(jobs, "executor", Serial)
    monkeypatch.setattr(event_logs, "executor", Serial)
    st.cache_data.clear()
    st.cache_resource.clear()
    return store


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the comparison of current and proposed."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "current.yaml").write_text(SMALL)
    (folder / "proposed.yaml").write_text(PROPOSED)
    scenarios = [load_scenario(folder / f"{name}.yaml") for name in ("current", "proposed")]
    store = RunStore(folder / "store")
    worlds = worlds_of((scenarios[0], scenarios[1]), store)
    experiment = run_experiment(
        scenarios, 2013, UntilSettled(2), Serial(), store=store, worlds=worlds
    )
    save(store, experiment, compare(experiment))
    return folder / "store"


@pytest.fixture
def kept(small_store: Path, made: Path) -> Path:
    """The store with that comparison in it, to be changed at will."""
    shutil.copytree(made, small_store)
    return small_store


@pytest.fixture
def opened(small_store: Path) -> Open:
    """Opens a page of the app, as a visit of its own."""
    assert small_store

    def open_(name: str, **query: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=PATIENCE)
        if name != "compare":
            app.switch_page(page(name))
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    return open_


ANSWERED = "What it rests on"
"""Stands below every answer."""


def until_done(app: AppTest) -> AppTest:
    """Run again until no progress is shown."""
    for _ in range(200):
        if not app.progress:
            return app
        app.run()
    raise AssertionError("the run does not end")


def unfolded(app: AppTest, key: str, what: str | bool = True) -> AppTest:
    """The page after a click on a fold, or on a tab among others."""
    app.session_state[key] = what
    return app.run()


def choosing(app: AppTest) -> AppTest:
    """The front page after a click on its button for other scenarios."""
    return unfolded(app, f"other than {app.query_params['run']}")


def said(app: AppTest) -> str:
    """Everything that a page says in words."""
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption]
    parts += [*app.error, *app.warning, *app.info]
    return "\n".join(str(part.value) for part in parts)
