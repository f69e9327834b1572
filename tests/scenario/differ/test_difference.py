"""What one scenario changes in another, in words, and the hash that tells scenarios apart."""

from __future__ import annotations

import pytest

from sim.scenario.differ.difference import differences
from sim.scenario.file.loading import load_scenario_text
from sim.scenario.scenario import Scenario
from tests.scenario.files import FOLDER, SMALL, small


def sentences(before: Scenario, after: Scenario, *kinds: str) -> list[str]:
    found = differences(before, after)
    return [said.sentence for said in found if said.kind in kinds or not kinds]


def changed_by(over: str, *kinds: str) -> list[str]:
    return sentences(small(), small(over), *kinds)


def teams(over: str) -> str:
    return f"structure: {{teams: {{{over}}}}}"


# The report's proposal


def test_a_scenario_does_not_differ_from_itself(current: Scenario, proposed: Scenario) -> None:
    for scenario in (small(), current, proposed):
        assert differences(scenario, scenario) == []


def test_the_proposal_is_told_as_its_report_tells_it(current: Scenario, proposed: Scenario) -> None:
    found = sentences(current, proposed)
    clusters = "Central & East, North, West & Rural and South"
    assert found[:3] == [
        "Referral and Assessment team removed",
        f"Family Support replaced by {clusters}",
        "Access team added",
    ]
    assert "section 47 enquiry: from Referral and Assessment to Access" in found
    assert f"in-need plan: from Family Support to {clusters}" in found
    assert f"single assessment: owned by {clusters}" in found
    assert "initial assessment and core assessment replaced by one single assessment" in found
    assert "urgent initial assessment replaced by urgent single assessment" in found
    assert any(
        "social worker posts move from Referral and Assessment to Access" in text for text in found
    )
    assert any(text.endswith("FTE unchanged") for text in found)
    following = [text for text in found if "route" in text or "need 'found" in text]
    assert following == [], "routes only follow the assessments"


def test_the_way_back_is_told_too(current: Scenario, proposed: Scenario) -> None:
    found = sentences(proposed, current)
    assert "single assessment replaced by initial assessment and core assessment" in found
    assert not any("route" in text or "need 'found" in text for text in found)
    assert "section 47 enquiry: from Access to Referral and Assessment" in found


# Teams and posts

DOOR = "{role: social worker, number: %s, cap: 20, vacant: 1, agency: 1, newly_qualified: 1}"


def door(number: int) -> str:
    return f"Front Door: {{posts: [{{role: team manager, number: 1}}, {DOOR % number}]}}"


def families(number: int) -> str:
    worker = f"{{role: social worker, number: {number}, cap: 20}}"
    return f"North Families: {{posts: [{{role: team manager, number: 1}}, {worker}]}}"


def test_a_team_that_is_renamed_is_replaced_and_its_posts_move() -> None:
    rename = SMALL.replace("Front Door", "Access")
    access = load_scenario_text(rename, "access.yaml", FOLDER)
    assert sentences(small(), access)[:5] == [
        "Front Door replaced by Access",
        "8 social worker posts move from Front Door to Access",
        "1 team manager post moves from Front Door to Access",
        "screening: from Front Door to Access",
        "decision: from Front Door to Access",
    ]


def test_posts_that_leave_one_team_and_join_another_move() -> None:
    assert changed_by(teams(f"{door(5)}, {families(8)}")) == [
        "3 social worker posts move from Front Door to North Families",
        "social worker, all teams: 18 posts and 17 FTE unchanged",
    ]


def test_posts_that_join_without_leaving_are_added() -> None:
    assert changed_by(teams(door(10))) == [
        "2 social worker posts added to Front Door",
        "social worker, all teams: posts 18 -> 20, FTE 17 -> 19",
    ]
    assert changed_by(teams(door(7)))[0] == "1 social worker post taken out of Front Door"


NO_MANAGER = "[{role: team manager, number: 0}]"
ONE_MANAGER = "[{role: team manager, number: 1}]"
TWO_MANAGERS = "[{role: team manager, number: 2}]"
LOSE_MANAGERS = f"Front Door: {{posts: {NO_MANAGER}}}, North Families: {{posts: {NO_MANAGER}}}"


def test_a_team_takes_posts_first_from_the_one_whose_work_it_shares() -> None:
    gain = f"South Families: {{posts: {TWO_MANAGERS}}}, Chairs: {{posts: {ONE_MANAGER}}}"
    told = changed_by(teams(f"{LOSE_MANAGERS}, {gain}"))
    assert "1 team manager post moves from North Families to South Families" in told
    assert "1 team manager post moves from Front Door to Chairs" in told


def test_where_nobody_can_say_which_post_went_where_they_are_told_as_a_whole() -> None:
    gain = f"Help: {{posts: {ONE_MANAGER}}}, Advice: {{posts: {ONE_MANAGER}}}"
    told = changed_by(teams(f"{LOSE_MANAGERS}, {gain}"))
    assert (
        "2 team manager posts move from Front Door (1) and North Families (1) "
        "to Help (1) and Advice (1)"
    ) in told


def test_what_else_changes_about_posts_is_told_by_team() -> None:
    worker = "{role: social worker, number: 8, fte: 0.5, cap: 15, vacant: 2, agency: 1}"
    over = teams(f"Front Door: {{posts: [{{role: team manager, number: 1}}, {worker}]}}")
    assert changed_by(over) == [
        "Front Door, social worker: FTE 8 -> 4",
        "Front Door, social worker: vacant 1 -> 2",
        "Front Door, social worker: newly qualified 1 -> 0",
        "Front Door, social worker: cap 20 -> 15",
        "social worker, all teams: 18 posts unchanged, FTE 17 -> 13, vacant 1 -> 2, "
        "newly qualified 1 -> 0, cap 20 -> 15 or 20",
    ]


def test_posts_put_together_in_another_way_are_told() -> None:
    other = "[{role: team manager, number: 1}, {role: social worker, number: 2, cap: 20}, "
    other += "{role: social worker, number: 3, cap: 20}]"
    assert changed_by(teams(f"North Families: {{posts: {other}}}"))[0] == (
        "North Families, social worker: the same posts, put together in another way"
    )


def test_who_is_on_duty_is_told_of_teams_that_stay_and_of_new_ones() -> None:
    assert changed_by(teams("Front Door: {on_duty: 2}")) == [
        "Front Door: on duty each day everyone -> 2"
    ]
    back = differences(small(teams("Front Door: {on_duty: 2}")), small())
    assert [each.sentence for each in back] == ["Front Door: on duty each day 2 -> everyone"]
    renamed = SMALL.replace("Front Door:", "Access:\n      on_duty: 3")
    access = load_scenario_text(renamed, "access.yaml", FOLDER)
    assert "Access: on duty each day everyone -> 3" in sentences(small(), access)


def test_a_team_that_only_loses_its_localities_is_told() -> None:
    over = teams("North Families: {localities: [North, South]}, South Families: {owns: []}")
    assert changed_by(over, "teams", "ownership") == [
        "North Families serves North and South, before North",
        "in-need plan: from North Families (North) and South Families (South) to North Families",
        "protection plan: from North Families (North) and South Families (South) to North Families",
    ]


def test_another_chair_is_told() -> None:
    over = teams("Chairs: {chairs: [conference]}, Front Door: {chairs: [protection plan]}")
    assert changed_by(over) == ["protection plan: chaired by Front Door, before by Chairs"]


# Activities


def test_an_activity_that_nothing_replaces_is_removed_or_added() -> None:
    over = """
pathway:
  activities:
    strategy discussion: null
    decision: {routes_by_need: {protection: {strategy discussion: null, enquiry: 1}}}
    in-need plan: {escalations: []}
    enquiry: {limit: {counts_from: contact}, routes_by_need: null}
    conference: {limit: {counts_from: contact}}
  section_47: [enquiry]
structure: {teams: {Front Door: {owns: [screening, decision, assessment, enquiry, conference]}}}
"""
    assert "strategy discussion removed" in changed_by(over)
    assert "strategy discussion added" in sentences(small(over), small())


def test_an_activity_of_another_kind_is_told() -> None:
    conference = "kind: duty, planned_days: 13, weight: null, chair_hours: null"
    [text, *_] = changed_by(f"pathway: {{activities: {{conference: {{{conference}}}}}}}")
    assert text == "activity 'conference' conference -> duty"


# Values


@pytest.mark.parametrize(
    ("over", "kind", "subject", "sentence"),
    [
        (
            "demand: {contacts_per_month: 65}",
            "numbers",
            "contacts per month",
            "contacts per month 60 -> 65 (evidence 50-70)",
        ),
        (
            "demand: {contacts_per_month: {low: 55}}",
            "numbers",
            "contacts per month",
            "evidence of contacts per month 50-70 -> 55-70",
        ),
        (
            "pathway: {activities: {assessment: {hours: 10}}}",
            "numbers",
            "activity 'assessment'",
            "activity 'assessment': hours 12 -> 10 (evidence 10-16)",
        ),
        (
            "pathway: {activities: {decision: {routes: {not accepted: 0.2}}}}",
            "routes",
            "activity 'decision', route to 'not accepted'",
            "activity 'decision', route to 'not accepted' 0.1 -> 0.2",
        ),
        (
            "pathway: {activities: {screening: {routes: {advised: null}}}}",
            "routes",
            "activity 'screening', route to 'advised'",
            "activity 'screening', route to 'advised' taken out, 0.2",
        ),
        (
            "pathway: {activities: {decision: {routes: {advised: 0.3}}}}",
            "routes",
            "activity 'decision', route to 'advised'",
            "activity 'decision', route to 'advised' added, 0.3",
        ),
        (
            "pathway: {activities: {conference: {urgent: false}}}",
            "pathway",
            "activity 'conference'",
            "activity 'conference': urgent yes -> no",
        ),
        (
            "pathway: {section_47: [enquiry]}",
            "pathway",
            "section 47 strategy discussion",
            "section 47: strategy discussion taken out",
        ),
        (
            "pathway: {activities: {in-need plan: {length: "
            "{bands: null, ends_at: visit, first_chance: 0.1, later_chance: 0.1}}}}",
            "pathway",
            "activity 'in-need plan'",
            "activity 'in-need plan': length by bands of stay -> until a review",
        ),
        (
            "structure: {rules: {section_47_on_open_cases: joint}}",
            "rules",
            "section 47 on open cases",
            "section 47 on open cases own team -> joint",
        ),
        (
            "structure: {rules: {neighbour_cover_after: 5}}",
            "rules",
            "neighbour cover after",
            "neighbour cover after none -> 5",
        ),
        ("horizon: {ends: 2014-03-30}", "dates", "ends", "ends 2014-03-31 -> 2014-03-30"),
        (
            "horizon: {closures: [2013-12-24]}",
            "dates",
            "closure '2013-12-24'",
            "closures: 2013-12-24 added",
        ),
        ("open_cases: {protection plan: 25}", "numbers", "open cases in 'protection plan'", ""),
    ],
)
def test_a_changed_value_is_told(over: str, kind: str, subject: str, sentence: str) -> None:
    [found] = differences(small(), small(over))
    assert (found.kind, found.subject) == (kind, subject)
    assert found.sentence == sentence or not sentence


PRICES = """
costs:
  {price_year: "2015-16", social_worker: 40000, early_help_worker: 0.75, team_manager: 1.25,
   conference_chair: 1.5, agency_premium: 0.4, recruiting: 5000}
"""


def test_prices_that_one_alone_gives_are_told_as_one_thing_and_others_by_name() -> None:
    bare, priced = small(), small(PRICES)
    assert sentences(bare, priced) == ["costs added"]
    assert sentences(priced, bare) == ["costs taken out"]
    dearer = small(PRICES.replace("40000", "50000"))
    assert sentences(priced, dearer) == ["costs social worker 40000 -> 50000"]


def test_a_new_need_and_the_shares_that_make_room_for_it_are_told() -> None:
    over = "demand: {needs: {help: {share: 0.65}, care: {share: 0.1}}}"
    assert changed_by(over) == [
        "need 'help': share 0.75 -> 0.65",
        "need 'care' added",
    ]


def test_a_thing_called_order_is_added_and_nothing_is_reordered() -> None:
    after = small("demand: {sources: {police: 0.6, order: 0.1}}")
    said = [each.sentence for each in differences(small(), after)]
    assert any("source 'order' added" in sentence for sentence in said), said
    assert not any(sentence.startswith("order of") for sentence in said)
