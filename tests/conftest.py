"""The shipped scenarios, loaded once."""

from pathlib import Path

import pytest

from sim.plan.loading import load_scenario
from sim.plan.scenario import Scenario

SCENARIOS = Path(__file__).parent.parent / "scenarios"


@pytest.fixture(scope="session")
def current() -> Scenario:
    return load_scenario(SCENARIOS / "current.yaml")


@pytest.fixture(scope="session")
def proposed() -> Scenario:
    return load_scenario(SCENARIOS / "proposed.yaml")


@pytest.fixture(scope="session")
def two_assessments() -> Scenario:
    return load_scenario(SCENARIOS / "proposed-two-assessments.yaml")
