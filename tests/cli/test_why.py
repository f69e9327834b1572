"""`compare --why`: the answer, then what decides it, as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.program import locality

FEW = ("compare", "small", "clusters", "--replications", "4", "--workers", "1", "--why")


@pytest.mark.usefixtures("folder")
def test_it_follows_the_answer_and_takes_no_run_twice(tmp_path: Path) -> None:
    kept = ("--store", str(tmp_path / "kept"))
    result = locality(*FEW, *kept)
    assert result.exit_code == 0, result.output
    for title in (
        "What would change this",
        "What decides each outcome",
        "Where the answer turns",
        "The answer under each choice",
        "What to find out first",
    ):
        assert title in result.stdout
    assert "3 worlds do not tell" in " ".join(result.stdout.split())
    as_json = json.loads(locality(*FEW, *kept, "--json").stdout)
    assert as_json["kind"] == "comparison"
    assert len(as_json["why"]["decisions"]["answers"]) == 4
    assert as_json["why"]["runs"] == 32


@pytest.mark.usefixtures("folder")
def test_with_inputs_as_planned_there_is_nothing_to_ask() -> None:
    result = locality(*FEW, "--inputs", "planned")
    assert result.exit_code == 2
    assert "found over plausible worlds" in result.stderr
