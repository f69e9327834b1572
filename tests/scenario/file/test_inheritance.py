"""One scenario file merged into another: what is kept, what is replaced, what is taken out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.file.inheritance import merged
from sim.scenario.file.loading import load_scenario, load_scenario_text
from sim.scenario.file.source import Entry, Listing, Mapping, Node, Scalar, plain
from sim.scenario.problems import Place
from tests.scenario.files import FOLDER, SMALL, small, write


def test_maps_merge_and_lists_and_values_replace() -> None:
    over = """
title: Mine
demand: {needs: {help: {share: 0.7}, protection: {share: 0.3}}}
structure: {teams: {Chairs: {posts: []}}}
"""
    mine = small(over)
    assert mine.title == "Mine"
    assert [need.share.value for need in mine.demand.needs.values()] == [0.7, 0.3]
    assert mine.structure.teams["Chairs"].posts == ()
    assert mine.structure.teams["Chairs"].chairs == ("conference", "protection plan")
    assert mine.workforce == small().workforce


@pytest.mark.parametrize("written", ["65", "{value: 65}"])
def test_a_number_keeps_unit_and_range_and_drops_the_evidence_for_the_old_one(
    written: str, tmp_path: Path
) -> None:
    evidence = "grade: R, source: a report, why: the mean"
    base = SMALL.replace("unit: children a month, grade: A", f"unit: children a month, {evidence}")
    write(
        tmp_path, base=base, mine=f"extends: base.yaml\ndemand: {{contacts_per_month: {written}}}"
    )
    contacts = load_scenario(tmp_path / "mine.yaml").demand.contacts_per_month
    assert (contacts.value, contacts.low, contacts.high) == (65, 50, 70)
    assert contacts.unit == "children a month"
    assert (contacts.grade, contacts.source, contacts.why) == (None, "", "set by mine.yaml")


def test_a_new_value_may_bring_its_own_evidence() -> None:
    over = "demand: {contacts_per_month: {value: 65, grade: R, source: a count, why: it is new}}"
    contacts = small(over).demand.contacts_per_month
    assert (contacts.grade, contacts.source, contacts.why) == ("R", "a count", "it is new")


def test_a_range_merged_a_bare_number_keeps_the_number() -> None:
    share = small("demand: {effort_spread: {low: 0.4, high: 0.6}}").demand.effort_spread
    assert (share.value, share.low, share.high) == (0.5, 0.4, 0.6)


def test_null_takes_out_a_team_an_activity_a_route_and_an_optional_setting() -> None:
    over = """
pathway:
  section_47: [enquiry]
  activities:
    strategy discussion: null
    screening: {routes: {advised: null}}
    decision: {routes_by_need: {protection: {strategy discussion: null, enquiry: 1}}}
    enquiry: {limit: null, routes_by_need: null}
    conference: {limit: null}
    in-need plan: {escalations: []}
structure:
  teams:
    North Families: null
    South Families: {localities: all}
    Front Door: {owns: [screening, decision, assessment, enquiry, conference]}
"""
    mine = small(over)
    assert list(mine.structure.teams) == ["Front Door", "South Families", "Chairs"]
    assert "strategy discussion" not in mine.pathway.activities
    assert "advised" not in mine.pathway.activities["screening"].routes
    assert mine.pathway.activities["enquiry"].limit is None


def test_a_file_may_extend_one_that_extends_another(tmp_path: Path) -> None:
    write(
        tmp_path,
        first=SMALL,
        second="extends: first.yaml\ntitle: Second\ndescription: from the second",
        third="extends: second.yaml\ntitle: Third",
    )
    third = load_scenario(tmp_path / "third.yaml")
    assert (third.title, third.description) == ("Third", "from the second")


def test_a_file_that_only_extends_is_the_same_scenario() -> None:
    assert small() == load_scenario(FOLDER / "small.yaml")


def test_an_upload_may_have_the_name_of_the_file_it_extends() -> None:
    text = "extends: small.yaml\ntitle: Edited"
    assert load_scenario_text(text, "small.yaml", FOLDER).title == "Edited"


PLACE = Place("any.yaml", 1, 1, "")


def tree(value: object) -> Node:
    if isinstance(value, dict):
        return Mapping({key: Entry(PLACE, tree(inner)) for key, inner in value.items()}, PLACE)
    if isinstance(value, list):
        return Listing(tuple(tree(item) for item in value), PLACE)
    assert isinstance(value, str)
    return Scalar(value, PLACE)


def parts(levels: int) -> st.SearchStrategy[dict[str, object]]:
    """Maps in which a name always holds the same sort of thing, as in a scenario."""
    inner = parts(levels - 1) if levels else st.just({})
    sorts = {
        **{name: st.text(max_size=2) for name in ("text", "word")},
        **{name: st.lists(st.text(max_size=2), max_size=2) for name in ("list", "items")},
        **dict.fromkeys(("map", "things"), inner),
    }
    return st.fixed_dictionaries({}, optional=sorts)


@given(parts(2), parts(2), parts(2))
def test_it_does_not_matter_which_two_of_three_files_are_merged_first(
    low: object, middle: object, high: object
) -> None:
    first, second, third = (tree(part) for part in (low, middle, high))
    assert isinstance(first, Mapping)
    assert isinstance(second, Mapping)
    assert isinstance(third, Mapping)
    upwards = merged(merged(first, second), third)
    downwards = merged(first, merged(second, third))
    assert plain(upwards) == plain(downwards)


@given(parts(2))
def test_an_empty_layer_changes_nothing(part: object) -> None:
    some, none = tree(part), tree({})
    assert isinstance(some, Mapping)
    assert isinstance(none, Mapping)
    assert plain(merged(some, none)) == plain(merged(none, some)) == part


VISIT = "assumptions: {visit: {value: 2, unit: hours}}\n"
FOLLOWS = VISIT + (
    "pathway: {closing_hours: {derived: '{assumptions.visit} * 3', unit: hours, low: 4, high: 9,"
    " grade: D, source: a sum}}"
)


@pytest.mark.parametrize("written", ["5", "{value: 5}"])
def test_a_number_takes_the_place_of_what_was_derived(written: str, tmp_path: Path) -> None:
    mine = f"extends: next.yaml\nassumptions: {{visit: 3}}\npathway: {{closing_hours: {written}}}"
    write(tmp_path, base=SMALL, next=f"extends: base.yaml\n{FOLLOWS}", mine=mine)
    hours = load_scenario(tmp_path / "mine.yaml").pathway.closing_hours
    assert (hours.value, hours.derived, hours.unit, hours.low) == (5, "", "hours", 4)
    assert (hours.grade, hours.source, hours.why) == (None, "", "set by mine.yaml")


def test_what_was_a_number_may_be_derived_and_derived_anew(tmp_path: Path) -> None:
    mine = "extends: next.yaml\npathway: {closing_hours: {derived: '{assumptions.visit} * 4'}}"
    write(tmp_path, base=SMALL, next=f"extends: base.yaml\n{FOLLOWS}", mine=mine)
    assert load_scenario(tmp_path / "next.yaml").pathway.closing_hours.value == 6
    hours = load_scenario(tmp_path / "mine.yaml").pathway.closing_hours
    assert (hours.value, hours.grade, hours.unit) == (8, None, "hours")
