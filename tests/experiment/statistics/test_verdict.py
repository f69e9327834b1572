"""The verdict follows from the shares of worlds beyond the margin, and from nothing else."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.plausible import plausible
from sim.experiment.statistics.verdict import (
    Chance,
    Direction,
    Likelihood,
    Verdict,
    chances,
    direction,
)

gains = st.lists(st.floats(-50, 50, allow_subnormal=False), min_size=2, max_size=40)
margins = st.floats(0.01, 20)


def judged(values: list[float], margin: float = 1.0, higher_is_better: bool = True) -> Verdict:
    found = plausible(np.array(values), np.arange(len(values)))
    return chances(found, margin, higher_is_better).verdict


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([2.0] * 10, Verdict.BETTER),
        ([-2.0] * 10, Verdict.WORSE),
        ([0.5] * 10, Verdict.SAME),
        ([-0.9] * 10, Verdict.SAME),
        ([1.0] * 10, Verdict.SAME),  # what touches the margin is not beyond it
        ([2.0, -2.0] * 5, Verdict.CANNOT_TELL),
        ([2.0] * 6 + [0.0] * 4, Verdict.BETTER),
        ([2.0] * 6 + [-9.0] * 4, Verdict.CANNOT_TELL),  # likely a gain, on average a loss
        ([1.1] * 6 + [0.0] * 4, Verdict.CANNOT_TELL),  # on average inside the margin
    ],
)
def test_each_word_has_its_case(values: list[float], word: Verdict) -> None:
    assert judged(values) is word


@given(gains, margins)
def test_a_mean_inside_the_margin_is_neither_better_nor_worse(
    values: list[float], margin: float
) -> None:
    if abs(np.mean(values)) <= margin:
        assert judged(values, margin) in {Verdict.SAME, Verdict.CANNOT_TELL}


@given(gains, margins)
def test_better_and_worse_change_places_where_lower_is_better(
    values: list[float], margin: float
) -> None:
    turned = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
    word = judged(values, margin)
    assert judged(values, margin, higher_is_better=False) is turned.get(word, word)
    assert judged([-value for value in values], margin) is turned.get(word, word)


@given(gains, margins)
def test_the_three_shares_are_counts_of_worlds_that_make_a_whole(
    values: list[float], margin: float
) -> None:
    found = chances(plausible(np.array(values), np.arange(len(values))), margin, True)
    assert found.better.share + found.worse.share + found.same.share == pytest.approx(1)
    assert found.better.count == sum(np.array(values) > margin)


def test_as_planned_the_probability_is_students() -> None:
    values = np.array([3.0, 1.0, 2.0, 4.0])
    found = chances(plausible(values, np.zeros(4, np.int64)), 1.0, True)
    statistic = (values.mean() - 1.0) / stats.sem(values)
    assert found.better.share == pytest.approx(stats.t(3).cdf(statistic))
    assert found.better.worlds == 1
    assert all(map(math.isnan, found.better.ends))


@pytest.mark.parametrize(
    ("percent", "word"),
    [
        (0, Likelihood.REMOTE), (5, Likelihood.REMOTE),
        (10, Likelihood.HIGHLY_UNLIKELY), (20, Likelihood.HIGHLY_UNLIKELY),
        (25, Likelihood.UNLIKELY), (35, Likelihood.UNLIKELY),
        (40, Likelihood.REALISTIC), (50, Likelihood.REALISTIC),
        (55, Likelihood.LIKELY), (75, Likelihood.LIKELY),
        (80, Likelihood.HIGHLY_LIKELY), (90, Likelihood.HIGHLY_LIKELY),
        (95, Likelihood.ALMOST_CERTAIN), (100, Likelihood.ALMOST_CERTAIN),
    ],
)  # fmt: skip
def test_the_words_are_the_yardsticks_at_both_ends_of_each_band(
    percent: int, word: Likelihood
) -> None:
    assert Chance(percent / 100, 100).likelihood is word


@given(st.integers(2, 200), st.data())
def test_the_interval_of_a_share_holds_it_and_is_jeffreys(worlds: int, data: st.DataObject) -> None:
    held = data.draw(st.integers(0, worlds))
    low, high = Chance(held / worlds, worlds).ends
    assert 0 <= low <= held / worlds <= high <= 1
    if 0 < held < worlds:
        theory = stats.beta(held + 0.5, worlds - held + 0.5)
        assert (low, high) == pytest.approx((theory.ppf(0.05), theory.ppf(0.95)))


def test_nothing_can_be_told_of_one_run() -> None:
    found = chances(plausible(np.array([9.0]), np.array([0])), 1.0, True)
    assert found.verdict is Verdict.CANNOT_TELL
    assert (found.better.count, found.better.is_possible) == (0, False)


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (0.1, 2.0, Direction.HIGHER),
        (-2.0, -0.1, Direction.LOWER),
        (0.0, 0.0, Direction.SAME),
        (0.0, 1.0, Direction.CANNOT_TELL),
        (-1.0, 1.0, Direction.CANNOT_TELL),
        (math.nan, math.nan, Direction.CANNOT_TELL),
    ],
)
def test_the_direction_is_told_where_the_interval_is_clear_of_0(
    low: float, high: float, word: Direction
) -> None:
    assert direction(Interval((low + high) / 2, low, high, 5)) is word


def test_what_cannot_be_told_is_a_realistic_possibility() -> None:
    assert Chance(math.nan, 1).likelihood is Likelihood.REALISTIC
