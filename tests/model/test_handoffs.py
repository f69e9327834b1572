"""Simulated handoffs agree with the exact figures of the Markov chain."""

from collections import Counter

import numpy as np
import pytest
from scipy import stats

from sim.model.events import Column, Event, EventLog
from sim.model.replication import simulate
from sim.plan.chain import solve
from sim.plan.scenario import Scenario
from sim.plan.vary import vary

REPLICATIONS = 6
COHORT_ENDS = 500.0  # working days: referrals of the first two years are followed for seven more


def long_and_small(scenario: Scenario) -> Scenario:
    """A tenth of the demand over nine years, from empty, with nobody leaving."""
    return vary(
        scenario,
        {
            "demand.contacts_per_month": scenario.demand.contacts_per_month.value / 10,
            "horizon.ends": "2021-09-30",
            "workforce.turnover": 0,
            "workforce.agency_turnover": 0,
            "handoffs.notice": 0,
            **{f"open_cases.{plan}": 0 for plan in scenario.open_cases},
        },
    )


def per_referral(log: EventLog) -> tuple[float, float]:
    """Handoffs and pathway changes of worker per referral of the cohort."""
    journey: Counter[int] = Counter()
    cohort: set[tuple[int, int]] = set()
    handoffs: Counter[tuple[int, int]] = Counter()
    changes: Counter[tuple[int, int]] = Counter()
    pathway = log.labels.index("pathway") if "pathway" in log.labels else -2
    for row in log.events:
        family, event = int(row[Column.FAMILY]), int(row[Column.EVENT])
        if event == Event.CONTACT:
            journey[family] += 1
        key = (family, journey[family])
        if event == Event.REFERRED and row[Column.TIME] < COHORT_ENDS:
            cohort.add(key)
        elif event == Event.HANDOFF:
            handoffs[key] += 1
        elif event == Event.ALLOCATED and row[Column.LABEL] == pathway:
            changes[key] += 1
    members = len(cohort)
    return (
        sum(handoffs[key] for key in cohort) / members,
        sum(changes[key] for key in cohort) / members,
    )


@pytest.mark.parametrize("name", ["current", "proposed", "two_assessments"])
def test_handoffs_per_referral_agree_with_the_chain(
    name: str, request: pytest.FixtureRequest
) -> None:
    scenario = long_and_small(request.getfixturevalue(name))
    exact = solve(scenario)
    found = np.array([per_referral(simulate(scenario, 11, r)) for r in range(REPLICATIONS)])
    for simulated, expected in zip(
        found.T, (exact.handoffs_per_referral, exact.worker_changes_per_referral), strict=True
    ):
        interval = stats.ttest_1samp(simulated, expected).confidence_interval(0.99)
        assert interval.low <= expected <= interval.high
        assert interval.high - interval.low < 0.25 * max(expected, 0.4)
