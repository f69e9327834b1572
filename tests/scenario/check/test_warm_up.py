"""A warm-up must last as long as the longest way from a contact to a plan."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.check import warm_up
from sim.scenario.check.consistency import warnings
from sim.scenario.check.warm_up import days_to_fill
from sim.scenario.overrides import override
from tests.scenario.small import current

# threshold decision at once, initial assessment 10 days after it, core assessment 35 after that;
# allocation, notice, a meeting and allocation
BY_LIMITS = 1 + 10 + 35


def test_it_is_the_sum_of_the_limits_and_of_a_transfer() -> None:
    scenario = override(
        current(),
        {"handoffs.notice": 7, "handoffs.meeting_every": 5, "workforce.allocation": 2},
    )
    assert days_to_fill(scenario) == BY_LIMITS + 7 + 5 + 2 * 2
    weekly = override(scenario, {"handoffs.meeting_every": None, "handoffs.meeting_on": "Monday"})
    assert days_to_fill(weekly) == BY_LIMITS + 7 + 5 + 2 * 2


def test_an_activity_that_comes_again_counts_once() -> None:
    again = override(
        current(),
        {
            "pathway.activities.core assessment.routes_by_need.in need": {
                "initial assessment": 0.1,
                "child in need plan": "rest",
            }
        },
    )
    assert days_to_fill(again) == days_to_fill(current())


@pytest.mark.parametrize(
    ("starts", "warned"), [("2014-01-01", 1), ("2013-12-02", 1), ("2013-08-01", 0)]
)
def test_a_warm_up_shorter_than_that_is_warned_of(starts: str, warned: int) -> None:
    scenario = override(current(), {"horizon.starts": starts})
    found = [each for each in warnings(scenario) if each.path == ("horizon", "starts")]
    assert len(found) == warned
    for finding in found:
        assert "write an earlier 'starts'" in finding.message
        assert f"up to {days_to_fill(scenario):g}" in finding.message


@given(st.lists(st.sets(st.integers(0, 7)), min_size=8, max_size=8))
def test_stops_come_after_all_that_lead_to_them(leads_to: list[set[int]]) -> None:
    stops = [(str(at), "", False) for at in range(len(leads_to))]
    ways = {stops[at]: [stops[to] for to in after] for at, after in enumerate(leads_to)}
    parts = warm_up._in_order(ways)
    graph: nx.DiGraph[tuple[str, str, bool]] = nx.DiGraph()
    graph.add_nodes_from(ways)
    graph.add_edges_from((before, after) for before in ways for after in ways[before])
    assert set(parts) == set(map(frozenset, nx.strongly_connected_components(graph)))
    place = {stop: at for at, part in enumerate(parts) for stop in part}
    assert all(place[before] <= place[after] for before in ways for after in ways[before])
