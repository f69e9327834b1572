"""Kim and Nelson's procedure keeps the best, and drops what is clearly worse."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.statistics.selection import still_in


def drawn(seed: int, means: list[float], runs: int, shared: float = 3.0) -> np.ndarray:
    luck = np.random.default_rng(seed)
    common = shared * luck.normal(size=runs)
    return np.array(means)[:, None] + common + luck.normal(size=(len(means), runs))


def test_the_best_by_the_indifference_is_found_in_at_least_95_of_100() -> None:
    """The worst case of the procedure: all others just as far below the best."""
    found = [still_in(drawn(seed, [0, 0.5, 0, 0], 600), 10, 0.5, 0.05) for seed in range(200)]
    assert sum(each == [1] for each in found) >= 190
    assert all(len(each) == 1 for each in found)


def test_like_systems_are_rarely_told_apart_by_few_runs() -> None:
    found = [still_in(drawn(seed, [0, 0], 20), 8, 0.25, 0.05) for seed in range(200)]
    assert sum(each == [0, 1] for each in found) >= 180


@given(st.integers(0, 2**32 - 1), st.integers(2, 5))
def test_what_is_far_worse_falls_out_at_once_whatever_luck_is_shared(seed: int, like: int) -> None:
    values = drawn(seed, [0.0] * like + [-100], 8, shared=50)
    assert like not in still_in(values, 8, 0.5, 0.05)


def test_more_runs_never_bring_back_what_fell_out() -> None:
    values = drawn(5, [0, 0.2, 0.4, 0.6], 400)
    left = [set(still_in(values[:, :runs], 8, 0.1, 0.05)) for runs in range(2, 401, 3)]
    assert all(after <= before for before, after in pairwise(left))
    assert left[0] == {0, 1, 2, 3}
    assert len(left[-1]) < 4


def test_a_run_without_a_value_is_left_out_and_one_system_is_the_best() -> None:
    values = drawn(1, [0, 9], 12)
    whole = np.insert(values, 3, [np.nan, 100.0], axis=1)
    assert still_in(whole, 12, 0.5, 0.05) == still_in(values, 12, 0.5, 0.05) == [1]
    assert still_in(values[:1], 2, 0.5, 0.05) == [0]


def test_equal_systems_without_chance_stay_in_together() -> None:
    assert still_in(np.zeros((3, 50)), 8, 0.5, 0.05) == [0, 1, 2]


@pytest.mark.parametrize("first", [2, 8])
def test_the_room_left_is_that_of_the_formula(first: int) -> None:
    """Two systems that differ by 1 and -1 in turn about a constant: S^2 is known."""
    runs, gap, indifference, error = 60, 0.3, 0.5, 0.05
    sign = np.where(np.arange(runs) % 2, 1.0, -1.0)
    values = np.array([np.zeros(runs), gap + sign])
    spread = float(sign[:first].var(ddof=1))
    h_squared = (first - 1) * ((2 * error) ** (-2 / (first - 1)) - 1)
    totals = values[1].cumsum()
    falls = next(
        (
            r
            for r in range(first, runs + 1)
            if totals[r - 1] > max(0, indifference / 2 * (h_squared * spread / indifference**2 - r))
        ),
        runs + 1,
    )
    found = [still_in(values[:, :r], first, indifference, error) for r in range(first, runs + 1)]
    assert [len(each) for each in found] == [2 if r < falls else 1 for r in range(first, runs + 1)]
