"""`cost`, and the cost beside a check and a comparison: told where prices are given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import locality

PRICES = """
costs:
  price_year: "2015-16"
  social_worker: {value: 40000, low: 36000, high: 45000}
  early_help_worker: 0.75
  team_manager: 1.25
  conference_chair: 1.5
  agency_premium: 0.4
  recruiting: 5000
"""


@pytest.fixture
def priced(folder: Path) -> Path:
    """The small scenario and its clusters with prices, and one with other prices."""
    scenarios = folder / "scenarios"
    with (scenarios / "small.yaml").open("a") as file:
        file.write(PRICES)
    (scenarios / "dearer.yaml").write_text(
        "extends: small.yaml\ntitle: Dearer\ncosts: {social_worker: 50000}\n"
    )
    return folder


def told(*arguments: str) -> str:
    result = locality(*arguments)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def found(*arguments: str) -> dict[str, Any]:
    result = locality(*arguments, "--json")
    assert result.exit_code == 0, result.output
    record: dict[str, Any] = json.loads(result.stdout)
    return record


@pytest.mark.usefixtures("folder")
def test_without_prices_cost_says_so_and_gives_no_sum() -> None:
    said = told("cost", "small", "clusters")
    assert "No prices are given" in said
    assert "£" not in said
    record = found("cost", "small", "clusters")
    assert record["price_year"] is None
    assert [each["cost"] for each in record["scenarios"]] == [None, None]
    assert [each["work"] for each in record["scenarios"]] == [None, None]
    assert record["differences"][0]["a_year"] is None
    assert "No prices are given" in told("check", "small")
    assert found("check", "small")["files"][0]["cost"] is None


@pytest.mark.usefixtures("priced")
def test_cost_tells_posts_vacancies_recruiting_and_work() -> None:
    said = told("cost", "small")
    for part in (
        "Its posts cost £",
        "Front Door",
        "stand empty",
        "expected to leave",
        "hour of case",
    ):
        assert part in said, part
    record = found("cost", "small")
    [scenario] = record["scenarios"]
    total = scenario["cost"]["total"]
    assert total["value"] == pytest.approx(
        sum(each["a_year"]["value"] for each in scenario["cost"]["posts"])
    )
    assert total["low"] < total["value"] < total["high"]
    assert scenario["work"]["assessments"]
    assert record["differences"] == []


@pytest.mark.usefixtures("priced")
def test_cost_of_others_is_told_at_the_prices_of_the_first_and_warned_of() -> None:
    said = told("cost", "small", "dearer")
    assert "Prices are not like with like, as A and B differ in social worker" in said
    small, dearer = (each["cost"] for each in found("cost", "small", "dearer")["scenarios"])
    assert small == dearer


@pytest.mark.usefixtures("priced")
def test_check_shows_the_total() -> None:
    assert "Posts: £" in told("check", "small")
    assert found("check", "small")["files"][0]["cost"]["price_year"] == "2015-16"


@pytest.mark.usefixtures("priced")
def test_a_comparison_has_the_cost_beside_its_answer_and_other_prices_change_no_figure() -> None:
    arguments = ("--replications", "2", "--workers", "1")
    said = told("compare", "small", "dearer", *arguments)
    assert "The same posts: the same cost, £" in said
    assert "Prices are not like with like" in said
    record = found("compare", "small", "dearer", *arguments)
    cost = record["cost"]
    assert cost["difference"] == {"value": 0, "low": 0, "high": 0}
    assert cost["a"] == cost["b"]
    assert any("Prices are not like with like" in each for each in record["caveats"])
    assert all(each["difference"]["mean"] in (0, None) for each in record["outcomes"])


@pytest.mark.usefixtures("folder")
def test_a_comparison_without_prices_says_so() -> None:
    cost = found("compare", "small", "small", "--replications", "2", "--workers", "1")["cost"]
    assert cost["said"] == "No prices are given: nothing is said of cost."
    assert cost["a"] is None
    assert cost["difference"] is None


@pytest.mark.usefixtures("priced")
@pytest.mark.parametrize(
    "path", ["costs.recruiting=1..2", "costs.*", "costs.social_worker.value=1..2"]
)
def test_a_sweep_over_a_price_is_refused_with_what_to_do_instead(path: str) -> None:
    result = locality("sweep", "small", "--vary", path)
    assert result.exit_code == 2
    said = " ".join(result.stderr.split())
    assert "a price changes no run, so that a sweep would show nothing" in said
    assert "`locality cost`" in said
