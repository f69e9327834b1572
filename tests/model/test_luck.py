"""Draws belong to their key, are uniform, and do not depend on one another."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.model.luck import LARGEST_SEED, Luck, UnusableSeedError, choose, exponential


def many(luck: Luck, purpose: str) -> np.ndarray:
    return np.array([luck.draws("new", family, purpose, 0) for family in range(5_000)])


def test_draws_are_uniform() -> None:
    found = many(Luck(1, 0), "screening")
    assert found.min() >= 0
    assert found.max() < 1
    for column in found.T:
        assert stats.kstest(column, "uniform").pvalue > 0.001


def test_draws_for_different_purposes_and_replications_do_not_go_together() -> None:
    one = many(Luck(1, 0), "screening")[:, 0]
    for other in (many(Luck(1, 0), "decision"), many(Luck(1, 1), "screening")):
        assert abs(np.corrcoef(one, other[:, 0])[0, 1]) < 0.05


@given(st.integers(0, 2**32), st.integers(0, 1000), st.text(max_size=20), st.integers())
def test_the_same_key_always_has_the_same_draws(
    seed: int, replication: int, purpose: str, occurrence: int
) -> None:
    key = (purpose, occurrence)
    assert Luck(seed, replication).draws(*key) == Luck(seed, replication).draws(*key)


def test_a_stream_belongs_to_its_purpose() -> None:
    luck = Luck(5, 2)
    np.testing.assert_array_equal(luck.stream("effort").random(9), luck.stream("effort").random(9))
    assert not np.array_equal(luck.stream("effort").random(9), luck.stream("children").random(9))


@given(st.floats(0, 1, exclude_max=True), st.lists(st.floats(0.01, 1), min_size=1, max_size=6))
def test_a_choice_is_the_first_option_whose_bound_the_draw_is_under(
    draw: float, weights: list[float]
) -> None:
    cumulative = tuple((np.cumsum(weights) / sum(weights)).tolist())
    chosen = choose(draw, cumulative)
    assert chosen == min(int(np.searchsorted(cumulative, draw, side="right")), len(weights) - 1)


def test_waiting_times_are_exponential() -> None:
    waits = [exponential(draw, 0.25) for draw in many(Luck(3, 0), "leaves")[:, 0]]
    assert stats.kstest(waits, "expon", args=(0, 4)).pvalue > 0.001


@pytest.mark.parametrize("draw", [0.0, 0.5, 1 - 2**-53])
def test_at_rate_0_one_waits_for_ever(draw: float) -> None:
    assert exponential(draw, 0) == np.inf


@pytest.mark.parametrize("number", [None, -1, 10**300, 1.5, True, "2013", LARGEST_SEED + 1])
def test_luck_without_an_identity_is_refused_in_words(number: Any) -> None:
    for seed, replication in ((number, 0), (1, number)):
        with pytest.raises(UnusableSeedError, match="is a whole number from 0 to"):
            Luck(seed, replication)


def test_the_largest_seed_has_luck() -> None:
    luck = Luck(LARGEST_SEED, LARGEST_SEED)
    assert luck.draw("new") != Luck(LARGEST_SEED - 1, LARGEST_SEED).draw("new")
    assert 0 <= luck.stream("effort").random() < 1
