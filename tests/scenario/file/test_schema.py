"""The JSON Schema for editors: current, and true to what the loader accepts."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from sim.scenario.file.schema import scenario_schema
from sim.scenario.file.source import plain, read_yaml
from tests.scenario.files import FOLDER, SMALL

SHIPPED = FOLDER.parent.parent / "scenarios"
FILES = sorted(path for path in SHIPPED.glob("*.yaml") if "$schema=scenario.s" in path.read_text())


def complaints(text: str) -> list[str]:
    tree, _ = read_yaml(text.encode(), "any.yaml")
    validator = jsonschema.Draft202012Validator(json.loads(scenario_schema()))
    return [error.message for error in validator.iter_errors(plain(tree))]


def test_the_committed_schema_is_current() -> None:
    """If it is not, `locality schema` writes it anew."""
    assert (SHIPPED / "scenario.schema.json").read_text() == scenario_schema()


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(scenario_schema()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_shipped_scenarios_fit_it(path: Path) -> None:
    assert complaints(path.read_text()) == []


@pytest.mark.parametrize(
    "text",
    [
        SMALL,
        "extends: small.yaml",
        "extends: small.yaml\ndemand: {contacts_per_month: 70, sibling_share: {low: 0.1}}",
        "extends: small.yaml\npathway: {activities: {enquiry: null, assessment: {hours: 9}}}",
        "extends: small.yaml\npathway: {activities: {decision: {routes: {assessment: null}}}}",
        "extends: small.yaml\nstructure: {teams: {Chairs: null, Front Door: {owns: [a]}}}",
    ],
)
def test_whole_files_and_parts_that_extend_another_fit_it(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "version: 1\ntitle: neither whole nor extending another",
        "extends: small.yaml\ntitel: misspelt",
        "extends: small.yaml\nversion: 2",
        "extends: [a.yaml, b.yaml]",
        "extends: small.yaml\ndemand: {sibling_share: 1.5}",
        "extends: small.yaml\ndemand: {sibling_share: {value: 1.5}}",
        "extends: small.yaml\ndemand: {sibling_share: lots}",
        "extends: small.yaml\npathway: {activities: {enquiry: {kind: duti}}}",
        "extends: small.yaml\npathway: {activities: {enquiry: {kind: duty, steps: []}}}",
        "extends: small.yaml\nstructure: {teams: {Chairs: {posts: [{role: social worker}]}}}",
        "extends: small.yaml\nstructure: {teams: {Chairs: {localities: some}}}",
    ],
)
def test_what_the_loader_would_refuse_does_not_fit_it(text: str) -> None:
    assert complaints(text) != []
