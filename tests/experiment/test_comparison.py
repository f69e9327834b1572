"""A comparison pairs replications, adjusts the primary outcomes and shows what is missing."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.experiment.comparison import Comparison, Key, Outcome, compare, levels
from sim.experiment.statistics.verdict import Direction, Verdict
from sim.experiment.work.replicate import Failure
from sim.experiment.worlds.worlds import Basis, world_of
from sim.measures.catalogue import CATALOGUE, GUARDRAILS, PRIMARY
from tests.experiment.runs import CLUSTERS, SMALL, Values, made_up, with_failures
from tests.scenario.files import small

CONCLUDED, CHANGES, OVER_CAP = (Key(measure) for measure in PRIMARY)
DECIDED = Key("decided_in_time")
A = [80.0, 82.0, 79.0, 85.0, 81.0]
B = [83.0, 86.0, 81.5, 88.0, 85.0]

draws = st.lists(st.floats(min_value=0, max_value=100), min_size=2, max_size=6)


def the(found: Comparison, key: Key) -> Outcome:
    outcome = found.find(*key)
    assert outcome is not None
    return outcome


@settings(max_examples=40)
@given(st.fixed_dictionaries(dict.fromkeys([CONCLUDED, CHANGES, OVER_CAP, DECIDED], draws)))
def test_a_scenario_compared_with_itself_differs_by_exactly_0_in_every_figure(
    values: Values,
) -> None:
    shortest = min(len(column) for column in values.values())
    values = {key: column[:shortest] for key, column in values.items()}
    found = compare(made_up(values, values, SMALL, SMALL))
    for outcome in found.outcomes:
        assert outcome.direction is Direction.SAME
        assert (outcome.difference.low, outcome.difference.high) == (0.0, 0.0)
    assert [primary.verdict for primary in found.primaries] == [Verdict.SAME] * 3


def test_as_planned_every_difference_has_students_interval_on_its_own() -> None:
    found = compare(made_up({CONCLUDED: A, DECIDED: A}, {CONCLUDED: B, DECIDED: B}))
    assert (found.basis, found.worlds, found.pairs) == (Basis.PLANNED, 1, 5)
    for key in (CONCLUDED, DECIDED):
        expected = stats.ttest_rel(B, A).confidence_interval(0.95)
        difference = the(found, key).difference
        assert (difference.low, difference.high) == pytest.approx(tuple(expected))


def test_margins_are_those_of_the_scenario_compared_with() -> None:
    lenient = small("margins: {concluded_in_45_days: 9}")
    for a, expected in ((SMALL, Verdict.BETTER), (lenient, Verdict.SAME)):
        found = compare(made_up({CONCLUDED: A}, {CONCLUDED: B}, a=a))
        assert found.primaries[0].verdict is expected


def test_guardrails_that_have_a_value_are_judged_the_gravest_first() -> None:
    keys = [Key("unallocated_mean"), Key("seen_after_strategy_in_1_day"), CONCLUDED]
    found = compare(made_up(dict.fromkeys(keys, B), dict.fromkeys(keys, A)))
    assert [each.outcome.key for each in found.guardrails] == [keys[1], keys[0]]
    assert [each.outcome.key.measure for each in found.judged[:3]] == list(PRIMARY)
    assert found.guardrails[0].verdict is Verdict.WORSE
    assert GUARDRAILS.index("seen_after_strategy_in_1_day") == 0


def test_over_worlds_the_count_is_of_worlds_and_years_are_counted_one_by_one() -> None:
    """Eight pairs are of six worlds; three gain 10, three lose 10, whatever their years."""
    gain = {0: 10.0, 1: 10.0, 2: 10.0, 3: -10.0, 4: -10.0, 5: -10.0}
    b = [80 + gain[world_of(number)] for number in range(8)]
    found = compare(made_up({CONCLUDED: [80.0] * 8}, {CONCLUDED: b}, in_worlds=True))
    first = found.primaries[0]
    assert (found.basis, found.worlds, found.pairs) == (Basis.RANGES, 6, 8)
    assert (first.chances.better.count, first.chances.better.worlds) == (3, 6)
    assert first.verdict is Verdict.CANNOT_TELL
    assert (first.ahead, first.behind, first.years) == (4, 4, 8)


def test_better_follows_the_direction_of_good_of_each_measure() -> None:
    low, high = [0.1, 0.12, 0.11, 0.1], [9.0, 9.5, 9.2, 9.1]
    rising = compare(made_up(dict.fromkeys([CONCLUDED, CHANGES], low),
                             dict.fromkeys([CONCLUDED, CHANGES], high)))  # fmt: skip
    assert [primary.verdict for primary in rising.primaries[:2]] == [Verdict.BETTER, Verdict.WORSE]


def test_only_numbers_that_both_scenarios_have_are_compared() -> None:
    whole = made_up({CONCLUDED: A}, {CONCLUDED: B})
    lost = Failure(arm=1, title="Clusters", number=2, cause="ValueError: too much")
    found = compare(with_failures(whole, lost))
    assert found.pairs == 4
    pairs = [(a, b) for at, (a, b) in enumerate(zip(A, B, strict=True)) if at != 2]
    assert the(found, CONCLUDED).difference.mean == pytest.approx(
        np.mean([b - a for a, b in pairs])
    )
    assert the(found, CONCLUDED).a.mean == pytest.approx(np.mean([a for a, _ in pairs]))


def test_the_order_of_replications_does_not_matter() -> None:
    experiment = made_up({CONCLUDED: A}, {CONCLUDED: B})
    shuffled = dataclasses.replace(
        experiment, arms=(experiment.arms[0][::-1], experiment.arms[1][2:] + experiment.arms[1][:2])
    )
    assert compare(shuffled).outcomes == compare(experiment).outcomes


def test_a_figure_of_one_scenario_only_has_no_difference() -> None:
    team = Key("over_cap", "team", "Access")
    outcome = the(compare(made_up({CONCLUDED: A}, {CONCLUDED: B, team: B})), team)
    assert outcome.a.replications == 0
    assert outcome.b.mean == pytest.approx(np.mean(B))
    assert math.isnan(outcome.difference.mean)
    assert outcome.direction is Direction.CANNOT_TELL


def test_a_primary_outcome_that_nobody_measured_cannot_be_told() -> None:
    found = compare(made_up({DECIDED: A}, {DECIDED: B}))
    assert [primary.verdict for primary in found.primaries] == [Verdict.CANNOT_TELL] * 3


def test_outcomes_come_in_the_order_of_the_catalogue_without_series() -> None:
    keys = [Key("worker_changes"), DECIDED, Key("over_cap", "week", "week 1")]
    found = compare(made_up(dict.fromkeys(keys, A), dict.fromkeys(keys, B)))
    order = list(CATALOGUE)
    places = [order.index(outcome.key.measure) for outcome in found.outcomes]
    assert places == sorted(places)
    assert found.find("over_cap", "week", "week 1") is None


def test_figures_of_one_measure_come_in_the_order_of_the_run() -> None:
    keys = [Key("over_cap", "team", name) for name in ("West", "East", "North")]
    values = dict.fromkeys(keys, A)
    assert list(levels(made_up(values, {}).arms[0], 0.9)) == keys
    found = compare(made_up(values, values)).outcomes
    assert [outcome.key for outcome in found if outcome.key.scope == "team"] == keys


def test_a_comparison_carries_what_it_was_made_from() -> None:
    found = compare(made_up({CONCLUDED: A}, {CONCLUDED: B}))
    assert (found.a, found.b) == (SMALL, CLUSTERS)
    assert [primary.outcome for primary in found.primaries] == [
        the(found, key) for key in (CONCLUDED, CHANGES, OVER_CAP)
    ]
    assert [primary.margin for primary in found.primaries] == [2, 0.05, 2]


def test_levels_are_intervals_over_replications() -> None:
    found = levels(made_up({DECIDED: A}, {}).arms[0], 0.9)
    assert found[DECIDED].mean == pytest.approx(np.mean(A))
    expected = stats.ttest_1samp(A, 0).confidence_interval(0.9)
    assert (found[DECIDED].low, found[DECIDED].high) == pytest.approx(tuple(expected))


def test_turning_the_comparison_round_turns_better_into_worse() -> None:
    there = compare(made_up({CONCLUDED: A}, {CONCLUDED: B}))
    back = compare(made_up({CONCLUDED: B}, {CONCLUDED: A}, CLUSTERS, SMALL))
    assert there.primaries[0].verdict is Verdict.BETTER
    assert back.primaries[0].verdict is Verdict.WORSE


def test_the_parts_of_a_measure_are_those_of_one_scope() -> None:
    keys = [Key("over_cap", "team", "East"), Key("over_cap", "locality", "East"), OVER_CAP]
    found = compare(made_up(dict.fromkeys(keys, A), dict.fromkeys(keys, B)))
    assert [outcome.key for outcome in found.parts("over_cap", "team")] == [keys[0]]


def test_without_a_pair_nothing_is_compared() -> None:
    whole = made_up({CONCLUDED: A[:1]}, {CONCLUDED: B[:1]})
    lost = Failure(arm=1, title="Clusters", number=0, cause="ValueError: too much")
    found = compare(with_failures(whole, lost))
    assert found.pairs == 0
    assert [primary.verdict for primary in found.primaries] == [Verdict.CANNOT_TELL] * 3
