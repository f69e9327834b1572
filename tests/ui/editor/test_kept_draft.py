"""Plan: a plan is saved, run and found again by its link, and never mistaken for another."""

from pathlib import Path

import pytest
import streamlit as st

from sim.experiment.library.saved_comparisons import all_saved
from sim.experiment.store.run_store import RunStore
from sim.ui.server import named_scenarios, reading
from tests.ui.conftest import ANSWERED, PROPOSED, SMALL, Open, said, until_done
from tests.ui.plan_page import (
    CONTACTS,
    click,
    link_of,
    theme,
    with_two_more_in_the_south,
    yaml_of,
)

pytestmark = pytest.mark.usefixtures("kept")


def test_a_saved_plan_can_be_started_from(opened: Open) -> None:
    app = with_two_more_in_the_south(opened("plan"))
    app.text_area(key="name 0").set_value("Two more in the South").run()
    app = click(app, "Save")
    other = opened("plan")
    start = other.selectbox(key="start 0")
    assert "Two more in the South (saved)" in start.options
    assert len(RunStore().files.list("plans")) == 1


def test_a_run_is_kept_and_marked_when_the_plan_changes_after_it(opened: Open) -> None:
    app = with_two_more_in_the_south(opened("plan"))
    app = until_done(click(app, "Run"))
    assert ANSWERED in said(app)
    assert "Out of date" not in said(app)
    assert len(all_saved(RunStore())) == 2
    app = theme(app, "Demand")
    app.number_input(key=CONTACTS).set_value(66.0).run()
    assert "Out of date" in said(app)


def test_a_run_is_marked_when_another_plan_is_chosen_to_compare_with(opened: Open) -> None:
    app = opened("plan")
    app.selectbox(key="compare with").set_value("proposed")
    app = until_done(click(with_two_more_in_the_south(app), "Run"))
    assert "against Bigger" in said(app)
    assert "Out of date" not in said(app)
    again = opened("plan", run=app.query_params["run"])
    assert again.selectbox(key="compare with").value == "proposed"
    assert "Out of date" not in said(again)
    again.selectbox(key="compare with").set_value("current").run()
    assert "Out of date" in said(again)


def test_the_plan_of_a_run_comes_back_after_a_reload(opened: Open) -> None:
    app = with_two_more_in_the_south(opened("plan"))
    app = until_done(click(app, "Run"))
    again = opened("plan", run=app.query_params["run"])
    assert again.text_area(key="name 0").value == "Bigger (changed)"
    assert ANSWERED in said(again)


def test_what_was_changed_comes_back_after_a_reload_with_its_run(opened: Open) -> None:
    app = with_two_more_in_the_south(opened("plan"))
    app.selectbox(key="compare with").set_value("proposed")
    app = until_done(click(app, "Run"))
    app = theme(app, "Demand")
    app.number_input(key=CONTACTS).set_value(66.0).run()
    app.text_input(key=f"{CONTACTS} why").set_value("May was busy").run()
    again = opened("plan", **link_of(app))
    assert link_of(again) == link_of(app)
    assert yaml_of(again) == yaml_of(app)
    assert again.selectbox(key="compare with").value == "proposed"
    assert "Out of date" in said(again)
    again = theme(again, "Demand")
    assert again.number_input(key=CONTACTS).value == 66
    reason = again.text_input(key=f"{CONTACTS} why")
    assert (reason.label, reason.value) == ("Your reason for 66, was 60", "May was busy")
    assert [each.value for each in again.warning] == [each.value for each in app.warning]
    again.number_input(key=CONTACTS).set_value(60.0).run()
    click(again, "Back to the original")
    assert yaml_of(again) == PROPOSED


def test_a_plan_with_problems_comes_back_too(opened: Open) -> None:
    app = theme(opened("plan"), "Demand")
    app.number_input(key=CONTACTS).set_value(-1.0).run()
    again = opened("plan", **link_of(app))
    assert again.error[0].value == app.error[0].value
    assert "cannot be run yet: 1 problem" in again.error[0].value


def test_a_link_to_a_run_leads_to_its_plan_though_the_draft_was_run_again(opened: Open) -> None:
    app = until_done(click(with_two_more_in_the_south(opened("plan")), "Run"))
    link, text = link_of(app), yaml_of(app)
    app = theme(app, "Demand")
    app.number_input(key=CONTACTS).set_value(66.0).run()
    until_done(click(app, "Run"))
    other = opened("plan", **link)
    assert "This is the plan as it was run" in said(other)
    assert link_of(other) == {"run": link["run"]}
    assert yaml_of(other) == text


def test_a_draft_that_is_lost_leaves_the_plan_that_was_run(opened: Open) -> None:
    app = until_done(click(with_two_more_in_the_south(opened("plan")), "Run"))
    st.cache_resource.clear()
    again = opened("plan", **link_of(app))
    assert "This is the plan as it was run" in said(again)
    assert yaml_of(again) == yaml_of(app)


def test_a_draft_that_cannot_be_read_any_more_is_lost(opened: Open, small_store: Path) -> None:
    scenarios = small_store.parent / "scenarios"
    (scenarios / "base.yaml").write_text(SMALL)
    (scenarios / "third.yaml").write_text(PROPOSED.replace("current.yaml", "base.yaml"))
    app = opened("plan")
    app.selectbox(key="start 0").set_value("third").run()
    for name in ("base", "third"):
        (scenarios / f"{name}.yaml").unlink()
    reading._read.clear()
    assert "not kept any more" in said(opened("plan", **link_of(app)))


def test_a_link_to_a_draft_gives_a_copy(opened: Open) -> None:
    app = with_two_more_in_the_south(opened("plan"))
    link = link_of(app)
    other = theme(opened("plan", **link), "Demand")
    other.number_input(key=CONTACTS).set_value(66.0).run()
    assert link_of(other) != link
    assert yaml_of(opened("plan", **link)) == yaml_of(app)
    assert yaml_of(other) != yaml_of(app)


def test_a_plan_as_the_page_begins_needs_no_draft(opened: Open) -> None:
    app = theme(opened("plan"), "Demand")
    assert "draft" not in app.query_params
    app.number_input(key=CONTACTS).set_value(66.0).run()
    assert "draft" in app.query_params


def test_another_start_and_an_upload_survive_a_reload(opened: Open) -> None:
    app = opened("plan")
    app.selectbox(key="start 0").set_value("current").run()
    again = opened("plan", **link_of(app))
    assert again.selectbox(key="start 1").value == "current"
    assert "Nothing yet" in said(again)
    app.file_uploader[0].upload("mine.yaml", SMALL.replace("60", "61").encode())
    again = opened("plan", **link_of(app.run()))
    assert yaml_of(again) == yaml_of(app) != SMALL


def test_changes_that_are_not_kept_any_more_are_told(opened: Open) -> None:
    app = opened("plan", draft="0123456789abcdef")
    assert "What was changed under this link is not kept any more" in said(app)
    assert not theme(app, "Demand").warning


def test_a_draft_whose_base_was_deleted_is_compared_with_another(opened: Open) -> None:
    mine = named_scenarios.save(PROPOSED.replace("title: Bigger", "title: Ours"))
    app = opened("plan")
    app.selectbox(key="compare with").set_value(mine.name)
    app = with_two_more_in_the_south(app)
    named_scenarios.delete(mine)
    again = opened("plan", **link_of(app))
    assert not again.exception
    assert again.selectbox(key="compare with").value == "current"


def test_a_link_leads_to_the_plan_that_was_run_whatever_was_named_alike_since(opened: Open) -> None:
    mine = until_done(click(with_two_more_in_the_south(opened("plan")), "Run"))
    text = yaml_of(mine)
    other = opened("plan")
    other.session_state["posts 0 South Families"] = {
        "edited_rows": {1: {"number": 9}},
        "added_rows": [],
        "deleted_rows": [],
    }
    other = until_done(click(other.run(), "Run"))
    other = click(other, "Save")
    again = opened("plan", run=mine.query_params["run"])
    assert ANSWERED in said(again)
    assert "Out of date" not in said(again)
    assert yaml_of(again) == text
    assert yaml_of(other) != text


def test_a_plan_that_is_run_takes_no_saved_plans_place(opened: Open) -> None:
    named_scenarios.save(PROPOSED.replace("title: Bigger", 'title: "Bigger (changed)"'))
    before = RunStore().files.read(RunStore().files.list("plans"))
    until_done(click(with_two_more_in_the_south(opened("plan")), "Run"))
    assert RunStore().files.read(RunStore().files.list("plans")) == before


def test_saving_under_a_name_that_is_taken_says_that_it_replaces(opened: Open) -> None:
    named_scenarios.save(PROPOSED.replace("title: Bigger", "title: Ours"))
    app = with_two_more_in_the_south(opened("plan"))
    assert app.button(key="save").label == "Save"
    app.text_area(key="name 0").set_value("Ours").run()
    assert app.button(key="save").label == "Replace"
    app = click(app, "Replace")
    assert app.button(key="save").label == "Save"
    assert len(RunStore().files.list("plans")) == 1


def test_the_link_of_a_run_from_elsewhere_leads_to_the_plan_of_the_same_content(
    opened: Open,
) -> None:
    (record,) = all_saved(RunStore())
    app = opened("plan", run=record.id)
    assert yaml_of(app) == PROPOSED
    assert ANSWERED in said(app)
    assert "Out of date" not in said(app)


@pytest.mark.parametrize("link", ["abcdef123456", "../../etc"])
def test_a_link_to_nothing_says_so_and_begins_with_the_proposal(opened: Open, link: str) -> None:
    app = opened("plan", run=link)
    assert not app.exception
    assert "Nothing yet" in said(app)
    assert ANSWERED not in said(app)
    told = "The run of this link, or its plan, is not in the store; shown instead: Bigger."
    assert [warning.value for warning in app.warning] == [told]
    assert [warning.value for warning in theme(app, "Demand").warning] == [told]
    app = until_done(click(theme(app, "Posts"), "Run"))
    assert "not in the store" not in said(app)


def test_a_run_whose_replications_are_gone_is_told_beside_its_plan(opened: Open) -> None:
    (record,) = all_saved(RunStore())
    store = RunStore()
    store.files.delete(list(store.files.list("runs")))
    app = opened("plan", run=record.id)
    assert not app.exception
    assert "compare the scenarios again" in said(app)
