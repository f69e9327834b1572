"""Inputs are every estimate once, and one of them varies without breaking what must add up."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.experiment.worlds.inputs import CannotVaryError, Input, at_value, inputs, part_at
from sim.scenario.check.consistency import estimates, faults
from sim.scenario.estimate import Estimate
from sim.scenario.overrides import override
from sim.scenario.paths import Path, text_of
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL
from tests.scenario.files import small

NEED = ("demand", "needs", "protection", "share")
ROUTES = ("pathway", "activities", "screening", "routes")


def named(found: tuple[Input, ...], name: str) -> Input:
    return next(each for each in found if any(text_of(place) == name for place in each.places))


def test_every_estimate_of_both_scenarios_is_one_place_of_one_input(
    current: Scenario, proposed: Scenario
) -> None:
    found = inputs(current, proposed)
    for scenario, places in (
        (current, [place for each in found for place in each.in_a]),
        (proposed, [place for each in found for place in each.in_b]),
    ):
        assert sorted(map(text_of, places)) == sorted(
            text_of(path) for path, each in estimates((), scenario) if not each.derived
        )


def test_a_number_stated_alike_in_both_scenarios_is_one_input(
    current: Scenario, proposed: Scenario
) -> None:
    found = inputs(current, proposed)
    assert named(found, "handoffs.notice").stands_in == "both"
    assert named(found, "pathway.activities.initial assessment.limit.days").stands_in == "A"
    assert named(found, "pathway.activities.single assessment.planned_days.usual").stands_in == "B"


def test_what_both_derive_from_one_number_moves_in_both(
    current: Scenario, proposed: Scenario
) -> None:
    hours = named(inputs(current, proposed), "assumptions.hours of a core assessment")
    assert hours.stands_in == "both"
    activities: Path = ("pathway", "activities")
    for scenario, places, then in (
        (current, hours.in_a, ("core assessment", "hours")),
        (proposed, hours.in_b, ("single assessment", "hours_by_need", "protection")),
        (proposed, hours.in_b, ("single assessment", "further", "hours")),
    ):
        assert part_at(at_value(scenario, places, 20), (*activities, *then)).value == 20


def test_a_number_that_one_scenario_sets_otherwise_is_two_inputs() -> None:
    found = inputs(SMALL, small("handoffs: {notice: 9}"))
    notices = [each for each in found if each.matches("handoffs.notice")]
    assert [(each.stands_in, each.estimate.value) for each in notices] == [("A", 5), ("B", 9)]


def test_the_cap_of_all_posts_is_one_input(current: Scenario, proposed: Scenario) -> None:
    cap = named(inputs(current, proposed), "structure.teams.Access.posts.1.cap")
    varied = at_value(proposed, cap.in_b, 18)
    caps = {
        post.cap.value
        for team in varied.structure.teams.values()
        for post in team.posts
        if post.cap
    }
    assert caps == {18}


def test_the_paperwork_of_activities_with_the_same_evidence_is_one_input(
    current: Scenario, proposed: Scenario
) -> None:
    forms = named(inputs(current, proposed), "pathway.activities.screening.paperwork")
    varied = at_value(current, forms.in_a, 0.4).pathway.activities
    shares = {name: activity.paperwork.value for name, activity in varied.items()}
    assert shares["looked after"] == shares["first core group"] == 0.4
    assert shares["initial assessment"] == shares["core assessment"] == 0.87


def test_the_same_chance_for_several_needs_is_one_input(current: Scenario) -> None:
    place = "pathway.activities.threshold decision.routes.no further action at referral"
    assert len(named(inputs(current, current), place).in_a) == 2


def test_each_end_of_each_shipped_range_leaves_a_scenario_that_can_be_run(
    current: Scenario, proposed: Scenario
) -> None:
    for each in inputs(current, proposed):
        for value in (each.estimate.low, each.estimate.high):
            if value is None:
                continue
            for scenario, places in ((current, each.in_a), (proposed, each.in_b)):
                if not places:
                    continue  # the scenario as it is
                assert faults(at_value(scenario, places, value)) == []


def test_shares_that_add_up_to_1_keep_their_proportions_beside_the_one_that_varies() -> None:
    scenario = small(
        "demand: {needs: {help: {share: 0.5}, protection: {share: 0.25}, other: {share: 0.25}}}"
    )
    varied = at_value(scenario, [NEED], 0.4).demand.needs
    assert [need.share.value for need in varied.values()] == pytest.approx([0.4, 0.4, 0.2])


def test_a_rest_gives_way_and_the_other_routes_stay() -> None:
    varied = at_value(SMALL, [(*ROUTES, "decision")], 0.7)
    chances = varied.pathway.activities["screening"].routes_for("")
    assert chances == pytest.approx({"decision": 0.7, "advised": 0.2, "no action": 0.1})


def test_where_the_rest_is_too_small_the_other_routes_give_way() -> None:
    varied = at_value(SMALL, [(*ROUTES, "decision")], 0.9)
    chances = varied.pathway.activities["screening"].routes_for("")
    assert chances == pytest.approx({"decision": 0.9, "advised": 0.1})


def test_a_share_with_nothing_beside_it_cannot_vary() -> None:
    with pytest.raises(CannotVaryError, match="nothing stands beside it"):
        at_value(SMALL, [("pathway", "activities", "in-need plan", "routes", "closed")], 0.5)


def test_a_value_that_breaks_the_plan_is_refused_in_words() -> None:
    place = ("pathway", "activities", "assessment", "planned_days", "usual")
    with pytest.raises(CannotVaryError, match="order them upwards"):
        at_value(SMALL, [place], 50)


@given(st.text(min_size=1, max_size=8) | st.sampled_from(["St. Neots", 'the "Ness"', "a.*", "0"]))
def test_a_share_and_its_neighbour_vary_whatever_they_are_called(name: str) -> None:
    assume(name not in ("Town", "North", "South"))
    teams = ("structure", "teams")
    settings: dict[Path, object] = {
        ("demand", "localities"): {"Town": 0.6, name: 0.4},
        (*teams, "North Families", "localities"): ["Town"],
        (*teams, "South Families", "localities"): [name],
    }
    scenario = override(SMALL, settings)
    for one, other in (("Town", name), (name, "Town")):
        varied = at_value(scenario, [("demand", "localities", one)], 0.9).demand.localities
        assert varied[one].value == 0.9
        assert varied[other].value == pytest.approx(0.1)


def test_an_input_that_a_scenario_does_not_have_leaves_it_as_it_is() -> None:
    assert at_value(SMALL, [], 3.0) == SMALL


def test_varying_one_input_leaves_the_scenario_it_came_from_alone() -> None:
    before = CLUSTERS.content_hash
    at_value(CLUSTERS, [("handoffs", "notice")], 9)
    assert CLUSTERS.handoffs.notice.value == 5
    assert before == CLUSTERS.content_hash


@pytest.mark.parametrize(
    ("place", "estimate", "is_shape"),
    [
        (("pathway", "activities", "plan", "routes", "closed"), Estimate(value=1), True),
        (
            ("pathway", "activities", "plan", "routes_by_need", "help", "closed"),
            Estimate(value=1),
            True,
        ),
        (("pathway", "activities", "plan", "routes", "closed"), Estimate(value=0.5), False),
        (
            ("pathway", "activities", "plan", "routes", "closed"),
            Estimate(value=1, grade="A"),
            False,
        ),
        (
            ("pathway", "activities", "plan", "length", "bands", 1, "to_months"),
            Estimate(value=6),
            True,
        ),
        (("pathway", "activities", "plan", "length", "bands", 0, "share"), Estimate(value=1), True),
        (
            ("pathway", "activities", "plan", "length", "bands", 0, "share"),
            Estimate(value=0.5),
            False,
        ),
        (("pathway", "activities", "screening", "weight"), Estimate(value=0), True),
        (("pathway", "activities", "screening", "paperwork"), Estimate(value=0), True),
        (("pathway", "activities", "screening", "paperwork"), Estimate(value=0.5), False),
        (("pathway", "activities", "screening", "hours"), Estimate(value=1), False),
        (
            ("pathway", "activities", "assessment", "planned_days", "spread"),
            Estimate(value=0),
            True,
        ),
        (
            ("pathway", "activities", "assessment", "planned_days", "spread"),
            Estimate(value=0.4),
            False,
        ),
        (("handoffs", "notice"), Estimate(value=0, low=0, high=20), False),
        (("handoffs", "rework"), Estimate(value=0), False),
        (("workforce", "turnover"), Estimate(value=0), False),
    ],
)
def test_what_only_shapes_the_pathway_claims_nothing(
    place: Path, estimate: Estimate, is_shape: bool
) -> None:
    assert Input(estimate, (place,), ()).is_shape is is_shape


def test_a_value_outside_the_bounds_of_its_setting_is_refused_in_words() -> None:
    with pytest.raises(CannotVaryError, match=r"workforce\.sickness\.value: Input should be less"):
        at_value(SMALL, [("workforce", "sickness")], 2)
