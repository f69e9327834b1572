"""How soon a child is seen after a strategy discussion, on logs small enough to work out by hand.

In the small service the enquiry has no limit, so the discussion is the activity before it.
"""

from __future__ import annotations

import math
from collections import Counter

import pytest

from sim.measures.logview import LogView
from sim.measures.section_47_visits import CASES, days_to_visit
from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.measures.laws.test_laws import short
from tests.measures.log_writer import CURRENT, Writer
from tests.scenario import small

STRATEGY, ENQUIRY = "strategy discussion", "enquiry"
INITIAL, PLAN = "initial assessment", "child in need plan"
SHARE, DAYS = "seen_after_strategy_in_1_day", "days_to_section_47_visit"
OWN = "Family Support"


def discussed(
    write: Writer, time: float, seen: float | None, children: int = 1, family: int | None = None
) -> int:
    """A strategy discussion that leads to an enquiry, and when the children are then seen."""
    number = write.family(children) if family is None else family
    if family is None:
        write.referral(number, time - 1)
    write.activity(number, STRATEGY, time - 0.5, time, ENQUIRY)
    write.activity(number, ENQUIRY, time, None)
    if seen is not None:
        write.note(seen, Event.VISITED, number, ENQUIRY)
    return number


def test_the_next_working_day_is_in_time_and_the_day_after_is_not() -> None:
    write = Writer()
    discussed(write, 20.9, 20.95)
    discussed(write, 20.1, 21.9)
    discussed(write, 20.9, 22.0)
    measures = write.measures()
    assert measures(SHARE) == pytest.approx(200 / 3)
    assert measures(f"{DAYS}_median") == 1
    assert measures(f"{DAYS}_p90") == 2


def test_it_counts_children_and_the_first_time_that_they_are_seen() -> None:
    write = Writer()
    soon = discussed(write, 20, 20.5, children=3)
    write.note(40, Event.VISITED, soon, ENQUIRY)
    discussed(write, 20, 25, children=1)
    assert write.measures()(SHARE) == 75


def test_a_visit_before_the_discussion_ended_is_not_one_after_it() -> None:
    write = Writer()
    family = discussed(write, 20, 26)
    write.note(19.9, Event.VISITED, family, INITIAL)
    measures = write.measures()
    assert measures(SHARE) == 0
    assert measures(f"{DAYS}_median") == 6


@pytest.mark.parametrize("activity", [PLAN, INITIAL, "looked after", ENQUIRY])
def test_whatever_the_visit_is_for_the_child_is_seen(activity: str) -> None:
    write = Writer()
    family = discussed(write, 20, None)
    write.note(21, Event.VISITED, family, activity, label="visit")
    assert write.measures()(SHARE) == 100


def test_a_discussion_that_leads_to_no_enquiry_does_not_count() -> None:
    write = Writer()
    family = write.family()
    write.referral(family, 10)
    write.activity(family, STRATEGY, 10, 11, PLAN)
    write.activity(family, PLAN, 11, None)
    assert math.isnan(write.measures()(SHARE))


def test_a_child_still_unseen_counts_as_not_seen_but_on_the_last_day() -> None:
    write = Writer(ends=100)  # the last day is 99
    discussed(write, 50, 50.5)
    discussed(write, 98.9, None)
    discussed(write, 99.1, None)
    discussed(write, 99.1, 99.2, children=5)
    assert write.measures()(SHARE) == 50


def test_days_of_children_still_unseen_count_up_to_the_end() -> None:
    write = Writer(ends=100)
    discussed(write, 90, 90.5)  # day 0: one of four
    discussed(write, 96, None)  # unseen for 3 days
    discussed(write, 90, 94)  # day 4: half of the two then left of three quarters
    discussed(write, 90, None)
    measures = write.measures()
    assert measures(f"{DAYS}_median") == 4
    assert math.isnan(measures(f"{DAYS}_p90"))
    assert measures(SHARE) == 25


def test_without_anything_that_counts_as_an_enquiry_there_is_nothing_to_see() -> None:
    write = Writer(override(CURRENT, {"pathway.activities.enquiry.counts_as": ""}))
    discussed(write, 20, 20.5)
    measures = write.measures()
    assert math.isnan(measures(SHARE))
    assert math.isnan(measures(f"{DAYS}_median"))


def test_discussions_before_the_window_do_not_count() -> None:
    write = Writer(measured_from=50)
    discussed(write, 49.9, 60)
    discussed(write, 50, 50.5)
    assert write.measures()(SHARE) == 100


def test_an_enquiry_that_awaits_a_worker_is_told_of_before_it_begins() -> None:
    write = Writer()
    family = write.family()
    write.referral(family, 19)
    write.activity(family, STRATEGY, 19.5, 20, ENQUIRY, team=OWN)
    measures = write.measures()
    assert measures(SHARE) == measures(SHARE, "team", OWN) == 0
    assert math.isnan(measures(f"{DAYS}_median"))


def test_a_case_is_open_from_the_start_from_a_plan_or_from_an_assessment_that_is_not_urgent() -> (
    None
):
    write = Writer()
    new = discussed(write, 20, 25)
    # its first enquiry is urgent, so that a second finds it new still
    discussed(write, 30, 35, family=new)

    assessed = write.family()
    write.referral(assessed, 10)
    write.activity(assessed, INITIAL, 10, 20, STRATEGY)
    discussed(write, 21, 21, family=assessed)

    planned = write.family()
    write.referral(planned, 10)
    write.activity(planned, PLAN, 12, 20, STRATEGY)
    discussed(write, 21, 24, family=planned)

    from_the_start = write.family()
    write.note(0, Event.ALLOCATED, from_the_start, label="opening")
    discussed(write, 21, 22, family=from_the_start)

    measures = write.measures()
    assert measures(SHARE, "case", "new") == 0
    assert measures(SHARE, "case", "open") == pytest.approx(200 / 3)
    assert measures(f"{DAYS}_median", "case", "new") == 5
    assert measures(f"{DAYS}_median", "case", "open") == 1
    assert measures(f"{DAYS}_p90", "case", "open") == 3


def test_a_family_that_comes_back_is_new_whatever_it_had_before() -> None:
    write = Writer()
    family = write.family()
    write.referral(family, 10)
    write.activity(family, INITIAL, 10, 20, "closed after assessment")
    write.ended(family, 20, "closed after assessment")
    write.referral(family, 49, returning=True)
    discussed(write, 50, 50.5, family=family)
    measures = write.measures()
    assert measures(SHARE, "case", "new") == 100
    assert math.isnan(measures(SHARE, "case", "open"))


def test_a_discussion_counts_for_the_team_that_began_the_enquiry_and_in_its_week() -> None:
    write = Writer(measured_from=50, ends=70)
    family = write.family()
    write.referral(family, 49)
    write.activity(family, STRATEGY, 50, 51, ENQUIRY)
    write.activity(family, ENQUIRY, 52, None, team=OWN)
    write.note(52, Event.VISITED, family, ENQUIRY)
    discussed(write, 56, 60)
    measures = write.measures()
    assert measures(SHARE, "team", OWN) == 100
    assert measures(SHARE, "team", "Referral and Assessment") == 0
    assert measures(SHARE, "week", "week 1") == 100
    assert measures(SHARE, "week", "week 2") == 0
    assert math.isnan(measures(SHARE, "week", "week 3"))


def test_the_discussion_is_the_activity_that_the_limit_of_the_enquiry_counts_from() -> None:
    limit = {"days": 15, "counts_from": STRATEGY}
    limited = override(CURRENT, {"pathway.activities.enquiry.limit": limit})
    for scenario, days in ((CURRENT, 2), (limited, 7)):
        write = Writer(scenario)
        family = write.family()
        write.referral(family, 10)
        write.activity(family, STRATEGY, 19, 20, "advice")
        write.activity(family, "advice", 20, 25, ENQUIRY)
        write.activity(family, ENQUIRY, 25, None)
        write.note(27, Event.VISITED, family, ENQUIRY)
        assert write.measures()(f"{DAYS}_median") == days


@pytest.mark.parametrize("scenario", [small.current("own team"), small.proposed("enquiry team")])
def test_a_run_is_counted_as_by_walking_through_its_log(scenario: Scenario) -> None:
    scenario = short(scenario)
    log = simulate(scenario, seed=5, replication=0)
    seeing = days_to_visit(LogView(log, scenario))
    found = zip(
        seeing.counted.amount.tolist(),
        [
            int(days) if seen else None
            for days, seen in zip(seeing.days, seeing.happened, strict=True)
        ],
        [CASES[case] for case in seeing.counted.parts["case"]],
        strict=True,
    )
    walked = _walked(log)
    assert len(walked) > 40
    assert {case for _, _, case in walked} == set(CASES)
    assert Counter(found) == Counter(walked)


def _walked(log: EventLog) -> list[tuple[int, int | None, str]]:
    """Children, days until seen and kind of case of each discussion that led to an enquiry."""
    told: list[tuple[int, int | None, str]] = []
    for number, children in log.families[:, :2].tolist():
        rows = log.events[log.events[:, Column.FAMILY] == number]
        case = "open"
        awaited: list[tuple[float, str]] = []
        for row in rows:
            kind, time = Event(int(row[Column.EVENT])), row[Column.TIME]
            activity = (
                log.activities[int(row[Column.ACTIVITY])] if row[Column.ACTIVITY] >= 0 else ""
            )
            label = log.labels[int(row[Column.LABEL])] if row[Column.LABEL] >= 0 else ""
            if kind == Event.CONTACT:
                case = "new"
            elif kind == Event.STARTED and activity not in {
                "screening", "advice", "threshold decision", STRATEGY, ENQUIRY, "conference",
            }:  # fmt: skip
                case = "open"
            elif kind == Event.COMPLETED and label == ENQUIRY:
                awaited.append((time, case))
            elif kind == Event.VISITED:
                for since, name in awaited:
                    if log.measured_from <= since < log.ends - 1:
                        told.append((children, int(time) - int(since), name))
                awaited.clear()
        for since, name in awaited:
            if log.measured_from <= since < log.ends - 1:
                told.append((children, None, name))
    return told
