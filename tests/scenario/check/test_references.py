"""What a planner is told about names that refer to nothing."""

from __future__ import annotations

import pytest

from tests.scenario.files import assert_said

ENTRANCES = [
    (
        "pathway: {activities: {in-need plan: {routes: {screening: 0}}}}",
        "2: activity 'in-need plan': leads to 'screening', where only contacts start; choose",
    ),
    (
        "pathway: {activities: {in-need plan: {escalations: "
        "[{to: screening, chance_per_year: 1, becomes: care}]}}}",
        "2: activity 'in-need plan': leads to 'screening', where only contacts start; choose",
    ),
    (
        "pathway: {activities: {screening: {routes: {checks: 0}}, "
        "checks: {kind: duty, hours: 1, routes: {decision: 1}}}}",
        "2: activity 'checks': leads to 'decision', which makes a contact a referral; only 'scr",
    ),
]
PATHWAY = [
    ("pathway: {starts_at: screaning}", "2: starts_at: 'screaning' is no activity; did you mean"),
    (
        "pathway: {starts_at: assessment}",
        "48: activity 'assessment', where contacts start, is of kind 'assessment'; make it 'duty'",
    ),
    (
        "pathway: {referral_at: decide}",
        "2: referral_at: 'decide' is no activity; choose one of: screening",
    ),
    (
        "pathway: {section_47: [enquiry, strategy meeting]}",
        "2: section_47 item 2: 'strategy meeting' is no activity; did you mean 'strategy",
    ),
    (
        "pathway: {endings: {assessment: {counts_as: closed}}}",
        "2: 'assessment' is an activity and an ending; give one of them another name",
    ),
    (
        "open_cases: {in-need plans: 3}",
        "2: open_cases: 'in-need plans' is no plan; did you mean 'in-need plan'?",
    ),
    (
        "open_cases: {enquiry: 3}",
        "2: open_cases: 'enquiry' is no plan; choose one of: in-need plan",
    ),
]


@pytest.mark.parametrize(("over", "expected"), [*ENTRANCES, *PATHWAY])
def test_a_name_that_refers_to_nothing_is_shown_with_its_line_and_what_to_do(
    over: str, expected: str
) -> None:
    assert_said(over, expected)
