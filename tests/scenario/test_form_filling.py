"""Form-filling takes the paperwork of each activity up or down, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.exact.capacity import check_capacity
from sim.scenario.form_filling import as_worked
from sim.scenario.overrides import override
from sim.scenario.pathway import Assessment, Plan
from sim.scenario.scenario import Scenario
from tests.scenario import small

FORM_FILLING = "workforce.working_time.form_filling"
paperwork = st.floats(0, 1)
form_filling = st.floats(0.05, 3)


def with_forms(paperwork: float, form_filling: float, **activity: Any) -> Scenario:
    """The small scenario, with the same paperwork in all that is done."""
    data = small.plain()
    for each in data["pathway"]["activities"].values():
        each["paperwork"] = paperwork
    data["pathway"]["activities"]["initial assessment"].update(activity)
    data["workforce"]["working_time"]["form_filling"] = form_filling
    return small.built(data)


def test_form_filling_as_now_is_the_scenario_itself() -> None:
    scenario = with_forms(0.87, 1)
    assert as_worked(scenario) is scenario


@given(paperwork, form_filling)
def test_hours_are_those_without_forms_and_what_forms_still_take(
    share: float, forms: float
) -> None:
    worked = as_worked(with_forms(share, forms)).pathway.activities
    for name, activity in small.current().pathway.activities.items():
        factor = (1 - share) + share * forms
        if isinstance(activity, Plan):
            after = worked[name]
            assert isinstance(after, Plan)
            hours = [task.hours.value for task in activity.tasks]
            assert [task.hours.value for task in after.tasks] == pytest.approx(
                [each * factor for each in hours]
            )
        else:
            assert worked[name].hours.value == pytest.approx(activity.hours.value * factor)  # type: ignore[union-attr]


@given(paperwork, form_filling)
def test_said_in_its_own_hours_a_scenario_has_the_same_forms_and_the_same_rest(
    share: float, forms: float
) -> None:
    before = with_forms(share, forms)
    after = as_worked(before)
    assert as_worked(after) is after
    was, now = (each.pathway.activities["initial assessment"] for each in (before, after))
    assert isinstance(was, Assessment)
    assert isinstance(now, Assessment)
    of_forms = now.hours.value * now.paperwork.value
    assert of_forms == pytest.approx(was.hours.value * share * forms)
    assert now.hours.value - of_forms == pytest.approx(was.hours.value * (1 - share), abs=1e-9)


def test_hours_by_need_and_further_work_have_forms_as_well() -> None:
    further = {"hours": 14, "share": 0.5, "drawn_as": "core assessment"}
    before = with_forms(0.5, 0.8, hours_by_need={"care": 12}, further=further)
    after = as_worked(before).pathway.activities["initial assessment"]
    assert isinstance(after, Assessment)
    assert after.hours_by_need["care"].value == pytest.approx(12 * 0.9)
    assert after.further is not None
    assert after.further.hours.value == pytest.approx(14 * 0.9)
    assert after.further.share.value == 0.5


@given(paperwork, form_filling)
def test_planned_lengths_and_the_hours_of_managers_and_chairs_stay(
    share: float, forms: float
) -> None:
    before = with_forms(share, forms, hours_by_need={"care": 12})
    after = as_worked(before)
    for name, activity in before.pathway.activities.items():
        if name == "threshold decision":
            continue  # a manager's duty is the work itself
        for need in ("care", "in need"):
            was, now = activity.effort_for(need), after.pathway.activities[name].effort_for(need)
            assert now.days == pytest.approx(was.days)
            of_others = [
                [each for each in effort.work if each.role != "social worker"]
                for effort in (was, now)
            ]
            assert of_others[0] == of_others[1]


@given(paperwork, form_filling)
def test_the_hours_asked_by_arithmetic_follow(share: float, forms: float) -> None:
    factor = (1 - share) + share * forms
    before, after = (check_capacity(with_forms(share, each)) for each in (1, forms))
    for was, now in zip(before.work, after.work, strict=True):
        if was.role == "social worker" and was.work not in {"handoffs", "closing"}:
            assert now.hours == pytest.approx(was.hours * factor, abs=1e-9)


def test_it_counts_as_a_difference_and_in_the_identity_of_a_scenario() -> None:
    as_now = small.current()
    less = override(as_now, {FORM_FILLING: 0.8})
    more_forms = override(as_now, {"pathway.activities.enquiry.paperwork": 0.6})
    assert len({each.content_hash for each in (as_now, less, more_forms)}) == 3
