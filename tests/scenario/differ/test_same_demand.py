"""The same demand for both: that, and nothing else."""

from __future__ import annotations

import pytest

from sim.scenario.differ.difference import differences
from sim.scenario.differ.same_demand import (
    CannotShareDemandError,
    demand_differences,
    with_demand_of,
)
from sim.scenario.overrides import override
from tests.scenario.files import small

SMALL = small()
OTHER = override(
    small("structure: {rules: {section_47_on_open_cases: joint}}"),
    {
        "title": "Other",
        "demand.contacts_per_month": 90,
        "demand.needs.help.share": 0.6,
        "demand.needs.protection.share": 0.4,
        "demand.returns.share": 0.1,
        "open_cases.in-need plan": 7,
        "horizon.ends": "2014-02-28",
    },
)


def test_the_demand_is_that_of_the_other_and_nothing_else_is() -> None:
    made = with_demand_of(OTHER, SMALL)
    assert demand_differences(made, SMALL) == []
    assert (made.demand, made.open_cases, made.horizon) == (
        SMALL.demand,
        SMALL.open_cases,
        SMALL.horizon,
    )
    assert differences(OTHER, made) == demand_differences(OTHER, made)
    assert differences(SMALL, made) == [
        each for each in differences(SMALL, OTHER) if each.kind == "rules"
    ]
    assert made.title == "Other, with the demand of Small"


def test_every_part_of_demand_is_told() -> None:
    places = {each.path[:2] for each in demand_differences(SMALL, OTHER)}
    assert places == {
        ("demand", "contacts_per_month"),
        ("demand", "needs"),
        ("demand", "returns"),
        ("open_cases", "in-need plan"),
        ("horizon", "ends"),
    }


def test_where_nothing_differs_the_scenario_stays_as_it_is() -> None:
    assert with_demand_of(SMALL, small("title: Again")) is SMALL


def test_a_locality_that_no_team_serves_is_told_in_words() -> None:
    west = small("""
title: West
demand: {localities: {North: 0.6, South: 0.3, West: 0.1}}
structure: {teams: {North Families: {localities: [North, West]}}}
""")
    with pytest.raises(CannotShareDemandError, match=r"'Small' cannot be run with .* 'West'.*West"):
        with_demand_of(SMALL, west)
    # The other way round, a team serves a place that is not there.
    with pytest.raises(CannotShareDemandError, match="West"):
        with_demand_of(west, SMALL)
