"""A route counts as leading another way only where other numbers of families go elsewhere."""

from __future__ import annotations

import pytest

from sim.scenario.differ.difference import differences
from sim.scenario.scenario import Scenario
from tests.scenario.files import small


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


OWNED = (
    "structure: {teams: {Front Door: {owns: [screening, decision, assessment, strategy discussion, "
    "enquiry, conference, short help]}}}"
)
HELPED = small(
    f"""
pathway:
  activities:
    short help: {{kind: duty, hours: 8, routes: {{closed: 1}}}}
    assessment: {{routes: {{short help: 0.4, in-need plan: 0.2, assessed: rest}}}}
{OWNED}
"""
)
TURNED_AWAY = small(
    """
pathway:
  endings: {turned away: {counts_as: not in need}}
  activities: {assessment: {routes: {turned away: 0.4, in-need plan: 0.2, assessed: rest}}}
"""
)


def ended(as_what: str) -> Scenario:
    """The small scenario with another ending in the place of one."""
    return small(
        f"pathway: {{endings: {{no action: null, told: {{{as_what}}}}}, "
        f"activities: {{screening: {{routes: {{no action: null, told: rest}}}}}}}}"
    )


def sent_the_other(share: float = 0.75) -> Scenario:
    """The needs called otherwise, and the strategy discussion for the other one of them."""
    data = called(help="support", protection="harm").model_dump(mode="json")
    needs, decision = data["demand"]["needs"], data["pathway"]["activities"]["decision"]
    needs["support"]["share"]["value"], needs["harm"]["share"]["value"] = share, 1 - share
    decision["routes_by_need"] = {"support": decision["routes_by_need"]["harm"]}
    return Scenario.model_validate(data)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (small("pathway: {activities: {screening: {routes: {advised: 0.3}}}}"),
         called(advised="signposted")),
        (small("pathway: {activities: {decision: {routes_by_need: {protection: "
               "{strategy discussion: 0.5, assessment: rest}}}}}"),
         called(protection="harm")),
        (HELPED, TURNED_AWAY),
        (small(), ended("counts_as: not in need")),
        (small(), ended("counts_as: closed at contact, may_return: true")),
        (small(), sent_the_other()),
        (small("demand: {needs: {help: {share: 0.5}, protection: {share: 0.5}}}"),
         sent_the_other(0.5)),
        (small(), small("pathway: {activities: {enquiry: {kind: duty, steps: null, counts_as: '', "
                        "planned_days: 3, authorisation_hours: null, "
                        "routes: {conference: 0.1, in-need plan: 0.3, assessed: rest}}}}")),
    ],
)  # fmt: skip
def test_a_new_name_or_kind_hides_nobody_led_elsewhere(before: Scenario, after: Scenario) -> None:
    assert routes(before, after)
    assert routes(after, before)


def test_the_same_ending_by_another_name_leads_nobody_elsewhere() -> None:
    assert routes(small(), ended("counts_as: closed at contact")) == []
