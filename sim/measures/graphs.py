"""Graphs: a structure as activities and routes, and handoffs between teams, planned and observed.

The planned numbers are the chain's, exact before any run; the observed ones are a log's. Both
kinds of handoff map have the same nodes and edge attributes, so one picture serves both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import networkx as nx
import numpy as np
import pandas as pd

from sim.model.events import Column, Event, EventLog
from sim.scenario.calendar import WORKING_DAYS_PER_MONTH
from sim.scenario.exact.chain import solve
from sim.scenario.scenario import Scenario

Graph: TypeAlias = "nx.DiGraph[str]"


def structure_graph(scenario: Scenario) -> Graph:
    """The pathway as a graph, each activity with the teams that own it.

    Args:
        scenario: what is planned.

    Returns:
        Nodes: activities (`kind` as in the pathway, `teams`: its owners) and endings (`kind`
        "ending", `counts_as`). Edges: the steps that a contact may take, with the expected number
        `per_contact`, `per_referral` and in children `per_month`.

    Raises:
        EndlessPathwayError: if some families can never reach an ending.
    """
    chain = solve(scenario)
    graph: Graph = nx.DiGraph()
    for name, activity in scenario.pathway.activities.items():
        owners = tuple(team for team, t in scenario.structure.teams.items() if name in t.owns)
        graph.add_node(name, kind=activity.kind, teams=owners)
    for name, ending in scenario.pathway.endings.items():
        graph.add_node(name, kind="ending", teams=(), counts_as=ending.counts_as)
    steps: dict[tuple[str, str], float] = {}
    for passage in chain.passages:
        to = passage.target.activity if passage.target else passage.ending
        step = passage.source.activity, to
        steps[step] = steps.get(step, 0.0) + passage.per_contact
    referred = chain.referrals_per_contact
    contacts = scenario.demand.contacts_per_month.value
    for (source, to), per_contact in steps.items():
        graph.add_edge(
            source,
            to,
            per_contact=per_contact,
            per_referral=_rate(per_contact, referred),
            per_month=per_contact * contacts,
        )
    return graph


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
    graph = _teams(scenario.structure.teams)
    for (giving, taking), per_referral in chain.handoffs_between.items():
        graph.add_edge(
            giving, taking, per_referral=per_referral, per_month=per_referral * referrals
        )
    return graph


def observed_graph(log: EventLog) -> Graph:
    """What passed between teams in the measured window of a log, in children.

    Args:
        log: one replication.

    Returns:
        Nodes: all teams. Edges: handoffs `per_referral` of the window and `per_month`.
    """
    time, family, event = log.events[:, : Column.EVENT + 1].T
    measured = (time >= log.measured_from) & (time < log.ends)
    children = log.families[family.astype(np.int64), 1]
    referred = float(children[measured & (event == Event.REFERRED)].sum())
    passed = measured & (event == Event.HANDOFF)
    giving = log.events[passed, Column.AMOUNT].astype(np.int64)
    taking = log.events[passed, Column.TEAM].astype(np.int64)
    number = len(log.teams)
    total = np.bincount(giving * number + taking, children[passed], number * number)
    months = (log.ends - log.measured_from) / WORKING_DAYS_PER_MONTH
    graph = _teams(log.teams)
    for pair in np.flatnonzero(total).tolist():
        graph.add_edge(
            log.teams[pair // number],
            log.teams[pair % number],
            per_referral=_rate(float(total[pair]), referred),
            per_month=float(total[pair]) / months,
        )
    return graph


def handoff_matrix(graph: Graph, weight: str = "per_referral") -> pd.DataFrame:
    """A handoff map as a table: its exact, accessible form.

    Args:
        graph: from `handoff_map` or `observed_graph`.
        weight: the edge attribute to show, `per_referral` or `per_month`.

    Returns:
        One row a giving team, one column a receiving team; 0 where nothing passes.
    """
    matrix: pd.DataFrame = nx.to_pandas_adjacency(graph, weight=weight, nonedge=0.0)
    return matrix.rename_axis(index="from", columns="to")


def _teams(names: Iterable[str]) -> Graph:
    graph: Graph = nx.DiGraph()
    graph.add_nodes_from(names)
    return graph


def _rate(number: float, referrals: float) -> float:
    return number / referrals if referrals > 0 else 0.0
