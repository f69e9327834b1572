"""Compare: the answer is there at once, or on its way, and is kept."""

import json
import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sim.experiment.library import lookup
from sim.experiment.library.saved_comparisons import all_saved, rename
from sim.experiment.store.run_store import RunStore
from sim.ui.results import opened_results
from tests.ui.conftest import ANSWERED, PATIENCE, Open, choosing, said, unfolded, until_done


def test_the_first_start_works_the_comparison_out_and_shows_it(opened: Open) -> None:
    app = until_done(opened("compare"))
    assert not app.exception
    assert ANSWERED in said(app)
    assert "Bigger, against Small" in said(app)
    (record,) = all_saved(RunStore())
    assert app.query_params["run"] == record.id


def test_a_run_that_ends_while_the_page_is_made_is_shown(
    opened: Open, made: Path, small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (record,) = all_saved(RunStore(made))

    def ends(*_: object) -> None:
        if not small_store.exists():
            shutil.copytree(made, small_store)

    monkeypatch.setattr(lookup, "find_request", ends)
    assert ANSWERED in said(opened("compare", run=record.id))


@pytest.mark.usefixtures("kept")
def test_a_stored_comparison_is_there_at_once_with_all_its_sections(opened: Open) -> None:
    app = opened("compare")
    assert not app.progress
    assert ANSWERED in said(app)
    charts = {
        "Inputs that differ": 0, "Step by step": 1, "Waiting": 1, "Caseload": 2,
        "Changing hands": 1, "Localities": 1, "Cost": 0, "Other measures": 0,
        "How far to rely on it": 0,
    }  # fmt: skip
    assert [tab.label for tab in app.tabs] == list(charts)
    [table] = [str(table.value.to_dict("records")) for table in app.table]
    assert "South Families" in table
    for tab, of_tab in charts.items():
        app = unfolded(app, "behind it", tab)
        assert not app.exception
        found = app.get("vega_lite_chart")
        assert len(found) == 1 + of_tab, "those of one tab below what is judged"
        assert all(len(chart.proto.alt) > 40 for chart in found)


@pytest.mark.usefixtures("kept")
def test_the_numbers_of_a_picture_and_the_laws_are_told_once_they_are_unfolded(
    opened: Open,
) -> None:
    app = opened("compare")
    assert not app.dataframe
    assert len(unfolded(app, "numbers what is judged").dataframe) == 1
    app = unfolded(app, "behind it", "How far to rely on it")
    assert not app.table
    [table] = unfolded(app, "laws").table
    assert "Law" in table.value.columns


@pytest.mark.usefixtures("kept")
def test_a_link_opens_its_comparison_and_not_the_default_one(opened: Open) -> None:
    app = choosing(until_done(opened("compare")))
    app.selectbox(key="a").set_value("proposed")
    app.selectbox(key="b").set_value("current")
    next(button for button in app.button if button.label == "Compare").click()
    app = until_done(app.run())
    link = app.query_params["run"]
    assert "Small, against Bigger" in said(app)
    assert "Small, against Bigger" in said(opened("compare", run=link))
    assert "Bigger, against Small" in said(opened("compare"))


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("link", ["abcdef123456", "../../etc"])
def test_a_link_to_nothing_says_so(opened: Open, link: str) -> None:
    app = opened("compare", run=link)
    assert "not in the store" in said(app)
    assert ANSWERED not in said(app)


@pytest.mark.usefixtures("kept")
def test_runs_that_are_gone_are_told(opened: Open) -> None:
    app = until_done(opened("compare"))
    store = RunStore()
    store.files.delete(list(store.files.list("runs")))
    rename(store, all_saved(store)[0], "![x](//elsewhere.example/x.png)")
    link = app.query_params["run"]
    opened_results._opened.clear()
    handoffs = unfolded(opened("handoffs", run=link), "handoffs", "Changes of worker")
    for page in (opened("compare", run=link), handoffs):
        told = said(page)
        assert "compare the scenarios again" in told
        assert "![x]" not in told


@pytest.mark.usefixtures("kept")
def test_more_pairs_can_be_run_where_the_cap_ended_it(opened: Open) -> None:
    app = until_done(opened("compare"))
    next(button for button in app.button if button.label == "Run up to 4 pairs").click()
    until_done(app.run())
    assert all_saved(RunStore())[0].asked == 4


@pytest.mark.usefixtures("kept")
def test_a_damaged_record_does_no_harm(opened: Open) -> None:
    app = until_done(opened("compare"))
    RunStore().files.write("comparisons/broken.json", json.dumps({"id": 1}).encode())
    assert ANSWERED in said(app.run())


@pytest.mark.usefixtures("kept")
def test_inputs_as_planned_are_another_question_whose_answer_says_so(opened: Open) -> None:
    app = opened("compare")
    over_worlds = app.query_params["run"]
    assert "drawn from the ranges" in said(app)
    app.segmented_control[0].set_value("as planned")
    app = until_done(app.run())
    assert app.query_params["run"] != over_worlds
    assert "all inputs as planned" in said(app)
    app.segmented_control[0].set_value("plausible worlds")
    assert until_done(app.run()).query_params["run"] == over_worlds


def answer_of(gains: str) -> AppTest:
    """A page with the answer alone, of a made-up comparison."""
    script = f"""
from sim.experiment.comparison import compare
from sim.ui.results.verdicts import said
from tests.present import shifted

said(compare(shifted.shifted(shifted.{gains})))
"""
    return AppTest.from_string(script, default_timeout=PATIENCE).run()


def test_a_lost_guardrail_is_said_before_the_gains_on_all_primary_outcomes() -> None:
    app = answer_of("GAINS_ALL_AND_LOSES_ONE")
    [headline] = [each.value for each in app.header]
    assert headline.startswith("Projected to get worse\\: conferences within 15 days")
    assert [each.value for each in app.subheader] == ["Gets worse", "Gets better"]
    losses, *gains = [each.value for each in app.markdown if "simulated years" in each.value]
    assert "▼" in losses
    assert "Conferences within 15 days" in losses
    assert len(gains) == 3
    assert all("▲" in gain for gain in gains)


def test_neither_word_is_said_of_what_stays_inside_its_margin() -> None:
    app = answer_of("WITHIN_MARGINS")
    assert "No difference worth acting on" in said(app)
    assert not re.search(r"better|worse", said(app), re.IGNORECASE)
