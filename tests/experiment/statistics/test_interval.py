"""Intervals over replications agree with the textbook and stay quiet at the edges."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import stdtrit

from sim.experiment.statistics.interval import Interval, level, paired_difference, pairs_needed

value = st.floats(min_value=-1e3, max_value=1e3)
values = st.lists(value, min_size=2, max_size=30)


def by_the_textbook(x: NDArray[np.float64], confidence: float) -> tuple[float, float]:
    half = stdtrit(len(x) - 1, (1 + confidence) / 2) * x.std(ddof=1) / math.sqrt(len(x))
    return x.mean() - half, x.mean() + half


def test_a_level_has_the_t_interval_of_its_replications() -> None:
    x = np.array([4.0, 5.0, 7.0, 6.0, 5.5])
    found = level(x, 0.95)
    assert found.mean == pytest.approx(5.5)
    assert (found.low, found.high) == pytest.approx(by_the_textbook(x, 0.95))
    assert found.replications == 5


def test_a_difference_has_the_t_interval_of_the_differences_within_pairs() -> None:
    a = np.array([4.0, 5.0, 7.0, 6.0, 5.5])
    b = np.array([4.5, 5.2, 7.9, 6.1, 6.5])
    found = paired_difference(a, b, 0.98)
    assert found.mean == pytest.approx(np.mean(b - a))
    assert (found.low, found.high) == pytest.approx(by_the_textbook(b - a, 0.98))


@given(values)
def test_anything_compared_with_itself_differs_by_exactly_0(x: list[float]) -> None:
    same = np.array(x)
    assert paired_difference(same, same, 0.95) == Interval(0.0, 0.0, 0.0, len(x))


@given(st.lists(st.tuples(value, value), min_size=2, max_size=30))
def test_turning_the_comparison_round_turns_the_interval_round(
    pairs: list[tuple[float, float]],
) -> None:
    a, b = np.array(pairs).T
    forward, back = paired_difference(a, b, 0.95), paired_difference(b, a, 0.95).negated()
    assert (forward.mean, forward.low, forward.high) == pytest.approx(
        (back.mean, back.low, back.high), abs=1e-9
    )


def test_the_rounding_of_sums_is_not_a_difference() -> None:
    a = np.array([0.3, 0.6, 0.9])
    b = np.array([0.1 + 0.2, 0.2 + 0.4, 0.3 + 0.6])
    assert not np.array_equal(a, b)
    assert paired_difference(a, b, 0.95) == Interval(0.0, 0.0, 0.0, 3)


def test_the_same_difference_in_every_pair_has_no_width() -> None:
    a = np.array([1.0, 2.0, 3.0])
    assert paired_difference(a, a + 2.0, 0.95) == Interval(2.0, 2.0, 2.0, 3)


def test_values_that_differ_by_the_rounding_of_sums_have_no_width() -> None:
    found = level(np.array([0.1 + 0.2, 0.3, 0.3]), 0.95)
    assert found.low == found.high == 0.1 + 0.2


def test_replications_without_a_value_are_left_out_and_counted() -> None:
    a = np.array([1.0, math.nan, 3.0, 4.0])
    b = np.array([2.0, 5.0, math.nan, 6.0])
    found = paired_difference(a, b, 0.95)
    assert found.mean == pytest.approx(1.5)
    assert found.replications == 2
    assert level(a, 0.95).replications == 3


@pytest.mark.parametrize("a", [[1.0], [1.0, math.nan], [1.0, math.inf]])
def test_one_value_has_a_mean_but_no_interval(a: list[float]) -> None:
    found = level(np.array(a), 0.95)
    assert found.mean == 1.0
    assert found.replications == 1
    assert not found.is_known
    assert math.isnan(found.low)
    assert math.isnan(found.high)


def test_no_value_has_neither_mean_nor_interval() -> None:
    found = paired_difference(np.array([math.nan, 1.0]), np.array([1.0, math.nan]), 0.95)
    assert math.isnan(found.mean)
    assert not found.is_known
    assert found.replications == 0


@pytest.mark.parametrize(("half_width", "pairs"), [(0.5, 80), (0.25, 320), (1.0, 20), (2.0, 5)])
def test_four_times_the_pairs_halve_the_width(half_width: float, pairs: int) -> None:
    assert pairs_needed(Interval(0.0, -1.0, 1.0, 20), half_width) == pairs


def test_the_opposite_interval_has_its_ends_turned_round_and_as_many_replications() -> None:
    assert Interval(1.0, -2.0, 4.0, 7).negated() == Interval(-1.0, -4.0, 2.0, 7)
