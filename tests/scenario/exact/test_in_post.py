"""Expected days in post are those of many posts drawn by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.scenario.exact.in_post import days_in_post

POSTS = 40_000


def drawn(until: float, rate: float, to_fill: float, vacant: bool) -> np.ndarray:
    """Days in post of many posts, holder by holder."""
    luck = np.random.default_rng(7)
    joins = luck.random(POSTS) * to_fill if vacant else np.zeros(POSTS)
    days = np.zeros(POSTS)
    while (joins < until).any():
        leaves = joins + luck.exponential(1 / rate, POSTS)
        days += np.clip(np.minimum(leaves, until) - joins, 0, None)
        joins = leaves + to_fill
    return days


@pytest.mark.parametrize("vacant", [False, True])
@pytest.mark.parametrize(
    ("until", "a_year", "to_fill"),
    [(380, 0.15, 126), (340, 2.0, 63), (66, 0.6, 126), (760, 1.0, 40), (380, 0.3, 500)],
)
def test_the_mean_of_many_posts(until: float, a_year: float, to_fill: float, vacant: bool) -> None:
    days = drawn(until, a_year / 253, to_fill, vacant)
    found = days_in_post(until, a_year / 253, to_fill, vacant=vacant)
    assert found == pytest.approx(days.mean(), abs=4 * days.std() / POSTS**0.5)


def test_nobody_leaves_or_everyone_is_replaced_at_once() -> None:
    assert days_in_post(200, 0.0, 60, vacant=False) == 200
    assert days_in_post(200, 0.0, 60, vacant=True) == pytest.approx(170)
    assert days_in_post(40, 0.0, 60, vacant=True) == pytest.approx(40**2 / 2 / 60)
    assert days_in_post(200, 0.01, 0, vacant=True) == 200
    assert days_in_post(0, 0.01, 60, vacant=False) == 0
