"""Early help in runs: beside social care, stepped down to and up from, with posts and without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.measures.laws.all_laws import laws
from sim.measures.measures import measure
from sim.model.early_help import CAME_BACK, STEPPED_UP
from sim.model.events import BEGINS, Column, Event, EventLog
from sim.model.replication import simulate
from sim.scenario.file.loading import load_scenario_text
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.model.journeys import count, small
from tests.model.random_run import Run
from tests.scenario.files import small as small_file

SHIPPED = Path(__file__).parent.parent.parent / "scenarios"
TAKEN_OUT = """
title: Without early help
pathway:
  early_help: []
  activities: {early help assessment: null, early help plan: null}
  endings:
    early help: {leads_to: null}
    stepped down: {leads_to: null}
    advised by early help: null
    universal services: null
    early help closed: null
structure: {teams: {Targeted services: null}}
"""
NOBODY_STEPS_UP = {
    "pathway.activities.early help assessment.routes.threshold decision": 0,
    "pathway.activities.early help assessment.routes.early help plan": 0.55,
    "pathway.activities.early help plan.escalations.0.chance_per_year": 0,
}
DRAWN_AS_ONE_IN_SOCIAL_CARE = {
    "pathway.endings.closed after assessment.leads_to": "early help assessment",
    "pathway.activities.early help assessment.further": {
        "hours": 5, "share": 0.5, "drawn_as": "initial assessment",
    }
}  # fmt: skip
WORKERS = {"role": "early help worker", "number": 12, "cap": 15}


def with_posts(scenario: Scenario, **post: Any) -> Scenario:
    return override(scenario, {"structure.teams.Targeted services.posts": [WORKERS | post]})


def figure(log: EventLog, scenario: Scenario, key: str) -> float:
    rows = measure(log, scenario).rows
    return float(rows.loc[(rows.measure == key) & (rows.scope == "all"), "value"].item())


@pytest.mark.parametrize("name", ["current", "proposed"])
def test_early_help_assesses_as_many_children_as_was_reported(
    name: str, request: pytest.FixtureRequest
) -> None:
    """On average: one year's contacts lead to a tenth more or less."""
    scenario = request.getfixturevalue(name)
    logs = [simulate(scenario, 2013, number) for number in range(4)]
    a_month = [figure(log, scenario, "early_help_assessments_a_month") for log in logs]
    assert np.mean(a_month) == pytest.approx(80, rel=0.1)
    assert {figure(log, scenario, "early_help_waiting") for log in logs} == {0}
    assert [law for law in laws(logs[0], scenario) if "Targeted" in law.scope] == []


@pytest.mark.parametrize(
    ("name", "also"),
    [("current", {}), ("proposed", {}), ("proposed", DRAWN_AS_ONE_IN_SOCIAL_CARE)],
)
def test_a_shipped_run_without_the_stage_differs_in_nothing_else(
    name: str, also: dict[str, object], request: pytest.FixtureRequest
) -> None:
    """Where nobody steps up, every event of social care is the same, to the last digit.

    Names stand for numbers, as another structure numbers its teams and activities anew.
    """
    scenario = override(request.getfixturevalue(name), NOBODY_STEPS_UP | also)
    text = f"version: 1\nextends: {name}.yaml{TAKEN_OUT}"
    without = load_scenario_text(text, "without.yaml", SHIPPED)
    one, other = Run(scenario, 5), Run(without, 5)
    assert count(one.log, Event.EARLY_HELP) > 100
    assert count(other.log, Event.EARLY_HELP) == 0
    assert named(one) == named(other)
    assert census_of(one) == census_of(other)


def named(run: Run) -> list[tuple[object, ...]]:
    """Every event of social care, with names for all numbers that a structure gives."""
    teams, workers = [*run.log.teams, ""], [*(each.name for each in run.log.workers), ""]
    found: list[tuple[object, ...]] = []
    for row in run.log.events.tolist():
        if not run.in_early_help(row):
            amount = row[Column.AMOUNT]
            found.append((
                *row[: Column.ACTIVITY],
                run.activity(row),
                teams[int(row[Column.TEAM])],
                workers[int(row[Column.WORKER])],
                run.label(row),
                teams[int(amount)] if row[Column.EVENT] == Event.HANDOFF else amount,
                *map(repr, row[Column.DUE :]),
            ))  # fmt: skip
    return found


def census_of(run: Run) -> bytes:
    return run.log.census.tobytes()


def test_a_step_up_is_the_same_child_counted_once_and_appears_in_the_handoffs(
    current: Scenario,
) -> None:
    log = simulate(current, 2013, 0)
    inside = log.events[log.events[:, Column.TIME] >= log.measured_from]
    children = log.families[inside[:, Column.FAMILY].astype(int), 1]

    def a_month(event: Event) -> float:
        return float(children[inside[:, Column.EVENT] == event].sum()) / 12

    up = a_month(Event.STEPPED_UP)
    assert up > 4
    assert figure(log, current, "step_ups_a_month") == pytest.approx(up)
    assert figure(log, current, "contacts_a_month") == pytest.approx(a_month(Event.CONTACT))
    assert figure(log, current, "referrals_a_month") == pytest.approx(a_month(Event.REFERRED))
    rows = measure(log, current).rows
    pair = "Targeted services -> Referral and Assessment"
    [passed] = rows.loc[(rows.measure == "handoffs_a_month") & (rows.name == pair), "value"]
    assert passed == pytest.approx(up)


def test_a_family_that_steps_up_is_referred_once_for_its_need_and_comes_back_no_second_time(
    current: Scenario,
) -> None:
    """Its return after the step-down is taken by the step-up."""
    scenario = override(current, {
        "pathway.activities.early help plan.escalations.0.chance_per_year": 24,
        "demand.returns.share": 0.99,
    })  # fmt: skip
    log = simulate(small(scenario, **{"horizon.ends": "2013-12-31"}), 3, 0)
    inside: dict[int, int] = {}
    for row in log.events[np.isin(log.events[:, Column.EVENT], (*BEGINS, Event.ENDED))].tolist():
        family, event = int(row[Column.FAMILY]), Event(int(row[Column.EVENT]))
        if event == Event.ENDED:
            inside[family] = 0
        else:
            assert inside.get(family, 0) == 0, "in one place at a time"
            inside[family] = 1
    assert count(log, Event.STEPPED_UP) > 20


def test_days_of_a_step_up_count_from_it(current: Scenario) -> None:
    """The threshold decision that follows is due a working day after it."""
    log = simulate(small(current, **{"horizon.ends": "2013-12-31"}), 3, 0)
    up = {
        (row[Column.FAMILY], row[Column.TIME])
        for row in log.events.tolist()
        if row[Column.EVENT] == Event.STEPPED_UP
    }
    decision = log.activities.index("threshold decision")
    begun = [
        row
        for row in log.events.tolist()
        if row[Column.EVENT] == Event.STARTED and row[Column.ACTIVITY] == decision
        and (row[Column.FAMILY], row[Column.TIME]) in up
    ]  # fmt: skip
    assert len(begun) == len(up) > 0
    assert all(row[Column.SINCE] == row[Column.TIME] for row in begun)


def test_with_posts_it_queues_and_with_few_it_queues_more(current: Scenario) -> None:
    waits = []
    for number in (40, 8):
        scenario = with_posts(current, number=number)
        log = simulate(scenario, 2013, 0)
        waits.append(figure(log, scenario, "early_help_waiting"))
        [apart] = [law for law in laws(log, scenario) if law.name == "early help apart"]
        assert apart.left == 0
        theirs = {each.name for each in log.workers if each.role == "early help worker"}
        assert len(theirs) >= number
    assert 0 < waits[0] < waits[1]
    assert waits[1] > 20


def test_posts_of_early_help_change_nothing_in_social_care(current: Scenario) -> None:
    """Nor do those who work there count among social workers."""
    scenario = override(small(current), NOBODY_STEPS_UP)
    one, other = Run(scenario, 4), Run(with_posts(scenario), 4)
    assert count(other.log, Event.QUEUED) > count(one.log, Event.QUEUED)
    assert named(one) == named(other)
    for key in ("children_per_worker_mean", "over_cap", "worker_changes", "utilisation",
                "backlog_days", "unallocated_mean", "days_to_allocation_median"):  # fmt: skip
        figures = [figure(run.log, run.scenario, key) for run in (one, other)]
        assert figures[0] == pytest.approx(figures[1], nan_ok=True)


def test_work_in_a_team_without_posts_takes_its_hours_from_when_it_is_asked_for(
    current: Scenario,
) -> None:
    scenario = small(current)
    log = simulate(scenario, 4, 0)
    done = log.events[(log.events[:, Column.EVENT] == Event.WORKED)]
    done = done[done[:, Column.WORKER] == -1]
    assert {log.teams[int(team)] for team in done[:, Column.TEAM]} == {"Targeted services"}
    team = scenario.structure.teams["Targeted services"]
    share = scenario.workforce.case_share("early help worker", team)
    a_day = scenario.workforce.contract_hours.value / 5 * share
    took = done[:, Column.TIME] - done[:, Column.SINCE]
    np.testing.assert_allclose(took, done[:, Column.AMOUNT] / a_day, atol=1e-9)


def test_a_plan_ends_at_once_where_the_family_comes_back(current: Scenario) -> None:
    scenario = override(current, {"demand.returns.share": 0.99})
    log = simulate(small(scenario, **{"horizon.ends": "2013-12-31"}), 3, 0)
    came_back = log.labels.index(CAME_BACK)
    rows = log.events.tolist()
    ended = [r for r in rows if r[Column.EVENT] == Event.ENDED and r[Column.LABEL] == came_back]
    contacts = {
        (r[Column.FAMILY], r[Column.TIME]) for r in rows if r[Column.EVENT] == Event.CONTACT
    }
    assert ended
    assert all((row[Column.FAMILY], row[Column.TIME]) in contacts for row in ended)


def test_nobody_takes_up_work_for_a_family_that_has_gone_back_to_social_care(
    current: Scenario,
) -> None:
    """Nor does a colleague, though its limit was near; a piece in hand is finished."""
    days = {"days": 12, "counts_from": "previous"}
    nobody_away = dict.fromkeys(("leave_days", "training_days", "sickness"), 0)
    scenario = override(with_posts(current, number=2, cap=60), {
        "demand.returns.share": 0.99,
        "demand.returns.within_months": 1,
        "pathway.activities.early help assessment.limit": days,
        "pathway.activities.early help assessment.planned_days.shortest": 1,
        "pathway.endings.closed after assessment.leads_to": "early help assessment",
        "pathway.endings.not in need.leads_to": "early help assessment",
        **{f"workforce.{name}": value for name, value in nobody_away.items()},
    })  # fmt: skip
    run = Run(small(scenario, **{"horizon.ends": "2013-12-31"}), 3)
    gone: dict[int, float] = {}
    for row in run.log.events.tolist():
        family = int(row[Column.FAMILY])
        if row[Column.EVENT] == Event.EARLY_HELP:
            gone.pop(family, None)
        elif row[Column.EVENT] == Event.ENDED and run.label(row) == CAME_BACK:
            gone[family] = row[Column.TIME]
        elif row[Column.EVENT] == Event.WORKED and family in gone and run.in_early_help(row):
            begun = row[Column.TIME] - row[Column.AMOUNT] / run.hours_a_day(int(row[Column.WORKER]))
            assert begun <= gone[family] + 1e-6
    assert len(gone) > 10  # enough to see it


def test_work_that_waits_when_a_family_comes_back_is_not_begun(current: Scenario) -> None:
    """Only what was in hand is finished; nobody is away, so when a piece was begun is known."""
    present = ("leave_days", "training_days", "sickness", "turnover")
    busy = with_posts(override(current, {
        "demand.returns.share": 0.99,
        "pathway.activities.early help plan.tasks.0.hours": 12,
        **{f"workforce.{name}": 0 for name in present},
    }), number=1, cap=60)  # fmt: skip
    run = Run(small(busy, **{"horizon.ends": "2013-12-31"}), 3)
    came_back: dict[float, float] = {}
    late = 0
    for row in run.rows(Event.EARLY_HELP, Event.ENDED, Event.WORKED):
        family, event = row[Column.FAMILY], row[Column.EVENT]
        if event == Event.WORKED and run.in_early_help(row) and family in came_back:
            days = row[Column.AMOUNT] / run.hours_a_day(int(row[Column.WORKER]))
            assert row[Column.TIME] - days <= came_back[family]
            late += 1
        elif event == Event.ENDED and run.label(row) == CAME_BACK:
            came_back[family] = row[Column.TIME]
        elif event == Event.EARLY_HELP:
            came_back.pop(family, None)
    assert late < len(came_back)


def test_early_help_open_at_the_start_goes_on_and_may_step_up(current: Scenario) -> None:
    scenario = override(small(current), {
        ("open_cases", "early help plan"): 60,
        ("pathway", "activities", "early help plan", "escalations", 0, "chance_per_year"): 12,
    })  # fmt: skip
    log = simulate(scenario, 4, 0)
    plan = log.activities.index("early help plan")
    first = log.events[log.events[:, Column.TIME] == 0]
    open_then = first[first[:, Column.ACTIVITY] == plan]
    assert log.families[open_then[:, Column.FAMILY].astype(int), 1].sum() >= 60
    assert STEPPED_UP in log.labels
    exact = {"families conserved", "endings accounted for", "handoffs accounted for"}
    checked = [law for law in laws(log, scenario) if law.name in exact]
    assert [law.verdict for law in checked] == ["holds"] * 3


def test_a_service_without_early_help_has_figures_of_none() -> None:
    scenario = small_file()
    log = simulate(scenario, 1, 0)
    for key in ("early_help_assessments_a_month", "open_early_help", "step_ups_a_month"):
        assert figure(log, scenario, key) == 0
