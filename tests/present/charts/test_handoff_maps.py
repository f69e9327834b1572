"""Handoff maps hold the numbers of the chain, and of the runs."""

from __future__ import annotations

import pytest

from sim.experiment.comparison import compare
from sim.measures.graphs import handoff_map, handoff_matrix
from sim.present.charts import handoff_maps
from sim.scenario.scenario import Scenario
from tests.present.charts.drawn import spec
from tests.present.charts.made import experiment


def test_the_table_is_the_matrix_of_the_chain(current: Scenario, proposed: Scenario) -> None:
    table = handoff_maps.expected(current, proposed).table
    for letter, scenario in zip("AB", (current, proposed), strict=True):
        matrix = handoff_matrix(handoff_map(scenario), "per_month")
        of_one = table[table["Structure"].str.startswith(letter)].set_index("From")
        for giving in matrix.index:
            for taking in matrix.columns:
                shown = of_one.loc[giving, f"to {taking}"]
                assert shown == pytest.approx(matrix.loc[giving, taking])


def test_every_handoff_is_one_arrow_with_its_number(current: Scenario, proposed: Scenario) -> None:
    chart = handoff_maps.expected(current, proposed)
    drawn = [
        row["says"] for rows in spec(chart)["datasets"].values() for row in rows if row.get("says")
    ]
    matrices = [handoff_matrix(handoff_map(each), "per_month") for each in (current, proposed)]
    assert len(drawn) == sum(int((matrix > 0).sum().sum()) for matrix in matrices)


def test_observed_maps_show_means_over_the_runs() -> None:
    found = compare(experiment(pairs=3))
    chart = handoff_maps.observed(found)
    outcome = found.parts("handoffs_a_month", "handoff")[0]
    giving, taking = outcome.key.name.split(" -> ")
    of_a = chart.table[chart.table["Structure"].str.startswith("A")].set_index("From")
    assert of_a.loc[giving, f"to {taking}"] == outcome.a.mean
