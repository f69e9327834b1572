"""Simulated handoffs agree with the exact figures of the Markov chain."""

from collections import Counter

import numpy as np
import pytest
from scipy import stats

from sim.model.events import BEGINS, Column, Event, EventLog
from sim.model.replication import simulate
from sim.scenario.exact.chain import solve
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario

REPLICATIONS = 3
COHORT_ENDS = 253.0  # working days: referrals of the first year are followed for five more


def long_and_small(scenario: Scenario) -> Scenario:
    """A quarter of the demand over six years, from empty, with nobody away or leaving."""
    return override(
        scenario,
        {
            "demand.contacts_per_month": scenario.demand.contacts_per_month.value / 4,
            "horizon.ends": "2018-09-30",
            "handoffs.notice": 0,
            **{
                f"workforce.{name}": 0
                for name in (
                    "turnover", "agency_turnover", "leave_days", "training_days", "sickness"
                )
            },
            **{f"open_cases.{plan}": 0 for plan in scenario.open_cases},
        },
    )  # fmt: skip


def per_referral(log: EventLog, early_help: frozenset[str]) -> np.ndarray:
    """Handoffs and pathway changes of worker of each referral of the cohort, shape (n, 2).

    Those to and from teams of early help are left out.
    """
    theirs = [log.teams.index(team) for team in early_help]
    journey: Counter[int] = Counter()
    cohort: set[tuple[int, int]] = set()
    handoffs: Counter[tuple[int, int]] = Counter()
    changes: Counter[tuple[int, int]] = Counter()
    pathway = log.labels.index("pathway")
    told = (*BEGINS, Event.REFERRED, Event.HANDOFF, Event.ALLOCATED)
    for row in log.events[np.isin(log.events[:, Column.EVENT], told)]:
        family, event = int(row[Column.FAMILY]), int(row[Column.EVENT])
        if event in BEGINS:
            journey[family] += 1
        key = (family, journey[family])
        if event == Event.REFERRED and row[Column.TIME] < COHORT_ENDS:
            cohort.add(key)
        elif event == Event.HANDOFF:
            handoffs[key] += not {row[Column.TEAM], row[Column.AMOUNT]} & {*theirs}
        elif event == Event.ALLOCATED and row[Column.LABEL] == pathway:
            changes[key] += 1
    return np.array([(handoffs[key], changes[key]) for key in cohort])


def test_what_passes_to_early_help_and_back_agrees_with_the_chain(current: Scenario) -> None:
    """Where nobody returns, who would cut a plan short; one contact a family then."""
    scenario = override(long_and_small(current), {
        "demand.returns.share": 0,
        "pathway.activities.early help plan.escalations.0.chance_per_year": 0.15,
    })  # fmt: skip
    found = np.concatenate([crossings(simulate(scenario, 11, r)) for r in range(REPLICATIONS)])
    passages = [passage for passage in solve(scenario).passages if passage.crosses]
    for simulated, is_up in zip(found.T, (False, True), strict=True):
        expected = sum(each.per_contact for each in passages if each.source.early_help == is_up)
        interval = stats.ttest_1samp(simulated, expected).confidence_interval(0.99)
        assert interval.low <= expected <= interval.high
        assert interval.high - interval.low < 0.05


def crossings(log: EventLog) -> np.ndarray:
    """Passages to early help and steps up from it, of each family of the cohort, shape (n, 2)."""
    event, family = log.events[:, Column.EVENT], log.events[:, Column.FAMILY].astype(int)
    contacts = (event == Event.CONTACT) & (log.events[:, Column.TIME] < COHORT_ENDS)
    passed = [
        np.bincount(family[event == kind], minlength=len(log.families))
        for kind in (Event.EARLY_HELP, Event.STEPPED_UP)
    ]
    of_cohort: np.ndarray = np.column_stack(passed)[family[contacts]]
    return of_cohort


@pytest.mark.parametrize("name", ["current", "proposed", "two_assessments"])
def test_handoffs_per_referral_agree_with_the_chain(
    name: str, request: pytest.FixtureRequest
) -> None:
    scenario = long_and_small(request.getfixturevalue(name))
    exact = solve(scenario)
    # Referrals are independent: where a family goes does not depend on anybody's workload.
    logs = [simulate(scenario, 11, r) for r in range(REPLICATIONS)]
    found = np.concatenate([per_referral(log, scenario.early_help_teams) for log in logs])
    for simulated, expected in zip(
        found.T, (exact.handoffs_per_referral, exact.worker_changes_per_referral), strict=True
    ):
        interval = stats.ttest_1samp(simulated, expected).confidence_interval(0.99)
        assert interval.low <= expected <= interval.high
        assert interval.high - interval.low < 0.2
