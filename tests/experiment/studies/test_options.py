"""Options: each as its comparison has it, probabilities that fit together, who is dominated."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment.comparison import compare
from sim.experiment.experiment import Experiment, WrongNumberOfScenariosError
from sim.experiment.running import run_experiment
from sim.experiment.statistics.figures import Key
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.options import Options, options, stored_options
from sim.experiment.work.pool import Serial
from sim.experiment.work.replicate import Replication
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import CATALOGUE, GUARDRAILS, JUDGED, PRIMARY
from sim.model.known import Known
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario
from tests.experiment.runs import CLUSTERS, SMALL
from tests.scenario.files import small

PAIRS = 40
PRICES = """
costs:
  price_year: 2015-16
  social_worker: {value: 50000, low: 40000, high: 60000}
  early_help_worker: 0.7
  team_manager: {value: 1.3, low: 1.1, high: 1.5}
  conference_chair: 1.3
  agency_premium: 0.5
  recruiting: 4000
"""
PRICED = small(f"title: Priced{PRICES}")


def plans(of: int, base: Scenario = SMALL) -> tuple[Scenario, ...]:
    return (base, *(override(base, {"title": f"Plan {at}"}) for at in range(1, of)))


def made_up(
    levels: Sequence[Mapping[str, float]],
    noise: float = 0.0,
    in_worlds: bool = True,
    scenarios: tuple[Scenario, ...] = (),
    seed: int = 1,
) -> Experiment:
    """Runs of plans with these levels, 50 where none is given; noise of each plan, in margins."""
    scenarios = scenarios or plans(len(levels))
    chance = np.random.default_rng(seed)
    margins = np.array([SMALL.margins.of(measure) for measure in JUDGED])
    means = np.array([[of.get(measure, 50.0) for measure in JUDGED] for of in levels])
    values = means[:, None] + noise * margins * chance.normal(
        size=(len(levels), PAIRS, len(JUDGED))
    )
    keys = tuple(map(Key, JUDGED))
    arms = tuple(
        tuple(Replication(arm, n, keys, of[n], ()) for n in range(PAIRS))
        for arm, of in enumerate(values)
    )
    worlds = Worlds(scenarios, None) if in_worlds else None
    return Experiment(scenarios, 1, PAIRS, arms, (), 1.0, worlds=worlds)


def better(measure: str, by: float) -> dict[str, float]:
    """A level that is better by so many margins."""
    sign = 1 if CATALOGUE[measure].better == "higher" else -1
    return {measure: 50 + sign * by * SMALL.margins.of(measure)}


def standing(found: Options, measure: str = PRIMARY[0]) -> tuple[int | None, tuple[int, ...]]:
    of = next(each for each in found.standings if each.measure == measure)
    return of.named, of.leading


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1), st.booleans(), st.floats(0, 0.2))
def test_probabilities_fit_together_whatever_the_runs(
    seed: int, in_worlds: bool, missing: float
) -> None:
    experiment = made_up([{}, {}, {}], 2.0, in_worlds, seed=seed)
    for arm in experiment.arms:
        for run in arm:
            run.values[np.random.default_rng([seed, run.number]).uniform(size=13) < missing] = (
                np.nan
            )
    found = options(experiment)
    for each in found.standings:
        assert math.fsum(of.share for of in each.best) == pytest.approx(1)
        for plan, (best, both) in enumerate(zip(each.best, each.best_and_within, strict=True)):
            if missing == 0:
                assert both.share <= best.share + 1e-9
                assert plan > 0 or both.share == best.share, "the base keeps its own guardrails"
    for option in found.options:
        worst = max(each.chances.worse.share for each in option.comparison.guardrails)
        if missing == 0:
            assert option.within.share <= 1 - worst + (0 if in_worlds else 0.03)


@pytest.mark.parametrize("in_worlds", [True, False])
def test_each_option_is_what_its_own_comparison_says(in_worlds: bool) -> None:
    experiment = made_up([{}, better(PRIMARY[0], 3), better(PRIMARY[2], -3)], 0.5, in_worlds)
    found = options(experiment)
    for plan, option in enumerate(found.options, start=1):
        assert option.comparison == compare(experiment, judged=plan, whole=False)
        assert option.scenario == experiment.scenarios[plan]
    assert found.scenarios == experiment.scenarios
    assert found.first == found.options[0].comparison


def test_the_base_has_one_level_and_options_change_it_as_their_comparisons_say() -> None:
    """Also where what luck is known to have brought is taken out, more of one than of another."""
    plain = made_up([{}, better(PRIMARY[0], 3), better(PRIMARY[0], -3)], 1.0, in_worlds=False)
    luck = np.random.default_rng(2).normal(1, 1, (3, PAIRS))
    arms = []
    for arm, known in zip(plain.arms, luck, strict=True):
        values = [run.values + 4 * of for run, of in zip(arm, known, strict=True)]
        arms.append(
            tuple(
                replace(run, values=value, known=Known(float(of), 0.0, 0.0))
                for run, value, of in zip(arm, values, known, strict=True)
            )
        )
    experiment = replace(plain, arms=tuple(arms))
    found = options(experiment)
    for plan, option in enumerate(found.options, start=1):
        alone = compare(experiment, judged=plan, whole=False)
        assert alone.primaries[0].outcome.a != found.first.primaries[0].outcome.a
        for one, other in zip(alone.judged, option.comparison.judged, strict=True):
            assert (one.chances, one.outcome.difference) == (
                other.chances,
                other.outcome.difference,
            )
            a, b = other.outcome.a.mean, other.outcome.b.mean
            assert b == pytest.approx(a + other.outcome.difference.mean)
    levels = {option.comparison.primaries[0].outcome.a for option in found.options}
    assert len(levels) == 1


def test_a_share_stays_a_share() -> None:
    """Bad luck of the option alone is taken out: it gains more than the base leaves room for."""
    plain = made_up([{PRIMARY[0]: 99.9}, {}], in_worlds=False)
    luck = np.random.default_rng(2).normal(-1, 0.3, PAIRS)
    option = tuple(
        replace(run, known=Known(float(of), 0.0, 0.0))
        for run, of in zip(plain.arms[1], luck, strict=True)
    )
    for run, of in zip(option, luck, strict=True):
        run.values[0] = 100.9 + 2 * of
    found = options(replace(plain, arms=(plain.arms[0], option)))
    outcome = found.first.primaries[0].outcome
    assert outcome.difference.mean == pytest.approx(1, abs=0.01)
    assert outcome.b.mean == outcome.b.high == 100


def test_all_figures_are_over_the_runs_that_all_plans_have() -> None:
    experiment = made_up([{}, {}, {}], 1.0)
    arms = (experiment.arms[0], experiment.arms[1][:25], experiment.arms[2][5:])
    cut = Experiment(experiment.scenarios, 1, PAIRS, arms, (), 1.0, worlds=experiment.worlds)
    found = options(cut)
    assert {option.comparison.pairs for option in found.options} == {20}
    assert found.standings[0].best[0].worlds == found.first.worlds


@pytest.mark.parametrize("in_worlds", [True, False])
def test_equal_plans_share_being_best_and_keep_their_guardrails(in_worlds: bool) -> None:
    found = options(made_up([{}] * 6, in_worlds=in_worlds))
    for each in found.standings:
        assert [chance.share for chance in each.best] == pytest.approx([1 / 6] * 6)
        assert each.best_and_within == each.best
        assert (each.named, len(each.leading)) == (None, 6)
        assert each.lead.outcome.difference.is_zero
    assert [option.within.share for option in found.options] == [1] * 5
    assert not any(found.dominating(plan) for plan in range(6))


@pytest.mark.parametrize("in_worlds", [True, False])
def test_a_plan_may_be_best_and_break_a_guardrail(in_worlds: bool) -> None:
    levels = [{}, better(PRIMARY[1], 4) | better(GUARDRAILS[0], -4), better(PRIMARY[1], 2)]
    found = options(made_up(levels, 0.3, in_worlds))
    assert standing(found, PRIMARY[1]) == (1, (1,))
    of = found.standings[1]
    assert of.best[1].share == pytest.approx(1, abs=0.01)
    assert of.best_and_within[1].share == pytest.approx(0, abs=0.01)
    assert found.options[0].within.share == pytest.approx(0, abs=0.01)
    assert found.options[1].within.share > 0.9
    assert of.lead.outcome.difference.mean == pytest.approx(-2 * SMALL.margins.of(PRIMARY[1]), 0.2)
    assert of.lead.verdict is Verdict.BETTER


def test_who_is_dominated() -> None:
    """By a plan that is better on one thing and worse on none, the base among them."""
    levels = [
        {},
        better(PRIMARY[0], 3),
        better(PRIMARY[0], 3) | better(GUARDRAILS[1], -3),
        better(PRIMARY[2], -3),
    ]
    found = options(made_up(levels, 0.2))
    assert [found.dominating(plan) for plan in range(4)] == [(1,), (), (1,), (0, 1)]


def test_a_loss_that_is_possible_saves_a_plan_from_being_dominated() -> None:
    """About the same on the mean, in every third world a loss beyond the margin."""
    experiment = made_up([{}, better(PRIMARY[0], 3)])
    at = JUDGED.index(GUARDRAILS[0])
    for run in experiment.arms[1]:
        run.values[at] -= 5 * SMALL.margins.of(GUARDRAILS[0]) * (run.number % 5 < 2)
    found = options(experiment)
    judged = next(e for e in found.first.guardrails if e.outcome.key.measure == GUARDRAILS[0])
    assert judged.chances.worse.is_possible
    assert not found.dominating(0)


def test_cost_decides_who_is_dominated_where_it_is_known() -> None:
    posts = "structure.teams.Front Door.posts"
    more, fewer = (
        override(PRICED, {"title": title, f"{posts}.1.number": number})
        for title, number in (("More", 9), ("Fewer", 1))
    )
    assert PRICED.structure.teams["Front Door"].posts[1].role == "social worker"
    levels = [{}, better(PRIMARY[0], 3), {}]
    found = options(made_up(levels, 0.1, scenarios=(PRICED, more, fewer)))
    assert [found.dominating(plan) for plan in range(3)] == [(2,), (), ()]
    assert found.costs[1].value > found.costs[0].value > found.costs[2].value
    dearer = [option.dearer for option in found.options]
    assert dearer[0] is not None
    assert dearer[0].value == pytest.approx(found.costs[1].value - found.costs[0].value)
    without = options(made_up(levels, 0.1))
    assert (without.costs, without.options[0].dearer) == ((), None)
    assert [without.dominating(plan) for plan in range(3)] == [(1,), (), (1,)]


def test_all_are_priced_as_the_base_is() -> None:
    dear = small(f"title: Dear{PRICES.replace('50000, low: 40000', '59000, low: 40000')}")
    found = options(made_up([{}, {}], scenarios=(PRICED, dear)))
    assert found.costs[0] == found.costs[1]
    assert found.options[0].dearer is not None
    assert found.options[0].dearer.high == 0


def test_without_a_value_nothing_is_said_of_it() -> None:
    experiment = made_up([{}, {}], 1.0)
    for run in experiment.arms[1]:
        run.values[:] = np.nan
    found = options(experiment)
    assert math.isnan(found.options[0].within.share)
    for each in found.standings:
        assert math.isnan(each.best[0].share)
        assert each.named is None
    assert not found.dominating(0)


@pytest.mark.parametrize("of", [1, 8])
def test_there_are_one_to_six_options(of: int) -> None:
    with pytest.raises(WrongNumberOfScenariosError, match=f"not {of - 1}"):
        options(made_up([{}] * of))


def test_runs_of_a_comparison_serve_and_a_plan_against_itself_is_exactly_0(tmp_path: Path) -> None:
    """Nothing is simulated twice, and what was is found again."""
    store = RunStore(tmp_path)
    pair, three = (SMALL, CLUSTERS), (SMALL, CLUSTERS, SMALL)
    run_experiment(pair, 3, 2, Serial(), store=store, worlds=Worlds(pair, None))
    done = run_experiment(three, 3, 2, Serial(), store=store, worlds=Worlds(three, None))
    assert done.simulated == 0
    found = options(done)
    same = found.options[1].comparison
    assert all(each.outcome.difference.is_zero for each in same.judged if each.years > 1)
    again = stored_options(three, 3, 2, Worlds(three, None), store)
    assert again is not None
    assert repr(again[0]) == repr(found), "where nothing has a value it is nan"
    assert stored_options(three, 3, 3, Worlds(three, None), store) is None
    assert stored_options(three, 3, 2, None, store) is None
