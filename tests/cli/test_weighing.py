"""`compare` with several options: as a planner calls it, and what cannot be asked so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.program import locality

FEW = ("--replications", "2", "--workers", "1")


@pytest.fixture
def busy(folder: Path) -> Path:
    """A third scenario with a demand of its own."""
    text = "extends: clusters.yaml\ntitle: Busy\ndemand: {contacts_per_month: 75}\n"
    (folder / "scenarios" / "busy.yaml").write_text(text)
    return folder


def told(*arguments: str) -> str:
    result = locality("compare", *arguments)
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


@pytest.mark.usefixtures("busy")
def test_every_option_is_told_against_the_base_with_its_demand() -> None:
    said = told("small", "clusters", "busy", *FEW)
    assert "No plan is named best on" in said
    assert "A: Small" in said
    assert "B: Clusters" in said
    assert "C: Busy, with the demand of Small" in said
    assert "To keep all guardrails at once: B " in said
    assert "Draft: too few runs" in said
    assert "Not the same demand" not in said
    apart = told("small", "clusters", "busy", "--same-demand", "own", *FEW)
    assert "C: Not the same demand for both (contacts per month 60 to 75)" in apart


@pytest.mark.usefixtures("busy")
def test_the_record_names_all_plans_by_letter() -> None:
    result = locality("compare", "small", "clusters", "small", "--json", *FEW)
    record = json.loads(result.output)
    assert record["kind"] == "options"
    assert [plan["letter"] for plan in record["plans"]] == ["A", "B", "C"]
    assert record["sentences"][0].startswith(record["finding"])
    same = record["options"][1]
    assert {each["difference"]["mean"] for each in same["judged"]} <= {0, None}
    assert same["inputs"] == []
    for each in record["standings"]:
        assert each["named"] is None
        assert sum(of["share"] for of in each["best"].values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["small"] * 8, "At most 6 options are set against a base, not 7"),
        (["small"] * 3 + ["--why"], "--why is about two scenarios"),
        (["small"] * 3 + ["--until", "precise"], "--until is about two scenarios"),
        (["small"] * 3 + ["--same-demand", "b"], "With several options give --same-demand A"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_asked_of_several_options_is_told_at_once(
    arguments: list[str], said: str
) -> None:
    result = locality("compare", *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_a_demand_that_an_option_cannot_have_is_told_with_the_way_out(folder: Path) -> None:
    text = (folder / "scenarios" / "small.yaml").read_text()
    west = text.replace("{North: 0.6, South: 0.4}", "{North: 0.6, West: 0.4}")
    west = west.replace("[South]", "[West]").replace("title: Small", "title: West")
    (folder / "scenarios" / "west.yaml").write_text(west)
    result = locality("compare", "small", "clusters", "west", *FEW)
    assert result.exit_code == 2
    said = " ".join(result.output.split())
    assert "'West' cannot be run with the demand of 'Small'" in said
    assert "--same-demand own" in said
