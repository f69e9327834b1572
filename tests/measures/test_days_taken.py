"""Assessments and conferences by the days that they took, on logs worked out by hand."""

from __future__ import annotations

import math

import pytest

from sim.measures.days_taken import CONFERENCE, SINGLE
from sim.scenario.overrides import override
from tests.measures.log_writer import CURRENT, Writer

SCENARIO = override(CURRENT, {"pathway.activities.core assessment.counts_as": "single"})
ASSESSMENT, MEETING = "core assessment", "conference"


def taking(write: Writer, name: str, days: float, children: int = 1, limit: float = 45) -> None:
    """Something that takes so many days from late on day 20, with a limit from there."""
    family = write.family(children)
    write.referral(family, 20.9)
    write.activity(family, name, 21, 20 + days, days=limit, since=20.9)


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (0.95, "same day"),
        (1.0, "1-10 days"),
        (10.99, "1-10 days"),
        (11.0, "11-20 days"),
        (20.5, "11-20 days"),
        (21.0, "21-30 days"),
        (30.9, "21-30 days"),
        (31.0, "31-40 days"),
        (40.9, "31-40 days"),
        (41.0, "41-45 days"),
        (45.9, "41-45 days"),
        (46.0, "46-50 days"),
        (51.0, "51-60 days"),
        (60.9, "51-60 days"),
        (61.0, "61+ days"),
        (180.0, "61+ days"),
    ],
)
def test_days_to_an_assessment_are_counted_as_its_limit_is(days: float, band: str) -> None:
    write = Writer(SCENARIO)
    taking(write, ASSESSMENT, days)
    measures = write.measures()
    assert {name: measures("single_by_days", "band", name) for name in SINGLE} == {
        name: 100 * (name == band) for name in SINGLE
    }


def test_bands_are_shares_of_children_and_those_in_time_are_the_first_six() -> None:
    write = Writer(SCENARIO)
    for days, children in ((0.95, 1), (7, 2), (15, 3), (45.5, 4), (46, 5), (70, 5)):
        taking(write, ASSESSMENT, days, children)
    measures = write.measures()
    found = [measures("single_by_days", "band", name) for name in SINGLE]
    assert found == [5, 10, 15, 0, 0, 20, 25, 0, 25]
    assert sum(found[:6]) == measures("single_in_time")


def test_conferences_are_counted_from_the_strategy_discussion() -> None:
    write = Writer(SCENARIO)
    for days in (3, 10.9, 11, 15.9, 16, 20.9, 21, 40):
        taking(write, MEETING, days, limit=15)
    measures = write.measures()
    found = [measures("conference_by_days", "band", name) for name in CONFERENCE]
    assert found == [25, 25, 25, 25]
    assert sum(found[:2]) == measures("conference_in_15_days")


def test_what_is_completed_before_the_window_or_never_counts_in_no_band() -> None:
    write = Writer(SCENARIO, measured_from=50)
    taking(write, ASSESSMENT, 29)
    family = write.family()
    write.activity(family, ASSESSMENT, 60, None, days=45, since=60)
    assert math.isnan(write.measures()("single_by_days", "band", "21-30 days"))
