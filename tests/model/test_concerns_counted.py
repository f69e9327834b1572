"""Counts of a run agree with the chain where concerns interrupt assessments."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from sim.scenario.exact.chain import solve
from sim.scenario.exact.workload import workload
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.scenario import small
from tests.scenario.exact.concerned import FOUND, concerned_data

REPLICATIONS = 3
DAYS = 1250
"""Contacts of the first working days: whoever came later may still be under assessment."""


def ample(teams: dict[str, Any] | None, rule: str, finishes: bool) -> Scenario:
    """The service with concerns from empty, with staff enough that nobody waits for long."""
    data = concerned_data(teams, rule, finishes)
    for team in data["structure"]["teams"].values():
        for post in team["posts"]:
            post["number"] = 40
    data["horizon"]["ends"] = "2018-12-31"
    data["open_cases"] = {}
    data["demand"]["returns"]["share"] = 0
    absent = ("turnover", "agency_turnover", "leave_days", "training_days", "sickness")
    return override(small.built(data), {f"workforce.{each}": 0 for each in absent})


def hours_of_contacts(log: EventLog, assessment: str) -> np.ndarray:
    """Hours that each family of the cohort took in an assessment, authorisation left out."""
    cohort: dict[int, float] = {}
    worked: defaultdict[int, float] = defaultdict(float)
    at = log.activities.index(assessment)
    authorised = log.labels.index("authorisation")
    for row in log.events:
        family = int(row[Column.FAMILY])
        if row[Column.EVENT] == Event.CONTACT and row[Column.TIME] < DAYS:
            cohort[family] = 0.0
        is_here = row[Column.EVENT] == Event.WORKED and row[Column.ACTIVITY] == at
        if is_here and row[Column.LABEL] != authorised:
            worked[family] += row[Column.AMOUNT]
    return np.array([worked[family] for family in cohort])


@pytest.mark.parametrize(
    ("teams", "rule", "finishes"),
    [
        (None, "own team", False),
        (small.proposed_teams(), "enquiry team", True),
    ],
    ids=["current", "enquirer finishes"],
)
def test_families_take_the_hours_of_each_assessment_that_the_chain_expects(
    teams: dict[str, Any] | None, rule: str, finishes: bool
) -> None:
    scenario = ample(teams, rule, finishes)
    chain = solve(scenario)
    expected: defaultdict[str, float] = defaultdict(float)
    for row in workload(chain):
        if row.role == "social worker":
            expected[row.work] += row.hours / chain.families_per_month
    logs = [simulate(scenario, 5, number) for number in range(REPLICATIONS)]
    for assessment in FOUND:
        taken = np.concatenate([hours_of_contacts(log, assessment) for log in logs])
        interval = stats.ttest_1samp(taken, expected[assessment]).confidence_interval(0.999)
        assert interval.low <= expected[assessment] <= interval.high
