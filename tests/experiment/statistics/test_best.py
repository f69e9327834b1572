"""The best of several plans: none is named among equals, a better one is found, ties are shared."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special, stats

from sim.experiment.statistics.best import DRAWS, Gains, gains, shares_of_best
from sim.experiment.statistics.control_variates import Controls
from sim.experiment.statistics.plausible import beside, helping
from sim.experiment.statistics.precision import primary_confidence
from sim.experiment.worlds.worlds import world_of
from tests.experiment.runs import SMALL

PAIRS = 60
CONFIDENCE = 0.95
ONE_WORLD = np.zeros(PAIRS, np.int64)
WORLDS = np.array([world_of(number) for number in range(PAIRS)])
NOTHING_KNOWN = Controls(np.zeros((PAIRS, 5)))
MARGIN = 2.0
Table = NDArray[np.float64]
Noise = Callable[[np.random.Generator, tuple[int, ...]], Table]


def of(values: Table, worlds: NDArray[np.int64] = ONE_WORLD) -> Gains:
    return gains(list(values), worlds, [NOTHING_KNOWN] * (len(values) - 1), higher_is_better=True)


def named_in(studies: int, made: Callable[[np.random.Generator], Gains]) -> list[int | None]:
    """Who is named best in each of many made-up studies."""
    return [made(np.random.default_rng(seed)).named(CONFIDENCE) for seed in range(studies)]


def at_most(share: float, studies: int) -> float:
    """Of so many studies, how many there may be of something of a probability: 3 errors more."""
    return studies * share + 3 * math.sqrt(studies * share * (1 - share))


def at_least(share: float, studies: int) -> float:
    """Of so many studies, how many there have to be of it: 3 errors fewer."""
    return studies * share - 3 * math.sqrt(studies * share * (1 - share))


@pytest.mark.parametrize("worlds", [ONE_WORLD, WORLDS], ids=["planned", "worlds"])
def test_of_six_plans_with_the_same_luck_none_is_named(worlds: NDArray[np.int64]) -> None:
    luck = np.random.default_rng(1).normal(50, 10, PAIRS)
    # As the same sums in another order differ.
    same = of(luck + 1e-14 * np.arange(6)[:, None], worlds)
    assert same.named(CONFIDENCE) is None
    shares = shares_of_best(same.lasting(), same.rounding)
    np.testing.assert_allclose(shares, 1 / 6)


NOISES: dict[str, Noise] = {
    "normal": lambda chance, shape: chance.normal(size=shape),
    "skewed": lambda chance, shape: chance.lognormal(size=shape),
    "heavy tails": lambda chance, shape: chance.standard_t(3, shape),
    "much alike": lambda chance, shape: (
        chance.normal(size=shape[1:]) * np.arange(shape[0])[:, None]
        + 0.3 * chance.normal(size=shape)
    ),
    "unlike in size": lambda chance, shape: (
        chance.normal(size=shape) * 3.0 ** np.arange(shape[0])[:, None]
    ),
}  # fmt: skip


@pytest.mark.parametrize("plans", [2, 3, 6])
@pytest.mark.parametrize("noise", NOISES)
def test_of_equal_plans_at_most_5_in_100_studies_name_one(plans: int, noise: str) -> None:
    """Whatever the luck of each: two plans are the hardest case, six nearly never name one."""
    studies = 400
    found = named_in(studies, lambda chance: of(NOISES[noise](chance, (plans, PAIRS))))
    named = sum(each is not None for each in found)
    assert named <= at_most(0.05, studies)
    if plans == 6 and noise != "much alike":
        assert named <= at_most(0.015, studies)


def test_of_equal_plans_in_worlds_hardly_ever_one_is_named() -> None:
    """Doubt that moves all plans alike, doubt of each plan's own, and chance."""
    studies = 300

    def made(chance: np.random.Generator) -> Gains:
        worlds = WORLDS.max() + 1
        doubt = chance.normal(0, 3, worlds) + chance.normal(0, 1, (6, worlds))
        return of(doubt[:, WORLDS] + chance.normal(0, 1, (6, PAIRS)), WORLDS)

    found = named_in(studies, made)
    assert sum(each is not None for each in found) <= at_most(0.05, studies)


@pytest.mark.parametrize("confidence", [CONFIDENCE, primary_confidence(SMALL.margins)])
def test_one_of_six_that_is_better_by_a_margin_is_found_in_90_of_100(confidence: float) -> None:
    """Where so many pairs know a difference to half its margin.

    It leads each of the five others by twice what t has to be with the confidence of that half, so
    that in theory it is found in E[F(Z + sqrt(2) (2 t - u))^5], Z normal, F its distribution, u
    what t has to be to be named.
    """
    studies, z = 1000, stats.norm.ppf((np.arange(4000) + 0.5) / 4000)
    t, u = special.stdtrit(PAIRS - 1, [(1 + confidence) / 2, (1 + CONFIDENCE) / 2])
    theory = float((stats.norm.cdf(z + math.sqrt(2) * (2 * t - u)) ** 5).mean())
    assert theory >= 0.9
    noise = MARGIN / 2 / t * math.sqrt(PAIRS / 2)

    def made(chance: np.random.Generator) -> Gains:
        values = chance.normal(0, noise, (6, PAIRS))
        values[4] += MARGIN
        return of(values)

    found = named_in(studies, made)
    assert found.count(4) >= at_least(theory, studies)
    assert len(found) - found.count(4) - found.count(None) <= 1, "hardly ever another one"


def test_one_of_six_is_found_in_worlds_too_where_doubt_is_half_a_margin() -> None:
    """The difference of two plans varies by half a margin between worlds, and by chance too."""
    studies, size = 200, MARGIN / 2 / math.sqrt(2)

    def made(chance: np.random.Generator) -> Gains:
        doubt = chance.normal(0, size, (6, WORLDS.max() + 1))
        values = doubt[:, WORLDS] + chance.normal(0, size, (6, PAIRS))
        values[4] += MARGIN
        return of(values, WORLDS)

    found = named_in(studies, made)
    assert found.count(4) >= 0.9 * studies
    assert found.count(4) + found.count(None) == studies


def test_one_that_leads_on_the_mean_and_not_in_most_worlds_is_not_named() -> None:
    """It gains much in two of five worlds and loses a little in the others."""
    gain = np.where(WORLDS % 5 < 2, 30.0, -1.0)
    found = of(np.array([np.zeros(PAIRS), gain]), WORLDS)
    assert found.runs[1].mean() > 0
    assert found.named(CONFIDENCE) is None
    often = of(np.array([np.zeros(PAIRS), np.where(WORLDS % 5 < 4, 3.0, -1.0)]), WORLDS)
    assert often.named(CONFIDENCE) == 1


def test_a_difference_without_any_noise_is_named_and_one_of_rounding_is_not() -> None:
    flat = np.full((3, PAIRS), 50.0)
    assert of(flat + np.array([0, 0, 1])[:, None]).named(CONFIDENCE) == 2
    assert of(flat + np.array([0, 0, 1e-12])[:, None]).named(CONFIDENCE) is None


def test_lower_may_be_better() -> None:
    values = [np.full(PAIRS, 50.0), np.full(PAIRS, 40.0)]
    found = gains(values, ONE_WORLD, [NOTHING_KNOWN], higher_is_better=False)
    assert found.named(CONFIDENCE) == 1
    assert (shares_of_best(found.lasting(), found.rounding)[1] == 1).all()


@pytest.mark.parametrize("pairs", [1, 2, 19])
def test_too_few_runs_name_nobody(pairs: int) -> None:
    values = np.full((2, PAIRS), np.nan)
    values[:, :pairs] = np.array([[1.0], [9.0]])
    for worlds in (ONE_WORLD, WORLDS):
        assert of(values, worlds).named(CONFIDENCE) is None
        assert of(values, worlds).leading(CONFIDENCE) == (1, 0)


def test_who_cannot_be_told_apart_from_the_leader_is_told_the_best_first() -> None:
    noise = np.random.default_rng(4).normal(size=(4, PAIRS))
    found = of(noise + np.array([0.0, 8.1, 4, 8])[:, None])
    assert found.leading(CONFIDENCE) in {(1, 3), (3, 1)}
    assert found.named(CONFIDENCE) is None


def test_of_two_plans_the_probability_is_that_of_students_t() -> None:
    """Draws stand for the exact value, to what ten thousand of them leave open."""
    for seed in range(5):
        values = np.random.default_rng(seed).normal(0.2, 1, (2, PAIRS))
        found = of(values)
        share = shares_of_best(found.lasting(), found.rounding)[1].mean()
        exact = beside(values[0], values[1], ONE_WORLD, None).difference.above(0)
        assert share == pytest.approx(exact, abs=4 * 0.5 / math.sqrt(DRAWS))


@pytest.mark.parametrize("known", [True, False])
def test_of_two_plans_worlds_are_drawn_in_as_a_comparison_draws_them_in(known: bool) -> None:
    """So a share of worlds is the same in both, also where luck is known to bring much."""
    chance = np.random.default_rng(7)
    luck = chance.normal(size=(PAIRS, 5))
    doubt = chance.normal(0, 2, WORLDS.max() + 1)[WORLDS]
    a = chance.normal(50, 5, PAIRS)
    b = a + doubt + chance.normal(0, 1, PAIRS) + (4 * luck[:, 0] if known else 0)
    controls = Controls(luck)
    found = gains([a, b], WORLDS, [controls], higher_is_better=True)
    assert found.slopes == 0, "over worlds nothing is taken out"
    difference = beside(a, b, WORLDS, helping(a, b, controls)).difference
    np.testing.assert_allclose(found.lasting()[1], difference.worlds, rtol=1e-12)
    assert (found.lasting()[0] == 0).all()


def test_what_luck_is_known_to_have_brought_is_taken_out_of_all_plans_or_of_none() -> None:
    chance = np.random.default_rng(3)
    luck = Controls(chance.normal(size=(PAIRS, 1)))
    base, noise = chance.normal(size=PAIRS), chance.normal(size=(2, PAIRS))
    moved = [base, base + 5 * luck.table[:, 0] + noise[0], base + noise[1]]
    found = gains(moved, ONE_WORLD, [luck, luck], higher_is_better=True)
    assert found.runs[1].std() < 1.5
    assert found.slopes == 1
    # What helps one of them makes another no better: nothing is taken out.
    other = [base, base + noise[0], base + noise[1]]
    raw = gains(other, ONE_WORLD, [luck, luck], higher_is_better=True)
    np.testing.assert_array_equal(raw.runs[1], other[1] - base)


def test_chance_is_taken_out_of_what_all_plans_differ_by() -> None:
    """Over many studies the spread of lasting gains is that of doubt, chance up to as large."""
    spreads = []
    for seed in range(80):
        chance = np.random.default_rng(seed)
        doubt = chance.normal(0, 2, (5, WORLDS.max() + 1))[:, WORLDS]
        values = np.vstack([np.zeros(PAIRS), doubt + chance.normal(0, 2, (5, PAIRS))])
        spreads.append(of(values, WORLDS).lasting()[1:].var(axis=1, ddof=1).mean())
    assert np.mean(spreads) == pytest.approx(4.0 + 8.0 / 45, rel=0.1)


def test_runs_without_a_value_leave_their_worlds_out() -> None:
    values = np.random.default_rng(2).normal(size=(3, PAIRS))
    values[1, WORLDS == 4] = np.nan
    lasting = of(values, WORLDS).lasting()
    assert np.isnan(lasting[:, 4]).all()
    assert np.isfinite(np.delete(lasting, 4, axis=1)).all()
    shares = shares_of_best(lasting, 0.0)
    assert np.isnan(shares[:, 4]).all()
    np.testing.assert_allclose(np.nansum(shares, axis=0)[:4], 1)


def test_of_one_world_among_several_its_mean_is_what_lasts() -> None:
    values = np.full((2, PAIRS), np.nan)
    values[:, WORLDS == 2] = np.array([[1.0], [4.0]])
    lasting = of(values, WORLDS).lasting()
    assert lasting[1, 2] == 3
    assert np.isfinite(lasting).sum() == 2


@pytest.mark.parametrize("worlds", [ONE_WORLD, WORLDS], ids=["planned", "worlds"])
def test_without_a_run_nothing_is_told(worlds: NDArray[np.int64]) -> None:
    nothing = of(np.full((3, PAIRS), np.nan), worlds)
    assert np.isnan(nothing.lasting()).all()
    assert nothing.named(CONFIDENCE) is None


def test_draws_of_two_outcomes_go_together_as_their_runs_do() -> None:
    """With inputs as planned too, what is good on both is asked of one luck."""
    values = np.random.default_rng(5).normal(size=(2, PAIRS))
    one, other = of(values), of(np.array([values[0], values[0] + 3 * (values[1] - values[0])]))
    np.testing.assert_allclose(other.lasting()[1], 3 * one.lasting()[1], rtol=1e-9)
