"""Influence: the inputs that decide an outcome are told from the worlds alone, and noise is not."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from scipy import special

from sim.experiment.running import run_experiment
from sim.experiment.studies.finding_out import finding_out
from sim.experiment.studies.influence import decided, leading
from sim.experiment.studies.seen import Gains, NoDoubtError, Seen, seen
from sim.experiment.studies.sensitivity import sensitivity
from sim.experiment.studies.why import what_decides
from sim.experiment.worlds.inputs import inputs
from sim.experiment.worlds.world_table import doubts
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import PRIMARY
from tests.experiment.studies.invented_worlds import (
    HOURS,
    IN_NEED,
    NOTICE,
    OUT,
    A,
    B,
    InventedWorlds,
    experiment,
)
from tests.scenario.files import small

DOUBTS = tuple(each for each in inputs(A, B) if each.is_doubt)


def made_up(gain: np.ndarray, values: np.ndarray, chance: float = 0.0) -> Seen:
    """Worlds with these values, and with this gain in one outcome."""
    gains = Gains(gain, gain, chance, float(gain.var(ddof=1)) - chance)
    return Seen(DOUBTS[: values.shape[1]], tuple(range(len(gain))), values, {"over_cap": gains})


def balanced(balance: np.ndarray, values: np.ndarray) -> Seen:
    """Worlds in which the balance of B is this."""
    what = made_up(balance, values)
    none = np.zeros(len(balance))
    gains = {measure: Gains(none, none, 0.0, 0.0) for measure in PRIMARY}
    return replace(what, gains={**gains, **what.gains})


def test_the_true_inputs_are_named_in_their_order_with_their_slopes() -> None:
    truth = {
        "concluded_in_45_days": lambda at: 3 + 0.6 * (at(HOURS) - 12) - 0.25 * (at(NOTICE) - 5),
        "worker_changes": lambda at: -0.4 * (at(OUT) - 4),
    }
    found = decided(seen(experiment(InventedWorlds(truth), 80)))
    of = {each.measure: each for each in found}
    in_time = of["concluded_in_45_days"]
    assert [each.input.name for each in in_time.influences] == [HOURS, NOTICE]
    assert [each.slope for each in in_time.influences] == pytest.approx([0.6, -0.25], abs=0.06)
    assert [each.input.name for each in of["worker_changes"].influences] == [OUT]
    assert in_time.mean == pytest.approx(3, abs=0.3)
    assert [each.name for each in leading(found)] == [HOURS, NOTICE, OUT]


def test_shares_of_inputs_chance_and_the_rest_are_those_of_the_truth() -> None:
    truth = {"over_cap": lambda at: 0.5 * (at(HOURS) - 12)}
    (of,) = [
        each
        for each in decided(seen(experiment(InventedWorlds(truth), 120)))
        if each.measure == "over_cap"
    ]
    of_input = 0.5**2 * (16 - 8) ** 2 / 12
    assert of.influences[0].share == pytest.approx(of_input / (of_input + 0.5**2), abs=0.06)
    assert of.chance == pytest.approx(0.5**2 / (of_input + 0.5**2), abs=0.06)
    assert of.influences[0].share + of.chance + of.rest == pytest.approx(1, abs=0.05)
    assert of.foretold > 0.7


def test_the_five_strongest_are_those_of_one_input_at_a_time() -> None:
    truth = {
        "concluded_in_45_days": lambda at: 2 + 0.9 * (at(HOURS) - 12) - 0.6 * (at(NOTICE) - 5),
        "worker_changes": lambda at: -0.85 * (at(OUT) - 4) + 11 * (at(IN_NEED) - 0.4),
        "over_cap": lambda at: 0.15 * (at("demand.contacts_per_month") - 60),
    }
    executor = InventedWorlds(truth, chance=0.3)
    over_worlds = what_decides(experiment(executor, 80)).leading
    planned = run_experiment([A, B], 1, 8, executor)
    one_at_a_time = [each.input for each in sensitivity(planned, 8, "*", executor).ranked]
    assert list(over_worlds[:5]) == one_at_a_time[:5]


def test_noise_is_ranked_in_few_of_many_comparisons() -> None:
    luck = np.random.default_rng(3)
    named = sum(
        bool(decided(made_up(luck.normal(size=60), luck.uniform(size=(60, 9))))[0].influences)
        for _ in range(200)
    )
    assert named <= 18  # 10 expected of 200 at 5 %; 18 is exceeded in 1 of 200


def test_an_input_that_only_follows_another_is_not_named() -> None:
    luck = np.random.default_rng(4)
    values = luck.uniform(size=(80, 6))
    values[:, 1] = 1 - values[:, 0] + 0.1 * luck.normal(size=80)
    gain = 4 * values[:, 0] + 0.5 * luck.normal(size=80)
    (of,) = decided(made_up(gain, values))
    assert [each.input for each in of.influences] == [DOUBTS[0]]


def test_nothing_is_told_of_too_few_worlds_or_of_an_outcome_that_never_differs() -> None:
    values = np.random.default_rng(5).uniform(size=(9, 4))
    assert not decided(made_up(values[:, 0] * 10, values))[0].influences
    values = np.random.default_rng(5).uniform(size=(40, 4))
    (of,) = decided(made_up(np.zeros(40), values))
    assert not of.influences
    assert math.isnan(of.chance)


def test_as_planned_there_is_nothing_to_see() -> None:
    planned = experiment(InventedWorlds({}), 4)
    with pytest.raises(NoDoubtError):
        seen(replace(planned, worlds=None))


def test_finding_out_is_worth_what_theory_says() -> None:
    luck = np.random.default_rng(7)
    values = luck.normal(size=(4000, 3))
    found = finding_out(balanced(0.3 + values[:, 0] + 0.5 * luck.normal(size=4000), values))
    # Balance expected at the first input is normal, mean 0.3, deviation 1: unit normal loss.
    density, above = math.exp(-(0.3**2) / 2) / math.sqrt(2 * math.pi), 0.6179
    assert found.chooses_b
    assert [each.input for each in found.ranked] == [DOUBTS[0]]
    assert found.ranked[0].value == pytest.approx(density + 0.3 * above - 0.3, abs=0.02)
    assert found.ranked[0].turns == pytest.approx(1 - above, abs=0.03)


def test_finding_out_noise_is_rarely_worth_anything() -> None:
    luck = np.random.default_rng(8)
    named = sum(
        bool(finding_out(balanced(luck.normal(size=60), luck.uniform(size=(60, 9)))).ranked)
        for _ in range(200)
    )
    assert named <= 18  # as above


def _always(gain: float, _of: object) -> float:
    return gain


def test_a_guardrail_that_is_lost_counts_against_b_and_one_that_gains_counts_nothing() -> None:
    for guardrail, balance in ((3.0, 2.0), (-3.0, -1.0)):
        truth = {
            "concluded_in_45_days": partial(_always, 2.0),
            "decided_in_time": partial(_always, guardrail),
        }
        found = what_decides(experiment(InventedWorlds(truth, chance=0.0), 8)).finding_out
        assert found.balance == pytest.approx(balance)
        assert found.chooses_b is (balance > 0)


def test_shares_that_add_up_are_seen_as_a_run_has_them() -> None:
    what = seen(experiment(InventedWorlds({}), 12))
    (share,) = [each for each in what.inputs if each.name == IN_NEED]
    assert np.all((what.of(share) >= 0.3) & (what.of(share) <= 0.5))


def test_a_share_to_which_fixed_ones_leave_one_value_decides_nothing() -> None:
    """Its rounding is no doubt: values that differ in the last digit would have a slope."""
    part = "{value: 0.7, low: 0.5, high: 0.9, unit: share, grade: A}"
    held = small(f"demand: {{localities: {{North: {part}, South: 0.3}}}}")
    worlds = Worlds((held, held), None)
    what = seen(run_experiment([held, held], 1, 40, InventedWorlds({}), worlds=worlds))
    assert "demand.localities.North" in [each.name for each in doubts(held)]
    assert "demand.localities.North" not in [each.name for each in what.inputs]


def test_an_input_that_varies_only_where_nothing_is_known_is_worth_nothing() -> None:
    luck = np.random.default_rng(1)
    balance = luck.normal(size=40)
    balance[0] = math.nan
    values = np.column_stack([np.eye(40)[0], luck.normal(size=40)])
    assert finding_out(balanced(balance, values)).worlds == 39


def test_an_input_that_tells_all_leaves_nothing_for_another() -> None:
    """The gain is the one input, to the last digit; what is left is rounding, and nobody's."""
    at = special.ndtri((np.arange(1, 41) - 0.5) / 40)
    values = np.column_stack([at, np.random.default_rng(3).normal(size=40)])
    (found,) = decided(made_up(2 * at, values))
    assert [each.input for each in found.influences] == [DOUBTS[0]]
    assert found.influences[0].slope == pytest.approx(2)
