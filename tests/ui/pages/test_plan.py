"""Plan: what is typed is checked, told and kept, and the same plan is the same file."""

import datetime
import json

import pytest

from sim.scenario.file.loading import load_scenario_text
from sim.ui.server import named_scenarios
from sim.ui.server.settings import scenarios_folder
from sim.ui.server.shell import page
from tests.ui.conftest import PROPOSED, SMALL, Open, said
from tests.ui.plan_page import CONTACTS, click, theme, with_two_more_in_the_south, yaml_of

pytestmark = pytest.mark.usefixtures("kept")


def test_it_begins_with_the_proposal_and_no_change(opened: Open) -> None:
    app = opened("plan")
    assert not app.exception
    assert "Nothing yet" in said(app)
    assert yaml_of(app) == PROPOSED


@pytest.mark.parametrize(
    "name", ["Posts", "Demand", "Rules", "Workforce", "Handoff costs", "Prices", "Work", "As text"]
)
def test_looking_around_changes_nothing(opened: Open, name: str) -> None:
    app = theme(opened("plan"), name)
    assert not app.exception
    assert not app.error
    assert "Nothing yet" in said(app)


def test_every_number_has_its_evidence_beside_it(opened: Open) -> None:
    app = theme(opened("plan"), "Demand")
    beside = [caption.value for caption in app.caption]
    assert any("evidence allows 50-70" in each and "assumption" in each for each in beside)
    assert len(beside) >= len(app.number_input)


def test_inputs_are_named_without_backslashes(opened: Open) -> None:
    app = opened("plan")
    named = [each.label for each in app.multiselect]
    for name in ("Demand", "Work"):
        named += [each.label for each in theme(app, name).number_input]
    assert "Share of North" in named
    assert any(": " in name for name in named)
    assert not [name for name in named if "\\" in name]


def test_a_changed_number_is_told_against_the_base_with_its_reason(opened: Open) -> None:
    app = theme(opened("plan"), "Demand")
    app.number_input(key=CONTACTS).set_value(66.0).run()
    assert "contacts per month 60 -\\> 66" in said(app)
    app.text_input(key=f"{CONTACTS} why").set_value("May was busy").run()
    assert "contacts_per_month: {value: 66, why: May was busy}" in yaml_of(app)


def test_a_number_outside_its_evidence_is_marked(opened: Open) -> None:
    app = theme(opened("plan"), "Demand")
    app.number_input(key=CONTACTS).set_value(99.0).run()
    assert "this is outside" in said(app)


def test_a_number_that_is_emptied_goes_back_to_what_it_started_from(opened: Open) -> None:
    app = theme(opened("plan"), "Demand")
    app.number_input(key=CONTACTS).set_value(66.0).run()
    app.number_input(key=CONTACTS).set_value(None).run()
    assert app.number_input(key=CONTACTS).value == 60
    assert app.number_input(key=CONTACTS).proto.default == 60, "what a browser puts in its place"
    assert "Nothing yet" in said(app)


def test_a_changed_number_stays_when_another_theme_or_page_is_looked_at(opened: Open) -> None:
    app = theme(opened("plan"), "Demand")
    app.number_input(key=CONTACTS).set_value(66.0).run()
    app = theme(theme(app, "Posts"), "Demand")
    assert app.number_input(key=CONTACTS).value == 66
    app.switch_page(page("runs")).run()
    app = theme(app.switch_page(page("plan")).run(), "Demand")
    assert app.number_input(key=CONTACTS).value == 66
    assert "contacts per month 60" in said(app)


def test_the_capacity_check_answers_at_once(opened: Open) -> None:
    app = theme(opened("plan"), "Demand")
    before = app.markdown[0].value
    app.number_input(key=CONTACTS).set_value(200.0).run()
    assert "Capacity check" in before
    assert app.markdown[0].value != before
    assert "short" in app.markdown[0].value


def test_an_error_stands_beside_its_field_and_keeps_the_plan_from_running(opened: Open) -> None:
    app = theme(opened("plan"), "Demand")
    app.number_input(key=CONTACTS).set_value(-1.0).run()
    messages = [error.value for error in app.error]
    assert sum("of 0 or more" in message for message in messages) == 2
    assert next(button for button in app.button if button.label == "Run").disabled


def test_shares_that_do_not_add_up_are_told_at_the_shares(opened: Open) -> None:
    app = theme(opened("plan"), "Demand")
    app.number_input(key="field 0 demand localities North").set_value(0.7).run()
    assert any("add up" in error.value for error in app.error)


def test_an_impossible_post_is_told_at_its_team(opened: Open) -> None:
    app = opened("plan")
    app.session_state["posts 0 South Families"] = {
        "edited_rows": {1: {"vacant": 9}},
        "added_rows": [],
        "deleted_rows": [],
    }
    app.run()
    assert len(app.error) == 2


@pytest.mark.parametrize(
    ("column", "typed", "told"),
    [
        ("number", -3, "a whole number from 0 to 10000"),
        ("number", 99_999, "a whole number from 0 to 10000"),
        ("number", 1.5, "a whole number from 0 to 10000"),
        ("fte", 1.5, "above 0 and up to 1"),
        ("cap", -1, "above 0"),
    ],
)
def test_what_is_typed_in_a_post_is_told_and_not_changed(
    opened: Open, column: str, typed: float, told: str
) -> None:
    app = opened("plan")
    columns = json.loads(app.dataframe[0].proto.columns)
    # A browser would put the nearest value that is allowed in the place of what is typed.
    assert not columns[column]["type_config"].keys() & {"min_value", "max_value", "step"}
    app.session_state["posts 0 South Families"] = {
        "edited_rows": {1: {column: typed}},
        "added_rows": [],
        "deleted_rows": [],
    }
    app.run()
    assert all(told in error.value for error in app.error)
    assert len(app.error) == 2


def test_posts_change_in_the_text_cell_by_cell(opened: Open) -> None:
    app = with_two_more_in_the_south(opened("plan"))
    assert "was 5" in said(app)
    text = yaml_of(app)
    assert "- {role: social worker, number: 6, cap: 20}" in text
    assert "# the smaller place" in text
    assert 'title: "Bigger (changed)"' in text


@pytest.mark.parametrize(
    ("title", "changed"),
    [
        ("Bigger (changed)", "Bigger (changed 2)"),
        ("Bigger (changed 9)", "Bigger (changed 10)"),
        ("x" * 200, "x" * 190 + " (changed)"),
    ],
)
def test_a_changed_plan_has_a_title_of_its_own(opened: Open, title: str, changed: str) -> None:
    mine = named_scenarios.save(PROPOSED.replace("title: Bigger", f"title: {title}"))
    app = opened("plan")
    app.selectbox(key="start 0").set_value(mine.name).run()
    text = yaml_of(with_two_more_in_the_south(app))
    assert f"title: {changed}\n" in text.replace('"', "")


def test_posts_can_be_added_and_taken_away(opened: Open) -> None:
    app = opened("plan")
    app.session_state["posts 0 South Families"] = {
        "edited_rows": {},
        "added_rows": [{"role": "social worker", "number": 1, "fte": 0.4, "cap": 18.0}],
        "deleted_rows": [2],
    }
    text = yaml_of(app.run())
    assert not app.error
    assert "{role: social worker, number: 1, fte: 0.4, cap: 18}" in text
    assert "fte: 0.5" not in text


def test_changes_stay_when_another_theme_or_page_is_looked_at(opened: Open) -> None:
    app = with_two_more_in_the_south(opened("plan"))
    app = theme(theme(app, "Rules"), "Posts")
    assert "was 5" in said(app)


def test_back_to_the_original_forgets_every_change(opened: Open) -> None:
    app = with_two_more_in_the_south(opened("plan"))
    app = click(app, "Back to the original")
    assert "Nothing yet" in said(app)
    assert yaml_of(app) == PROPOSED


def test_rules_and_switches_change(opened: Open) -> None:
    app = theme(opened("plan"), "Rules")
    app.radio[0].set_value("joint").run()
    for switch in ("enquirer_finishes_assessment", "return_to_previous_worker"):
        app.toggle(key=f"field 0 structure rules {switch}").set_value(True).run()
    app.toggle(key="field 0 structure rules over_cap_after on").set_value(True).run()
    changed = load_scenario_text(yaml_of(app), "", scenarios_folder()).structure.rules
    assert changed.section_47_on_open_cases == "joint"
    assert changed.enquirer_finishes_assessment
    assert changed.return_to_previous_worker
    assert changed.over_cap_after is not None
    assert changed.over_cap_after.value == 10


def test_a_rule_that_was_not_set_can_be_given_its_reason(opened: Open) -> None:
    app = theme(opened("plan"), "Rules")
    over_cap = "field 0 structure rules over_cap_after"
    app.toggle(key=f"{over_cap} on").set_value(True).run()
    why = app.text_input(key=f"{over_cap} why")
    assert why.label == "Your reason for 10, was not set"
    why.set_value("agreed in May").run()
    app.number_input(key=over_cap).set_value(12.0).run()
    assert app.text_input(key=f"{over_cap} why").label == "Your reason for 12, was not set"
    assert "over_cap_after: {value: 12, why: agreed in May}" in yaml_of(app)
    app = theme(theme(app, "Posts"), "Rules")
    assert app.number_input(key=over_cap).value == 12
    app.number_input(key=over_cap).set_value(10.0).run()
    app.toggle(key=f"{over_cap} on").set_value(False).run()
    assert yaml_of(app) == PROPOSED


def test_a_name_stands_on_one_line(opened: Open) -> None:
    app = opened("plan")
    app.text_area(key="name 0").set_value("One\n\n- two  ").run()
    assert "title: One - two\n" in yaml_of(app)


def test_work_can_be_moved_to_another_team_and_a_gap_is_told(opened: Open) -> None:
    app = opened("plan")
    owned = app.multiselect(key="owns 0 Front Door")
    owned.set_value([each for each in owned.value if each != "conference"]).run()
    assert any("conference" in error.value for error in app.error)


def test_a_text_by_hand_is_used_only_if_it_can_be(opened: Open) -> None:
    app = theme(opened("plan"), "As text")
    app.text_area(key="text 0").set_value(PROPOSED.replace("cap: 20", "cap: -1")).run()
    app = click(app, "Use this text")
    assert any("above 0" in code.value for code in app.code)
    assert "Nothing yet" in said(app)
    app.text_area(key="text 0").set_value(PROPOSED.replace("number: 4", "number: 9")).run()
    app = click(app, "Use this text")
    assert "Nothing yet" not in said(app)


def test_the_text_is_there_again_after_another_theme(opened: Open) -> None:
    app = theme(theme(opened("plan"), "As text"), "Posts")
    assert yaml_of(app) == PROPOSED


def test_a_text_that_was_typed_stays_when_the_plan_is_named(opened: Open) -> None:
    app = theme(opened("plan"), "As text")
    typed = PROPOSED.replace("number: 4", "number: 9")
    app.text_area(key="text 0").set_value(typed).run()
    app.text_area(key="name 0").set_value("Mine").run()
    assert app.text_area(key="text 0").value == typed


def test_the_capacity_check_tells_each_team_when_it_is_opened(opened: Open) -> None:
    app = opened("plan")
    assert not app.get("vega_lite_chart")
    app.session_state["capacity by team"] = True
    assert len(app.run().get("vega_lite_chart")) == 2


def test_the_capacity_check_tells_where_the_hours_of_a_worker_go(opened: Open) -> None:
    app = opened("plan")
    app.session_state["capacity by team"] = True
    app.run()
    [table] = [each.value for each in app.dataframe if "Hours a year" in each.value.columns]
    hours = dict(zip(table["To"], table["Hours a year"], strict=True))
    assert hours["annual leave"] == pytest.approx(25 * 7.4)
    parts = [each for name, each in hours.items() if not name.startswith("of these")]
    assert sum(parts) == pytest.approx(253 * 7.4, abs=1)


def test_another_start_takes_the_place_of_the_plan(opened: Open) -> None:
    app = opened("plan")
    app.selectbox(key="start 0").set_value("current").run()
    assert app.text_area(key="name 1").value == "Small"


def test_dates_change_in_the_text(opened: Open) -> None:
    app = theme(opened("plan"), "Rules")
    app.date_input[2].set_value(datetime.date(2014, 2, 28)).run()
    assert 'ends: "2014-02-28"' in yaml_of(app)


def test_a_plan_with_a_way_that_never_ends_is_refused(opened: Open) -> None:
    app = theme(opened("plan"), "As text")
    text = SMALL.replace("routes: {enquiry: 1}", "routes: {strategy discussion: 1}")
    app.text_area(key="text 0").set_value(text).run()
    app = click(app, "Use this text")
    assert app.code
