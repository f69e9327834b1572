"""Every set drawn is one that the scenario can have, and ranges that leave none are named."""

from __future__ import annotations

import numpy as np
import pytest

from sim.experiment.matching.space import Space, Values, given, scenario_at, space_of
from sim.experiment.worlds.inputs import CannotVaryError
from sim.scenario.scenario import Scenario
from tests.scenario.files import small

LEAVING_A_REST = small("""
pathway:
  activities:
    enquiry:
      routes:
        conference: {value: 0.5, low: 0.3, high: 0.9, unit: share, grade: A}
        in-need plan: {value: 0.3, low: 0.1, high: 0.7, unit: share, grade: A}
""")
DERIVING_ONE = small("""
demand:
  sources:
    police: {value: 0.5, low: 0.3, high: 0.8, unit: share, grade: A}
    school: {value: 0.3, low: 0.1, high: 0.5, unit: share, grade: A}
    health: {derived: "1 - {demand.sources.police} - {demand.sources.school}",
      low: 0.15, high: 0.25, unit: share, grade: A}
""")
HELD = small("""
demand:
  localities: {North: {value: 0.6, low: 0.4, high: 0.8, unit: share, grade: A}, South: 0.4}
""")


def drawn(scenario: Scenario, *names: str) -> tuple[Space, Values]:
    """Sets over the space of a scenario, and of these the columns of some inputs."""
    space = space_of(scenario)
    sets = space.spread(200, np.random.default_rng(1))
    assert space.holds(sets).all()
    for values in sets[:20]:
        scenario_at(scenario, given(scenario, values))
    return space, sets[:, [space.names.index(name) for name in names]]


def test_routes_leave_a_rest_room_and_each_still_goes_through_its_range() -> None:
    routes = "pathway.activities.enquiry.routes"
    _, shares = drawn(LEAVING_A_REST, f"{routes}.conference", f"{routes}.in-need plan")
    total = shares.sum(axis=1)
    assert (total.min(), total.max()) == pytest.approx((0.4, 1), abs=0.1)
    assert np.ptp(shares, axis=0) == pytest.approx([0.6, 0.6], abs=0.1)


def test_a_derived_share_keeps_to_its_own_range() -> None:
    _, shares = drawn(DERIVING_ONE, "demand.sources.police", "demand.sources.school")
    left = 1 - shares.sum(axis=1)
    assert (left.min(), left.max()) == pytest.approx((0.15, 0.25), abs=0.01)


def test_ranges_that_add_up_at_one_point_alone_are_named_as_the_cause() -> None:
    corner = small("""
demand:
  localities:
    North: {value: 0.6, low: 0.4, high: 0.6, unit: share, grade: A}
    South: {value: 0.4, low: 0.1, high: 0.4, unit: share, grade: A}
""")
    told = r"localities\.North, demand\.localities\.South: their ranges do not .* add up to 1$"
    with pytest.raises(CannotVaryError, match=told):
        space_of(corner).spread(20, np.random.default_rng(1))


def test_a_value_that_the_other_shares_do_not_leave_is_refused() -> None:
    space = space_of(HELD)
    values = (space.low + space.high) / 2
    scenario_at(HELD, given(HELD, values))
    values[space.names.index("demand.localities.North")] = 0.7
    with pytest.raises(CannotVaryError, match="North: shares of the same whole leave it no such"):
        scenario_at(HELD, given(HELD, values))
