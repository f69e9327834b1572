"""Derived inputs: worked out from others, they follow them wherever a scenario is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.scenario.derived import resolved, sources_of
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.scenario.files import assert_said, problems_over, said, small

VISIT = "assumptions: {hours of a visit: {value: 2, low: 1, high: 4, unit: hours, grade: A}}\n"
DERIVED = VISIT + 'pathway: {closing_hours: {derived: "{assumptions.hours of a visit} * 0.5"}}'
PLACE = "assumptions.hours of a visit"


def closing(scenario: Scenario) -> float:
    return scenario.pathway.closing_hours.value


@given(st.floats(0.01, 1e4))
def test_it_moves_with_what_it_is_derived_from(hours: float) -> None:
    assert closing(override(small(DERIVED), {PLACE: hours})) == pytest.approx(hours / 2, abs=1e-11)
    copied = small(DERIVED).model_copy(update={"assumptions": {"hours of a visit": hours}})
    assert closing(copied) == pytest.approx(hours / 2, abs=1e-11)


def test_it_takes_the_unit_of_what_it_is_derived_from_and_equal_values_have_one_hash() -> None:
    assert small(DERIVED).pathway.closing_hours.unit == "hours"
    assert small(DERIVED).content_hash == small().content_hash
    assert override(small(DERIVED), {PLACE: 3}).content_hash != small().content_hash


@pytest.mark.parametrize("place", ["pathway.closing_hours", "pathway.closing_hours.value"])
def test_a_number_in_its_place_no_longer_follows(place: str) -> None:
    fixed = override(small(DERIVED), {place: 7})
    assert fixed.pathway.closing_hours.derived == ""
    assert closing(override(fixed, {PLACE: 4})) == 7


def test_it_may_be_derived_from_another_that_is_and_from_a_count() -> None:
    over = DERIVED + (
        '\nworkforce: {sickness_spell: {derived: "{pathway.closing_hours} * 3"},'
        ' ramp_up: {derived: "max({structure.teams.North Families.posts.1.number}, 2) - 1"}}'
    )
    workforce = override(small(over), {PLACE: 6}).workforce
    assert (workforce.sickness_spell.value, workforce.ramp_up.value) == (9, 4)


def test_it_comes_through_files_and_dumps_alike() -> None:
    scenario = small(DERIVED)
    assert Scenario.model_validate_json(scenario.model_dump_json()) == scenario
    assert resolved(scenario).tree is scenario
    assert sources_of(scenario.pathway.closing_hours.derived) == (
        ("assumptions", "hours of a visit"),
    )


AT_FAULT = {
    'demand: {effort_spread: {derived: "{assumptions.hours of a visits}"}}': (
        "3: effort_spread derived: there is no 'hours of a visits' in 'assumptions'; did you mean "
        "'hours of a visit'?"
    ),
    'demand: {effort_spread: {derived: "{structure.teams}"}}': (
        "3: effort_spread derived: 'structure.teams' is no number"
    ),
    'demand: {effort_spread: {derived: "{structure.rules.section_47_on_open_cases}"}}': (
        "3: effort_spread derived: 'structure.rules.section_47_on_open_cases' is no number"
    ),
    'demand: {effort_spread: {derived: "1 / ({assumptions.hours of a visit} - 2)"}}': (
        "3: effort_spread derived: '1 / ({assumptions.hours of a visit} - 2)' divides by 0"
    ),
    'demand: {effort_spread: {derived: "half of it"}}': (
        "3: effort_spread derived: 'half of it' cannot be read; use numbers, + - * /"
    ),
    'workforce: {leave_days: {derived: "{assumptions.hours of a visit}", unit: working days}}': (
        "3: workforce leave_days derived: comes in hours, and is in working days"
    ),
    'workforce: {sickness: {derived: "{assumptions.hours of a visit}"}}': (
        "3: workforce sickness: what it is derived from comes to 2; make it a number from 0 to 1"
    ),
    'workforce: {sickness: {value: 0.1, derived: "{assumptions.hours of a visit} / 20 + 0.1"}}': (
        "3: workforce sickness: 0.1 stands beside 'derived', which comes to 0.2; keep one of them"
    ),
    'workforce: {ramp_up: {derived: "{workforce.recruitment}"},'
    ' recruitment: {derived: "{workforce.ramp_up}"}}': (
        "3: workforce recruitment derived: a loop: workforce.recruitment -> workforce.ramp_up -> "
        "workforce.recruitment; give one of them a number"
    ),
}


@pytest.mark.parametrize(("over", "expected"), AT_FAULT.items())
def test_what_cannot_be_worked_out_is_said_with_its_place(over: str, expected: str) -> None:
    assert_said(VISIT + over, expected)


def test_all_faults_are_found_at_once_and_none_is_told_twice() -> None:
    over = (
        "assumptions: {a: {derived: '{assumptions.b}'}, b: {derived: '{assumptions.a} + 1'},\n"
        "  c: {derived: '{assumptions.a} * 2'}, d: {derived: '{assumptions.e}'},\n"
        "  f: {derived: '{assumptions.d}'}, g: {derived: '{assumptions.g}'}}\n"
        "horizon: {starts: soon}"
    )
    found = said(problems_over(over))
    assert [text.split(";")[0] for text in found] == [
        "2: assumption 'a': derived: a loop: assumptions.a -> assumptions.b -> assumptions.a",
        "3: assumption 'd': derived: there is no 'e' in 'assumptions'",
        "4: assumption 'g': derived: a loop: assumptions.g -> assumptions.g",
        "5: starts cannot be 'soon'",
    ]


def test_a_change_that_leaves_it_out_of_bounds_is_refused_at_its_place() -> None:
    with pytest.raises(ValidationError, match=r"pathway.closing_hours.value"):
        override(small(DERIVED), {PLACE: -1})
    with pytest.raises(ValidationError, match="there is no 'hours of a visit'"):
        override(small(DERIVED), {PLACE: None})


def test_a_long_chain_is_followed_to_its_end() -> None:
    chain = {f"n{at}": {"derived": f"{{assumptions.n{at - 1}}} + 1"} for at in range(1, 2000)}
    tree = {"assumptions": {**chain, "n0": 1}}
    assert resolved(tree).tree["assumptions"]["n1999"]["value"] == 2000
