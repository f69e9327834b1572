"""An answer is called settled when its words would stay, however often it is looked at."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.experiment.comparison import compare
from sim.experiment.running import run_experiment, run_until_enough
from sim.experiment.statistics.plausible import plausible
from sim.experiment.statistics.precision import StopReason, UntilPrecise, UntilSettled
from sim.experiment.statistics.settled import LEVEL, is_settled, level_of, level_with
from tests.experiment.runs import CLUSTERS, SMALL, Invented

PLANNED = np.zeros(200, np.int64)
WORLDS = np.arange(200)


def test_pairs_are_looked_at_ever_more_seldom_and_at_the_cap() -> None:
    assert UntilSettled(60).looks == (20, 30, 45, 60)
    assert UntilSettled(4).looks == (4,)
    assert UntilSettled(60, at_least=40).looks == (45, 60)
    assert UntilSettled(60, at_least=60).looks == (60,)
    assert level_of(4) == pytest.approx(0.975)


@pytest.mark.parametrize(
    ("mean", "sd", "settled"),
    [(5, 10, True), (-5, 10, True), (0, 1, True), (2, 10, False), (2, 3, True)],
)
def test_as_planned_it_is_which_side_of_the_margin_or_half_of_it(
    mean: float, sd: float, settled: bool
) -> None:
    """At a margin of 2: beyond, beyond, inside, across; across, but known to half the margin."""
    values = np.random.default_rng(1).normal(size=200)
    values = mean + sd * (values - values.mean()) / values.std()
    assert is_settled(plausible(values, PLANNED), 2.0, LEVEL) is settled


@pytest.mark.parametrize(("share", "settled"), [(0, True), (0.15, True), (0.075, False), (1, True)])
def test_over_worlds_it_is_one_band_of_the_yardstick(share: float, settled: bool) -> None:
    values = np.where(np.arange(200) < 200 * share, 10.0, 0.0) + np.linspace(0, 0.01, 200)
    assert is_settled(plausible(values, WORLDS), 2.0, LEVEL) is settled


@pytest.mark.parametrize("worlds", [PLANNED, WORLDS])
def test_of_too_few_pairs_nothing_is_settled(worlds: NDArray[np.int64]) -> None:
    for pairs, settled in ((1, False), (2, False), (19, False), (20, True)):
        found = plausible(np.full(pairs, 30.0), worlds[:pairs])
        assert is_settled(found, 2.0, LEVEL) is settled


def test_the_last_of_many_looks_is_as_sure_as_the_rule_was() -> None:
    assert level_with(60) == level_of(len(UntilSettled(60).looks))
    assert level_with(20) == level_with(0) == LEVEL


def test_of_answers_on_the_edge_hardly_any_is_settled_by_looking_often() -> None:
    """A gain of exactly the margin: called settled on either side in at most 1 of 10 studies."""
    luck, rule = np.random.default_rng(3), UntilSettled(200)
    called = 0
    for _ in range(400):
        values = luck.normal(2.0, 12.0, 200)
        called += any(
            is_settled(plausible(values[:look], PLANNED[:look]), 2.0, level_of(len(rule.looks)))
            for look in rule.looks
        )
    assert called <= 0.1 * 400 + 3 * (0.1 * 0.9 * 400) ** 0.5


def test_a_comparison_stops_at_the_first_look_that_settles_it() -> None:
    found = run_experiment((SMALL, CLUSTERS), 1, UntilSettled(200), Invented(0.5))
    assert (found.ending, found.asked) == (StopReason.SETTLED, 20)
    assert all(each.is_settled for each in compare(found).primaries)


def test_what_stays_open_is_named_when_it_is_capped() -> None:
    *_, last = run_until_enough((SMALL, CLUSTERS), 1, UntilSettled(30), Invented(6.0))
    found = last.experiment
    assert (found.ending, found.asked) == (StopReason.CAPPED, 30)
    still = [each.outcome.key.measure for each in compare(found).primaries if not each.is_settled]
    assert still
    assert last.open_still == (*still,)
    precise = run_experiment((SMALL, CLUSTERS), 1, UntilPrecise(30), Invented(6.0))
    assert precise.ending is StopReason.CAPPED
