"""Another council: from nothing to a comparison, by what a planner types in and clicks."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sim.experiment.library.requests import open_requests
from sim.experiment.library.saved_comparisons import all_saved
from sim.experiment.store.run_store import RunStore
from sim.scenario.file.shipped import shipped_folder
from sim.scenario.scenario import Scenario
from sim.ui.server import named_scenarios
from sim.ui.server.reading import scenario_in
from sim.ui.server.shell import page
from tests.ui.conftest import Open, said
from tests.ui.plan_page import click

_FIGURES = {
    "year": 2024, "contacts": 60, "referrals": 190, "section_47": 60, "conferences": 22,
    "protection_plans": 18, "in_need": 45, "protection": 14, "looked_after": 20,
    "social_workers": 13.5, "vacant": 1, "agency": 1, "newly_qualified": 1, "managers": 6,
    "looked_after_workers": 2.0, "looked_after_managers": 1, "chairs": 1,
    "assessments_in_time": 86.0,
}  # fmt: skip
_NEEDED = ("contacts", "referrals", "managers", "chairs")
_PLACES = {"East": 30, "West": 25, "Coast": 20, "Vale": 15, "Moor": 10}


@pytest.fixture(autouse=True)
def shipped(small_store: Path) -> Path:
    """The shipped scenarios, which the plans extend, in place of the small ones."""
    folder = small_store.parent / "scenarios"
    for file in shipped_folder().glob("*.yaml"):
        shutil.copy(file, folder)
    return small_store


def filled_in(app: AppTest) -> AppTest:
    """The page after a whole council with five localities in three areas was typed in."""
    app.selectbox(key="council localities").set_value(5).run()
    app.text_input(key="council name").set_value("Northshire")
    for at, (name, families) in enumerate(_PLACES.items()):
        app.text_input(key=f"council localities.{at}.name").set_value(name)
        app.number_input(key=f"council localities.{at}.families").set_value(families)
        if name not in ("East", "West"):
            app.text_input(key=f"council localities.{at}.area").set_value("Coast and Moor")
    for name, value in _FIGURES.items():
        app.number_input(key=f"council {name}").set_value(value)
    return app.run()


def saved() -> list[Scenario]:
    plans = named_scenarios.by_name().values()
    return [scenario_in(plan.text) for plan in plans if plan.origin == "saved"]


def test_at_first_it_says_what_is_needed_and_takes_no_other_councils_figures(opened: Open) -> None:
    app = opened("council")
    assert not app.exception
    assert not app.error
    assert "once these are typed in: Name of the council" in said(app)
    assert all(each.value is None for each in app.number_input)
    assert not [button for button in app.button if button.label == "Compare the two"]


def test_every_field_says_where_a_council_finds_it(opened: Open) -> None:
    app = opened("council")
    assert sum("Found in: " in each.value for each in app.caption) == 26
    labels = [each.label for each in [*app.number_input, *app.text_input, *app.selectbox]]
    assert len(set(labels)) == len(labels), "no two inputs have the same name"
    assert all(len(label.split()) > 1 for label in labels), "and none is a bare word"


def test_a_council_goes_from_nothing_to_a_comparison(opened: Open, shipped: Path) -> None:
    app = filled_in(opened("council"))
    assert not app.exception
    assert not app.error
    assert "**Today**, hours:" in said(app)
    assert "**To test**, hours:" in said(app)
    app = click(app, "Compare the two")
    assert not app.exception
    one, other = sorted(saved(), key=lambda each: len(each.structure.teams))
    assert {"Referral and Assessment", "Family Support"} <= set(one.structure.teams)
    assert {"Access", "East", "West", "Coast and Moor"} <= set(other.structure.teams)
    assert one.demand == other.demand
    store = RunStore(shipped)
    pairs = {each.titles: each.at_most for each in open_requests(store)}
    pairs |= {each.titles: each.asked for each in all_saved(store)}
    assert pairs[one.title, other.title] == 2


def test_the_check_speaks_while_one_types(opened: Open) -> None:
    app = filled_in(opened("council"))
    before = [each.value for each in app.markdown if "**Today**, hours" in each.value]
    app.number_input(key="council referrals").set_value(700).run()
    after = [each.value for each in app.markdown if "**Today**, hours" in each.value]
    assert before != after


def test_nothing_is_lost_when_another_page_is_looked_at(opened: Open) -> None:
    app = filled_in(opened("council"))
    app.switch_page(page("evidence")).run()
    app.switch_page(page("council")).run()
    assert app.number_input(key="council referrals").value == 190
    assert app.text_input(key="council localities.4.area").value == "Coast and Moor"
    assert not app.error


def test_nothing_is_lost_when_the_page_is_loaded_anew(opened: Open) -> None:
    app = filled_in(opened("council"))
    app.selectbox(key="council test").set_value("duty team").run()
    again = opened("council", form=app.query_params["form"])
    assert not again.exception
    assert again.number_input(key="council in_need").value == 45
    assert again.selectbox(key="council test").value == "duty team"
    assert "**To test**, hours:" in said(again)
    again.number_input(key="council in_need").set_value(99).run()
    assert again.query_params["form"] != app.query_params["form"]
    assert opened("council", form="gone").number_input(key="council in_need").value is None


def test_what_is_wrong_stands_at_its_field_and_all_at_once(opened: Open) -> None:
    app = filled_in(opened("council"))
    app.number_input(key="council conferences").set_value(90)
    app.number_input(key="council managers").set_value(1)
    app.text_input(key="council localities.0.area").set_value("Access").run()
    messages = "\n".join(error.value for error in app.error)
    assert "check both" in messages
    assert "has the name of a team" in messages
    assert "put right" in said(app)
    app.text_input(key="council localities.0.area").set_value("").run()
    messages = "\n".join(error.value for error in app.error)
    assert "needs a manager in each" in messages


def test_a_number_outside_its_evidence_is_said_beside_it_and_kept(opened: Open) -> None:
    app = filled_in(opened("council"))
    app.number_input(key="council section_47").set_value(150).run()
    assert any("Outside the evidence" in each.value for each in app.warning)
    assert not app.error


def test_two_structures_that_are_the_same_are_told(opened: Open) -> None:
    app = filled_in(opened("council"))
    app.selectbox(key="council test").set_value("referral team").run()
    assert any("Both structures are the same" in each.value for each in app.error)
    app.selectbox(key="council test referral team").set_value("joint").run()
    assert not app.error
    assert "joint enquiries on open cases" in said(app)


def test_a_council_can_be_opened_on_plan_and_saved_again(opened: Open) -> None:
    app = click(filled_in(opened("council")), "Save both")
    assert len(saved()) == 2
    app.number_input(key="council contacts").set_value(61).run()
    assert "in place of those saved before" in said(app)
    app = click(app, "Open the one to test on Plan")
    assert not app.exception
    assert len(saved()) == 2
    assert app.title[0].value == "Plan"
    assert "Nothing yet" in said(app)


def test_without_the_shipped_files_it_says_which_are_needed(opened: Open, shipped: Path) -> None:
    (shipped.parent / "scenarios" / "baseline.yaml").unlink()
    app = filled_in(opened("council"))
    assert any("baseline.yaml and proposed.yaml" in each.value for each in app.error)
