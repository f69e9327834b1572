"""Edits change what they name and nothing else: not the other settings, not the other lines."""

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from sim.scenario.differ.changed_values import changed_values
from sim.scenario.file.editing import edited, states, written
from sim.scenario.file.loading import load_scenario_text
from sim.scenario.scenario import Scenario
from tests.conftest import SCENARIOS, TESTS

SHIPPED = [
    "current",
    "current-rebalanced",
    "proposed",
    "proposed-access-takes-over",
    "proposed-own-team",
    "proposed-two-assessments",
]
SMALL = (TESTS / "scenarios" / "small.yaml").read_text()
POSTS = ("structure", "teams", "Referral and Assessment", "posts")


def read(text: str) -> Scenario:
    return load_scenario_text(text, "edited", SCENARIOS)


def shipped(name: str) -> str:
    return (SCENARIOS / f"{name}.yaml").read_text()


def changed_lines(before: str, after: str) -> list[str]:
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@pytest.mark.parametrize("name", SHIPPED)
def test_without_changes_the_text_is_the_same_to_the_character(name: str) -> None:
    assert edited(shipped(name), {}) == shipped(name)


@pytest.mark.parametrize("name", SHIPPED)
def test_an_inherited_setting_is_added_and_changes_nothing_else(name: str) -> None:
    text = shipped(name)
    after = edited(text, {("demand", "contacts_per_month"): 900.0})
    assert all(line.startswith("+") for line in changed_lines(text, after))
    assert [change.path for change in changed_values(read(text), read(after))] == [
        ("demand", "contacts_per_month")
    ]


def test_a_setting_that_is_there_changes_on_its_line_alone() -> None:
    path = ("structure", "rules", "section_47_on_open_cases")
    after = edited(shipped("current"), {path: "joint"})
    assert changed_lines(shipped("current"), after) == [
        "-    section_47_on_open_cases: own team",
        "+    section_47_on_open_cases: joint",
    ]


def test_comments_stay() -> None:
    text = shipped("proposed")
    after = edited(text, {("title",): "Mine", ("demand", "returns", "share"): 0.2})
    comments = [line for line in text.splitlines() if "#" in line]
    assert [line for line in after.splitlines() if "#" in line] == comments


def test_a_number_set_anew_keeps_its_range_and_loses_the_source_of_the_old_one() -> None:
    after = edited(SMALL, {("demand", "contacts_per_month"): 65})
    estimate = read(after).demand.contacts_per_month
    assert (estimate.value, estimate.low, estimate.high) == (65, 50, 70)
    assert estimate.grade is None


def test_a_reason_stands_beside_the_number() -> None:
    path = ("demand", "contacts_per_month")
    for text in (SMALL, shipped("current")):
        after = edited(text, {path: 777.0}, {path: "counted: 777 in May"})
        assert read(after).demand.contacts_per_month.why == "counted: 777 in May"


def test_several_settings_of_one_part_that_is_inherited_stand_together() -> None:
    after = edited(
        shipped("current"), {("workforce", "chair_share"): 0.7, ("workforce", "turnover"): 0.2}
    )
    assert after.count("\nworkforce:\n") == 1
    assert read(after).workforce.chair_share.value == 0.7
    assert read(after).workforce.turnover.value == 0.2


def test_a_value_in_a_map_on_one_line_changes_there() -> None:
    after = edited(
        SMALL,
        {
            ("demand", "localities", "North"): 0.5,
            ("demand", "localities", "South"): 0.5,
            ("demand", "months", "July"): 1.2,
        },
    )
    assert "localities: {North: 0.5, South: 0.5}" in after
    assert "months: {August: 0.8, July: 1.2}" in after


@pytest.mark.parametrize(
    "end", ["}", ",}", ", }", "\n}", ",\n}", " # why\n}", ", # why, {a} and b\n  }"]
)
def test_a_setting_is_added_to_a_map_in_brackets_however_it_ends(end: str) -> None:
    text = f"returns: {{share: {{value: 0.2, low: 0.1}}{end}\nversion: 1\n"
    after = edited(text, {("returns", "within_months"): 6})
    assert after == text.replace("low: 0.1}", "low: 0.1}, within_months: 6")


def test_none_takes_out_what_is_inherited() -> None:
    assert read(shipped("current")).structure.rules.over_cap_after is not None
    after = edited(shipped("current"), {("structure", "rules", "over_cap_after"): None})
    assert read(after).structure.rules.over_cap_after is None


def test_a_cap_that_others_repeat_changes_in_its_own_post_alone() -> None:
    before = read(shipped("current"))
    after = read(edited(shipped("current"), {(*POSTS, 1, "cap"): 22.0}))
    assert after.structure.teams["Referral and Assessment"].posts[1].cap.value == 22  # type: ignore[union-attr]
    assert after.structure.teams["Referral and Assessment"].posts[2].cap.value == 25  # type: ignore[union-attr]
    assert after.structure.teams["Family Support"] == before.structure.teams["Family Support"]


def test_posts_can_be_given_anew_though_others_repeat_what_stood_in_them() -> None:
    after = read(edited(shipped("current"), {POSTS: [{"role": "team manager", "number": 3}]}))
    assert [post.number for post in after.structure.teams["Referral and Assessment"].posts] == [3]
    assert after.structure.teams["Family Support"].posts[1].cap.source.startswith("95.5")  # type: ignore[union-attr]


def test_posts_that_are_inherited_are_written_into_the_text() -> None:
    text = shipped("proposed")
    path = ("structure", "teams", "South", "posts")
    assert not states(text, path)
    after = edited(text, {path: [{"role": "team manager", "number": 3}]})
    assert states(after, path)
    assert [post.number for post in read(after).structure.teams["South"].posts] == [3]


def test_what_follows_a_list_stays_when_the_list_is_given_anew() -> None:
    after = edited(SMALL, {("structure", "teams", "Front Door", "posts"): []})
    assert "    North Families:\n" in after


def test_a_part_that_is_repeated_by_its_mark_is_written_out_before_it_changes() -> None:
    text = "a: &x {b: {c: 1}}\nd: *x\n"
    assert YAML(typ="safe").load(edited(text, {("d", "b", "c"): 2})) == {
        "a": {"b": {"c": 1}},
        "d": {"b": {"c": 2}},
    }


def test_a_comment_after_the_last_setting_of_a_part_stays_with_it() -> None:
    text = "a:\n  b: 1 # one\n\n# the next part\nc: 2\n"
    assert edited(text, {("a", "x"): 3}) == "a:\n  b: 1 # one\n  x: 3\n\n# the next part\nc: 2\n"


def test_the_file_may_end_without_a_new_line() -> None:
    assert edited("a:\n  b: 1", {("a", "x"): True}) == "a:\n  b: 1\n  x: true"


single = (
    st.none()
    | st.booleans()
    | st.integers(-1000, 1000)
    | st.floats(-1e6, 1e6)
    | st.text(max_size=9)
)
plain = st.recursive(
    single,
    lambda part: (
        st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=9), part, max_size=3)
    ),
    max_leaves=6,
)


@given(plain)
def test_what_is_written_is_read_back_the_same(value: object) -> None:
    text = written(value)  # type: ignore[arg-type]
    assert YAML(typ="safe", pure=True).load(f"x: {text}")["x"] == value
