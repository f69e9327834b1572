"""Transfer meetings are working days known before the run; none is before a case is listed."""

from __future__ import annotations

import datetime
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.handoffs import CompiledHandoffs
from sim.scenario.file.loading import load_scenario, load_scenario_text
from sim.scenario.meetings import longest_wait, transfer_meetings
from sim.scenario.problems import ScenarioError
from sim.scenario.scenario import Scenario
from tests.scenario.small import built, plain

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
DATES = st.dates(datetime.date(2012, 1, 1), datetime.date(2014, 12, 31))


def scenario(
    starts: str = "2013-01-01",
    ends: str = "2013-12-31",
    closures: list[str] | None = None,
    **meeting: object,
) -> Scenario:
    data: dict[str, Any] = plain()
    data["horizon"] = {"starts": starts, "measured_from": starts, "ends": ends}
    data["horizon"]["closures"] = closures or []
    del data["handoffs"]["meeting_every"]
    data["handoffs"] |= meeting
    return built(data)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    starts = draw(DATES)
    ends = starts + datetime.timedelta(draw(st.integers(0, 400)))
    every = st.floats(1e-12, 400, exclude_min=True).map(lambda days: {"meeting_every": days})
    on = st.sampled_from(WEEKDAYS).map(lambda day: {"meeting_on": day})
    closures = draw(st.lists(DATES, max_size=60))
    return scenario(str(starts), str(ends), [*map(str, closures)], **draw(st.one_of(every, on)))


@given(scenarios(), st.floats(0, 400), st.floats(0, 60))
def test_no_meeting_is_before_the_moment_from_which_a_case_is_listed(
    planned: Scenario, moment: float, notice: float
) -> None:
    meetings = transfer_meetings(planned)
    assert meetings == sorted(set(meetings))
    assert all(0 <= day < len(planned.horizon.calendar) for day in meetings)
    costs = CompiledHandoffs.of(planned.handoffs, meetings)
    held = costs.next_meeting(moment + notice)
    assert held >= moment + notice
    assert not any(moment + notice <= day < held for day in meetings)
    wait = longest_wait(meetings, len(planned.horizon.calendar))
    if moment + notice < len(planned.horizon.calendar) and held < math.inf:
        assert held - (moment + notice) <= wait


@pytest.mark.parametrize(
    ("every", "days"),
    [(5, [0, 5, 10]), (1.4, [0, 1, 2, 4, 5, 7, 8, 9, 11, 12]), (1e-9, [*range(13)])],
)
def test_an_interval_counts_in_working_days_from_the_first(every: float, days: list[int]) -> None:
    assert transfer_meetings(scenario("2013-01-07", "2013-01-23", meeting_every=every)) == days


@pytest.mark.parametrize("weekday", WEEKDAYS)
def test_a_weekday_stays_the_same_through_bank_holidays(weekday: str) -> None:
    planned = scenario(meeting_on=weekday)
    calendar = planned.horizon.calendar
    dates = [calendar.date(day) for day in transfer_meetings(planned)]
    number = WEEKDAYS.index(weekday)
    moved = [date for date in dates if date.weekday() != number]
    assert len(dates) in {52, 53}
    assert len(moved) <= 7
    for date in moved:  # its weekday before was a day off
        back = date - datetime.timedelta((date.weekday() - number) % 7)
        assert not calendar.is_working(back)
        assert calendar.working_day(back) == calendar.working_day(date)


def test_a_meeting_on_a_closed_day_is_held_on_the_next_working_day() -> None:
    planned = scenario("2013-12-16", "2014-01-10", ["2013-12-27"], meeting_on="Wednesday")
    dates = [planned.horizon.calendar.date(day) for day in transfer_meetings(planned)]
    # Christmas Day, Boxing Day and the closed Friday are passed over; so is New Year's Day
    assert [str(date) for date in dates] == ["2013-12-18", "2013-12-30", "2014-01-02", "2014-01-08"]


@pytest.mark.parametrize(
    ("handoffs", "line", "message"),
    [
        (
            "handoffs: {meeting_on: Tuesday}",
            4,
            "handoffs: meeting_on cannot stand beside meeting_every; keep one; "
            "'meeting_every: null' takes out what is inherited",
        ),
        (
            "handoffs: {meeting_every: null}",
            4,
            "handoffs: there is no transfer meeting; write 'meeting_every: 5' for every 5 "
            "working days, or 'meeting_on: Monday'",
        ),
    ],
)
def test_a_meeting_is_set_in_one_way(handoffs: str, line: int, message: str) -> None:
    folder = Path("tests/scenarios")
    text = f"version: 1\nextends: small.yaml\ntitle: Mine\n{handoffs}\n"
    with pytest.raises(ScenarioError) as raised:
        load_scenario_text(text, "mine.yaml", folder)
    [problem] = raised.value.problems
    assert (problem.message, problem.place.line) == (message, line)


def test_a_weekday_takes_the_place_of_an_inherited_interval() -> None:
    text = (
        "version: 1\nextends: small.yaml\ntitle: Mine\n"
        "handoffs: {meeting_every: null, meeting_on: Tuesday}\n"
    )
    planned = load_scenario_text(text, "mine.yaml", Path("tests/scenarios"))
    assert planned.handoffs.meeting_on == "Tuesday"
    assert load_scenario(Path("tests/scenarios/small.yaml")).handoffs.meeting_on is None
