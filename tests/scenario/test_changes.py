"""The changes that each structure builds in are those of the evidence table, route by route."""

from __future__ import annotations

import pytest

from sim.scenario.changes import Changes, NoSuchStepError, changes_along
from tests.scenario import small

NEW_PROTECTION = ["strategy discussion", "enquiry", "conference", "child protection plan"]
STRUCTURES = {"current": small.current, "proposed": small.proposed}


def along(
    structure: str, path: list[str], need: str, open_case: bool = False, rule: str = "own team"
) -> Changes:
    return changes_along(STRUCTURES[structure](rule), path, "North", need, open_case)


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
    assert along("current", path, need).workers == current
    assert along("proposed", path, need).workers == proposed


@pytest.mark.parametrize("structure", ["current", "proposed"])
@pytest.mark.parametrize(("rule", "workers"), [("own team", 0), ("joint", 0), ("enquiry team", 2)])
def test_who_enquires_on_an_open_case_decides_its_worker_changes(
    structure: str, rule: str, workers: int
) -> None:
    path = ["child in need plan", *NEW_PROTECTION]
    changes = along(structure, path, "in need", open_case=True, rule=rule)
    assert changes == Changes(handoffs=workers, workers=workers)


@pytest.mark.parametrize("structure", ["current", "proposed"])
@pytest.mark.parametrize("plan", ["child in need plan", "child protection plan"])
def test_becoming_looked_after_adds_one_change_in_both(structure: str, plan: str) -> None:
    assert along(structure, [plan, "looked after"], "in need", open_case=True) == Changes(1, 1)


def test_an_enquiry_team_that_only_discusses_takes_the_case_but_not_the_worker() -> None:
    path = ["child in need plan", "strategy discussion", "child in need plan"]
    changes = along("proposed", path, "in need", open_case=True, rule="enquiry team")
    assert changes == Changes(handoffs=2, workers=0)


def test_a_new_family_passes_the_front_door_even_where_the_path_leaves_it_out() -> None:
    path = ["initial assessment", "child in need plan"]
    whole = ["screening", "threshold decision", *path]
    assert along("proposed", path, "in need") == Changes(handoffs=1, workers=0)
    for longer in (whole, whole[1:]):
        assert along("proposed", longer, "in need") == along("proposed", path, "in need")


def test_a_contact_that_is_not_referred_is_counted_too() -> None:
    assert along("current", ["screening", "advice", "advised"], "in need") == Changes(0, 0)


def test_a_step_that_the_pathway_does_not_have_is_named() -> None:
    with pytest.raises(NoSuchStepError, match="does not lead to 'looked after' for"):
        along("current", ["initial assessment", "looked after"], "care")


def test_on_the_shipped_scenarios_an_open_case_changes_hands_only_where_access_enquires(
    request: pytest.FixtureRequest,
) -> None:
    path = [
        "in-need plan",
        "strategy discussion",
        "section 47 enquiry",
        "initial child protection conference",
        "first core group",
        "child protection plan",
    ]
    for name, workers in (("current", 0), ("proposed", 2)):
        scenario = request.getfixturevalue(name)
        changes = changes_along(scenario, path, "South", "plan", open_case=True)
        assert changes.workers == workers
