"""Over worlds, chance is told apart from doubt, and the range of lasting values is right."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from sim.experiment.statistics.plausible import NONE, difference_of, plausible
from sim.experiment.worlds.worlds import world_of

WORLDS = np.array([world_of(number) for number in range(240)])
values = st.lists(st.floats(-100, 100), min_size=2, max_size=40)


def runs(doubt: float, chance: float, seed: int) -> NDArray[np.float64]:
    """Values of runs whose lasting values have a known spread about 3."""
    luck = np.random.default_rng(seed)
    lasting = 3 + doubt * luck.standard_normal(len(WORLDS))
    found: NDArray[np.float64] = lasting[WORLDS] + chance * luck.standard_normal(len(WORLDS))
    return found


def test_chance_and_doubt_are_told_apart() -> None:
    """On average over made-up comparisons whose spreads are known."""
    found = [plausible(runs(2.0, 3.0, seed), WORLDS) for seed in range(60)]
    assert np.mean([each.chance for each in found]) == pytest.approx(9.0, rel=0.1)
    assert np.mean([each.doubt for each in found]) == pytest.approx(4.0, rel=0.15)
    assert np.mean([each.share_of_chance for each in found]) == pytest.approx(9 / 13, rel=0.05)


def share_held(chance: float) -> float:
    """How many of the lasting values the 90 % range holds, on average over comparisons."""
    truth = stats.norm(3, 2)
    intervals = [plausible(runs(2.0, chance, seed), WORLDS).interval(0.9) for seed in range(80)]
    return float(np.mean([truth.cdf(each.high) - truth.cdf(each.low) for each in intervals]))


@pytest.mark.parametrize("chance", [0.0, 1.0, 2.0])
def test_the_range_holds_lasting_values_as_often_as_it_says(chance: float) -> None:
    """Nine in ten of them, with chance up to as large as doubt."""
    assert share_held(chance) == pytest.approx(0.9, abs=0.02)


@pytest.mark.parametrize("chance", [4.0, 8.0])
def test_the_range_is_too_wide_and_not_too_narrow_where_chance_hides_doubt(chance: float) -> None:
    assert share_held(chance) >= 0.9


@pytest.mark.parametrize(("worlds", "held"), [(2, 1 / 3), (10, 9 / 11), (45, 0.89)])
def test_the_range_of_few_worlds_holds_as_much_as_is_said_of_it(worlds: int, held: float) -> None:
    luck, number = np.random.default_rng(1), np.arange(worlds)
    ranges = [plausible(luck.normal(size=worlds), number).interval(0.9) for _ in range(600)]
    found = np.mean([stats.norm.cdf(each.high) - stats.norm.cdf(each.low) for each in ranges])
    assert found == pytest.approx(held, abs=0.03)


@pytest.mark.parametrize("chance", [0.0, 1.0, 2.0])
def test_the_share_of_worlds_beyond_a_margin_is_that_of_lasting_values(chance: float) -> None:
    shares = [plausible(runs(2.0, chance, seed), WORLDS).above(2.0) for seed in range(80)]
    assert np.mean(shares) == pytest.approx(stats.norm(3, 2).sf(2.0), abs=0.03)


def test_without_worlds_run_twice_all_spread_counts_as_doubt() -> None:
    once = np.arange(30.0)
    found = plausible(once, np.arange(30))
    assert math.isnan(found.share_of_chance)
    assert found.doubt == pytest.approx(once.var(ddof=1))
    assert found.worlds.tolist() == pytest.approx(once.tolist())


@given(values)
def test_of_one_world_it_is_students_t(given_: list[float]) -> None:
    array = np.array(given_)
    found = plausible(array, np.zeros(len(array), np.int64))
    if np.ptp(array) < 1e-6:
        return
    expected = stats.ttest_1samp(array, 0).confidence_interval(0.9)
    assert (found.interval(0.9).low, found.interval(0.9).high) == pytest.approx(tuple(expected))
    assert found.above(float(expected.low)) == pytest.approx(0.95)
    assert found.above(1.0) + found.below(1.0) == pytest.approx(1.0)


@given(values, st.integers(2, 6))
def test_worlds_may_come_in_any_order_and_no_value_counts_for_nothing(
    given_: list[float], every: int
) -> None:
    array = np.array([*given_, math.nan])
    worlds = np.arange(len(array)) // every
    turned = plausible(array[::-1], worlds[::-1])
    found = plausible(array, worlds)
    assert found.interval(0.9).mean == pytest.approx(turned.interval(0.9).mean)
    assert found.interval(0.9).low == pytest.approx(turned.interval(0.9).low, nan_ok=True)
    assert len(found.years) == len(given_)


@given(values)
def test_what_is_compared_with_itself_differs_by_exactly_0(given_: list[float]) -> None:
    array = np.array(given_)
    for worlds in (np.zeros(len(array), np.int64), np.arange(len(array))):
        found = plausible(difference_of(array, array), worlds)
        assert found.interval(0.9).is_zero
        assert (found.above(0.5), found.below(-0.5)) == (0.0, 0.0)


def test_without_a_value_nothing_can_be_told() -> None:
    found = plausible(np.array([math.nan]), np.array([0]))
    assert found is NONE
    assert math.isnan(found.above(0))
    assert not found.interval(0.9).is_known
    one = plausible(np.array([2.0]), np.array([0]))
    assert (one.mean, math.isnan(one.above(0))) == (2.0, True)


@given(values, st.floats(0.5, 0.99))
def test_the_range_has_the_quantiles_that_numpy_gives(given_: list[float], share: float) -> None:
    found = plausible(np.array(given_), np.arange(len(given_)))
    at = [(1 - share) / 2, (1 + share) / 2]
    expected = np.quantile(found.worlds, at, method="median_unbiased")
    range_ = found.interval(share)
    assert (range_.low, range_.high) == pytest.approx(tuple(expected), abs=1e-12)


def test_where_chance_is_surely_all_of_it_there_is_no_doubt() -> None:
    """Worlds whose two years are far apart and even out every time."""
    worlds = np.repeat(np.arange(120), 2)
    years = np.tile([-1.0, 1.0], 120) + np.repeat(np.linspace(-0.01, 0.01, 120), 2)
    found = plausible(years, worlds)
    assert found.doubt == 0
    assert found.share_of_chance == 1
    assert np.ptp(found.worlds) < 0.01
