"""Checks and structures are shown whole: problems with their places, owners, expected handoffs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sim.present.checked_file import checked
from sim.present.json import checks
from sim.present.terminal import check_report
from sim.scenario.exact.chain import solve
from tests.experiment.runs import CLUSTERS, SMALL
from tests.present.terminal.test_report import printed
from tests.scenario.files import FOLDER

SMALL_FILE = FOLDER / "small.yaml"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "broken.yaml"
    file.write_text(SMALL_FILE.read_text().replace("recruitment: 4", "recruitment: -4"))
    return file


def test_a_scenario_that_can_be_used_is_checked_for_capacity() -> None:
    text = printed(check_report.checks([checked(SMALL_FILE)]))
    assert "small.yaml: fine." in text
    for part in ("Case hours a month", "Full-time equivalents", "Weighted children held"):
        assert part in text
    assert re.search(
        r"North Families +social worker +[\d,]+ +[\d,]+ +[\d,]+ +(room|tight|short)", text
    )


def test_the_check_ends_with_where_the_hours_of_a_worker_go() -> None:
    found = checked(SMALL_FILE)
    text = printed(check_report.checks([found]))
    assert "Where a full-time social worker's year goes" in text
    assert found.capacity is not None
    year = found.capacity.working_year
    assert re.search(
        rf"annual leave +{year.leave:,.0f} +{100 * year.leave / year.hours:.1f} %", text
    )
    assert re.search(rf"\bcases +{year.cases:,.0f} ", text)
    [said] = json.loads(json.dumps(checks.checks([found])))["files"]
    assert said["capacity"]["working_year"] == vars(year)


def test_a_scenario_that_cannot_be_used_has_its_problems_shown(broken: Path) -> None:
    found = checked(broken)
    assert found.capacity is None
    text = printed(check_report.checks([found]), 200)
    assert "1 problem; it cannot be used." in text
    assert re.search(r"broken\.yaml:\d+:\d+: ", text)


def test_reported_figures_can_be_checked_too() -> None:
    reported = Path(__file__).parents[3] / "scenarios" / "reported-2013.yaml"
    assert checked(reported).problems == ()


def test_a_structure_shows_owners_and_the_handoffs_it_brings() -> None:
    text = printed(check_report.structures([SMALL]))
    assert re.search(r"in-need plan +North Families and South Families", text)
    assert re.search(r"protection plan +North Families and South Families +Chairs", text)
    expected = solve(SMALL).handoffs_per_referral
    assert f"{expected:.2f} handoffs between teams" in text
    assert "What B changes" not in text


def test_two_structures_are_shown_with_what_differs() -> None:
    text = printed(check_report.structures([SMALL, CLUSTERS]))
    assert "What B changes in A" in text
    assert "- assessment: from Front Door to North Families" in text
    assert "nothing: both scenarios are the same" in printed(
        check_report.structures([SMALL, SMALL])
    )


def test_plans_as_json_hold_no_nan(broken: Path) -> None:
    files = [checked(SMALL_FILE), checked(broken)]
    said = json.loads(json.dumps(checks.checks(files), allow_nan=False))
    assert [file["usable"] for file in said["files"]] == [True, False]
    assert said["files"][1]["problems"][0]["line"] > 0
    both = json.loads(json.dumps(checks.structures([SMALL, CLUSTERS]), allow_nan=False))
    assert [each["title"] for each in both["structures"]] == ["Small", "Clusters"]
    assert both["differences"]
