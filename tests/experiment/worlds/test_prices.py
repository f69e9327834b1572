"""Prices are stated with their evidence, and no run or world knows of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.experiment.worlds.inputs import inputs
from sim.experiment.worlds.world_table import doubts, identity_of, is_made_for
from sim.scenario.file.loading import load_scenario
from sim.scenario.scenario import Scenario

SHIPPED = load_scenario("scenarios/current.yaml")
BARE = SHIPPED.model_copy(update={"costs": None})


def dearer(scenario: Scenario) -> Scenario:
    assert scenario.costs is not None
    costs = scenario.costs.model_copy(update={"recruiting": 9000, "price_year": "2025"})
    return scenario.model_copy(update={"costs": costs})


def test_every_shipped_price_has_its_evidence() -> None:
    found = [each for each in inputs(SHIPPED, SHIPPED) if each.places[0][0] == "costs"]
    assert len(found) == 7
    for each in found:
        assert each.estimate.grade
        assert each.estimate.source
        assert each.estimate.unit
        assert each.estimate.low is not None or each.name == "costs.on_costs"


@pytest.mark.parametrize("other", [BARE, dearer(SHIPPED)])
def test_prices_are_no_part_of_what_a_run_or_a_table_of_worlds_is_of(other: Scenario) -> None:
    assert other.content_hash == SHIPPED.content_hash
    assert identity_of(other) == identity_of(SHIPPED)
    assert doubts(other) == doubts(SHIPPED)


def test_prices_are_listed_among_the_inputs_and_are_no_doubt_of_a_run() -> None:
    prices = [each for each in inputs(SHIPPED, SHIPPED) if each.name.startswith("costs.")]
    assert not any(each.is_doubt or each.decides_runs for each in prices)


def test_the_shipped_worlds_are_those_of_the_shipped_scenario() -> None:
    text = Path("scenarios/current.worlds.csv").read_text(encoding="utf-8")
    assert is_made_for(text, identity_of(SHIPPED))
