"""A number with its evidence: what it may be, and when it leaves the range of its evidence."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from sim.scenario.estimate import Amount, Estimate, Positive, PositiveShare, Share

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


@given(NUMBERS)
def test_a_bare_number_is_an_estimate_with_that_value_alone(number: float) -> None:
    estimate = TypeAdapter(Estimate).validate_python(number)
    assert estimate == Estimate(value=number)
    assert (estimate.low, estimate.high, estimate.grade, estimate.source) == (None, None, None, "")


@given(NUMBERS, st.none() | NUMBERS, st.none() | NUMBERS)
def test_a_value_is_inside_its_evidence_unless_a_bound_says_otherwise(
    value: float, low: float | None, high: float | None
) -> None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    estimate = Estimate(value=value, low=low, high=high)
    assert estimate.inside_evidence == (
        (low is None or low <= value) and (high is None or value <= high)
    )


def test_a_range_upside_down_is_refused() -> None:
    with pytest.raises(ValidationError, match="low 3 is above high 2; swap them"):
        Estimate(value=2, low=3, high=2)


BOUNDS: dict[type[Estimate], Callable[[float], bool]] = {
    Amount: lambda number: number >= 0,
    Positive: lambda number: number > 0,
    Share: lambda number: 0 <= number <= 1,
    PositiveShare: lambda number: 0 < number <= 1,
}


@pytest.mark.parametrize("kind", BOUNDS)
@given(number=NUMBERS | st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0]))
def test_a_value_keeps_within_the_bounds_of_its_kind(kind: type[Estimate], number: float) -> None:
    if BOUNDS[kind](number):
        assert kind(value=number).value == number
    else:
        with pytest.raises(ValidationError):
            kind(value=number)


@pytest.mark.parametrize("kind", BOUNDS)
@pytest.mark.parametrize("bound", ["low", "high"])
@given(number=NUMBERS)
def test_so_do_the_ends_of_its_range_for_a_run_may_use_them(
    kind: type[Estimate], bound: str, number: float
) -> None:
    if not BOUNDS[kind](number):
        with pytest.raises(ValidationError):
            kind(**{"value": 1, bound: number})


@pytest.mark.parametrize("number", [float("inf"), float("nan"), True, "1", None, [1]])
def test_what_is_no_finite_number_is_refused(number: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Amount).validate_python(number)


def test_an_estimate_may_stand_where_a_narrower_one_is_wanted_if_it_fits() -> None:
    wide = Estimate(value=0.5, high=0.7, source="a report")
    assert TypeAdapter(Share).validate_python(wide) == Share(**dict(wide))
    with pytest.raises(ValidationError):
        TypeAdapter(Share).validate_python(Estimate(value=2))


def test_it_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Estimate(value=1).value = 2  # type: ignore[misc]  # what mypy refuses is tested here


def test_the_schema_allows_a_number_or_a_map_and_carries_the_bounds() -> None:
    number, record = TypeAdapter(Share).json_schema()["anyOf"]
    assert number == {"type": "number", "minimum": 0, "maximum": 1}
    assert json.dumps(record).count('"maximum": 1') == 3
