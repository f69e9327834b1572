"""Steps: each scenario on the way can be run, and the way ends where it should."""

from __future__ import annotations

import itertools

import pytest

from sim.scenario.check.consistency import faults, idle_assumptions
from sim.scenario.differ.difference import differences
from sim.scenario.differ.mixture import IllegalMixtureError, Part, mixed
from sim.scenario.differ.steps import found_steps, named_steps, turned_steps
from sim.scenario.file.loading import load_scenario
from sim.scenario.file.shipped import shipped_folder
from sim.scenario.overrides import override
from sim.scenario.pathway import Assessment
from sim.scenario.scenario import Scenario
from tests.scenario.files import small

NAMES = (
    "current",
    "proposed",
    "proposed-own-team",
    "proposed-access-takes-over",
    "proposed-two-assessments",
)
SHIPPED = {name: load_scenario(shipped_folder() / f"{name}.yaml") for name in NAMES}
CURRENT, PROPOSED = SHIPPED["current"], SHIPPED["proposed"]
WEST = small("""
demand:
  localities: {North: 0.6, South: 0.3, West: 0.1}
structure:
  teams:
    West Families:
      owns: [in-need plan, protection plan]
      localities: [West]
      posts:
        - {role: team manager, number: 1}
        - {role: social worker, number: 2, cap: 20}
""")


@pytest.mark.parametrize(("a", "b"), list(itertools.permutations(NAMES, 2)))
def test_every_way_between_shipped_scenarios_is_legal_and_ends_at_b(a: str, b: str) -> None:
    steps = found_steps(SHIPPED[a], SHIPPED[b])
    turned = turned_steps(SHIPPED[a], SHIPPED[b], steps)
    for way in (steps, turned):
        assert way[-1].to is SHIPPED[b]
        assert not [fault for step in way for fault in faults(step.to)]
        assert all(step.changes for step in way)
    assert [step.parts for step in turned] == [step.parts for step in reversed(steps)]


def test_the_teams_of_the_proposal_with_the_old_assessments_are_the_file_that_says_so() -> None:
    steps = found_steps(CURRENT, PROPOSED)
    assert [step.name for step in steps] == [
        "teams with their posts",
        "who keeps section 47",
        "assessment",
    ]
    assert steps[1].to.content_hash == SHIPPED["proposed-two-assessments"].content_hash


def test_between_the_same_teams_the_split_of_posts_is_a_step_of_its_own() -> None:
    steps = found_steps(PROPOSED, SHIPPED["proposed-own-team"])
    assert [step.name for step in steps] == ["split of posts", "who keeps section 47"]


def test_a_scenario_is_no_step_from_itself() -> None:
    assert found_steps(PROPOSED, PROPOSED) == ()
    renamed = override(CURRENT, {"title": "Ours"})
    assert found_steps(CURRENT, renamed) == ()


def test_demand_and_numbers_are_steps_of_their_own() -> None:
    changed = override(
        PROPOSED,
        {
            "demand.contacts_per_month": 900,
            "pathway.activities.screening.hours": 0.75,
            "workforce.sickness": 0.05,
            "structure.rules.return_to_previous_worker": True,
        },
    )
    steps = found_steps(CURRENT, changed)
    assert [step.parts for step in steps] == [
        (Part.TEAMS,),
        (Part.SECTION_47,),
        (Part.RULES,),
        (Part.PATHWAY,),
        (Part.INPUTS,),
        (Part.DEMAND,),
    ]
    told = [{each.sentence.split(" (")[0] for each in step.changes} for step in steps[4:]]
    assert told[1] == {"contacts per month 825 -> 900"}
    assert len(told[0]) == 2
    screenings = [step.to.pathway.activities["screening"] for step in steps]
    assert screenings[3] == CURRENT.pathway.activities["screening"] != screenings[4]


def test_what_only_goes_together_is_one_step() -> None:
    """A new locality needs a team that serves it, and the team needs the locality."""
    (step,) = found_steps(small(), WEST)
    assert step.parts == (Part.TEAMS, Part.DEMAND)
    assert step.name == "teams with their posts and demand"
    assert turned_steps(small(), WEST, [step])[0].to is WEST


def test_a_mixture_of_everything_is_the_other_scenario() -> None:
    for a, b in itertools.permutations((CURRENT, PROPOSED)):
        assert mixed(a, b, set(Part), "x").content_hash == b.content_hash
        assert mixed(a, b, set(), "x").content_hash == a.content_hash


def test_a_mixture_that_cannot_be_run_says_why() -> None:
    with pytest.raises(IllegalMixtureError, match=r"no team owns .* 'West'"):
        mixed(small(), WEST, {Part.DEMAND}, "x")


def test_steps_that_are_named_are_told_by_their_titles() -> None:
    scenarios: list[Scenario] = [CURRENT, SHIPPED["proposed-two-assessments"], PROPOSED]
    steps = named_steps(scenarios)
    assert [step.to for step in steps] == scenarios[1:]
    assert [step.name for step in steps] == [each.title for each in scenarios[1:]]
    assert list(steps[1].changes) == differences(*scenarios[1:])


def test_what_a_part_is_derived_from_comes_along_and_what_is_left_of_nothing_goes() -> None:
    """Numbers of A stay where the pathway of B is derived from an assumption that both state."""
    hours = {"assumptions.hours of a core assessment": 20.0}
    changed = override(PROPOSED, hours)
    made = mixed(CURRENT, changed, {Part.PATHWAY}, "x")
    assert (
        made.assumptions["hours of a core assessment"]
        == (CURRENT.assumptions["hours of a core assessment"])
    )
    assert idle_assumptions(made) == []
    assert found_steps(CURRENT, changed)[-1].parts == (Part.INPUTS,)
    single = [
        s.to.pathway.activities["single assessment"] for s in found_steps(CURRENT, changed)[2:]
    ]
    further = [each.further for each in single if isinstance(each, Assessment)]
    assert [each.hours.value for each in further if each is not None] == [
        CURRENT.assumptions["hours of a core assessment"].value,
        20.0,
    ]
