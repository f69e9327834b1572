"""MSER-5 cuts off a known transient, leaves a settled series alone, and owns up to a trend."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.measures.laws.initial_bias import Truncation, initial_bias, truncation_point

SERIES = st.lists(st.floats(-100, 100), min_size=25, max_size=120)


def rising(time_constant: float, noise: float = 0.02, number: int = 500) -> NDArray[np.float64]:
    """A series that rises to 1 as 1 - exp(-t / time constant), with normal noise."""
    time = np.arange(number)
    return 1 - np.exp(-time / time_constant) + np.random.default_rng(1).normal(0, noise, number)


@pytest.mark.parametrize("time_constant", [5, 20, 40])
def test_an_exponential_transient_is_cut_once_it_is_small(time_constant: float) -> None:
    series = rising(time_constant)
    cut = truncation_point(series)
    assert cut is not None
    assert cut.reliable
    assert 2 * time_constant < cut.observations < 8 * time_constant
    assert series[cut.observations :].mean() == pytest.approx(1, abs=0.005)
    assert series.mean() < series[cut.observations :].mean()


def test_a_constant_series_is_left_whole() -> None:
    assert truncation_point(np.full(60, 7.0)) == Truncation(0, reliable=True)


def test_a_series_that_never_settles_is_not_relied_on() -> None:
    cut = truncation_point(np.linspace(0, 1, 100) ** 2)
    assert cut is not None
    assert not cut.reliable


def test_a_series_of_fewer_than_five_batches_has_no_cut() -> None:
    assert truncation_point(np.arange(24.0)) is None
    assert truncation_point(np.arange(25.0)) == Truncation(0, reliable=True)


@given(SERIES)
def test_the_cut_minimises_the_criterion_as_it_is_defined(values: list[float]) -> None:
    series = np.array(values)
    batches = len(series) // 5
    means = [series[5 * batch : 5 * batch + 5].mean() for batch in range(batches)]
    criterion = [
        np.sum((means[cut:] - np.mean(means[cut:])) ** 2) / (batches - cut) ** 2
        for cut in range(batches - 4)
    ]
    cut = truncation_point(series)
    assert cut is not None
    assert criterion[cut.observations // 5] == pytest.approx(min(criterion), abs=1e-9)


@given(SERIES, st.floats(-50, 50))
def test_leftover_observations_at_the_end_do_not_matter(values: list[float], extra: float) -> None:
    whole = np.array(values[: len(values) // 5 * 5])
    assert truncation_point(np.append(whole, extra)) == truncation_point(whole)


@pytest.mark.parametrize(("start", "verdict"), [(0, "watch"), (19.5, "holds")])
def test_a_caseload_still_filling_up_is_initial_bias(start: float, verdict: str) -> None:
    caseload = 20 + (start - 20) * np.exp(-np.arange(100) / 10)
    law = initial_bias("Weighted caseload", caseload, 8)
    assert (law.verdict, law.holds, law.of) == (verdict, verdict == "holds", 1)
    assert law.right == pytest.approx(20, rel=0.02)
    assert law.left <= law.right
    assert "mean of 8 replications" in law.sentence


def test_weeks_without_anybody_in_post_do_not_count() -> None:
    caseload = np.full(60, 7.0)
    caseload[::2] = np.nan
    law = initial_bias("Weighted caseload", caseload, 1)
    assert (law.left, law.verdict) == (7, "holds")


@pytest.mark.parametrize("caseload", [np.full(24, 7.0), np.full(60, np.nan)])
def test_too_short_a_series_and_one_without_values_cannot_be_judged(
    caseload: NDArray[np.float64],
) -> None:
    law = initial_bias("Weighted caseload", caseload, 1)
    assert (law.verdict, law.holds, law.of) == ("not computable", 0, 1)
    assert "nan" not in law.sentence


def test_a_share_is_equal_within_two_points_and_a_rate_within_a_twentieth() -> None:
    series = np.full(60, 20.0)
    series[:5] = 0
    law = initial_bias("Decided", series, 1, is_share=True)
    assert (law.right, law.scope) == (20, "Decided")
    assert law.left == pytest.approx(55 / 3)
    assert law.verdict == "holds"
    assert initial_bias("Decided", series, 1).verdict == "watch"


def test_a_difference_that_chance_makes_is_no_bias() -> None:
    """Few conferences a week: each share scatters widely, and the first weeks by chance are low."""
    scatter = np.random.default_rng(5).normal(70, 20, 50)
    law = initial_bias("Conferences", scatter, 1, is_share=True)
    assert abs(law.left - law.right) > 2
    assert law.verdict == "holds"


def test_a_measure_that_is_0_in_every_week_has_settled() -> None:
    law = initial_bias("Unallocated children", np.zeros(52), 3)
    assert (law.verdict, law.left, law.right) == ("holds", 0, 0)
