"""What is legal though odd: extremes that a planner may want to try."""

from __future__ import annotations

import pytest

from sim.scenario.check.consistency import faults
from sim.scenario.scenario import Scenario
from tests.scenario.files import edited, problems, problems_over, said, small


def check(scenario: Scenario) -> None:
    assert faults(scenario) == []


def test_every_referral_may_be_a_section_47_enquiry() -> None:
    check(small("pathway: {activities: {decision: {routes: {not accepted: null}}}}"))
    over = "demand: {needs: {help: {share: 0}, protection: {share: 1}}}\n" + (
        "pathway: {activities: {screening: {routes: {decision: 1, advised: 0, no action: 0}}}}"
    )
    scenario = small(over)
    check(scenario)
    assert scenario.new_contact_referral_chance == 1


def test_there_may_be_no_contacts_and_no_referrals() -> None:
    check(small("demand: {contacts_per_month: 0}"))
    scenario = small("pathway: {activities: {screening: {routes: {decision: 0}}}}")
    check(scenario)
    assert scenario.new_contact_referral_chance == 0


def test_there_may_be_no_posts_no_staff_and_no_leavers() -> None:
    no_posts = "structure: {teams: {Front Door: {posts: []}, Chairs: {posts: []}}}"
    check(small(no_posts))
    post = "{role: social worker, number: 8, cap: 20, vacant: 8}"
    check(small(f"structure: {{teams: {{Front Door: {{posts: [{post}]}}}}}}"))
    check(small("workforce: {turnover: 0, agency_turnover: 0, sickness: 0}"))
    never = "[{to: enquiry, chance_per_year: 0, becomes: protection on plan}]"
    check(small(f"pathway: {{activities: {{in-need plan: {{escalations: {never}}}}}}}"))


def test_every_family_may_come_back_unless_every_contact_is_a_referral() -> None:
    scenario = small("demand: {returns: {share: 1}}")
    check(scenario)
    assert scenario.new_contact_referral_chance == 0


@pytest.mark.parametrize("share", [0, 0.2, 0.7, 1])
@pytest.mark.parametrize("accepted", [0, 0.4, 0.8])
def test_new_and_returning_contacts_together_have_the_stated_chance_of_a_referral(
    share: float, accepted: float
) -> None:
    """Of all contacts, p are referrals and p r of them come back: p = p r + (1 - p r) x."""
    scenario = small(
        f"demand: {{returns: {{share: {share}}}}}\n"
        f"pathway: {{activities: {{screening: {{routes: {{decision: {accepted}}}}}}}}}"
    )
    back = accepted * share
    new = scenario.new_contact_referral_chance
    assert 0 <= new <= 1
    assert back + (1 - back) * new == pytest.approx(accepted)


def test_an_activity_that_nobody_comes_to_needs_no_owner() -> None:
    text = edited("{not accepted: 0.1, assessment: rest}", "{not accepted: 1}").replace(
        "decision, assessment, strategy", "decision, strategy"
    )
    assert problems(text) == ()


def test_an_activity_behind_a_chance_of_0_needs_an_owner() -> None:
    """The chance may be raised later, in a test of how sensitive results are to it."""
    over = """
pathway: {activities: {decision: {routes: {not accepted: 1, assessment: 0}}}}
structure: {teams: {Front Door: {owns: [screening, decision, enquiry, conference]}}}
"""
    [text] = [text for text in said(problems_over(over)) if "owns" in text]
    assert "'assessment' and 'strategy discussion'" in text
