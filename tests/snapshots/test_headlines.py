"""Headline figures of each shipped scenario, so that a change of the model shows as a diff.

Two replications, means of the whole service: too few to tell a result from, enough to see a change.
After a change that is meant to move figures, `pytest tests/snapshots --force-regen` writes them
anew; the diff belongs in the commit, and why they moved in CHANGELOG.md.
"""

from __future__ import annotations

import math

import pytest
from pytest_regressions.data_regression import DataRegressionFixture

from sim.experiment.comparison import Key, levels
from sim.experiment.work.replicate import Run, replicate
from sim.scenario.scenario import Scenario

REPLICATIONS = 2
SEED = 2013


@pytest.mark.parametrize("name", ["current", "proposed", "two_assessments"])
def test_headline_figures_are_those_last_agreed(
    name: str, request: pytest.FixtureRequest, data_regression: DataRegressionFixture
) -> None:
    scenario: Scenario = request.getfixturevalue(name)
    runs = [replicate(Run(scenario, SEED, number)) for number in range(REPLICATIONS)]
    whole = {
        key.measure: _rounded(interval.mean)
        for key, interval in levels(runs, 0.95).items()
        if key == Key(key.measure)
    }
    data_regression.check(whole, basename=name)


def _rounded(mean: float) -> float | None:
    """To 6 digits, so that the last bit of a sum is no change; none where there is no value."""
    return None if math.isnan(mean) else float(f"{mean:.6g}")
