"""What a planner is told about a concern that cannot come up as it is written."""

from __future__ import annotations

import pytest

from sim.scenario.check.consistency import faults
from sim.scenario.check.reachability import reached
from sim.scenario.check.warm_up import days_to_fill
from sim.scenario.overrides import override
from tests.scenario.exact.concerned import FOUND, concerned
from tests.scenario.files import problems_over, said, small

CONCERN = "need: protection, after: first visit, found_by: 0.7, to: strategy discussion"
BACK = (
    "enquiry: {routes_by_need: {found: {conference: 0.5, assessment: rest}}}, "
    "decision: {routes_by_need: {protection: {assessment: 0.5, strategy discussion: rest}}}"
)


def over(concerns: str, more: str = BACK) -> str:
    """A file that adds concerns to the assessment of the small scenario, on its second line."""
    return f"pathway: {{activities: {{assessment: {{concerns: [{concerns}]}}, {more}}}}}"


def test_a_concern_that_leads_back_is_no_problem() -> None:
    assert said(problems_over(over(f"{{{CONCERN}, becomes: found}}"))) == []


@pytest.mark.parametrize(
    ("concerns", "expected"),
    [
        (
            f"{{{CONCERN.replace('protection', 'protecton')}, becomes: found}}",
            "2: activity 'assessment', concern 1: need: 'protecton' is no need of new referrals; d",
        ),
        (
            f"{{{CONCERN.replace('protection', 'protection on plan')}, becomes: found}}",
            "2: activity 'assessment', concern 1: need: 'protection on plan' is no need of new ref",
        ),
        (
            f"{{{CONCERN.replace('first visit', 'first visits')}, becomes: found}}",
            "2: activity 'assessment', concern 1: after: 'first visits' is no step of it; did you",
        ),
        (
            f"{{{CONCERN.replace('first visit', 'writing up')}, becomes: found}}",
            "2: activity 'assessment': nothing is left to interrupt after its last step, 'writing",
        ),
        (
            f"{{{CONCERN.replace('strategy discussion', 'strategy')}, becomes: found}}",
            "2: activity 'assessment', concern 1: to: 'strategy' is no activity; ",
        ),
        (
            f"{{{CONCERN.replace('strategy discussion', 'closed')}, becomes: found}}",
            "2: activity 'assessment', concern 1: to: 'closed' is no activity; choose one of",
        ),
        (
            f"{{{CONCERN.replace('strategy discussion', 'screening')}, becomes: found}}",
            "2: activity 'assessment': leads to 'screening', where only contacts start; choose",
        ),
        (
            f"{{{CONCERN}, becomes: help}}",
            "2: activity 'assessment': 'help' is a need of new referrals; choose another name",
        ),
        (
            f"{{{CONCERN}, becomes: found later}}",
            "2: activity 'assessment': no way from 'strategy discussion' leads back to it for 'fo",
        ),
        (
            f"{{{CONCERN}, becomes: found}}, {{{CONCERN}, becomes: found}}",
            "2: activity 'assessment': two concerns for 'protection' come after 'first visit'; ord",
        ),
    ],
)
def test_a_concern_that_cannot_be_is_shown_with_its_line_and_what_to_do(
    concerns: str, expected: str
) -> None:
    found = said(problems_over(over(concerns)))
    assert any(text.startswith(expected) for text in found), found


STEPS = (
    "steps: [{name: first visit, share: 0.3, at: 0}, {name: second visit, share: 0.3, at: 0.4}, "
    "{name: writing up, share: 0.4, at: 0.8}]"
)


@pytest.mark.parametrize(
    ("shares", "steps", "expected"),
    [
        ((0.5, 0.4), ("first visit", "second visit"), "found_by falls from 0.5 to 0.4"),
        (
            (0.5, 0.6),
            ("second visit", "first visit"),
            "the concern after 'first visit' comes after one of a later step; order them",
        ),
        ((0.5, 0.5), ("first visit", "second visit"), ""),
    ],
)
def test_more_and_more_are_found_from_step_to_step(
    shares: tuple[float, float], steps: tuple[str, str], expected: str
) -> None:
    concerns = ", ".join(
        f"{{need: protection, after: {step}, found_by: {share}, to: strategy discussion, "
        "becomes: found}"
        for share, step in zip(shares, steps, strict=True)
    )
    text = f"pathway: {{activities: {{assessment: {{{STEPS}, concerns: [{concerns}]}}, {BACK}}}}}"
    found = said(problems_over(text))
    assert bool(found) == bool(expected)
    assert all(f"2: activity 'assessment': {expected}" in each for each in found)


def test_families_found_are_reached_with_their_new_need_and_come_back_with_it() -> None:
    scenario = concerned()
    assert not [
        each for each in faults(scenario) if "concern" in each.path or each.path[2] in FOUND
    ]
    stages = reached(scenario)
    for assessment, need in FOUND.items():
        assert {("strategy discussion", need), ("enquiry", need), (assessment, need)} <= stages
    assert ("initial assessment", "found late") not in stages
    assert not any(need == "found early" for _, need in reached(small()))


def test_an_assessment_that_goes_on_counts_once_for_the_warm_up() -> None:
    limit = {"days": 40, "counts_from": "previous"}
    scenario = override(concerned(), {"pathway.activities.enquiry.limit": limit})
    # A family is decided on, assessed twice and enquired about; what is left of an assessment is
    # over by the same limit. Notice, a meeting and two allocations follow.
    assert days_to_fill(scenario) == 1 + 10 + 35 + 40 + 10 + 5 + 2
