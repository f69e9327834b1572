"""What the figures taught is told of the inputs that they speak to, and of no others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.experiment.comparison import compare
from sim.experiment.matching.space import space_of
from sim.experiment.matching.taught import taught, trade_offs
from sim.experiment.worlds.world_table import WorldTable, identity_of
from sim.experiment.worlds.worlds import Worlds
from sim.present.assurance.worlds_page import worlds_page
from sim.present.charts.taught import taught as chart
from tests.experiment.runs import made_up
from tests.present.charts.drawn import spec
from tests.scenario.files import small

pytestmark = pytest.mark.integration

SCENARIO = small("""
demand:
  children_per_family: {value: 1.5, low: 1, high: 2, unit: children, grade: A}
  localities:
    North: {value: 0.6, low: 0.4, high: 0.8, unit: share, grade: A}
    South: {value: 0.4, low: 0.2, high: 0.6, unit: share, grade: A}
workforce: {staffing: {value: 1, low: 0.5, high: 1, unit: share of posts, grade: A}}
open_cases: {protection plan: {value: 3, low: 2, high: 4, unit: children, grade: A}}
""")
SPACE = space_of(SCENARIO)
STAFF, HOURS = "workforce.staffing", "pathway.activities.assessment.hours"


def table(worlds: int = 200) -> WorldTable:
    """Worlds in which few staff go with few hours, and open plans are near 2."""
    sets = SPACE.spread(20_000, np.random.default_rng(1))
    at = (sets - SPACE.low) / SPACE.width
    staff, hours, plans = (
        at[:, SPACE.names.index(name)] for name in (STAFF, HOURS, "open_cases.protection plan")
    )
    kept = sets[(np.abs(staff - hours) < 0.1) & (plans < 0.5)][:worlds]
    nothing = np.empty((len(kept), 0))
    return WorldTable(identity_of(SCENARIO), "Small", "Made up", 1, 1, SPACE.names, kept, (),
                      nothing)  # fmt: skip


def test_an_input_that_is_narrowed_is_taught_and_others_are_not() -> None:
    told = taught(SCENARIO, table())
    assert [each.name for each in told if each.is_taught] == ["open_cases.protection plan"]
    assert told[0].share_left == pytest.approx(0.5, abs=0.05)
    assert (told[0].low, told[0].planned, told[0].high) == (2, 3, 4)
    assert all(each.share_left == pytest.approx(1, abs=0.15) for each in told[1:])


def test_what_trades_off_is_found_and_shares_of_a_whole_are_not() -> None:
    [pair] = trade_offs(SCENARIO, table())
    assert {pair.one, pair.other} == {STAFF, HOURS}
    assert pair.correlation > 0.9


def test_a_share_to_which_fixed_ones_leave_one_value_is_not_told() -> None:
    held = small("""
demand:
  localities: {North: {value: 0.6, low: 0.4, high: 0.8, unit: share, grade: A}, South: 0.4}
""")
    space = space_of(held)
    sets = space.spread(50, np.random.default_rng(1))
    assert set(sets[:, space.names.index("demand.localities.North")]) == {0.6}
    worlds = WorldTable(identity_of(held), "Small", "Made up", 1, 1, space.names, sets, (),
                        np.empty((50, 0)))  # fmt: skip
    told = {each.name for each in taught(held, worlds)}
    assert told == set(space.names) - {"demand.localities.North"}


def test_a_few_worlds_say_nothing() -> None:
    assert taught(SCENARIO, table(9)) == ()
    assert trade_offs(SCENARIO, table(9)) == ()


def test_one_input_has_nothing_to_trade_off_with() -> None:
    made, at = table(), SPACE.names.index(STAFF)
    alone = replace(made, names=(STAFF,), values=made.values[:, [at]])
    assert trade_offs(SCENARIO, alone) == ()
    assert [each.input.name for each in taught(SCENARIO, alone)] == [STAFF]


def test_the_picture_says_the_finding_and_hides_numbers_of_few_children() -> None:
    drawn = chart(taught(SCENARIO, table()))
    assert drawn.title.startswith("The reported figures speak to 1 of 7 inputs, most of all to ")
    assert drawn.alt.startswith(drawn.title)
    assert len(drawn.table) == 7
    hidden = drawn.table[drawn.table["Input"].str.contains("protection plan")]
    assert not any(isinstance(value, float) for value in hidden[["Low", "Planned", "High"]].iloc[0])
    assert "2.0" not in drawn.alt
    assert "planned 3" not in f"{drawn.alt}{spec(drawn)}"


def test_nothing_taught_is_a_picture_too() -> None:
    drawn = chart(taught(SCENARIO, table(9)))
    assert spec(drawn)
    assert "chance would not say too" in drawn.title


def test_the_page_of_worlds_tells_no_count_of_few_children() -> None:
    made = replace(
        made_up({}, {}, SCENARIO, SCENARIO), worlds=Worlds((SCENARIO, SCENARIO), table())
    )
    page = worlds_page(made, compare(made))
    (row,) = (line for line in page.splitlines() if "`open_cases.protection plan`" in line)
    assert row.count("under 5") == 3
    assert "2 to 4" not in page
