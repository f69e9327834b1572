"""Double sampling: as close as what foretells allows, and its intervals hold the mean."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.experiment.statistics.double_sampling import mean_over_all

ALL, SOME = 150, 20
LUCK = np.random.default_rng(11)


def test_what_is_foretold_exactly_is_known_as_well_as_if_all_were_seen() -> None:
    x = LUCK.normal(size=ALL)
    found = mean_over_all(2 * x[:SOME] - 1, x[:SOME], x, 0.9)
    assert found.mean == pytest.approx(2 * x.mean() - 1)
    assert found.replications == SOME


def test_what_nothing_foretells_is_the_mean_of_what_was_seen() -> None:
    y = np.linspace(-1, 1, SOME)
    x = y**2  # uncorrelated with y
    found = mean_over_all(y, x, np.append(x, np.full(ALL - SOME, 40.0)), 0.9)
    assert found.mean == pytest.approx(0, abs=1e-9)


def test_of_two_nothing_is_said() -> None:
    two = np.array([1.0, 2.0])
    assert math.isnan(mean_over_all(two, two, two, 0.9).mean)


@pytest.mark.parametrize("follows", [0.0, 0.5, 0.95])
def test_its_intervals_hold_the_mean_as_often_as_they_say(follows: float) -> None:
    trials, held = 2000, 0
    for _ in range(trials):
        x = LUCK.normal(size=ALL)
        y = follows * x[:SOME] + math.sqrt(1 - follows**2) * LUCK.normal(size=SOME)
        found = mean_over_all(y, x[:SOME], x, 0.9)
        held += found.low <= 0 <= found.high
    assert 0.88 < held / trials < 0.93
