"""There is enough when every primary difference is known to half its margin, and stays so."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.experiment.statistics.precision import Precision, UntilPrecise, primary_confidence
from tests.experiment.runs import SMALL

MARGINS = SMALL.margins
TARGETS = (1.0, 0.025, 1.0)


def judged(differences: list[tuple[float, float, float]], rule: UntilPrecise) -> Precision:
    found = Precision(MARGINS, rule)
    for each in differences:
        found.add((50.0, 1.0, 10.0), tuple(np.add((50.0, 1.0, 10.0), each)))
    return found


def noisy(pairs: int, noise: float, seed: int = 1) -> list[tuple[float, float, float]]:
    """Differences whose standard deviation is a multiple of half each margin."""
    draws = np.random.default_rng(seed).normal(size=(pairs, 3)) * TARGETS * noise
    return [(float(a), float(b), float(c)) for a, b, c in draws]


def first_enough(differences: list[tuple[float, float, float]], rule: UntilPrecise) -> int | None:
    """The rule in other words: every window of `ahead` + 1 counts of pairs, with scipy alone."""

    def precise(pairs: int) -> bool:
        table = np.array(differences[:pairs])
        ends = [
            stats.ttest_1samp(column, 0).confidence_interval(primary_confidence(MARGINS))
            for column in table.T
        ]
        return all((e.high - e.low) / 2 <= t for e, t in zip(ends, TARGETS, strict=True))

    for pairs in range(rule.at_least + rule.ahead, len(differences) + 1):
        if all(precise(pairs - back) for back in range(rule.ahead + 1)):
            return pairs
    return None


@settings(max_examples=25, deadline=None)
@given(st.floats(0.5, 4), st.integers(0, 10_000), st.integers(2, 8), st.integers(0, 3))
def test_the_rule_holds_first_where_its_definition_says(
    noise: float, seed: int, at_least: int, ahead: int
) -> None:
    rule = UntilPrecise(at_least=at_least, ahead=ahead)
    differences = noisy(25, noise, seed)
    held = [n for n in range(1, 26) if judged(differences[:n], rule).is_enough]
    assert (held[0] if held else None) == first_enough(differences, rule)


def test_it_takes_at_least_20_pairs_and_5_more() -> None:
    rule = UntilPrecise()
    still = [(0.0, 0.0, 0.0)] * 25
    assert not judged(still[:24], rule).is_enough
    assert judged(still, rule).is_enough
    assert judged(still, rule).excess == 0


def test_each_primary_outcome_has_to_be_precise() -> None:
    wide = [(0.0, 0.0, float(n % 2) * 40) for n in range(30)]
    found = judged(wide, UntilPrecise())
    assert not found.is_enough
    assert found.excess > 5


def test_an_outcome_without_a_value_is_never_precise() -> None:
    found = judged([(math.nan, 0.0, 0.0)] * 30, UntilPrecise())
    assert math.isinf(found.excess)
    assert not found.is_enough
    assert found.expected == 60


def test_how_many_pairs_are_expected_follows_the_width() -> None:
    rule = UntilPrecise(at_most=1_000)
    assert judged(noisy(19, 1), rule).expected == 1_000
    wide = judged(noisy(20, 6), rule)
    assert wide.expected == pytest.approx(20 * wide.excess**2 + 5, abs=1)
    assert judged(noisy(20, 60), rule).expected == 1_000
    assert judged([(0.0, 0.0, 0.0)] * 22, rule).expected == 25
    assert judged([(0.0, 0.0, 0.0)] * 25, rule).expected == 25
