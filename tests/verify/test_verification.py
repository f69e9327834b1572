"""The engine agrees with theory, and one that is made to err is caught."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace

import pytest

from sim.experiment.work.pool import Serial, local_pool
from sim.scenario.calendar import Calendar
from sim.scenario.check.consistency import faults
from sim.scenario.exact.chain import solve
from sim.scenario.overrides import override
from sim.verify.theory import handoffs_around_a_loop
from sim.verify.theory_case import TheoryCase
from sim.verify.verification import Agreement, CaseRun, Check, all_cases, judged, observe, verify

CASES = {case.name: case for case in all_cases()}
CHECKS = [
    (case.name, prediction.what) for case in CASES.values() for prediction in case.predictions
]
REPLICATIONS = 5
"""Fewer than the command runs, so that the tests stay quick; the tolerance grows accordingly."""
SEED = 2013


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    with local_pool(2) as pool:
        yield pool


@pytest.fixture(scope="module")
def checks(pool: Executor) -> dict[tuple[str, str], Check]:
    quick = [quicker(case) for case in CASES.values()]
    return {(check.case.name, check.what): check for check in verify(quick, SEED, pool).checks}


def quicker(case: TheoryCase) -> TheoryCase:
    return replace(case, replications=min(case.replications, REPLICATIONS))


@pytest.mark.oracle
@pytest.mark.parametrize(("case", "what"), CHECKS)
def test_the_engine_agrees_with_theory(
    case: str, what: str, checks: dict[tuple[str, str], Check]
) -> None:
    check = checks[case, what]
    assert check.verdict is Agreement.AGREES, check


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_case_is_a_legal_scenario_between_two_bank_holidays(case: TheoryCase) -> None:
    assert faults(case.scenario) == []
    horizon = case.scenario.horizon
    calendar = Calendar(horizon.starts, horizon.ends)
    assert len(calendar) == (horizon.ends - horizon.starts).days + 1 - 2 * 17
    assert calendar.working_day(horizon.measured_from) == 10


def test_the_chain_gives_the_closed_form_of_the_loop() -> None:
    scenario = CASES["Absorbing chain, closed form"].scenario
    assert solve(scenario).handoffs_per_referral == pytest.approx(handoffs_around_a_loop(0.5, 0.4))


def test_in_order_of_limits_the_latest_is_less_late_than_in_order_of_coming() -> None:
    by_limits, by_coming = CASES["Earliest due first"], CASES["First come, first served"]
    assert by_limits.arrivals is not None
    assert by_coming.arrivals is not None
    assert by_limits.arrivals.time.tolist() == by_coming.arrivals.time.tolist()
    assert by_limits.arrivals.effort.tolist() == by_coming.arrivals.effort.tolist()
    assert by_limits.predictions[0].theory < by_coming.predictions[0].theory


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("case", "what", "changed"),
    [
        ("M/M/1", "share of hours worked", {"pathway.activities.arrival.hours": 0.046}),
        ("M/M/3", "share of hours worked", {"structure.teams.Team.posts.0.fte": 0.55}),
        (
            "M/M/2 with two priorities",
            "urgent work: mean wait, in mean services",
            {"pathway.activities.urgent work.urgent": False},
        ),
        ("M/D/1", "mean wait, in mean services", {"demand.effort_spread": 0.8}),
        (
            "M/M/4 for a worker with room",
            "share who wait for a worker",
            {"structure.teams.Team.posts.0.cap": 3},
        ),
        (
            "Absorbing chain, closed form",
            "handoffs per referral",
            {"pathway.activities.second part.routes.first part": 0.5},
        ),
        (
            "D/D/1",
            "mean wait, in mean services",
            {"pathway.activities.work.hours": 2.0001},
        ),
        (
            "Earliest due first",
            "lateness by the log's limits",
            {"pathway.activities.soon.limit.days": 2},
        ),
    ],
)
def test_an_engine_that_did_otherwise_would_be_off(
    case: str, what: str, changed: dict[str, object], pool: Executor
) -> None:
    """A service that is not the one theory speaks of stands in for an engine that errs."""
    other = replace(CASES[case], scenario=override(CASES[case].scenario, changed))
    found = {check.what: check for check in verify([quicker(other)], SEED, pool).checks}
    assert found[what].verdict is Agreement.OFF


def test_the_tolerance_is_3_half_widths_or_2_percent() -> None:
    case = CASES["M/M/1"]
    share = replace(case.predictions[1], theory=0.5)
    narrow, wide = judged(case, share, [0.5, 0.5001]), judged(case, share, [0.4, 0.6])
    assert narrow.tolerance == pytest.approx(0.01)
    assert wide.tolerance == pytest.approx(3 * wide.simulated.half_width)
    assert judged(case, share, [0.511, 0.511]).verdict is Agreement.OFF
    assert judged(case, share, [0.509, 0.509]).verdict is Agreement.AGREES


def test_what_has_no_luck_must_be_equal() -> None:
    case = CASES["D/D/1"]
    [prediction] = case.predictions
    assert judged(case, prediction, [prediction.theory] * 2).verdict is Agreement.AGREES
    assert judged(case, prediction, [prediction.theory * (1 + 1e-8)] * 2).verdict is Agreement.OFF


def test_one_process_or_two_and_any_order_of_cases_make_no_difference(pool: Executor) -> None:
    cases = [replace(CASES[name], replications=2) for name in ("M/D/1", "M/G/infinity")]
    here, there = verify(cases, 7, Serial()), verify(cases, 7, pool)
    assert [c.simulated for c in here.checks] == [c.simulated for c in there.checks]
    turned = verify(cases[::-1], 7, pool)
    assert {c.what: c.simulated for c in turned.checks} == {
        c.what: c.simulated for c in here.checks
    }


def test_a_killed_worker_makes_no_check_off() -> None:
    case = replace(CASES["M/D/1"], replications=4)
    with local_pool(2) as pool:
        victims = [pool.submit(os.getpid).result()]

        def kill() -> None:
            if victims:
                os.kill(victims.pop(), signal.SIGKILL)

        checks = verify([case], 7, pool, kill).checks
    assert [check.simulated for check in checks] == [
        check.simulated for check in verify([case], 7, Serial()).checks
    ]


def test_each_replication_is_told_of_and_another_seed_is_another_luck() -> None:
    case = replace(CASES["M/G/infinity"], replications=2)
    told: list[int] = []
    verify([case], 7, Serial(), lambda: told.append(1))
    assert len(told) == 2
    assert observe(CaseRun(case, 7, 0)) != observe(CaseRun(case, 8, 0))
