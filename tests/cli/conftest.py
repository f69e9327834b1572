"""A folder in which a planner might call the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.files import FOLDER


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder whose scenarios are small, small-clusters and a broken one."""
    scenarios = tmp_path / "scenarios"
    scenarios.mkdir()
    (scenarios / "small.yaml").write_text((FOLDER / "small.yaml").read_text())
    (scenarios / "clusters.yaml").write_text(
        "extends: small.yaml\n"
        "title: Clusters\n"
        "structure:\n"
        "  teams:\n"
        "    Front Door: {owns: [screening, decision, strategy discussion, enquiry, conference]}\n"
        "    North Families: {owns: [assessment, in-need plan, protection plan]}\n"
        "    South Families: {owns: [assessment, in-need plan, protection plan]}\n"
    )
    (scenarios / "broken.yaml").write_text("extends: small.yaml\ntitel: Broken\n")
    (scenarios / "figures.yaml").write_text(
        "version: 1\n"
        "title: The report\n"
        "figures:\n"
        "  - {measure: contacts_a_month, title: Contacts, reported: 60, low: 50, high: 70,\n"
        "     unit: children a month, grade: R, source: a report}\n"
    )
    (scenarios / "wrong-figures.yaml").write_text(
        (scenarios / "figures.yaml").read_text().replace("contacts_a_month", "contact_a_month")
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path
