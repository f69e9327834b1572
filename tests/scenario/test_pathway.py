"""Each kind of activity answers for itself: whose hours, how many, for how long."""

import pytest

from sim.scenario.pathway import Assessment, Pathway
from tests.scenario import small

PATHWAY: Pathway = small.current().pathway


@pytest.mark.parametrize(
    ("activity", "roles"),
    [
        ("screening", {"social worker"}),
        ("threshold decision", {"team manager"}),
        ("initial assessment", {"social worker", "team manager"}),
        ("conference", {"social worker", "conference chair"}),
        ("child protection plan", {"social worker", "conference chair"}),
        ("child in need plan", {"social worker"}),
    ],
)
def test_a_kind_names_the_roles_whose_hours_it_takes(activity: str, roles: set[str]) -> None:
    found = PATHWAY.activities[activity]
    assert found.roles == roles
    assert {each.role for each in found.effort_for("in need").work} <= roles


def test_more_hours_of_an_assessment_take_more_days_up_to_the_longest() -> None:
    assessment = PATHWAY.activities["initial assessment"]
    assert isinstance(assessment, Assessment)
    data = assessment.model_dump() | {"hours_by_need": {"care": 11, "all": 40, "none": 1}}
    longer = Assessment.model_validate(data)
    assert longer.effort_for("in need")[1:] == (8, False, 10)
    assert longer.effort_for("care").days == pytest.approx(8.8)
    assert (longer.effort_for("all").days, longer.effort_for("none").days) == (10, 2)


def test_only_an_assessment_leaves_assessed_hours_and_a_plan_takes_nothing_once() -> None:
    for name, activity in PATHWAY.activities.items():
        effort = activity.effort_for("in need")
        assert (effort.assessed_hours is not None) == isinstance(activity, Assessment)
        assert (effort.work == ()) == (name in PATHWAY.plans) == bool(activity.tasks)
