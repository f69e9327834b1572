"""The fewest posts are found where they are known, and confirmed by runs that no search used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.limits import Limit
from sim.experiment.studies.posts_needed import PostsNeeded, posts_needed
from sim.experiment.studies.trying_posts import (
    NoRunLeftError,
    NothingToKeepError,
)
from sim.experiment.worlds.world_table import WorldTable, identity_of
from sim.experiment.worlds.worlds import Worlds
from tests.experiment.runs import CLUSTERS, SMALL
from tests.experiment.studies.invented_posts import IN_TIME, Service, by_total, trying, workers


def found(service: Service, target: float = 0.5, most: int = 60, runs: int = 40) -> PostsNeeded:
    return posts_needed(trying(service, f"{IN_TIME}>=89.6"), target, most, runs)


@pytest.mark.parametrize("worlds", [True, False])
def test_it_finds_the_fewest_that_keep_the_limit_and_confirms_them(worlds: bool) -> None:
    service = Service(by_total, luck=0.1, own=0.05)
    needed = posts_needed(trying(service, f"{IN_TIME}>=89.6", worlds=worlds), 0.8, 60, 20)
    assert needed.found is not None
    assert needed.found.total == 22
    assert needed.change == 22 - 18
    assert needed.confirmed is not None
    assert needed.confirmed.agrees
    assert needed.confirmed.found.kept.share > 0.95
    assert needed.confirmed.one_fewer is not None
    assert needed.confirmed.one_fewer.total == 21
    assert needed.confirmed.one_fewer.kept.share < 0.05
    assert needed.moved == (0, 0, 0)
    assert [each.total for each in needed.curve] == sorted({each.total for each in needed.curve})


def test_the_runs_that_confirm_are_no_runs_of_the_search() -> None:
    stages: list[tuple[str, int]] = []
    service = Service(by_total, luck=0.1)
    posts_needed(trying(service, f"{IN_TIME}>=89.6", stages=stages), 0.8, 60, 20)
    confirming = sum(runs for title, runs in stages if title == "Confirming")
    fresh = [run for run in service.asked if run.number >= 20]
    assert len(fresh) == confirming == 2 * 20
    assert {sum(workers(run.scenario)) for run in fresh} == {21, 22}


def test_nothing_is_simulated_twice(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    service = Service(by_total)
    first = posts_needed(trying(service, f"{IN_TIME}>=89.6", store=store), 0.8, 60, 30)
    keys = [run.key for run in service.asked]
    assert len(keys) == len(set(keys))
    again = Service(by_total)
    study = trying(again, f"{IN_TIME}>=89.6", store=store)
    assert posts_needed(study, 0.8, 60, 30) == first
    assert (again.asked, study.simulated) == ([], 0)


def test_far_from_the_limit_few_runs_are_enough() -> None:
    needed = found(Service(by_total, luck=4.0), target=0.8, runs=80)
    pairs = [each.pairs for each in needed.curve]
    assert needed.planned.pairs < 80
    assert max(pairs) >= 80
    assert all(each.pairs >= 80 for each in needed.curve if 0.75 < each.kept.share < 0.85)


def test_in_a_larger_share_of_worlds_it_takes_more_posts() -> None:
    totals = []
    for target in (0.5, 0.8, 0.95):
        needed = found(Service(by_total, luck=2.0, own=0.0), target, runs=60)
        assert needed.found is not None
        totals.append(needed.found.total)
    assert totals == sorted(totals)
    assert totals[0] < totals[-1]


def test_what_no_number_of_posts_keeps_is_an_answer() -> None:
    needed = found(Service(lambda posts: min(80, by_total(posts))), most=40)
    assert (needed.found, needed.confirmed, needed.change) == (None, None, 0)
    assert needed.curve[-1].total == needed.most == 40
    assert needed.curve[-1].kept.share == 0


def test_a_limit_kept_by_fewer_than_today_is_an_answer_too() -> None:
    needed = found(Service(lambda posts: 78.0 + sum(posts), luck=0.1))
    assert needed.found is not None
    assert needed.found.total == 12
    assert needed.change == -6


def test_where_the_fewest_that_can_be_are_enough_there_is_none_fewer() -> None:
    needed = found(Service(lambda _: 100.0))
    assert needed.found is not None
    assert needed.found.total == needed.question.posts.fewest
    assert needed.confirmed is not None
    assert needed.confirmed.one_fewer is None
    assert needed.confirmed.agrees


def test_posts_are_moved_where_that_saves_one_and_stay_moved() -> None:
    """What counts is the front door: each post there is worth three points, up to 13."""

    def front(posts: tuple[int, ...]) -> float:
        return 51.0 + 3 * min(13, posts[0])

    needed = found(Service(front, luck=0.2, own=0.1), target=0.8, runs=20)
    assert needed.found is not None
    assert needed.found.split[0] == 13
    assert needed.moved[0] > 0
    assert sum(needed.moved) == 0
    alone = needed.question.posts.by_equal_load(needed.found.total)
    assert tuple(a + m for a, m in zip(alone, needed.moved, strict=True)) == needed.found.split
    assert needed.confirmed is not None
    assert needed.confirmed.agrees


def test_fresh_runs_that_contradict_join_the_search_and_others_confirm() -> None:
    """The runs of the search are luckier than all others by three posts."""

    class Lucky(Service):
        def _answer(self, run):  # type: ignore[no-untyped-def]  # as its base has it
            made = super()._answer(run)
            return replace(made, values=made.values + 3 * (run.number < 20))

    stages: list[tuple[str, int]] = []
    study = trying(Lucky(by_total, luck=0.3, own=0.0), f"{IN_TIME}>=89.6", stages=stages)
    needed = posts_needed(study, 0.8, 60, 20)
    assert needed.found is not None
    assert needed.found.total == 22
    assert needed.confirmed is not None
    assert needed.confirmed.agrees
    assert sum(title == "Confirming" and runs == 20 for title, runs in stages) > 2
    assert max(run.number for run in study.executor.asked) >= 40  # type: ignore[attr-defined]  # ours


def test_an_answer_that_fresh_runs_never_bear_out_is_not_confirmed() -> None:
    class Worse(Service):
        def _answer(self, run):  # type: ignore[no-untyped-def]  # as its base has it
            made = super()._answer(run)
            return replace(made, values=made.values - run.number // 20)

    needed = posts_needed(
        trying(Worse(by_total, luck=0.1, own=0.0), f"{IN_TIME}>=89.6", worlds=False), 0.8, 60, 20
    )
    assert needed.confirmed is not None
    assert not needed.confirmed.agrees


def test_a_search_that_gives_up_once_fresh_runs_join_it_has_no_answer() -> None:
    class Lucky(Service):
        def _answer(self, run):  # type: ignore[no-untyped-def]  # as its base has it
            made = super()._answer(run)
            return replace(made, values=made.values + 9 * (run.number < 20))

    needed = posts_needed(
        trying(Lucky(by_total, luck=0.1, own=0.0), f"{IN_TIME}>=89.6"), 0.8, 20, 20
    )
    assert (needed.found, needed.confirmed) == (None, None)


def test_guardrails_are_held_against_the_base_over_the_same_runs() -> None:
    service = Service(by_total, luck=5.0, own=0.0)
    study = trying(service, base=CLUSTERS)
    limits = (Limit(IN_TIME, True, -2.0, is_change=True, scale=2.0),)
    study.question = replace(study.question, limits=limits)
    needed = posts_needed(study, 0.8, 60, 20)
    assert needed.found is not None
    assert needed.found.total == 18 - 2
    assert any(run.scenario is CLUSTERS for run in service.asked)


def test_a_limit_on_what_is_never_measured_is_told() -> None:
    with pytest.raises(NothingToKeepError) as told:
        posts_needed(trying(Service(by_total), "single_in_time>=90"), 0.8, 60, 20)
    assert str(told.value) == (
        "Small has nothing to measure for single_in_time (Single assessments in time): "
        "it cannot be kept or missed"
    )
    study = trying(Service(by_total))
    limits = (Limit("cp_visits_on_time", True, -2.0, is_change=True),)
    study.question = replace(study.question, limits=limits)
    with pytest.raises(NothingToKeepError, match="any guardrail"):
        posts_needed(study, 0.8, 60, 20)


def test_runs_that_fail_are_left_out_and_all_of_them_end_it() -> None:
    some = Service(by_total, luck=0.1, own=0.05, fails=lambda run: run.number % 5 == 1)
    study = trying(some, f"{IN_TIME}>=89.6")
    needed = posts_needed(study, 0.8, 60, 20)
    assert needed.found is not None
    assert needed.found.total == 22
    assert study.failures
    assert needed.planned.pairs < 20
    with pytest.raises(NoRunLeftError):
        posts_needed(trying(Service(by_total, fails=lambda _: True), f"{IN_TIME}>=90"), 0.8, 9, 9)


def test_the_small_service_is_the_one_that_the_tests_think_of() -> None:
    assert workers(SMALL) == workers(CLUSTERS) == (8, 5, 5)


def test_where_worlds_run_out_it_confirms_once_and_says_what_came_of_it() -> None:
    class Lucky(Service):
        def _answer(self, run):  # type: ignore[no-untyped-def]  # as its base has it
            made = super()._answer(run)
            return replace(made, values=made.values + 3 * (run.number < 20))

    study = trying(Lucky(by_total, luck=0.1, own=0.0), f"{IN_TIME}>=89.6")
    thirty = np.empty((30, 0))
    table = WorldTable(identity_of(SMALL), "Small", "", 1, 30, (), thirty, (), thirty)
    study.question = replace(study.question, worlds=Worlds((SMALL, SMALL), table))
    needed = posts_needed(study, 0.8, 60, 20)
    assert needed.found is not None
    assert needed.found.total == 19
    assert needed.confirmed is not None
    assert not needed.confirmed.agrees
    assert needed.confirmed.found.pairs == 20
