"""The handoff map says what the chain says."""

from __future__ import annotations

import networkx as nx
import pytest

from sim.measures.graphs import handoff_map, handoff_matrix
from sim.scenario.exact.chain import solve
from sim.scenario.scenario import Scenario
from tests.scenario import small

SCENARIOS = [small.current(), small.proposed(), small.one_team()]
every_scenario = pytest.mark.parametrize("scenario", SCENARIOS)


@every_scenario
def test_the_handoff_map_holds_the_chains_handoffs(scenario: Scenario) -> None:
    graph, chain = handoff_map(scenario), solve(scenario)
    assert list(graph) == list(scenario.structure.teams)
    assert graph.size(weight="per_referral") == pytest.approx(chain.handoffs_per_referral)
    per_month = chain.handoffs_per_referral * chain.referrals_per_contact * 180
    assert graph.size(weight="per_month") == pytest.approx(per_month)
    assert nx.number_of_selfloops(graph) == 0


def test_the_matrix_is_the_map_from_team_by_to_team() -> None:
    graph = handoff_map(small.proposed())
    matrix = handoff_matrix(graph)
    assert list(matrix.index) == list(matrix.columns) == list(graph)
    assert matrix.loc["Access", "North cluster"] == pytest.approx(
        graph["Access"]["North cluster"]["per_referral"]
    )
    assert matrix.loc["North cluster", "Access"] == 0
    assert matrix.to_numpy().sum() == pytest.approx(graph.size(weight="per_referral"))
