"""What is known before a run has mean 0 over luck, and is what the run then meets."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.arrivals import draw_arrivals
from sim.model.compiled_pathway import compile_pathway
from sim.model.events import Column, Event, EventLog
from sim.model.known import Known
from sim.model.known_before import known_before
from sim.model.luck import Luck
from sim.model.on_the_way import expected_on_the_way, hours_on_the_way
from sim.model.replication import simulate
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL

LUCKS = 600


def known(scenario: Scenario, number: int) -> Known:
    luck = Luck(7, number)
    return known_before(scenario, luck, draw_arrivals(scenario, scenario.horizon.calendar, luck))


@pytest.mark.parametrize("scenario", [SMALL, CLUSTERS])
def test_its_mean_over_luck_is_nothing(scenario: Scenario) -> None:
    found = np.array([known(scenario, number) for number in range(LUCKS)])
    assert (np.abs(found.mean(axis=0)) <= 3.5 * found.std(axis=0) / LUCKS**0.5).all()
    assert found[:, 2].std() > 0


def test_shipped_structures_have_posts_that_assess_and_others(
    current: Scenario, proposed: Scenario
) -> None:
    for scenario in (current, proposed):
        found = np.array([known_before(scenario, Luck(7, number), None) for number in range(LUCKS)])
        assert (np.abs(found.mean(axis=0)) <= 3.5 * found.std(axis=0) / LUCKS**0.5).all()
        assert (found[:, :2].std(axis=0) > 100).all()
        assert not found[:, 2].any()


@pytest.mark.parametrize("returning", [False, True])
def test_what_families_bring_has_the_mean_that_is_taken_off_it(
    current: Scenario, proposed: Scenario, returning: bool
) -> None:
    draws = 4000
    for scenario in (current, proposed):
        pathway, luck = compile_pathway(scenario), Luck(7, 0)
        for need in scenario.demand.needs:
            found = np.array(
                [
                    hours_on_the_way(pathway, luck, ("family", at), need, returning)
                    for at in range(draws)
                ]
            )
            expected = expected_on_the_way(pathway, need, returning=returning)
            error = found.std() / draws**0.5
            assert found.mean() == pytest.approx(expected, abs=4 * error + 1e-9), need


def full_time_days(log: EventLog, teams: set[str], begins: float, until: float) -> float:
    return sum(
        worker.fte * max(0.0, min(worker.left, until) - max(worker.joined, begins))
        for worker in log.workers
        if worker.role == "social worker" and worker.team in teams
    )


def test_posts_are_filled_in_the_run_as_was_known(current: Scenario) -> None:
    """What a run shows, less what was known of it, is the same in every run: the expectation."""
    horizon = current.horizon
    begins = max(0, horizon.calendar.working_day(horizon.measured_from) - 60)
    until = len(horizon.calendar) - 40
    expected = []
    for number in range(3):
        log, before = simulate(current, 7, number), known_before(current, Luck(7, number), None)
        days = full_time_days(log, {"Referral and Assessment"}, begins, until)
        expected.append(days - before.assessing)
    assert expected == pytest.approx([expected[0]] * 3)


def test_families_bring_work_where_the_run_has_them_begin_it() -> None:
    scenario = override(SMALL, {"demand.returns.share": 0})
    log, luck, pathway = simulate(scenario, 7, 0), Luck(7, 0), compile_pathway(scenario)
    arrivals = draw_arrivals(scenario, scenario.horizon.calendar, luck)
    needs = list(scenario.demand.needs)
    first = len(log.families) - len(arrivals)
    works = {
        first + at
        for at, key in enumerate(arrivals.key)
        if arrivals.time[at] < log.ends - 20
        and hours_on_the_way(pathway, luck, key, needs[arrivals.need[at]], returning=False) > 0
    }
    beyond = [
        at
        for at, name in enumerate(log.activities)
        if name not in (scenario.pathway.starts_at, *scenario.open_cases)
    ]
    begun = log.events[
        (log.events[:, Column.EVENT] == Event.STARTED)
        & np.isin(log.events[:, Column.ACTIVITY], beyond)
    ]
    assert works
    assert works <= set(begun[:, Column.FAMILY].astype(int).tolist())


def test_a_short_year_counts_whole() -> None:
    short = override(SMALL, {"horizon.ends": SMALL.horizon.measured_from})
    found = [known_before(short, Luck(7, number), None).assessing for number in range(20)]
    assert np.std(found) > 0
