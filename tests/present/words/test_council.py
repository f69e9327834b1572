"""Words about a council's figures: what cannot be had and what is outside its evidence is said."""

from dataclasses import replace

from sim.present.words.council import doubts
from sim.scenario.file.council_text import turned
from tests.scenario.councils import NORTHSHIRE, base


def test_figures_inside_their_evidence_leave_nothing_to_say() -> None:
    inputs = turned(NORTHSHIRE, base())
    assert [said for volume in inputs.asked for said in doubts(inputs, volume)] == []


def test_inputs_outside_their_evidence_are_named_with_their_range() -> None:
    volumes = replace(NORTHSHIRE.volumes, section_47=1900, conferences=None, protection_plans=None)
    [said] = doubts(turned(replace(NORTHSHIRE, volumes=volumes), base()), "section_47")
    assert "need 'protection': share has to be" in said
    assert "(evidence 0.08-0.19)" in said
    assert "kept" in said


def test_figures_that_cannot_all_be_had_are_told_by_the_year() -> None:
    volumes = replace(NORTHSHIRE.volumes, conferences=900, protection_plans=None)
    inputs = turned(replace(NORTHSHIRE, volumes=volumes), base())
    said, _ = doubts(inputs, "conferences")
    runs_have = f"{12 * inputs.gives['conferences']:,.0f}"
    assert f"allow {runs_have} a year, not 900" in said
