"""The shipped scenarios, loaded once, a run store for each test, and the kind of every test."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from sim.scenario.file.loading import load_scenario
from sim.scenario.scenario import Scenario

TESTS = Path(__file__).parent
SCENARIOS = TESTS.parent / "scenarios"
KINDS = ("unit", "integration", "oracle")
"""unit: parts by themselves; integration: the engine or the command line as a whole; oracle: held
against theory, closed forms, or another library."""
KIND_OF = {
    "browser": "integration",
    "cli": "integration",
    "experiment": "unit",
    "experiment/work/test_dask_cluster.py": "integration",
    "experiment/work/test_documented_cluster.py": "integration",
    "experiment/test_either_direction.py": "integration",
    "experiment/test_experiment.py": "integration",
    "experiment/test_given_arrivals.py": "integration",
    "experiment/test_interrupted.py": "integration",
    "experiment/work/test_pool.py": "integration",
    "experiment/library/test_saved_comparisons.py": "integration",
    "experiment/statistics/test_stopping.py": "integration",
    "experiment/store/test_run_store.py": "integration",
    "experiment/work/test_survival.py": "integration",
    "experiment/studies/test_sweep.py": "integration",
    "measures": "unit",
    "measures/test_graphs.py": "oracle",
    "model": "integration",
    "model/test_arrivals.py": "unit",
    "model/test_diary.py": "unit",
    "model/test_handoffs.py": "oracle",
    "model/test_luck.py": "unit",
    "model/test_team.py": "unit",
    "scenario": "unit",
    "scenario/test_calendar.py": "oracle",
    "scenario/exact/test_chain.py": "oracle",
    "scenario/exact/test_length_of_stay.py": "oracle",
    "present": "unit",
    "present/board_pack": "unit",
    "present/board_pack/test_command.py": "integration",
    "present/board_pack/test_rendered.py": "integration",
    "present/json/test_results.py": "integration",
    "present/assurance/test_assurance.py": "integration",
    "present/words/test_story.py": "integration",
    "present/terminal/test_report.py": "integration",
    "snapshots": "integration",
    "test_docs.py": "integration",
    "test_kinds.py": "integration",
    "ui": "integration",
    "verify": "integration",
    "verify/test_theory.py": "unit",
}
"""The kind of the tests in a folder or a file, the longer path first; a mark of its own goes before
either."""

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")  # other work may share the machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test its kind.

    Raises:
        pytest.UsageError: if a test has none, or more than one.
    """
    wrong = []
    for item in items:
        kinds = {mark.name for mark in item.iter_markers() if mark.name in KINDS}
        if not kinds:
            kinds = {kind} if (kind := kind_of(item.path)) else set()
            for kind in kinds:
                item.add_marker(kind)
        if len(kinds) != 1:
            wrong.append(f"{item.nodeid}: {' and '.join(sorted(kinds)) or 'none'}")
    if wrong:
        raise pytest.UsageError(
            "each test is of exactly one kind, unit, integration or oracle; say so in KIND_OF of "
            "tests/conftest.py or by a mark:\n" + "\n".join(wrong)
        )


def kind_of(path: Path) -> str | None:
    """The kind of the tests of a file, by its path or that of a folder it is in."""
    if not path.is_relative_to(TESTS):
        return None
    within = path.relative_to(TESTS)
    places = (place.as_posix() for place in (within, *within.parents))
    return next((KIND_OF[place] for place in places if place in KIND_OF), None)


_STORES = count()


@pytest.fixture(autouse=True)
def store_location(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Where this test keeps its runs, which is never where a user does; made when it does."""
    location = tmp_path_factory.getbasetemp() / f"store{next(_STORES)}"
    monkeypatch.setenv("LOCALITY_STORE", str(location))
    return location


@pytest.fixture(autouse=True)
def wide_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are broken at the same width whatever terminal the tests are run from."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture(scope="session")
def current() -> Scenario:
    return load_scenario(SCENARIOS / "current.yaml")


@pytest.fixture(scope="session")
def proposed() -> Scenario:
    return load_scenario(SCENARIOS / "proposed.yaml")


@pytest.fixture(scope="session")
def two_assessments() -> Scenario:
    return load_scenario(SCENARIOS / "proposed-two-assessments.yaml")
