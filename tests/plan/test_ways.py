"""A route counts as leading another way only where other numbers of families go elsewhere."""

from __future__ import annotations

import pytest

from sim.plan.difference import differences
from sim.plan.scenario import Scenario
from tests.plan.files import small


def called(**names: str) -> Scenario:
    """The small scenario in which some things have another name."""
    text = small().model_dump_json()
    for name, other in names.items():
        text = text.replace(f'"{name.replace("_", " ")}"', f'"{other}"')
    return Scenario.model_validate_json(text)


def routes(before: Scenario, after: Scenario) -> list[str]:
    return [said.sentence for said in differences(before, after) if said.kind == "routes"]


@pytest.mark.parametrize(
    "after",
    [
        small("pathway: {activities: {screening: {routes: {no action: 0.4}}}}"),
        small("pathway: {activities: {screening: {routes: {advised: rest, no action: 0.4}}}}"),
        small(
            "pathway: {activities: {enquiry: {routes_by_need: {protection on plan: "
            "{conference: rest, in-need plan: 0.5}}}}}"
        ),
        small(
            "pathway: {activities: {decision: {routes_by_need: {help: "
            "{not accepted: rest, assessment: 0.9}}}}}"
        ),
        called(advised="signposted"),
        called(protection="harm"),
        called(protection_on_plan="harm on plan", advised="signposted", help="support"),
    ],
)
def test_another_way_of_writing_leads_nobody_elsewhere(after: Scenario) -> None:
    assert differences(small(), after), "it is told as a difference of another kind"
    assert routes(small(), after) == []
    assert routes(after, small()) == []


@pytest.mark.parametrize(
    ("over", "about"),
    [
        ("screening: {routes: {decision: 0.3}}", "'screening', route to 'decision' 0.4 -> 0.3"),
        ("screening: {routes: {advised: null, not accepted: 0.2}}", "route to 'not accepted'"),
        (
            "enquiry: {routes_by_need: {protection on plan: {conference: 0.4}}}",
            "conference 0.5 -> 0.4",
        ),
        ("decision: {routes_by_need: {help: {not accepted: 0.3, assessment: rest}}}", "'help'"),
        ("decision: {routes_by_need: {protection: null}}", "'protection'"),
    ],
)
def test_families_led_elsewhere_are_told(over: str, about: str) -> None:
    after = small(f"pathway: {{activities: {{{over}}}}}")
    assert any(about in said for said in routes(small(), after))
    assert routes(after, small())


def test_a_name_hides_no_other_chance() -> None:
    before = small("pathway: {activities: {screening: {routes: {advised: 0.3}}}}")
    assert routes(before, called(advised="signposted"))
    fewer = small(
        "pathway: {activities: {decision: {routes_by_need: {protection: "
        "{strategy discussion: 0.5, assessment: rest}}}}}"
    )
    assert routes(fewer, called(protection="harm"))
