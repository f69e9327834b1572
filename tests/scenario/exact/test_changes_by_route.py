"""The changes that each structure builds in are those of the evidence table, route by route."""

from __future__ import annotations

import pytest

from sim.scenario.exact.moves import entered, opened
from sim.scenario.file.loading import load_scenario
from sim.scenario.file.shipped import shipped_folder
from sim.scenario.scenario import Scenario
from tests.scenario import small

FRONT_DOOR = ["screening", "threshold decision"]
NEW_PROTECTION = ["strategy discussion", "enquiry", "conference", "child protection plan"]
STRUCTURES = {"current": small.current, "proposed": small.proposed}


def changes(scenario: Scenario, path: list[str], locality: str, need: str) -> tuple[int, int]:
    """Handoffs between teams, and changes of worker, of a family that takes these steps."""
    pathway = scenario.pathway
    now = "" if path[0] == pathway.starts_at else need
    state = opened(scenario, path[0], now, locality)
    handoffs = workers = 0
    for step in path[1:]:
        activity = pathway.activities[state.activity]
        becomes = {each.to: each.becomes or "" for each in activity.escalations}
        assert step in {**activity.routes_for(state.need), **becomes}
        if step in pathway.endings:
            break
        now = need if step == pathway.referral_at else state.need
        if step not in activity.routes_for(state.need):
            now = becomes[step]
        after = entered(scenario, step, now, state)
        handoffs += after.team != state.team
        workers += state.holder not in {"", after.holder}
        state = after
    return handoffs, workers


@pytest.mark.parametrize(
    ("path", "need", "current", "proposed"),
    [
        (["initial assessment", "closed after assessment"], "not in need", 0, 0),
        (["initial assessment", "child in need plan"], "in need", 1, 0),
        (["initial assessment", "core assessment", "child in need plan"], "in need", 1, 0),
        (NEW_PROTECTION, "protection", 1, 1),
        (["strategy discussion", "enquiry", "child in need plan"], "protection", 1, 1),
    ],
)
def test_worker_changes_of_a_new_family_after_screening(
    path: list[str], need: str, current: int, proposed: int
) -> None:
    whole = [*FRONT_DOOR, *path]
    assert changes(small.current("own team"), whole, "North", need)[1] == current
    assert changes(small.proposed("own team"), whole, "North", need)[1] == proposed


@pytest.mark.parametrize("structure", ["current", "proposed"])
@pytest.mark.parametrize(("rule", "number"), [("own team", 0), ("joint", 0), ("enquiry team", 2)])
def test_who_enquires_on_an_open_case_decides_its_worker_changes(
    structure: str, rule: str, number: int
) -> None:
    path = ["child in need plan", *NEW_PROTECTION]
    assert changes(STRUCTURES[structure](rule), path, "North", "in need") == (number, number)


@pytest.mark.parametrize("structure", ["current", "proposed"])
@pytest.mark.parametrize("plan", ["child in need plan", "child protection plan"])
def test_becoming_looked_after_adds_one_change_in_both(structure: str, plan: str) -> None:
    scenario = STRUCTURES[structure]("own team")
    assert changes(scenario, [plan, "looked after"], "North", "in need") == (1, 1)


def test_an_enquiry_team_that_only_discusses_takes_the_case_but_not_the_worker() -> None:
    path = ["child in need plan", "strategy discussion", "child in need plan"]
    assert changes(small.proposed("enquiry team"), path, "North", "in need") == (2, 0)


def test_a_new_family_that_keeps_its_team_still_passes_from_the_front_door() -> None:
    path = [*FRONT_DOOR, "initial assessment", "child in need plan"]
    assert changes(small.proposed("own team"), path, "North", "in need") == (1, 0)


def test_a_contact_that_is_not_referred_changes_nothing() -> None:
    path = ["screening", "advice", "advised"]
    assert changes(small.current("own team"), path, "North", "in need") == (0, 0)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("current", 0),
        ("proposed", 0),
        ("proposed-own-team", 0),
        ("proposed-access-takes-over", 2),
    ],
)
def test_on_the_shipped_scenarios_an_open_case_changes_hands_only_where_access_takes_it_over(
    name: str, number: int
) -> None:
    path = [
        "in-need plan",
        "strategy discussion",
        "section 47 enquiry",
        "initial child protection conference",
        "first core group",
        "child protection plan",
    ]
    scenario = load_scenario(shipped_folder() / f"{name}.yaml")
    assert changes(scenario, path, "South", "plan")[1] == number
