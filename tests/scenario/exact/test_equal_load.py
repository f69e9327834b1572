"""Posts split by equal load: no other split of whole posts loads the busiest team less."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.exact.chain import solve
from sim.scenario.exact.equal_load import TooFewManagersError, TotalPosts, split
from sim.scenario.exact.workload import workload
from tests.experiment.runs import CLUSTERS

TEAMS = ("Front Door", "North Families", "South Families")
LOADS = dict.fromkeys(TEAMS, 0.0)
for each in workload(solve(CLUSTERS)):
    if each.role == "social worker" and each.team in LOADS:
        LOADS[each.team] += each.hours


@given(workers=st.integers(3, 25))
def test_no_other_split_loads_the_busiest_team_less(workers: int) -> None:
    found = split(CLUSTERS, TEAMS, TotalPosts(workers, 0.0, 3))
    assert sum(posts.workers for posts in found.values()) == workers
    others = (
        numbers
        for numbers in product(range(1, workers), repeat=len(TEAMS))
        if sum(numbers) == workers
    )
    least = min(max(map(_load, TEAMS, numbers)) for numbers in others)
    most = max(_load(team, posts.workers) for team, posts in found.items())
    assert most == pytest.approx(least)


def _load(team: str, workers: int) -> float:
    return LOADS[team] / workers


@given(st.data())
def test_every_post_goes_somewhere_and_none_is_of_two_sorts(data: st.DataObject) -> None:
    workers, managers = data.draw(st.integers(3, 200)), data.draw(st.integers(20, 40))
    vacant = data.draw(st.integers(0, workers - 3))
    agency = data.draw(st.integers(0, workers - vacant))
    new = data.draw(st.integers(0, workers - vacant - agency))
    total = TotalPosts(workers, data.draw(st.floats(0, 0.99)), managers, vacant, agency, new)
    found = split(CLUSTERS, TEAMS, total)
    for name in vars(total):
        assert sum(getattr(posts, name) for posts in found.values()) == getattr(total, name)
    for posts in found.values():
        assert posts.workers - posts.vacant >= 1
        assert posts.vacant + posts.agency + posts.newly_qualified <= posts.workers
        assert posts.managers >= 1
        assert posts.workers / posts.managers < 41


def test_too_few_managers_are_counted() -> None:
    with pytest.raises(TooFewManagersError, match="4 managers are the fewest") as error:
        split(CLUSTERS, TEAMS, TotalPosts(90, 0.0, 3))
    assert error.value.needed == 4
