"""Evidence: where the numbers come from, and reported figures held against the runs there are."""

import numpy as np
import pytest
from streamlit.testing.v1.element_tree import ButtonGroup

from sim.experiment.library.kept_worlds import keep_worlds
from sim.experiment.matching.space import space_of
from sim.experiment.store.run_store import RunStore
from sim.experiment.worlds.world_table import WorldTable, doubts, identity_of
from sim.scenario.file.loading import load_scenario
from sim.scenario.scenario import Scenario
from sim.ui.server.settings import scenarios_folder
from tests.ui.conftest import Open, said, unfolded

REPORT, TAUGHT = "Held against the report", "What the figures taught"
REPORTED = """\
version: 1
title: Reported
figures:
  - {measure: contacts_a_month, title: Contacts, reported: 60, low: 40, high: 80,
    unit: children a month, grade: A, source: made up, kind: input}
"""


@pytest.mark.usefixtures("kept")
def test_evidence_lists_every_number_and_can_be_narrowed(opened: Open) -> None:
    app = opened("evidence")
    assert not app.exception
    every = len(app.table[0].value)
    app.selectbox(key="about").set_value("workforce").run()
    assert 0 < len(app.table[0].value) < every
    assert "Whether children are safer" in said(unfolded(app, "evidence", "What it cannot say"))
    assert "Margin" in said(unfolded(app, "evidence", "Glossary"))


@pytest.mark.usefixtures("kept")
def test_reported_figures_are_held_against_the_runs_there_are(
    opened: Open,
) -> None:
    (scenarios_folder() / "reported-small.yaml").write_text(REPORTED)
    app = unfolded(opened("evidence"), "evidence", REPORT)
    assert "held against Reported" in said(app)
    [table] = [each.value for each in app.table if "What it is" in each.value]
    assert list(table["What it is"]) == ["an input"]


@pytest.mark.usefixtures("kept")
def test_figures_of_two_reports_are_both_held_against_the_runs(opened: Open) -> None:
    for name in ("One", "Other"):
        text = REPORTED.replace("Reported", name)
        (scenarios_folder() / f"reported-{name}.yaml").write_text(text)
    app = unfolded(opened("evidence"), "evidence", REPORT)
    assert not app.exception
    assert all(f"held against {name}" in said(app) for name in ("One", "Other"))


@pytest.mark.usefixtures("kept")
def test_figures_about_another_kind_of_service_are_passed_over(opened: Open) -> None:
    text = REPORTED.replace("contacts_a_month", "core_in_time").replace("Reported", "Cores")
    (scenarios_folder() / "reported-cores.yaml").write_text(text)
    app = unfolded(opened("evidence"), "evidence", REPORT)
    assert "has nothing to hold against Cores." in said(app)
    assert "held against Cores" not in said(app)


@pytest.mark.usefixtures("small_store")
def test_without_runs_evidence_says_where_they_come_from(opened: Open) -> None:
    (scenarios_folder() / "reported-small.yaml").write_text(REPORTED)
    (scenarios_folder() / "reported-broken.yaml").write_text("version: 1")
    app = unfolded(opened("evidence"), "evidence", REPORT)
    assert "open Compare first" in said(app)


@pytest.mark.usefixtures("kept")
def test_a_reported_figure_that_no_run_has_is_told(opened: Open) -> None:
    text = REPORTED.replace("contacts_a_month", "core_in_tim")
    (scenarios_folder() / "reported-small.yaml").write_text(text)
    app = unfolded(opened("evidence"), "evidence", REPORT)
    assert "core\\_in\\_tim" in said(app)


@pytest.mark.usefixtures("kept")
def test_evidence_can_be_narrowed_to_a_grade(opened: Open) -> None:
    app = opened("evidence")
    grades = app.get("button_group")[0]
    assert isinstance(grades, ButtonGroup)
    grades.set_value(["assumption"])
    table = app.run().table[0].value
    assert set(table["Grade"]) == {"assumption"}


@pytest.mark.usefixtures("kept")
def test_what_the_figures_taught_is_told_of_worlds_that_are_kept(opened: Open) -> None:
    app = unfolded(opened("evidence"), "evidence", TAUGHT)
    assert "No worlds are kept that reproduce" in said(app)
    scenario = load_scenario(scenarios_folder() / "current.yaml")
    table = narrowed(scenario, worlds=40)
    keep_worlds(RunStore(), table)
    app = app.run()
    assert not app.exception
    assert "speak to 1 of" in said(app)
    assert any("nine worlds in ten" in chart.proto.alt for chart in app.get("vega_lite_chart"))


def narrowed(scenario: Scenario, worlds: int) -> WorldTable:
    """Worlds in which the first doubtful input has the lower half of its range, and no other is."""
    space = space_of(scenario)
    values = space.spread(worlds, np.random.default_rng(1))
    values[:, 0] = space.low[0] + (values[:, 0] - space.low[0]) / 3
    return WorldTable(
        made_for=identity_of(scenario), title=scenario.title, figures="Reported", seed=1, runs=9,
        names=tuple(each.name for each in doubts(scenario)), values=values,
        reported=("Contacts",), reproduced=np.full((worlds, 1), 60.0),
    )  # fmt: skip
