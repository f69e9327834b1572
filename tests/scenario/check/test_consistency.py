"""What a planner is told about values that do not go together."""

from __future__ import annotations

import pytest

from tests.scenario.files import problems_over, said

HORIZON = [
    (
        "horizon: {starts: 2009-12-31}",
        "2: horizon: starts is 2009-12-31; bank holidays are known from 2010 to 2040",
    ),
    (
        "horizon: {ends: 2041-01-01}",
        "2: horizon: ends is 2041-01-01; bank holidays are known from 2010 to 2040",
    ),
    (
        "horizon: {measured_from: 2012-12-31}",
        "2: horizon: measured_from (2012-12-31) is before starts (2013-01-01); write a later date",
    ),
    (
        "horizon: {ends: 2013-03-31}",
        "2: horizon: ends (2013-03-31) is before measured_from (2013-04-01); write a later date",
    ),
    (
        "horizon: {measured_from: 2013-06-01, ends: 2013-06-02}",
        "2: horizon: no working day is measured; write a later date or fewer closures",
    ),
]
SIZE = [
    (
        "demand: {contacts_per_month: 1.0e+30}",
        "2: contacts_per_month: 1e+30 is more than a run can hold; write 100,000 or less",
    ),
    (
        "open_cases: {in-need plan: 100001}",
        "2: open cases in 'in-need plan': 100001 is more than a run can hold; "
        "write 100,000 or less",
    ),
]
DEMAND = [
    (
        "demand: {localities: {North: 0.5}}",
        "2: the shares of localities add up to 0.9, which is 0.1 too little; make it 1",
    ),
    (
        "demand: {sources: {police: 0.8}}",
        "2: the shares of sources add up to 1.1, which is 0.1 too much; make it 1",
    ),
    (
        "demand: {needs: {help: {share: 0.7499}}}",
        "2: the shares of needs add up to 0.9999, which is 0.0001 too little; make it 1",
    ),
    ("demand: {months: {Augst: 1}}", "2: months: 'Augst' is no month; did you mean 'August'?"),
    ("demand: {months: {8: 1}}", "2: months: '8' is no month; choose one of: January, Feb"),
    (
        "demand: {weekdays: {monday: 1}}",
        "2: weekdays: 'monday' is no weekday; did you mean 'Monday'?",
    ),
    (
        "demand: {children_per_family: 0.5}",
        "2: children_per_family is 0.5; write 1 or more, as every family has one",
    ),
    (
        "demand: {weekdays: {Monday: 0, Tuesday: 0, Wednesday: 0, Thursday: 0, Friday: 0}}",
        "2: no weekday has any contacts; for none at all write 'contacts_per_month: 0'",
    ),
    (
        "pathway: {activities: {screening: {routes: {decision: 1, advised: 0}}}}\n"
        "demand: {returns: {share: 1}}",
        "3: returns: every contact is a referral and every referral comes back; lower one",
    ),
]
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
TIME = [
    (
        "workforce: {leave_days: 250}",
        "2: workforce: leave, training and sickness leave nobody a day to work; lower one of them",
    ),
    (
        "workforce: {sickness: 1}",
        "2: workforce: leave, training and sickness leave nobody a day to work; lower one of them",
    ),
    (
        "pathway: {activities: {in-need plan: {tasks: "
        "[{name: visit, every: 0.5, hours: 1, limit: 20, visit: true}]}}}",
        "2: activity 'in-need plan': task 'visit' comes every 0.5 working days; write 1 or more",
    ),
    (
        "margins: {confidence: 1}",
        "2: margins: confidence is 1; write a share between 0 and 1, such as 0.95",
    ),
    (
        "margins: {confidence: 0}",
        "2: margins: confidence is 0; write a share between 0 and 1, such as 0.95",
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
TEAMS = [
    (
        "Chairs: {owns: [screenin]}",
        "2: team 'Chairs': owns item 1: 'screenin' is no activity; did you mean 'screening'?",
    ),
    (
        "Chairs: {chairs: [conference, protection plans]}",
        "2: team 'Chairs': chairs item 2: 'protection plans' is no activity; did you mean",
    ),
    (
        "Chairs: {localities: [North, Suoth]}",
        "2: team 'Chairs', locality 2: 'Suoth' is no locality; did you mean 'South'?",
    ),
    (
        "South Families: null",
        "2: no team owns activities 'in-need plan' and 'protection plan' in 'South'; add it to the",
    ),
    (
        "Front Door: {owns: [screening, decision, assessment, strategy discussion, enquiry]}",
        "2: no team owns activity 'conference'; add it to the 'owns' of one team",
    ),
    (
        "South Families: {localities: all}",
        "129: activity 'in-need plan': 'North Families' and 'South Families' each own it in",
    ),
    (
        "South Families: {chairs: [conference]}",
        "136: activity 'conference': 'South Families' and 'Chairs' each chair it in 'South'; keep",
    ),
    ("Chairs: null", "2: no team chairs activities 'conference' and 'protection plan'; add it to"),
    (
        "Chairs: {localities: [North]}",
        "2: no team chairs activities 'conference' and 'protection plan' in 'South'; add it to",
    ),
    (
        "Chairs: {posts: [{role: social worker, number: 2}]}",
        "2: team 'Chairs', post 'social worker': has no cap; add 'cap: 20', the weighted children",
    ),
    (
        "Chairs: {posts: [{role: team manager, number: 1, vacant: 1, agency: 1}]}",
        "2: team 'Chairs', post 'team manager': 1 vacant, 1 agency and 0 newly qualified are 2",
    ),
]


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        *SIZE,
        *HORIZON,
        *DEMAND,
        *ENTRANCES,
        *TIME,
        *[(f"pathway: {{activities: {{screening: {{{part}}}}}}}", text) for part, text in ROUTES],
        *[(f"pathway: {{activities: {{{part}}}}}", text) for part, text in ACTIVITIES],
        *PATHWAY,
        *[(f"structure: {{teams: {{{part}}}}}", text) for part, text in TEAMS],
    ],
)
def test_what_does_not_go_together_is_shown_with_its_line_and_what_to_do(
    over: str, expected: str
) -> None:
    """The file extends the small scenario on line 1; what is wrong stands on line 2 or there."""
    found = problems_over(over)
    assert any(text.startswith(expected) for text in said(found)), said(found)
    assert {problem.place.file for problem in found} <= {"mine.yaml", "small.yaml"}


def test_all_is_reported_at_once() -> None:
    over = """
horizon: {ends: 2013-01-01}
demand: {months: {Augst: 1}, localities: {North: 0.5}}
pathway: {activities: {decision: {routes: {not accepted: 0.5, nowhere: 0.6}}}}
structure: {teams: {Chairs: {owns: [nothing], posts: [{role: social worker, number: 1}]}}}
"""
    lines = [problem.place.line for problem in problems_over(over)]
    assert lines == [3, 4, 4, 5, 5, 6, 6]


def test_shares_may_be_a_millionth_off() -> None:
    assert problems_over("demand: {localities: {North: 0.6000005}}") == ()
    assert problems_over("demand: {localities: {North: 0.600002}}") != ()
