"""Limits are read as written, and kept in as many worlds, or as probably, as is so."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.experiment.statistics.figures import Key
from sim.experiment.studies.limits import Limit, LimitError, kept, limits_of, slack_by_year
from sim.experiment.work.replicate import Replication
from sim.experiment.worlds.worlds import Worlds, world_of
from sim.measures.catalogue import GUARDRAILS
from sim.model.known import Known
from tests.experiment.runs import CLUSTERS, SMALL

IN_TIME, OVER, SEEN = "concluded_in_45_days", "over_cap", "seen_after_strategy_in_1_day"
WORLDS = Worlds((SMALL, CLUSTERS), None)


def runs(**values: list[float]) -> list[Replication]:
    keys = tuple(map(Key, values))
    columns = np.array(list(values.values()))
    return [Replication(0, n, keys, columns[:, n], ()) for n in range(columns.shape[1])]


def test_a_limit_is_read_as_it_is_written() -> None:
    told = [f"{IN_TIME} >= 90 %", "over_cap<=5", "worker_changes ≤ .45", "rereferral_share≥20"]
    assert limits_of(told, SMALL.margins) == (
        Limit(IN_TIME, True, 90, scale=2),
        Limit(OVER, False, 5, scale=2),
        Limit("worker_changes", False, 0.45, scale=0.05),
        Limit("rereferral_share", True, 20),
    )


def test_guardrails_may_get_worse_by_their_margins_and_count_once() -> None:
    found = limits_of(["guardrails", "guardrails"], SMALL.margins)
    assert tuple(each.measure for each in found) == GUARDRAILS
    assert all(each.is_change for each in found)
    by_measure = {each.measure: each for each in found}
    assert by_measure[SEEN] == Limit(SEEN, True, -2, is_change=True, scale=2)
    waiting = "unallocated_mean"
    assert by_measure[waiting] == Limit(waiting, False, 5, is_change=True, scale=5)


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(LimitError) as told:
        limits_of([f"{IN_TIME}>90", "concluded_in_45_day>=90", f"{OVER}<=101", "x"], SMALL.margins)
    said = str(told.value)
    assert "'concluded_in_45_days>90' is no limit; write it as in concluded_in_45_days>=90" in said
    assert "there is no measure 'concluded_in_45_day'; did you mean 'conclu" in said
    assert "'over_cap<=101': a share lies from 0 to 100 %" in said
    assert "'x' is no limit" in said
    with pytest.raises(LimitError, match="there is no limit to keep"):
        limits_of([], SMALL.margins)


def test_over_worlds_it_is_the_share_that_keeps_every_limit() -> None:
    of = runs(concluded_in_45_days=[95, 95, 85, 95], over_cap=[1, 9, 1, math.nan])
    found = kept(limits_of([f"{IN_TIME}>=90", f"{OVER}<=5"], SMALL.margins), of, [], WORLDS, 0.95)
    # The fourth run is of the third world again: 90 on average there, which is kept.
    assert [world_of(run.number) for run in of] == [0, 1, 2, 2]
    assert found.worlds == 3
    assert found.share == pytest.approx(2 / 3)
    assert [each.chance.share for each in found.each] == pytest.approx([1, 2 / 3])
    assert found.in_share(2 / 3)
    assert not found.in_share(0.7)
    assert found.ends == found.chance.ends


def test_a_world_with_nothing_to_measure_misses_nothing() -> None:
    of = runs(concluded_in_45_days=[95, math.nan, 85], over_cap=[math.nan] * 3)
    limits = limits_of([f"{IN_TIME}>=90", f"{OVER}<=5"], SMALL.margins)
    found = kept(limits, of, [], WORLDS, 0.95)
    assert (found.share, found.worlds) == (0.5, 2)
    assert math.isnan(found.each[1].chance.share)
    assert found.each[1].level.replications == 0


@pytest.mark.parametrize("worlds", [WORLDS, None])
def test_without_a_value_it_cannot_be_told(worlds: Worlds | None) -> None:
    found = kept(limits_of([f"{OVER}<=5"], SMALL.margins), runs(over_cap=[math.nan] * 3), [],
                 worlds, 0.95)  # fmt: skip
    assert math.isnan(found.share)
    assert not found.in_share(0.1)
    assert not found.is_clear(0.8, 0.9)


def test_as_planned_it_is_the_probability_of_the_mean_and_booles_bound_of_all() -> None:
    in_time, over = [88.0, 92, 95, 93, 91], [3.0, 6, 4, 5, 4]
    of = runs(concluded_in_45_days=in_time, over_cap=over)
    found = kept(limits_of([f"{IN_TIME}>=90", f"{OVER}<=5"], SMALL.margins), of, [], None, 0.95)
    one = stats.ttest_1samp(in_time, 90, alternative="greater").pvalue
    other = stats.ttest_1samp(over, 5, alternative="less").pvalue
    assert [each.chance.share for each in found.each] == pytest.approx([1 - one, 1 - other])
    assert found.ends == pytest.approx((1 - one - other, 1 - max(one, other)))
    assert found.worlds == 1


@settings(max_examples=50)
@given(st.lists(st.floats(0, 100), min_size=4, max_size=30), st.floats(0, 100), st.booleans())
def test_a_stricter_limit_is_never_kept_oftener(
    values: list[float], value: float, in_worlds: bool
) -> None:
    worlds = WORLDS if in_worlds else None
    shares = [
        kept((Limit(IN_TIME, True, limit),), runs(concluded_in_45_days=values), [], worlds, 0.9)
        for limit in (value, value + 1)
    ]
    assert shares[0].share >= shares[1].share - 1e-12


def test_a_guardrail_is_held_by_the_change_pair_by_pair() -> None:
    base = runs(seen_after_strategy_in_1_day=[80, 60, 70])
    of = runs(seen_after_strategy_in_1_day=[78, 57, 75])
    limits = tuple(
        each for each in limits_of(["guardrails"], SMALL.margins) if each.measure == SEEN
    )
    found = kept(limits, of, base, WORLDS, 0.95)
    assert found.share == pytest.approx(2 / 3)
    assert found.each[0].level.mean == pytest.approx(0)
    assert slack_by_year(limits, of, base) == pytest.approx([0, -0.5, 3.5])
    assert kept(limits, of, of, None, 0.95).share == 1
    assert math.isnan(kept(limits, of, [], None, 0.95).share)


def test_the_tightest_limit_of_a_year_is_told_in_margins() -> None:
    of = runs(concluded_in_45_days=[94, 91, math.nan], over_cap=[3, 1, math.nan])
    limits = limits_of([f"{IN_TIME}>=90", f"{OVER}<=5"], SMALL.margins)
    assert slack_by_year(limits, of, []).tolist() == [1, 0.5, math.inf]


def test_what_luck_brought_is_taken_out_where_that_helps() -> None:
    luck = np.random.default_rng(3)
    brought = luck.normal(size=40)
    brought -= brought.mean()
    of = [
        Replication(0, n, (Key(IN_TIME),), np.array([90.3 + 5 * luck_of]), (), Known(luck_of, 0, 0))
        for n, luck_of in enumerate(brought + 0.01 * luck.normal(size=40))
    ]
    limit = (Limit(IN_TIME, True, 90),)
    assert kept(limit, of, [], None, 0.95).share > 0.99
    plain = [Replication(0, run.number, run.keys, run.values, ()) for run in of]
    assert kept(limit, plain, [], None, 0.95).share < 0.8


def test_it_is_clear_once_the_interval_leaves_the_share_wanted() -> None:
    limit = (Limit(IN_TIME, True, 90),)

    def over_worlds(good: int, bad: int) -> bool:
        of = runs(concluded_in_45_days=[95.0] * good + [85.0] * bad)
        alone = [run for run in of if world_of(run.number) != world_of(run.number - 1)]
        return kept(limit, alone, [], WORLDS, 0.95).is_clear(0.8, 0.9)

    assert over_worlds(40, 0)
    assert over_worlds(0, 8)
    assert not over_worlds(10, 3)

    def as_planned(*values: float) -> bool:
        return kept(limit, runs(concluded_in_45_days=[*values]), [], None, 0.95).is_clear(0.8, 0.9)

    assert as_planned(95, 96, 95, 94)
    assert as_planned(85, 86, 85, 84)
    assert not as_planned(85, 96, 95, 84)
