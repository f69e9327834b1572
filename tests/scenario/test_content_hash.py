"""The hash that tells scenarios apart: it changes where a result may, and only there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.differ.difference import differences
from sim.scenario.file.loading import load_scenario_text
from sim.scenario.scenario import Scenario
from tests.scenario.files import FOLDER, SMALL, edited, small


def test_titles_sources_and_units_are_no_difference() -> None:
    over = "title: Other\ndescription: Other\n" + (
        "demand: {contacts_per_month: {unit: children, grade: R, source: a count, why: so}}"
    )
    assert differences(small(), small(over)) == []
    assert small(over).content_hash == small().content_hash


ORDER_MEANS_NOTHING = [
    ("{share: 0.2, within_months: 12}", "{within_months: 12, share: 0.2}"),
    ("[strategy discussion, enquiry]", "[enquiry, strategy discussion]"),
    ("{Saturday: 0, Sunday: 0}", "{Sunday: 0, Saturday: 0}"),
    ("owns: [screening, decision,", "owns: [decision, screening,"),
    ("chairs: [conference, protection plan]", "chairs: [protection plan, conference]"),
]
ORDER_DECIDES_WHO_DRAWS_WHAT = [
    ("{North: 0.6, South: 0.4}", "{South: 0.4, North: 0.6}"),
    ("{police: 0.7, school: 0.3}", "{school: 0.3, police: 0.7}"),
    ("{decision: 0.4, advised: 0.2,", "{advised: 0.2, decision: 0.4,"),
    ("{in-need plan: 60, protection plan: 20}", "{protection plan: 20, in-need plan: 60}"),
]


@pytest.mark.parametrize(("old", "new"), ORDER_MEANS_NOTHING)
def test_an_order_that_means_nothing_does_not_change_the_hash(old: str, new: str) -> None:
    reordered = load_scenario_text(edited(old, new), "mine.yaml", FOLDER)
    assert reordered.content_hash == small().content_hash
    assert differences(small(), reordered) == []


@pytest.mark.parametrize(("old", "new"), ORDER_DECIDES_WHO_DRAWS_WHAT)
def test_an_order_that_decides_who_draws_what_changes_it_and_is_told(old: str, new: str) -> None:
    reordered = load_scenario_text(edited(old, new), "mine.yaml", FOLDER)
    assert reordered.content_hash != small().content_hash
    [found] = differences(small(), reordered)
    assert found.sentence.startswith("order of ")


def test_spacing_and_remarks_do_not_change_the_hash() -> None:
    spaced = "# a remark\n" + SMALL.replace(", ", ",   ").replace("1\n", "1  # a remark\n")
    assert load_scenario_text(spaced, "m.yaml", FOLDER).content_hash == small().content_hash


def test_a_bare_number_and_an_estimate_of_it_have_one_hash() -> None:
    over = "demand: {effort_spread: {value: 0.5, low: 0.4, high: 0.6, grade: A, source: a guess}}"
    assert small(over).content_hash == small().content_hash


def values(part: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Paths to every number of a scenario as plain data."""
    match part:
        case {"value": _, "grade": _}:
            return [(*path, "value")]
        case dict():
            return [found for key, inner in part.items() for found in values(inner, (*path, key))]
        case list() | tuple():
            return [found for n, inner in enumerate(part) for found in values(inner, (*path, n))]
        case bool() | str() | None:
            return []
        case _:
            return [path]


NUMBERS = values(small().model_dump(exclude={"version", "horizon"}))


@given(st.sampled_from(NUMBERS))
def test_any_number_that_changes_changes_the_hash_and_is_told(path: tuple[str | int, ...]) -> None:
    data = small().model_dump()
    part: Any = data
    for key in path[:-1]:
        part = part[key]
    is_count = path[-1] in {"number", "vacant", "agency", "newly_qualified"}
    other = {0.5: 0.25}.get(part[path[-1]], 0.5)
    part[path[-1]] = 4 if is_count else other
    after = Scenario.model_validate(data)
    assert after.content_hash != small().content_hash
    found = differences(small(), after)
    assert found
    assert all(said.sentence for said in found)
