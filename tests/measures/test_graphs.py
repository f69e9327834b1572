"""The graphs say what the chain says, and the observed map what the log says."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

from sim.measures.graphs import handoff_map, handoff_matrix, observed_graph, structure_graph
from sim.model.events import Event
from sim.scenario.exact.chain import solve
from sim.scenario.scenario import Scenario
from tests.measures.written import event, written
from tests.scenario import small

SCENARIOS = [small.current(), small.proposed(), small.one_team()]
every_scenario = pytest.mark.parametrize("scenario", SCENARIOS)


@every_scenario
def test_what_flows_into_an_activity_flows_out_of_it(scenario: Scenario) -> None:
    graph = structure_graph(scenario)
    for name in scenario.pathway.activities:
        out = graph.out_degree(name, weight="per_contact")
        begun = 1.0 if name == scenario.pathway.starts_at else 0.0
        assert graph.in_degree(name, weight="per_contact") + begun == pytest.approx(out)


@every_scenario
def test_all_contacts_are_absorbed_by_the_endings(scenario: Scenario) -> None:
    graph = structure_graph(scenario)
    endings = [name for name, node in graph.nodes.items() if node["kind"] == "ending"]
    assert set(endings) == set(scenario.pathway.endings)
    assert all(graph.out_degree(name) == 0 for name in endings)
    absorbed = sum(graph.in_degree(name, weight="per_month") for name in endings)
    assert absorbed == pytest.approx(scenario.demand.contacts_per_month.value)


def test_an_activity_names_every_team_that_owns_it() -> None:
    graph = structure_graph(small.proposed())
    assert graph.nodes["screening"]["teams"] == ("Access",)
    assert graph.nodes["child in need plan"]["teams"] == ("North cluster", "South cluster")
    assert graph.nodes["child in need plan"]["kind"] == "plan"
    assert graph.nodes["advised"]["counts_as"] == "information and advice"


def test_every_referral_enters_the_referral_once() -> None:
    graph = structure_graph(small.current())
    entered = graph.in_degree("threshold decision", weight="per_referral")
    assert entered == pytest.approx(1)


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


def test_the_observed_map_counts_children_in_the_measured_window_only() -> None:
    log = written(
        [
            event(1, 0, Event.REFERRED),
            event(9, 0, Event.HANDOFF, team=1, amount=0),  # before the window
            event(10, 1, Event.REFERRED),
            event(12, 1, Event.HANDOFF, team=1, amount=0),
            event(20, 1, Event.HANDOFF, team=0, amount=1),
            event(25, 2, Event.REFERRED),
            event(30, 2, Event.HANDOFF, team=1, amount=0),
        ],
        children=[5, 2, 1],
        teams=("Access", "Cluster", "Other"),
        measured_from=10,
        ends=31,
    )
    graph = observed_graph(log)
    assert list(graph) == ["Access", "Cluster", "Other"]
    assert graph["Access"]["Cluster"]["per_referral"] == pytest.approx(3 / 3)
    assert graph["Cluster"]["Access"]["per_referral"] == pytest.approx(2 / 3)
    months = 21 / (253 / 12)
    assert graph["Access"]["Cluster"]["per_month"] == pytest.approx(3 / months)
    assert graph.number_of_edges() == 2
    by_month = handoff_matrix(graph, "per_month")
    assert by_month.loc["Cluster", "Access"] == pytest.approx(2 / months)


def test_a_log_without_referrals_gives_a_map_without_rates() -> None:
    log = written([event(11, 0, Event.HANDOFF, team=1, amount=0)], children=[1])
    edge = observed_graph(log)["A"]["B"]
    assert edge["per_referral"] == 0
    assert math.isfinite(edge["per_month"])
    assert edge["per_month"] > 0
    assert np.all(handoff_matrix(observed_graph(written([], children=[]))) == 0)
