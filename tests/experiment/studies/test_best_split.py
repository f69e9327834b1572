"""The best split is found where one is better; what is only as good, or lucky, is not taken."""

from __future__ import annotations

import pytest

from sim.experiment.studies.best_split import BestSplit, best_split, chosen, refined
from tests.experiment.studies.invented_posts import IN_TIME, Service, trying

LIMIT = f"{IN_TIME}>=90"


def split(service: Service, runs: int = 24) -> BestSplit:
    return best_split(trying(service, LIMIT), runs)


def at(front: int) -> Service:
    """Best with so many posts at the front door, whoever has the others."""
    return Service(lambda posts: 92.0 - abs(posts[0] - front), own=0.2)


@pytest.mark.parametrize("front", [10, 11])
def test_posts_move_one_by_one_to_where_they_are_best(front: int) -> None:
    found = split(at(front))
    assert found.planned.split == (8, 5, 5)
    assert found.best.split[0] == front
    assert found.best.total == 18
    assert found.is_other
    assert found.is_confirmed
    assert found.gain.mean == pytest.approx((front - 8) / 2, abs=0.2)
    assert found.fresh.kept.share > found.fresh_planned.kept.share
    assert found.tried >= front - 8


def test_the_split_by_equal_load_is_taken_where_it_is_better() -> None:
    posts = trying(at(8), LIMIT).posts
    equal = posts.by_equal_load(18)
    assert equal != posts.today
    found = split(Service(lambda posts: 92.0 - abs(posts[0] - equal[0]) * 2, own=0.2))
    assert found.best.split == found.equal.split == equal


def test_a_split_that_is_no_better_is_never_taken_however_lucky() -> None:
    """Nothing depends on the split: 20 studies, each with chances to be misled."""
    kept = 0
    for seed in range(20):
        study = trying(Service(lambda _: 90.0, own=2.0), LIMIT, worlds=False, seed=seed)
        kept += chosen(study, (8, 5, 5), [(9, 4, 5), (9, 5, 4), (7, 6, 5)], range(48)) == (8, 5, 5)
    assert kept >= 18


def test_what_is_there_stays_if_nothing_is_better_and_nothing_is_confirmed() -> None:
    found = split(at(8))
    assert not found.is_other
    assert found.best.split == (8, 5, 5)
    assert found.gain.is_zero
    assert not found.is_confirmed


def test_fresh_runs_are_no_runs_of_the_search() -> None:
    service = at(10)
    stages: list[tuple[str, int]] = []
    best_split(trying(service, LIMIT, stages=stages), 16)
    fresh = [run for run in service.asked if run.number >= 16]
    assert len(fresh) == 2 * 16
    assert len({run.key for run in service.asked}) == len(service.asked)


def test_no_team_is_left_without_anybody() -> None:
    study = trying(at(18), LIMIT)
    found = refined(study, (15, 1, 2), range(16), set())
    assert found == (15, 1, 2)


def test_runs_that_fail_are_left_out() -> None:
    service = Service(
        lambda posts: 92.0 - abs(posts[0] - 10), own=0.2, fails=lambda run: run.number % 4 == 1
    )
    found = split(service)
    assert found.best.split[0] == 10
    assert found.gain.replications == 18
    lost = trying(Service(lambda _: 90.0, fails=lambda run: run.number < 16), LIMIT)
    assert chosen(lost, (8, 5, 5), [(9, 4, 5)], range(16)) == (8, 5, 5)
