"""The verdict follows from interval, margin and direction of good, and from nothing else."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.verdict import Direction, Size, Verdict, direction, size, verdict

ends = st.one_of(
    st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0]),
    st.floats(min_value=-1e6, max_value=1e6, allow_subnormal=False),
)
margins = st.one_of(st.just(1.0), st.floats(min_value=1e-3, max_value=1e6))


def interval(low: float, high: float) -> Interval:
    return Interval((low + high) / 2, low, high, 20)


intervals = st.tuples(ends, ends).map(lambda pair: interval(min(pair), max(pair)))
UNKNOWN = Interval(3.0, math.nan, math.nan, 1)


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (0.1, 0.2, Verdict.BETTER),
        (3.0, 4.0, Verdict.BETTER),
        (-0.2, -0.1, Verdict.WORSE),
        (-4.0, -3.0, Verdict.WORSE),
        (-0.5, 0.5, Verdict.NO_WORSE),
        (-0.5, 9.0, Verdict.NO_WORSE),
        (0.0, 0.0, Verdict.NO_WORSE),
        (-9.0, 9.0, Verdict.CANNOT_TELL),
        (-9.0, 0.5, Verdict.CANNOT_TELL),
        # An end that touches 0 or the margin does not pass it.
        (0.0, 5.0, Verdict.NO_WORSE),
        (-5.0, 0.0, Verdict.CANNOT_TELL),
        (-1.0, 5.0, Verdict.CANNOT_TELL),
        (-0.9, 0.0, Verdict.NO_WORSE),
        (-1.0, 0.0, Verdict.CANNOT_TELL),
        (-1.0, -1.0, Verdict.WORSE),
        (1.0, 1.0, Verdict.BETTER),
    ],
)
def test_the_word_at_each_boundary_with_a_margin_of_1(
    low: float, high: float, word: Verdict
) -> None:
    assert verdict(interval(low, high), 1.0, higher_is_better=True) is word


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1.0, 2.0, Size.WORTH_ACTING_ON),
        (-2.0, -1.0, Size.WORTH_ACTING_ON),
        (0.5, 1.0, Size.PERHAPS),
        (-3.0, -0.5, Size.PERHAPS),
        (0.1, 0.9, Size.TOO_SMALL),
        (-0.9, -0.1, Size.TOO_SMALL),
        (0.0, 3.0, None),
        (-3.0, 3.0, None),
        (0.0, 0.0, None),
    ],
)
def test_the_size_at_each_boundary_with_a_margin_of_1(
    low: float, high: float, expected: Size | None
) -> None:
    assert size(interval(low, high), 1.0) is expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.1, 0.2, Direction.HIGHER),
        (-0.2, -0.1, Direction.LOWER),
        (0.0, 0.0, Direction.SAME),
        (-0.1, 0.1, Direction.CANNOT_TELL),
        (0.0, 0.1, Direction.CANNOT_TELL),
        (-0.1, 0.0, Direction.CANNOT_TELL),
    ],
)
def test_the_direction_at_each_boundary(low: float, high: float, expected: Direction) -> None:
    assert direction(interval(low, high)) is expected


def test_without_an_interval_nothing_can_be_told() -> None:
    assert verdict(UNKNOWN, 1.0, higher_is_better=True) is Verdict.CANNOT_TELL
    assert direction(UNKNOWN) is Direction.CANNOT_TELL
    assert size(UNKNOWN, 1.0) is None


@given(intervals, margins, st.booleans())
def test_counting_the_other_way_round_never_changes_the_verdict(
    difference: Interval, margin: float, higher_is_better: bool
) -> None:
    straight = verdict(difference, margin, higher_is_better)
    turned = verdict(difference.negated(), margin, not higher_is_better)
    assert straight is turned
    assert size(difference, margin) is size(difference.negated(), margin)


@given(intervals, margins, st.booleans(), st.sampled_from([0.0078125, 0.5, 2.0, 128.0]))
def test_the_unit_never_changes_the_verdict(
    difference: Interval, margin: float, higher_is_better: bool, factor: float
) -> None:
    scaled = interval(difference.low * factor, difference.high * factor)
    assert verdict(scaled, margin * factor, higher_is_better) is verdict(
        difference, margin, higher_is_better
    )
    assert size(scaled, margin * factor) is size(difference, margin)


@given(intervals, margins, st.booleans())
def test_seen_from_the_other_structure_better_and_worse_change_places(
    difference: Interval, margin: float, higher_is_better: bool
) -> None:
    seen_from_b = verdict(difference, margin, higher_is_better)
    seen_from_a = verdict(difference.negated(), margin, higher_is_better)
    assert (seen_from_b is Verdict.BETTER) == (seen_from_a is Verdict.WORSE)
    assert (seen_from_b is Verdict.WORSE) == (seen_from_a is Verdict.BETTER)


@given(intervals, margins, st.booleans())
def test_no_loss_worth_acting_on_is_ever_possible_under_better_or_no_worse(
    difference: Interval, margin: float, higher_is_better: bool
) -> None:
    worst = difference.low if higher_is_better else -difference.high
    if verdict(difference, margin, higher_is_better) in {Verdict.BETTER, Verdict.NO_WORSE}:
        assert worst > -margin


@given(intervals, margins, margins, st.booleans())
def test_a_wider_margin_never_turns_a_word_into_cannot_tell(
    difference: Interval, one: float, other: float, higher_is_better: bool
) -> None:
    narrow, wide = sorted([one, other])
    if verdict(difference, wide, higher_is_better) is Verdict.CANNOT_TELL:
        assert verdict(difference, narrow, higher_is_better) is Verdict.CANNOT_TELL


@given(intervals, margins)
def test_a_size_is_given_exactly_where_a_direction_is(difference: Interval, margin: float) -> None:
    shown = direction(difference) in {Direction.HIGHER, Direction.LOWER}
    assert (size(difference, margin) is not None) == shown
