"""Volumes turned into inputs: counted again they are what was asked, or as near as shares allow."""

import pytest

from sim.scenario.check.consistency import faults
from sim.scenario.exact.chain import solve
from sim.scenario.exact.volumes import BEHIND, Volume, counts, turn
from sim.scenario.overrides import override
from tests.scenario.councils import base


def test_what_is_counted_already_moves_no_input() -> None:
    there = counts(solve(base()), 825)
    for turned in turn(base(), 825, there).inputs.values():
        assert turned.value == pytest.approx(turned.estimate.value, rel=2e-3)


@pytest.mark.parametrize("volume", BEHIND)
def test_one_volume_alone_can_be_moved(volume: Volume) -> None:
    asked = 0.9 * counts(solve(base()), 825)[volume]
    found = turn(base(), 825, {volume: asked})
    assert found.is_met(volume)
    assert {each.path for each in found.behind(volume)} == set(BEHIND[volume])
    counted = counts(solve(override(base(), {p: i.value for p, i in found.inputs.items()})), 825)
    assert counted[volume] == pytest.approx(asked, rel=0.005)


@pytest.mark.parametrize(
    "asked",
    [
        {"referrals": 800, "not_in_need": 500, "in_need_plans": 400},
        {"referrals": 200, "section_47": 1000, "conferences": 900, "protection_plans": 890},
        {"referrals": 200, "section_47": 190, "conferences": 185, "looked_after_started": 199},
        {"referrals": 825, "section_47": 0.001, "conferences": 0.0005},
    ],
)
def test_what_cannot_be_had_is_told_and_the_scenario_is_still_sound(
    asked: dict[Volume, float],
) -> None:
    found = turn(base(), 825, asked)
    assert not all(found.is_met(volume) for volume in asked)
    scenario = override(base(), {path: each.value for path, each in found.inputs.items()})
    assert faults(scenario) == []
