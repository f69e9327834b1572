"""The answer states gains and losses alike, each with its interval, and promises nothing."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment.comparison import Comparison, Key, compare
from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.validation import hold_against
from sim.experiment.work.replicate import Failure
from sim.measures.catalogue import CATALOGUE, PRIMARY
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


def test_the_answer_says_what_gets_better_what_gets_worse_and_what_cannot_be_told(
    found: Comparison,
) -> None:
    assert words.answer(found) == (
        "Clusters, against Small: the same families through both, 1 April 2013 to 31 March 2014. "
        "Projected to get better: assessment concluded in 45 days, 8.2 points higher "
        "(7.0 to 9.5), at least the 2 points worth acting on. "
        "Projected to get worse: worker changes per child, 0.10 higher (0.09 to 0.11), "
        "at least the 0.05 worth acting on. "
        "Cannot be told: worker-days over the caseload cap, +0.7 points (-7.3 to +8.8), "
        "margin 2 points."
    )


def test_a_loss_is_told_in_the_words_of_a_gain(found: Comparison) -> None:
    there = words.answer(found)
    back = words.answer(compare(made_up(B, A)))
    for text in (there, back):
        assert re.search(r"better: .* at least the .* worth acting on", text)
        assert re.search(r"worse: .* at least the .* worth acting on", text)
    assert "0.10 lower (0.09 to 0.11)" in back
    assert "8.2 points lower (7.0 to 9.5)" in back


def test_that_nothing_gets_better_or_worse_is_said_outright() -> None:
    same = words.answer(compare(made_up(A, A, SMALL, SMALL)))
    assert "No primary outcome is projected to get better. No primary outcome is" in same
    assert same.count("no difference in any pair") == 3


def test_scenarios_with_other_demand_are_not_said_to_have_the_same_families() -> None:
    busier = small("demand: {contacts_per_month: 70}")
    said = words.answer(compare(made_up(A, B, SMALL, busier)))
    assert "not the same families, as demand, open cases or dates differ" in said
    other_source = small("demand: {contacts_per_month: {source: another report}}")
    assert "the same families through both" in words.answer(
        compare(made_up(A, B, SMALL, other_source))
    )


def test_losses_outside_the_primary_outcomes_are_named_beside_the_gains() -> None:
    rising = {Key("handoffs_per_referral"): 0.5, Key("decided_in_time"): 90.0, CONCLUDED: 80.0}
    neither = {Key("contacts_a_month"): 800.0}
    of_a = {key: [value, value + 0.1, value] for key, value in {**rising, **neither}.items()}
    of_b = {
        key: [value + 1, value + 1.2, value + 1] for key, value in {**rising, **neither}.items()
    }
    said = words.others(compare(made_up(of_a, of_b)))
    assert said == (
        "Of the other measures, 1 go the good way (contacts decided in 1 working day "
        "+1.0 points (+0.9 to +1.2)) and 1 the bad way (team handoffs per referral "
        "+1.03 (+0.89 to +1.18)). Each of these intervals stands alone."
    )
    assert words.others(compare(made_up(A, A, SMALL, SMALL))).startswith(
        "Of the other measures, 0 go the good way and 0 the bad way."
    )


def test_one_pair_gives_no_interval_and_says_so() -> None:
    single = compare(made_up({CONCLUDED: A[CONCLUDED][:1]}, {CONCLUDED: B[CONCLUDED][:1]}))
    assert "Cannot be told: assessment concluded in 45 days, no interval" in words.answer(single)


values = st.lists(st.floats(min_value=0, max_value=100), min_size=3, max_size=3)


@settings(max_examples=40)
@given(st.fixed_dictionaries(dict.fromkeys([CONCLUDED, CHANGES, OVER_CAP], values)))
def test_every_primary_outcome_is_told_once_and_nothing_is_promised(
    of_b: dict[Key, list[float]],
) -> None:
    of_a = {key: column[:3] for key, column in A.items()}
    text = words.answer(compare(made_up(of_a, of_b)))
    for measure in PRIMARY:
        assert text.lower().count(CATALOGUE[measure].title.lower()) == 1
    assert not re.search(r"\b(will|improve|proves?|saves?)\b", text)


def test_a_verdict_says_what_the_margin_says(found: Comparison) -> None:
    assert [words.verdict(primary) for primary in found.primaries] == [
        "better: worth acting on",
        "worse: worth acting on",
        "cannot tell",
    ]


def test_places_gain_or_lose_by_the_direction_of_good() -> None:
    north = Key("worker_changes", "locality", "North")
    flow = Key("contacts_a_month", "locality", "North")
    found = compare(made_up({north: [1.0, 1.1], flow: [5, 6]}, {north: [2.0, 2.1], flow: [7, 8]}))
    changes, contacts = found.find(*north), found.find(*flow)
    assert changes is not None
    assert contacts is not None
    assert words.who_gains(changes) == "loses"
    assert words.who_gains(contacts) == "higher"


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


def test_confidence_says_which_intervals_hold_together(found: Comparison) -> None:
    said = small_print.confidence(dataclasses.replace(found, pairs=20))
    assert "20 pairs" in said
    assert "hold together with 95 % confidence" in said
