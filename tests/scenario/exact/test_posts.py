"""Posts by equal load: each goes to who needs it most, and more posts never carry more each."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.exact.capacity import check_capacity
from sim.scenario.exact.posts import NoSuchPostsError, Posts, posts_of
from sim.scenario.overrides import override
from tests.scenario.files import small

SMALL = small()
WORKERS = posts_of(SMALL, "social worker")


def test_the_load_is_that_of_the_capacity_check() -> None:
    rows = [row for row in check_capacity(SMALL).roles if row.role == "social worker"]
    assert WORKERS.teams == tuple(row.team for row in rows)
    assert WORKERS.loads(WORKERS.today) == pytest.approx([row.asked / row.had for row in rows])


def test_as_planned_it_is_the_scenario_itself() -> None:
    assert WORKERS.today == (8, 5, 5)
    assert WORKERS.with_split(WORKERS.today) is SMALL


def test_a_split_changes_the_fullest_line_and_keeps_the_rest() -> None:
    changed = WORKERS.with_split((2, 6, 7)).structure.teams
    front, north, south = (changed[name].posts for name in WORKERS.teams)
    assert front[1].model_dump(exclude={"cap"}) == {
        "role": "social worker", "number": 2, "fte": 1, "vacant": 1, "agency": 1,
        "newly_qualified": 0,
    }  # fmt: skip
    assert front[0] == SMALL.structure.teams["Front Door"].posts[0]
    assert north[1].number == 6
    assert [(post.number, post.fte) for post in south[1:]] == [(5, 1), (2, 0.5)]
    assert WORKERS.full_time((2, 6, 7)) == 2 + 6 + 6


@settings(max_examples=50)
@given(st.integers(0, 60))
def test_equal_load_splits_the_whole_total_and_adds_one_post_at_a_time(extra: int) -> None:
    total = WORKERS.fewest + extra
    one, two = WORKERS.by_equal_load(total), WORKERS.by_equal_load(total + 1)
    assert (sum(one), sum(two)) == (total, total + 1)
    assert WORKERS.can_be(one)
    assert sorted(b - a for a, b in zip(one, two, strict=True)) == [0, 0, 1]
    assert max(WORKERS.loads(two)) <= max(WORKERS.loads(one))


def test_no_other_split_has_a_lower_highest_load() -> None:
    total = 16
    best = max(WORKERS.loads(WORKERS.by_equal_load(total)))
    least = [place.fewest for place in WORKERS.places]
    others = product(*(range(low, total) for low in least))
    every = [split for split in others if sum(split) == total]
    assert len(every) > 50
    assert best == min(max(WORKERS.loads(split)) for split in every)


def needed(contacts: float, load: float) -> int:
    busy = override(SMALL, {"demand.contacts_per_month": contacts})
    return posts_of(busy, "social worker").needed(500, load)


@settings(max_examples=15)
@given(st.floats(10, 100), st.floats(1, 1.5), st.floats(0.5, 1.2))
def test_more_work_never_needs_fewer_posts_nor_a_higher_load_more(
    contacts: float, more: float, load: float
) -> None:
    assert needed(contacts, load) <= needed(contacts * more, load)
    assert needed(contacts, load * more) <= needed(contacts, load)


def test_the_fewest_that_are_needed_are_enough_and_one_fewer_is_not() -> None:
    total = WORKERS.needed(100)
    assert max(WORKERS.loads(WORKERS.by_equal_load(total))) <= 0.9
    assert max(WORKERS.loads(WORKERS.by_equal_load(total - 1))) > 0.9
    assert WORKERS.needed(total - 3) == total - 3


def test_two_like_teams_get_the_same() -> None:
    alike = small("demand: {localities: {North: 0.5, South: 0.5}}")
    families = posts_of(alike, "social worker", ["North Families", "South Families"])
    posts = replace(families.places[0], name="South Families")
    same = Posts(alike, "social worker", (families.places[0], posts))
    assert same.by_equal_load(12) == (6, 6)
    assert same.moved_as_one


def test_a_team_keeps_who_is_on_duty_and_never_has_nobody() -> None:
    duty = override(SMALL, {"structure.teams.Front Door.on_duty": 3})
    assert posts_of(duty, "social worker").places[0].fewest == 3
    assert [place.fewest for place in WORKERS.places] == [1, 1, 2]
    managers = posts_of(SMALL, "team manager")
    assert managers.fewest == 3
    assert managers.by_equal_load(1) == (1, 1, 1)


def test_nobody_in_post_is_an_endless_load_where_there_is_work_and_none_where_not() -> None:
    empty = override(
        SMALL,
        {
            ("structure", "teams", "North Families", "posts", 1, "vacant"): 5,
            ("structure", "teams", "Chairs", "posts"): [
                {"role": "social worker", "number": 1, "cap": 20, "vacant": 1},
                {"role": "conference chair", "number": 1},
            ],
        },
    )
    found = posts_of(empty, "social worker")
    loads = dict(zip(found.teams, found.loads(found.today), strict=True))
    assert loads["North Families"] == math.inf
    assert loads["Chairs"] == 0
    assert found.loads(found.by_equal_load(found.fewest))[found.teams.index("Chairs")] == 0


def test_every_team_that_has_no_such_posts_is_named() -> None:
    with pytest.raises(NoSuchPostsError) as told:
        posts_of(SMALL, "social worker", ["North Family", "Chairs", "South Families"])
    assert str(told.value) == (
        "Small has no team 'North Family'; did you mean 'North Families'?; "
        "Chairs has no posts of the role 'social worker'; there are some in Front Door, "
        "North Families and South Families"
    )
    with pytest.raises(
        NoSuchPostsError, match="Small has no posts of the role 'early help worker'"
    ):
        posts_of(SMALL, "early help worker")
