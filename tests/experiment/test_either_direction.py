"""Neither structure wins by construction: each does better where its teams fit the work."""

from __future__ import annotations

import pytest

from sim.experiment.comparison import Comparison, Outcome, compare
from sim.experiment.running import run_experiment
from sim.experiment.statistics.verdict import Direction, Verdict
from sim.experiment.work.pool import Serial
from sim.scenario.exact.capacity import check_capacity
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL

LOW_COSTS = {
    "handoffs.hours_out": 2,
    "handoffs.hours_in": 2,
    "handoffs.notice": 0,
    "handoffs.meeting_every": 1,
    "handoffs.rework": 0.05,
    "handoffs.front_door_wait": 0,
    "handoffs.front_door_hours_in": 0,
}
HIGH_COSTS = {
    "handoffs.hours_out": 8,
    "handoffs.hours_in": 10,
    "handoffs.notice": 20,
    "handoffs.meeting_every": 10,
    "handoffs.rework": 0.4,
}


def staffed(
    scenario: Scenario, costs: dict[str, float], front_door: int, north: int, south: int
) -> Scenario:
    """The scenario with these social workers in its teams and these costs of a handoff."""
    teams = {"Front Door": front_door, "North Families": north, "South Families": south}
    posts = {
        f"structure.teams.{team}.posts": [
            {"role": "team manager", "number": 1},
            {"role": "social worker", "number": number, "cap": 20},
        ]
        for team, number in teams.items()
    }
    return override(scenario, {**costs, **posts})


def compared(a: Scenario, b: Scenario, pairs: int = 5) -> Comparison:
    """Both scenarios over the same families."""
    return compare(run_experiment([a, b], 1, pairs, Serial()))


def outcome(found: Comparison, measure: str, locality: str) -> Outcome:
    """A measure of one locality."""
    there = found.find(measure, "locality", locality)
    assert there is not None
    return there


@pytest.fixture(scope="module")
def unbalanced() -> Comparison:
    """Nine workers each: the proposed structure leaves North short and South with workers idle."""
    proposed = staffed(CLUSTERS, LOW_COSTS, front_door=2, north=2, south=5)
    shares = {
        each.team: each.asked / each.had
        for each in check_capacity(proposed).roles
        if each.role == "social worker"
    }
    assert shares["North Families"] > 1.2
    assert shares["South Families"] < 0.5
    return compared(staffed(SMALL, LOW_COSTS, front_door=4, north=3, south=2), proposed)


@pytest.fixture(scope="module")
def balanced() -> Comparison:
    """Nine workers each: the current structure spends its front door on costly handoffs."""
    return compared(
        staffed(SMALL, HIGH_COSTS, front_door=3, north=3, south=3),
        staffed(CLUSTERS, HIGH_COSTS, front_door=2, north=4, south=3),
        pairs=8,
    )


def test_with_cheap_handoffs_and_badly_balanced_clusters_the_proposed_structure_is_worse(
    unbalanced: Comparison,
) -> None:
    assert unbalanced.primaries[0].verdict is Verdict.WORSE


def test_it_is_worse_in_the_locality_whose_cluster_is_short_and_not_in_the_other(
    unbalanced: Comparison,
) -> None:
    north, south = (
        outcome(unbalanced, "concluded_in_45_days", where) for where in ("North", "South")
    )
    assert north.direction is Direction.LOWER
    assert south.direction is not Direction.LOWER
    assert outcome(unbalanced, "unallocated_mean", "North").direction is Direction.HIGHER


def test_with_costly_handoffs_and_balanced_clusters_the_proposed_structure_is_better(
    balanced: Comparison,
) -> None:
    assert balanced.primaries[0].verdict is Verdict.BETTER


def test_either_structure_may_bring_more_changes_of_worker() -> None:
    kept = compared(SMALL, CLUSTERS)
    often = {
        "pathway.section_47": ["strategy discussion", "enquiry", "conference"],
        "pathway.activities.in-need plan.escalations": [
            {"to": "strategy discussion", "chance_per_year": 1.5, "becomes": "protection on plan"}
        ],
    }
    leaving = {"structure.rules.section_47_on_open_cases": "enquiry team"}
    taken = compared(override(SMALL, often), override(CLUSTERS, often | leaving))
    assert kept.primaries[1].verdict is Verdict.BETTER
    assert taken.primaries[1].verdict is Verdict.WORSE
