"""What a planner is told about one activity that cannot be."""

from __future__ import annotations

import pytest

from tests.scenario.files import assert_said

ROUTES = [
    (
        "routes: {decision: 0.7, advised: 0.4}",
        "2: activity 'screening': the chances beside 'rest' add up to 1.1; lower them to 1",
    ),
    ("routes: {advised: rest}", "2: activity 'screening': 2 routes are 'rest'; only one can be"),
    (
        "routes: {no action: 0.3}",
        "2: activity 'screening': the chances of its routes add up to 0.9, which is 0.1 too little",
    ),
    (
        "routes: {advise: 0.1}",
        "2: activity 'screening': 'advise' is no activity or ending; did you mean 'advised'?",
    ),
    (
        "routes: {decision: null}",
        "2: activity 'screening', where contacts start, has no route to a referral; add 'decision'",
    ),
    (
        "routes_by_need: {help: {decision: 1}}",
        "2: activity 'screening', where contacts start, has routes by need; needs are known from",
    ),
    (
        "routes: {decision: null, advised: null, no action: null}",
        "2: activity 'screening': has no routes; add where families go next",
    ),
    (
        "limit: {counts_from: contacts}",
        "2: activity 'screening': limit counts_from: 'contacts' is no start of a limit; did you",
    ),
]
ACTIVITIES = [
    (
        "decision: {routes_by_need: {protecton: {not accepted: 1}}}",
        "2: activity 'decision': routes_by_need: 'protecton' is no need; did you mean 'protec",
    ),
    (
        "decision: {routes_by_need: {protection: {enquirry: 1, strategy discussion: 0}}}",
        "2: activity 'decision', need 'protection': 'enquirry' is no activity or ending; did you",
    ),
    (
        "decision: {routes: {not accepted: null, assessment: null}}",
        "2: activity 'decision': has no routes for 'help'; add 'routes' for all needs that have",
    ),
    (
        "assessment: {hours_by_need: {hlp: 3}}",
        "2: activity 'assessment': hours_by_need: 'hlp' is no need; did you mean 'help'?",
    ),
    (
        "assessment: {planned_days: {usual: 50}}",
        "2: activity 'assessment': planned_days shortest, usual and longest are 5, 50, 40; order",
    ),
    (
        "assessment: {steps: [{name: visit, share: 1, at: 1}, {name: notes, share: 0, at: 0.5}]}",
        "2: activity 'assessment': step 'notes' is planned before 'visit'; order them by 'at'",
    ),
    (
        "assessment: {steps: [{name: visit, share: 0.9, at: 0}]}",
        "2: activity 'assessment': the shares of its steps add up to 0.9, which is 0.1 too little",
    ),
    (
        "assessment: {routes: {in-need plan: 0, assessed: 0, assessment: 1}}",
        "2: a family that comes to 'assessment' never comes to an ending; add a route to one",
    ),
    (
        "assessment: {further: {hours: 3, share: 1, share_by_need: {hlp: 1}, drawn_as: it}}",
        "2: activity 'assessment': further share_by_need: 'hlp' is no need; did you mean 'help'?",
    ),
    (
        "conference: {earliest_days: 14}",
        "2: activity 'conference': earliest_days is 14, after planned_days, 13; write 13 or less",
    ),
    (
        "protection plan: {tasks: [{name: review, every: 9, hours: 1, covered_after: 5}]}",
        "2: activity 'protection plan': task 'review' is no visit, and only visits are covered; ta",
    ),
    (
        "in-need plan: {length: {bands: [{from_months: 0, to_months: 6, share: 0.9}]}}",
        "2: activity 'in-need plan': the shares of its bands add up to 0.9, which is 0.1 too",
    ),
    (
        "in-need plan: {length: {bands: [{from_months: 6, to_months: 6, share: 1}]}}",
        "2: activity 'in-need plan': band 1 runs from 6 to 6 months; write a longer 'to_months'",
    ),
    (
        "in-need plan: {length: {bands: [{from_months: 0, to_months: 6, share: 0.5}, "
        "{from_months: 3, to_months: 9, share: 0.5}]}}",
        "2: activity 'in-need plan': bands 1 and 2 overlap; order them upwards",
    ),
    (
        "in-need plan: {escalations: [{to: enquiries, chance_per_year: 1, becomes: new}]}",
        "2: activity 'in-need plan', escalation 1: to: 'enquiries' is no activity; did you mean",
    ),
    (
        "in-need plan: {escalations: [{to: enquiry, chance_per_year: 1, becomes: help}]}",
        "2: activity 'in-need plan': 'help' is a need of new referrals; choose another name",
    ),
    (
        "protection plan: {length: {ends_at: reviews}}",
        "2: activity 'protection plan': length ends_at: 'reviews' is no task; did you mean",
    ),
    (
        "protection plan: {length: {later_chance: 0}}",
        "2: activity 'protection plan': may never end; raise 'later_chance' above 0",
    ),
]


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        *[(f"pathway: {{activities: {{screening: {{{part}}}}}}}", text) for part, text in ROUTES],
        *[(f"pathway: {{activities: {{{part}}}}}", text) for part, text in ACTIVITIES],
    ],
)
def test_an_activity_that_cannot_be_is_shown_with_its_line_and_what_to_do(
    over: str, expected: str
) -> None:
    assert_said(over, expected)
