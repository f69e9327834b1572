"""What a planner is told about values that do not go together."""

from __future__ import annotations

import pytest

from sim.scenario.check.consistency import warnings
from tests.scenario.files import assert_said, problems_over, small

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
COSTS = [
    (
        "costs: {price_year: 2013-14, social_worker: 1.0e+300, early_help_worker: 1, "
        "team_manager: 1, conference_chair: 1, agency_premium: 0, recruiting: 1}",
        "2: costs social_worker: 1e+300 is no price; "
        "write pounds a year, or a multiple of them, up to 10,000,000",
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


@pytest.mark.parametrize(("over", "expected"), [*SIZE, *COSTS, *HORIZON, *DEMAND, *TIME])
def test_what_does_not_go_together_is_shown_with_its_line_and_what_to_do(
    over: str, expected: str
) -> None:
    assert_said(over, expected)


def test_an_assumption_that_nothing_rests_on_and_a_sum_outside_its_range_are_warned_of() -> None:
    over = """assumptions: {used: {value: 2, unit: hours}, idle: 3}
pathway: {closing_hours: {derived: "{assumptions.used} * 2", low: 1, high: 3}}"""
    found = [each for each in warnings(small(over)) if each.path[0] in ("assumptions", "pathway")]
    assert [(each.path, each.message) for each in found] == [
        (
            ("pathway", "closing_hours", "derived"),
            "closing_hours is 4, outside its evidence: 1-3",
        ),
        (("assumptions", "idle"), "assumption 'idle': nothing is derived from it"),
    ]


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
