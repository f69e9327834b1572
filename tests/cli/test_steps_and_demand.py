"""`bridge`, and `compare --same-demand`: as a planner calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.cli.options import Side
from sim.cli.scenario_files import with_same_demand
from tests.cli.program import locality
from tests.scenario.files import small


@pytest.mark.usefixtures("folder")
def test_the_bridge_tells_steps_order_and_what_each_does() -> None:
    told = locality("bridge", "small", "clusters", "--replications", "2", "--workers", "1")
    assert told.exit_code == 0, told.output
    assert "All that differs is one step: teams." in told.output
    assert "Draft: too few runs" in told.output
    assert "from Front Door to North Families (North) and South Families (South)" in (
        " ".join(told.output.split())
    )
    assert "Step 1" in told.output


@pytest.mark.usefixtures("folder")
def test_steps_may_be_named() -> None:
    told = locality(
        "bridge", "small", "clusters", "small", "--replications", "2", "--workers", "1", "--json"
    )
    assert told.exit_code == 0, told.output
    record = json.loads(told.output)
    assert [step["name"] for step in record["steps"]] == ["Clusters", "Small"]
    for outcome in record["outcomes"]:
        assert outcome["whole"]["difference"]["mean"] == 0
        assert sum(step["difference"]["mean"] for step in outcome["steps"]) == pytest.approx(0)


@pytest.mark.usefixtures("folder")
def test_a_bridge_needs_two_ends() -> None:
    told = locality("bridge", "small")
    assert told.exit_code == 2
    assert "name two scenarios" in told.output


def test_the_same_demand_is_that_of_the_side_named(folder: Path) -> None:
    busy = "extends: clusters.yaml\ntitle: Busy\ndemand: {contacts_per_month: 75}\n"
    (folder / "scenarios" / "busy.yaml").write_text(busy)
    arguments = ("compare", "small", "busy", "--replications", "2", "--workers", "1")
    apart = " ".join(locality(*arguments).output.split())
    assert "Not the same demand for both (contacts per month 60 to 75)" in apart
    assert "--same-demand" in apart
    alike = " ".join(locality(*arguments, "--same-demand", "A").output.split())
    assert "Not the same demand" not in alike
    assert "Busy, with the demand of Small" in alike


def test_without_a_side_both_stay_as_they_are() -> None:
    pair = small(), small("demand: {contacts_per_month: 75}")
    assert with_same_demand(pair, None) == with_same_demand(pair, Side.OWN) == pair
    of_a, of_b = (with_same_demand(pair, side) for side in (Side.A, Side.B))
    assert {each.demand.contacts_per_month.value for each in of_a} == {60}
    assert {each.demand.contacts_per_month.value for each in of_b} == {75}


def test_a_demand_that_the_other_cannot_have_is_told_in_words(folder: Path) -> None:
    text = (folder / "scenarios" / "small.yaml").read_text()
    west = text.replace("{North: 0.6, South: 0.4}", "{North: 0.6, West: 0.4}")
    west = west.replace("[South]", "[West]").replace("title: Small", "title: West")
    (folder / "scenarios" / "west.yaml").write_text(west)
    told = locality("compare", "small", "west", "--same-demand", "a")
    assert told.exit_code == 2
    assert "'West' cannot be run with the demand of 'Small'" in told.output
    assert "Traceback" not in told.output
