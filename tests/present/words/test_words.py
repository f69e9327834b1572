"""What stands beside an answer: whose families, how sure, whether there are enough runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.experiment.comparison import Comparison, Key, compare
from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.validation import hold_against
from sim.experiment.work.replicate import Failure
from sim.experiment.worlds.worlds import Basis
from sim.measures.catalogue import PRIMARY
from sim.present.words import small_print, words
from sim.scenario.file.reported import Reported, ReportedFigure
from tests.experiment.runs import SMALL, made_up, with_failures
from tests.scenario.files import small

CONCLUDED, CHANGES, OVER_CAP = (Key(measure) for measure in PRIMARY)
A = {
    CONCLUDED: [80.0, 82.0, 79.0, 85.0],
    CHANGES: [0.80, 0.82, 0.79, 0.85],
    OVER_CAP: [5.0, 5.5, 4.5, 5.2],
}
B = {
    CONCLUDED: [88.0, 91.0, 87.0, 93.0],
    CHANGES: [0.90, 0.93, 0.89, 0.95],
    OVER_CAP: [4.0, 8.5, 1.5, 9.2],
}


@pytest.fixture
def found() -> Comparison:
    return compare(made_up(A, B))


def test_scenarios_with_other_demand_are_not_said_to_have_the_same_families() -> None:
    busier = small("demand: {contacts_per_month: 70}")
    said = words.compared(compare(made_up(A, B, SMALL, busier)))
    assert "not the same families, as demand, open cases or dates differ" in said
    other_source = small("demand: {contacts_per_month: {source: another report}}")
    assert "the same families through both" in words.compared(
        compare(made_up(A, B, SMALL, other_source))
    )


def test_a_place_is_higher_or_lower_and_never_said_to_gain() -> None:
    north = Key("worker_changes", "locality", "North")
    found = compare(made_up({north: [1.0, 1.1]}, {north: [2.0, 2.1]})).find(*north)
    assert found is not None
    assert words.direction(found) == "higher"


def test_a_figure_of_one_scenario_says_which() -> None:
    access, family = Key("over_cap", "team", "Access"), Key("over_cap", "team", "Family")
    found = compare(made_up({family: [1.0, 2.0]}, {access: [1.0, 2.0]}))
    outcomes = found.find(*access), found.find(*family), found.find(*CONCLUDED)
    said = [words.direction(outcome) for outcome in outcomes if outcome is not None]
    assert said == ["only in B", "only in A", "n/a"]


def test_too_few_pairs_are_said_with_the_number_it_would_take(found: Comparison) -> None:
    assert "worker-days over the caseload cap about" in small_print.precision(found)
    precise = compare(made_up({k: A[k] for k in (CONCLUDED, CHANGES, OVER_CAP)}, A))
    assert small_print.precision(precise).startswith("Enough pairs")


def test_what_may_still_change_is_named(found: Comparison) -> None:
    of_one = replace(
        found, primaries=(replace(found.primaries[0], is_settled=True), *found.primaries[1:])
    )
    assert small_print.not_settled(of_one) == (
        "With more pairs the word may change for changes of worker per child and worker-days over "
        "the caseload cap."
    )


def test_failed_runs_stand_in_the_footer() -> None:
    experiment = made_up(A, B)
    assert "FAILED" not in small_print.footer(experiment)
    lost = with_failures(experiment, Failure(1, "Clusters", 2, "ValueError"))
    assert "1 run FAILED, left out." in small_print.footer(lost)


def test_a_validation_names_what_is_off_and_what_cannot_be_told() -> None:
    figures = [
        ReportedFigure(
            measure=measure, title=measure, reported=None, low=0, high=10, unit="", grade="A",
            source="none",
        )
        for measure in PRIMARY
    ]  # fmt: skip
    simulated = {
        CONCLUDED: Interval(5, 4, 6, 20),
        CHANGES: Interval(12, 11, 13, 20),
        OVER_CAP: Interval(9, 7, 11, 20),
    }
    reported = Reported(version=1, title="the report", figures=figures)
    assert words.validated(hold_against(figures, simulated), SMALL, reported) == (
        "Small, held against the report: 1 of 3 figures reproduced. Off: worker_changes. "
        "Cannot be told: over_cap."
    )


def test_one_run_is_never_quoted_as_a_result() -> None:
    assert "no interval" in small_print.level_confidence(1, 0.95)
    assert "20 runs" in small_print.level_confidence(20, 0.95)


def test_what_intervals_hold_is_said_of_each_on_its_own(found: Comparison) -> None:
    assert small_print.confidence(found).startswith("Intervals: Student's t over 4 pairs of runs")
    over_worlds = replace(found, basis=Basis.RANGES)
    assert "where 95 % of the plausible worlds lie" in small_print.confidence(over_worlds)
    assert "not the range of a difference" in small_print.precision(over_worlds)
