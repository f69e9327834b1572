"""The year of a full-time social worker, by arithmetic and as a run has it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.events import CensusColumn
from sim.model.replication import simulate
from sim.scenario.exact.capacity import check_capacity
from sim.scenario.exact.working_time import WorkingYear
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.scenario import small
from tests.scenario.test_form_filling import with_forms

days, time = st.floats(0, 300), st.floats(0, 40)


def year_of(scenario: Scenario) -> WorkingYear:
    return check_capacity(scenario).working_year


def with_workforce(**settings: object) -> Scenario:
    return override(
        small.current(),
        {f"workforce.{name.replace('__', '.')}": value for name, value in settings.items()},
    )


@given(days, days, st.floats(0, 1), time, time)
def test_the_parts_add_up_to_the_contracted_hours_whatever_they_are(
    leave: float, training: float, sickness: float, supervision: float, other: float
) -> None:
    scenario = with_workforce(
        leave_days=leave,
        training_days=training,
        sickness=sickness,
        working_time__supervision=supervision,
        working_time__other=other,
    )
    year = year_of(scenario)
    assert year.hours == pytest.approx(scenario.horizon.working_year * 37 / 5)
    assert min(vars(year).values()) >= -1e-9
    assert year.forms <= year.cases + 1e-9


def test_a_year_on_paper() -> None:
    year = year_of(with_workforce(working_time__supervision=4, working_time__audit=1))
    present = 253 * (1 - 0.035) - 25 - 7
    assert year.leave == pytest.approx(25 * 7.4)
    assert year.training == pytest.approx(7 * 7.4)
    assert year.sickness == pytest.approx(253 * 0.035 * 7.4)
    assert year.supervision == pytest.approx(present / 20 * 4)
    assert year.audit == pytest.approx(present / 20 * 1)
    assert year.other == pytest.approx(present / 20 * 39.96)
    assert year.cases == pytest.approx(present / 20 * (148 - 44.96))


def test_hours_for_cases_are_twelve_months_of_the_capacity_check(current: Scenario) -> None:
    check = check_capacity(current)
    months = [row.hours_per_fte for row in check.roles if row.role == "social worker"]
    assert months == pytest.approx([check.working_year.cases / 12] * len(months))


def test_hours_for_cases_are_those_that_a_worker_has_in_a_run() -> None:
    nobody_away = dict.fromkeys(
        ["leave_days", "training_days", "sickness", "turnover", "agency_turnover"], 0
    )
    scenario = with_workforce(**nobody_away, working_time__supervision=1.75)
    log = simulate(scenario, 2013, 0)
    expected = year_of(scenario).cases / scenario.horizon.working_year
    for index, worker in enumerate(log.workers):
        if worker.role == "social worker":
            weeks = log.census[log.census[:, CensusColumn.WORKER] == index]
            a_day = weeks[:, CensusColumn.AVAILABLE].sum() / weeks[:, CensusColumn.DAYS_HELD].sum()
            assert a_day == pytest.approx(expected)


def test_forms_are_the_paperwork_of_the_work_that_is_asked() -> None:
    scenario = override(
        small.current(),
        {
            "pathway.activities.initial assessment.paperwork": 0.87,
            "pathway.activities.looked after.paperwork": 0.5,
        },
    )
    check = check_capacity(scenario)
    asked = {
        name: sum(each.hours for each in check.work if each.work == name)
        for name in ("initial assessment", "looked after")
    }
    by_manager = sum(
        each.hours
        for each in check.work
        if each.work == "initial assessment" and each.role == "team manager"
    )
    workers = sum(each.hours for each in check.work if each.role == "social worker")
    forms = 0.87 * (asked["initial assessment"] - by_manager) + 0.5 * asked["looked after"]
    assert check.working_year.forms == pytest.approx(check.working_year.cases * forms / workers)


def test_less_form_filling_is_less_of_the_year_and_more_supervision_is_less_for_cases() -> None:
    forms = [year_of(with_forms(0.87, each)).forms for each in (1, 0.9, 0.5)]
    assert np.all(np.diff(forms) < 0)
    cases = [year_of(with_workforce(working_time__supervision=each)).cases for each in (0, 2, 4)]
    assert np.all(np.diff(cases) < 0)


def test_where_nothing_is_asked_no_hour_goes_to_forms() -> None:
    data = small.plain()
    data["demand"]["contacts_per_month"] = 0
    assert year_of(small.built(data)).forms == 0
