"""The handoff map: a structure as a graph of its teams, with what passes between them.

The numbers are the chain's, exact before any run.
"""

from __future__ import annotations

from typing import TypeAlias

import networkx as nx
import pandas as pd

from sim.scenario.exact.chain import solve
from sim.scenario.scenario import Scenario

Graph: TypeAlias = "nx.DiGraph[str]"


def handoff_map(scenario: Scenario) -> Graph:
    """The structure contracted by team: what passes between teams, before any run.

    Args:
        scenario: what is planned.

    Returns:
        Nodes: all teams. Edges: expected handoffs `per_referral` and in children `per_month`.

    Raises:
        EndlessPathwayError: if some families can never reach an ending.
    """
    chain = solve(scenario)
    referrals = chain.referrals_per_contact * scenario.demand.contacts_per_month.value
    graph: Graph = nx.DiGraph()
    graph.add_nodes_from(scenario.structure.teams)
    for (giving, taking), per_referral in chain.handoffs_between.items():
        graph.add_edge(
            giving, taking, per_referral=per_referral, per_month=per_referral * referrals
        )
    return graph


def handoff_matrix(graph: Graph, weight: str = "per_referral") -> pd.DataFrame:
    """A handoff map as a table: its exact, accessible form.

    Args:
        graph: from `handoff_map`.
        weight: the edge attribute to show, `per_referral` or `per_month`.

    Returns:
        One row a giving team, one column a receiving team; 0 where nothing passes.
    """
    matrix: pd.DataFrame = nx.to_pandas_adjacency(graph, weight=weight, nonedge=0.0)
    return matrix.rename_axis(index="from", columns="to")
