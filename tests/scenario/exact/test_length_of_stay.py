"""Stays in a plan agree with closed forms, with numerical integration and with each other."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.exact.length_of_stay import (
    EndlessPathwayError,
    OpenPlans,
    expected_tasks,
    length_of,
    share_over_within,
    stay,
)
from sim.scenario.pathway import Plan

YEAR = 253
DRAWS = ((np.arange(10_000) + 0.5) / 10_000).tolist()
RATES = st.one_of(st.just(0.0), st.floats(0.01, 5))
SHARES = st.floats(0.05, 0.95)


def plan(length: dict[str, Any], rate: float = 0, every: float = 126, first: float = 63) -> Plan:
    return Plan.model_validate(
        {
            "kind": "plan",
            "weight": 1,
            "tasks": [
                {"name": "review", "every": every, "first": first, "hours": 1},
                {"name": "visit", "every": 10, "hours": 1},
            ],
            "length": length,
            "escalations": [{"to": "x", "chance_per_year": rate, "becomes": "y"}],
        }
    )


def bands(*between: tuple[float, float]) -> dict[str, Any]:
    share = 1 / len(between)
    return {"bands": [{"from_months": a, "to_months": b, "share": share} for a, b in between]}


def at_reviews(first: float, later: float) -> dict[str, Any]:
    return {"ends_at": "review", "first_chance": first, "later_chance": later}


def test_without_interruptions_a_banded_plan_lasts_the_mean_of_its_bands() -> None:
    assert stay(plan(bands((0, 12), (12, 36))), YEAR).years == pytest.approx((0.5 + 2) / 2)


def test_without_interruptions_a_reviewed_plan_lasts_until_a_geometric_review() -> None:
    expected = (63 + 0.73 * 126 / 0.6) / YEAR
    assert stay(plan(at_reviews(0.27, 0.6)), YEAR).years == pytest.approx(expected)


def test_a_fixed_length_is_interrupted_with_the_exponential_chance() -> None:
    result = stay(plan(bands((12, 12)), rate=0.3), YEAR)
    assert result.escalates == pytest.approx(1 - math.exp(-0.3))
    assert result.years == pytest.approx((1 - math.exp(-0.3)) / 0.3)


@given(RATES, st.floats(0, 24), st.floats(0.5, 60))
def test_a_banded_stay_agrees_with_numerical_integration(
    rate: float, shortest: float, width: float
) -> None:
    result = stay(plan(bands((shortest, shortest + width)), rate), YEAR)
    middles = np.linspace(shortest, shortest + width, 4001)
    lengths = (middles[1:] + middles[:-1]) / 24
    open_for = -np.expm1(-rate * lengths) / rate if rate > 0 else lengths
    assert result.escalates == pytest.approx(float(np.mean(-np.expm1(-rate * lengths))), rel=1e-5)
    assert result.years == pytest.approx(float(np.mean(open_for)), rel=1e-5)


@given(RATES, SHARES, SHARES)
def test_a_reviewed_stay_agrees_with_the_sum_over_its_reviews(
    rate: float, first_chance: float, later_chance: float
) -> None:
    result = stay(plan(at_reviews(first_chance, later_chance), rate), YEAR)
    reviews = np.arange(1, 1000)
    later = (1 - first_chance) * (1 - later_chance) ** (reviews - 2.0) * later_chance
    ends = np.where(reviews == 1, first_chance, later)
    years = (63 + 126 * (reviews - 1)) / YEAR
    assert result.escalates == pytest.approx(float(ends @ -np.expm1(-rate * years)), abs=1e-9)
    open_for = -np.expm1(-rate * years) / rate if rate > 0 else years
    assert result.years == pytest.approx(float(ends @ open_for), rel=1e-9)


@given(RATES, SHARES, SHARES)
def test_reviews_happen_once_more_than_the_plan_survives_them(
    rate: float, first_chance: float, later_chance: float
) -> None:
    reviewed = plan(at_reviews(first_chance, later_chance), rate)
    reviews = np.arange(1, 2000)
    held = np.where(reviews == 1, 1, (1 - first_chance) * (1 - later_chance) ** (reviews - 2.0))
    undisturbed = np.exp(-rate * (63 + 126 * (reviews - 1)) / YEAR)
    expected = float(held @ undisturbed)
    assert expected_tasks(reviewed, reviewed.tasks[0], YEAR) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("length", [bands((0, 24)), at_reviews(0.27, 0.6)])
@pytest.mark.parametrize("rate", [0, 0.5])
def test_tasks_agree_with_drawn_stays(length: dict[str, Any], rate: float) -> None:
    drawn_plan = plan(length, rate)
    rng = np.random.default_rng(1)
    number = 200_000
    if "bands" in length:
        days = rng.uniform(0, 2 * YEAR, number)
    else:
        reviews = np.where(rng.random(number) < 0.27, 0, rng.geometric(0.6, number))
        days = 63.0 + 126 * reviews
    if rate > 0:
        days = np.minimum(days, rng.exponential(YEAR / rate, number))
    visits = np.floor(days / 10)
    assert expected_tasks(drawn_plan, drawn_plan.tasks[1], YEAR) == pytest.approx(
        visits.mean(), abs=4 * visits.std() / math.sqrt(number)
    )


@given(SHARES, SHARES)
def test_a_plan_that_surely_ends_at_its_first_review_ignores_later_chances(
    rate: float, later_chance: float
) -> None:
    sure = stay(plan(at_reviews(1, later_chance), rate), YEAR)
    assert sure.escalates == pytest.approx(1 - math.exp(-rate * 63 / YEAR))
    certain = plan(at_reviews(1, 0))
    assert stay(certain, YEAR).years == pytest.approx(63 / YEAR)
    assert [expected_tasks(certain, task, YEAR) for task in certain.tasks] == [1, 6]


def test_a_plan_that_can_never_end_is_refused_unless_something_interrupts_it() -> None:
    endless = plan(at_reviews(0.5, 0))
    with pytest.raises(EndlessPathwayError, match="'review' never ends"):
        stay(endless, YEAR)
    with pytest.raises(EndlessPathwayError, match="'review' never ends"):
        expected_tasks(endless, endless.tasks[1], YEAR)
    interrupted = plan(at_reviews(0.5, 0), rate=1)
    assert stay(interrupted, YEAR).escalates == pytest.approx(1 - 0.5 * math.exp(-63 / YEAR))
    assert expected_tasks(interrupted, interrupted.tasks[1], YEAR) > 1


def test_drawn_lengths_follow_the_bands() -> None:
    length = length_of(plan(bands((0, 6), (6, 12), (12, 36))), YEAR)
    months = np.array([length.draw(draw)[0] for draw in DRAWS]) / (YEAR / 12)
    for low, high in ((0, 6), (6, 12), (12, 36)):
        inside = np.mean((low <= months) & (months < high))
        assert inside == pytest.approx(1 / 3, abs=0.001)


def test_drawn_lengths_of_plans_that_end_at_reviews_end_at_them() -> None:
    length = length_of(plan(at_reviews(0.27, 0.6)), YEAR)
    lengths, reviews = zip(*(length.draw(draw) for draw in DRAWS), strict=True)
    assert set(lengths) <= {63 + 126 * n for n in range(20)}
    assert [length.reviews(days) for days in lengths] == list(reviews)
    assert np.mean(np.array(reviews) == 1) == pytest.approx(0.27, abs=0.001)
    assert np.mean(np.array(reviews) == 2) == pytest.approx(0.73 * 0.60, abs=0.001)


def test_a_plan_that_no_review_ends_never_ends() -> None:
    assert length_of(plan(at_reviews(0.27, 0)), YEAR).draw(0.9) == (float("inf"), 0)


@pytest.mark.parametrize("shape", [bands((0, 6), (6, 12), (12, 36)), at_reviews(0.27, 0.6)])
def test_drawn_expected_and_open_lengths_are_of_one_distribution(shape: dict[str, Any]) -> None:
    length = length_of(plan(shape), YEAR)
    drawn = np.array([length.draw(draw)[0] for draw in DRAWS])
    assert drawn.mean() / YEAR == pytest.approx(length.mean_years(), rel=0.002)
    assert np.mean(np.exp(-drawn / YEAR)) == pytest.approx(length.discount(1), rel=0.002)
    [share] = length.share_at_least(np.array([200.0]))
    assert np.mean(drawn >= 200) == pytest.approx(share, abs=0.001)
    # A plan found open is the longer the more often it is there to be found.
    found = np.array([OpenPlans(length, rate=0).draw(draw, 0.5) for draw in DRAWS])
    assert found[:, 0].mean() == pytest.approx((drawn**2).mean() / drawn.mean(), rel=0.002)
    np.testing.assert_allclose(found[:, 1], found[:, 0] / 2)


# A plan has its first visit before it can end


def visited(length: dict[str, Any], first: float, rate: float = 0) -> Plan:
    """A plan with a first visit after so many days, and then every ten."""
    without = plan(length, rate)
    review, task = without.tasks
    visit = task.model_copy(update={"first": first, "visit": True})
    return without.model_copy(update={"tasks": (review, visit)})


@given(RATES, st.floats(0, 3), st.floats(0.5, 60), st.floats(0.1, 200))
def test_a_stay_with_a_first_visit_agrees_with_numerical_integration(
    rate: float, shortest: float, width: float, first: float
) -> None:
    result = stay(visited(bands((shortest, shortest + width)), first, rate), YEAR)
    middles = np.linspace(shortest, shortest + width, 20_001)
    lengths = np.maximum((middles[1:] + middles[:-1]) / 24, first / YEAR)
    open_for = -np.expm1(-rate * lengths) / rate if rate > 0 else lengths
    assert result.escalates == pytest.approx(float(np.mean(-np.expm1(-rate * lengths))), rel=1e-5)
    assert result.years == pytest.approx(float(np.mean(open_for)), rel=1e-5)


@given(st.floats(0, 1, exclude_max=True), st.floats(0.1, 300))
def test_what_would_be_shorter_lasts_until_the_day_of_the_first_visit(
    draw: float, first: float
) -> None:
    shape = bands((0, 3), (3, 12))
    plain_length, _ = length_of(plan(shape), YEAR).draw(draw)
    length, _ = length_of(visited(shape, first), YEAR).draw(draw)
    assert length == pytest.approx(max(plain_length, first))
    if plain_length < first * (1 - 1e-9):
        assert length == first, "the visit is on the very day, and so is made"


@pytest.mark.parametrize("rate", [0, 0.5])
def test_every_plan_that_nothing_interrupts_has_its_first_visit(rate: float) -> None:
    early = visited(bands((0, 3), (3, 12)), 30, rate)
    [_, visit] = early.tasks
    by_then = math.exp(-rate * 30 / YEAR)
    assert length_of(early, YEAR).share_at_least(np.array([30.0])) == pytest.approx([1])
    rng = np.random.default_rng(1)
    number = 200_000
    months = np.where(
        rng.random(number) < 0.5, rng.uniform(0, 3, number), rng.uniform(3, 12, number)
    )
    days = np.maximum(months * YEAR / 12, 30)
    if rate > 0:
        days = np.minimum(days, rng.exponential(YEAR / rate, number))
    visits = np.where(days >= 30, np.floor((days - 30) / 10) + 1, 0)
    expected = expected_tasks(early, visit, YEAR)
    assert expected == pytest.approx(visits.mean(), abs=4 * visits.std() / math.sqrt(number))
    assert np.mean(visits > 0) == pytest.approx(by_then, abs=0.005)


def test_drawn_expected_and_open_lengths_with_a_first_visit_are_of_one_distribution() -> None:
    length = length_of(visited(bands((0, 6), (6, 12), (12, 36)), 40), YEAR)
    drawn = np.array([length.draw(draw)[0] for draw in DRAWS])
    assert drawn.mean() / YEAR == pytest.approx(length.mean_years(), rel=0.002)
    assert np.mean(np.exp(-drawn / YEAR)) == pytest.approx(length.discount(1), rel=0.002)
    for days in (39.9, 40.0, 40.1, 200.0):
        [share] = length.share_at_least(np.array([days]))
        assert np.mean(drawn >= days) == pytest.approx(share, abs=0.001)
    found = np.array([OpenPlans(length, rate=0).draw(draw, 0.5) for draw in DRAWS])
    assert found[:, 0].mean() == pytest.approx((drawn**2).mean() / drawn.mean(), rel=0.002)


def test_a_plan_that_ends_at_reviews_keeps_to_them() -> None:
    late = visited(at_reviews(0.27, 0.6), 100)
    assert length_of(late, YEAR).draw(0.1) == (63, 1)


# How long ago a plan began when it is over


@pytest.mark.parametrize("shape", [bands((0, 6), (6, 36)), at_reviews(0.27, 0.6)])
@pytest.mark.parametrize("rate", [0, 0.3, 4])
@pytest.mark.parametrize("days", [0, 20, 63, 400])
def test_the_share_over_within_some_days_is_that_of_drawn_stays(
    shape: dict[str, Any], rate: float, days: float
) -> None:
    number = 200_000
    rng = np.random.default_rng(1)
    length = length_of(visited(shape, 5, rate), YEAR)
    lengths = np.array([length.draw(draw)[0] for draw in rng.random(number)])
    moments = rng.exponential(YEAR / rate, number) if rate else np.full(number, np.inf)
    cut = moments < lengths
    escalated, ran = share_over_within(visited(shape, 5, rate), days, YEAR)
    assert np.mean(lengths[~cut] <= days) == pytest.approx(ran, abs=0.02)
    if rate:
        assert np.mean(moments[cut] <= days) == pytest.approx(escalated, abs=0.02)
    else:
        assert escalated == 0
