"""Whatever names, numbers and dates a scenario has, each command answers or lists problems."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from sim.cli import assurance
from sim.scenario.file.loading import load_scenario
from sim.scenario.paths import text_of
from sim.ui.server import reading
from sim.verify.verification import all_cases
from tests.cli.program import locality
from tests.robustness.odd_scenarios import files, pairs

FIGURES = """\
version: 1
title: The report
figures:
  - {measure: contacts_a_month, title: Contacts, reported: 60, low: 50, high: 70,
     unit: children a month, grade: R, source: a report}
"""
KEPT = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]

CERTAIN = [case for case in all_cases() if case.exact][:1]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "figures.yaml").write_text(FIGURES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(assurance, "all_cases", lambda: CERTAIN)
    return tmp_path


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / "scenarios" / f"{name}.yaml").write_bytes(text.encode())


def answers(*arguments: str) -> str:
    """What a command shows; it ends well, or with problems in words."""
    result = locality(*arguments)
    assert result.exit_code == 0 or (result.exit_code == 2 and result.output), result.output
    return result.output


@given(files())
@settings(max_examples=15, suppress_health_check=KEPT)
def test_a_file_is_checked_and_read_on_the_page(folder: Path, text: str) -> None:
    write(folder, a=text)
    answers("check", "a")
    found = reading.read(text)
    assert (found.scenario is None) is bool(found.problems)
    if found.scenario is not None:
        reading.capacity(found.scenario)


@given(pairs())
@settings(max_examples=2, suppress_health_check=KEPT)
def test_two_scenarios_go_through_every_command(folder: Path, both: tuple[str, str]) -> None:
    write(folder, a=both[0], b=both[1])
    scenario = load_scenario(folder / "scenarios" / "a.yaml")
    names = [text_of(("demand", "localities", name)) for name in scenario.demand.localities]
    once = ("--workers", "1", "--replications")
    answers("compare", "a", "b", *once, "2")
    answers("sweep", "a", "--vary", names[0], "--grid", "2", *once, "1")
    answers(
        "sweep",
        "a",
        "--vary",
        f"{names[1]}=0.2..0.3",
        "--sample",
        "1",
        *once,
        "1",
        "--out",
        "s.csv",
    )
    answers("pack", "a", "b", "--out", "pack", "--why", "--bridge", *once, "2")
    some = ("--screening", "2", "--vary", "demand.localities.*", "--figures", "figures")
    answers("assure", "a", "b", "--out", "assured", *some, *once, "2")
