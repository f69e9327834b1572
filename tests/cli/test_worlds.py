"""`locality worlds`: found, kept, told; or why nothing fits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.store.run_store import RunStore
from sim.experiment.worlds.world_table import read
from sim.scenario.file.loading import load_scenario
from tests.cli.program import locality

pytestmark = pytest.mark.integration

ASKED = ("worlds", "small", "--worlds", "5", "--runs", "60", "--workers", "1", "--store", "store")
REPORT = """version: 1
title: The report
figures:
  - {measure: contacts_a_month, title: Contacts, reported: 60, low: 55, high: 66,
     unit: children a month, grade: R, source: a report, kind: consequence}
  - {measure: unallocated_mean, scope: team, name: Elsewhere, title: Waiting elsewhere,
     reported: null, low: 0, high: 1, unit: children, grade: A, source: none}
"""


@pytest.fixture(autouse=True)
def report(folder: Path) -> None:
    (folder / "scenarios" / "report.yaml").write_text(REPORT)


def test_worlds_are_kept_beside_the_scenario_and_used_from_then_on(folder: Path) -> None:
    done = locality(*ASKED, "--figures", "report")
    assert done.exit_code == 0, done.output
    assert "5 plausible worlds of Small" in done.output
    assert "Left out, as no run has it: Waiting elsewhere" in done.stderr
    beside = folder / "scenarios" / "small.worlds.csv"
    table = read(beside.read_text())
    assert len(table) == 5
    found = worlds_of((load_scenario(folder / "scenarios" / "small.yaml"),), RunStore("store"))
    assert found.table is not None
    assert found.table.identity == table.identity


def test_an_assurance_pack_of_more_pairs_than_worlds_is_refused() -> None:
    assert locality(*ASKED, "--figures", "report").exit_code == 0
    done = locality("assure", "small", "small", "--out", "pack", *ASKED[-4:], "--figures", "report")
    assert done.exit_code == 2
    assert "60 pairs take 45 worlds, and there are 5" in done.stderr


def test_as_json_it_says_how_they_were_found(folder: Path) -> None:
    told = json.loads(locality(*ASKED, "--figures", "report", "--out", "w.csv", "--json").stdout)
    assert told["worlds"] == 5
    assert told["counts"]["runs"] <= 60
    assert told["left_out"]
    assert read((folder / "w.csv").read_text()).identity == told["identity"]


def test_where_nothing_fits_it_names_the_figure_and_keeps_nothing(folder: Path) -> None:
    impossible = REPORT.replace("low: 55, high: 66", "low: 200, high: 210")
    (folder / "scenarios" / "report.yaml").write_text(impossible)
    done = locality(*ASKED, "--figures", "report")
    assert done.exit_code == 1
    assert "No set of values was found" in done.output
    assert "Contacts: in range in 0 of" in done.output
    assert not (folder / "scenarios" / "small.worlds.csv").exists()


@pytest.mark.parametrize(
    ("scenario", "figures", "told"),
    [
        ("fixed", "report", "no input has a range"),
        ("small", "elsewhere", "has none of its figures"),
    ],
)
def test_what_cannot_be_matched_is_told(
    folder: Path, scenario: str, figures: str, told: str
) -> None:
    scenarios = folder / "scenarios"
    text = (scenarios / "small.yaml").read_text()
    fixed = text.replace("low: 50, high: 70, ", "").replace("low: 10, high: 16, ", "")
    (scenarios / "fixed.yaml").write_text(fixed)
    only = (
        REPORT.partition("  - {measure: contacts")[0] + REPORT[REPORT.index("  - {measure: un") :]
    )
    (scenarios / "elsewhere.yaml").write_text(only)
    done = locality("worlds", scenario, *ASKED[2:], "--figures", figures)
    assert done.exit_code == 2
    assert told in done.stderr
