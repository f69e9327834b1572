"""What a planner is told where early help and social care are not told apart."""

from __future__ import annotations

import pytest

from tests.scenario.files import assert_said, problems_over

ASSESSMENT = (
    "{kind: assessment, hours: 7, steps: [{name: visit, share: 1, at: 0}], "
    "planned_days: {shortest: 5, usual: 10, longest: 20}, authorisation_hours: 0, weight: 1, "
    "routes: {help plan: 0.4, decision: 0.1, helped: rest}%s}"
)
PLAN = (
    "{kind: plan, tasks: [{name: visit, every: 20, hours: 2}], "
    "length: {bands: [{from_months: 0, to_months: 6, share: 1}]}, weight: 1, "
    "escalations: [{to: decision, chance_per_year: 0.1}], routes: {helped: 1}%s}"
)


def over(
    assessment: str = "",
    plan: str = "",
    pathway: str = "",
    endings: str = "",
    activities: str = "",
    team: str = "owns: [help, help plan]",
    stage: str = "help, help plan",
) -> str:
    """Early help for the small scenario, on one line, with something more in one place."""
    return (
        f"pathway: {{early_help: [{stage}]{pathway}, "
        f"activities: {{help: {ASSESSMENT % assessment}, help plan: {PLAN % plan}{activities}}}, "
        "endings: {advised: {leads_to: help}, closed: {leads_to: help plan}, "
        f"helped: {{counts_as: early help}}{endings}}}}}\n"
        f"structure: {{teams: {{Targeted: {{{team}}}}}}}"
    )


def test_early_help_with_and_without_posts_is_no_problem() -> None:
    assert problems_over(over()) == ()
    posts = "owns: [help, help plan], posts: [{role: early help worker, number: 2, cap: 15}]"
    assert problems_over(over(team=posts)) == ()


WRONG = [
    (over(stage="help, helpless plan"), "2: early_help item 2: 'helpless plan' is no activity;"),
    (over(stage="help, help plan, screening"), "2: early help: 'screening' is where contacts"),
    (over(stage="help, help plan, decision"), "2: early help: 'decision' is where referrals begin"),
    (
        over(stage="help, help plan, enquiry"),
        "2: early help: 'enquiry' is part of a section 47 enquiry; take it out of one of the two",
    ),
    (
        over(stage="help, help plan, conference"),
        "79: activity 'conference' of early help: is of kind 'conference'; make it 'assessment'",
    ),
    (
        over(assessment=", routes_by_need: {protection: {helped: 1}}"),
        "2: activity 'help' of early help: has routes by need; needs are known from the referral",
    ),
    (
        over().replace("hours: 2}", "hours: 2, chair_hours: 1}"),
        "2: activity 'help plan' of early help: task 'visit' has a chair; take out 'chair_hours'",
    ),
    (
        over(team="owns: [help, help plan], chairs: [conference]"),
        "3: team 'Targeted': is of early help and chairs 'conference'; leave that to a team of",
    ),
    (
        over(assessment=", hours_by_need: {protection: 9}"),
        "2: activity 'help' of early help: has hours by need; needs are known from the referral",
    ),
    (
        over(plan="").replace("routes: {helped: 1}", "routes: {in-need plan: 1}"),
        "2: activity 'help plan' of early help: leads to 'in-need plan' of social care; step up to",
    ),
    (
        over().replace("routes: {helped: 1}", "routes: {advised: 1}"),
        "2: activity 'help plan' of early help: ends as 'advised', which leads to early help again",
    ),
    (
        over().replace("routes: {helped: 1}", "routes: {assessed: 1}"),
        "2: activity 'help plan' of early help: ends as 'assessed', but families come back from",
    ),
    (
        over().replace("to: decision, chance", "to: enquiry, chance"),
        "2: activity 'help plan' of early help: is interrupted by 'enquiry'; make it 'decision'",
    ),
    (
        over().replace("chance_per_year: 0.1}", "chance_per_year: 0.1, becomes: raised}"),
        "2: activity 'help plan' of early help: a step-up has a need; take out 'becomes'",
    ),
    (
        over(activities=", screening: {routes: {help: 0.1}}"),
        "2: activity 'screening': leads to 'help' of early help; lead to an ending with 'leads_to'",
    ),
    (
        over(
            activities=", in-need plan: {escalations: "
            "[{to: help, chance_per_year: 1, becomes: known}]}"
        ),
        "2: activity 'in-need plan': is interrupted by 'help' of early help; lead to an ending",
    ),
    (
        over(activities=", in-need plan: {escalations: [{to: enquiry, chance_per_year: 1}]}"),
        "2: activity 'in-need plan': an interruption by 'enquiry' has no need; add 'becomes'",
    ),
    (
        over(endings=", no action: {leads_to: helq}"),
        "2: ending 'no action': leads_to: 'helq' is no activity of early help; did you mean 'help'",
    ),
    (
        "pathway: {endings: {advised: {leads_to: assessment}}}",
        "2: ending 'advised': leads to 'assessment', but there is no early help; list the",
    ),
    (
        over(team="owns: [help]"),
        "3: no team owns activity 'help plan'; add it to the 'owns' of one team",
    ),
    (
        over(team="owns: [help, help plan], posts: [{role: social worker, number: 1, cap: 9}]"),
        "3: team 'Targeted': is of early help and has social workers; make them 'early",
    ),
    (
        over(team="owns: [help, help plan], posts: [{role: team manager, number: 1}]"),
        "3: team 'Targeted': has no early help workers; add posts of role 'early help worker', or",
    ),
    (
        over(team="owns: [help, help plan], posts: [{role: early help worker, number: 1}]"),
        "3: team 'Targeted', post 'early help worker': has no cap; add 'cap: 20'",
    ),
    (
        over().replace(
            "{Targeted:", "{Front Door: {owns: [screening, decision, assessment, strategy "
            "discussion, enquiry, conference, help]}, Targeted:"
        ).replace("Targeted: {owns: [help, help plan]}", "Targeted: {owns: [help plan]}"),
        "3: team 'Front Door': owns 'help', and 'screening', 'decision', 'assessment', 'strategy",
    ),
    (
        over().replace(
            "{Targeted:", "{South Families: {posts: [{role: early help worker, number: 1, "
            "cap: 9}]}, Targeted:"
        ),
        "129: team 'South Families': has early help workers, and 'in-need plan' and 'protection",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_what_mixes_early_help_and_social_care_is_shown_with_what_to_do(
    text: str, expected: str
) -> None:
    assert_said(text, expected)
