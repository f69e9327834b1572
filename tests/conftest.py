"""What all tests share: scenarios, a run store, their kinds, and the programs that some need."""

import shutil
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import TypeVar

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
    "model/test_desk.py": "unit",
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
    "robustness": "integration",
    "snapshots": "integration",
    "test_docs.py": "integration",
    "test_kinds.py": "integration",
    "test_programs.py": "integration",
    "ui": "integration",
    "verify": "integration",
    "verify/test_theory.py": "unit",
}
"""The kind of the tests in a folder or a file, the longer path first; a mark of its own goes before
either."""

PACKAGES_OF = {
    "chromium": ["chromium"],
    "soffice": [
        "libreoffice-impress",
        "libreoffice-writer",
        "libreoffice-calc",
        "fonts-liberation",
    ],
    "pdftotext": ["poppler-utils"],
}
"""The programs that some tests need, each with the Debian packages that it comes in."""
NEEDED_BY = {
    "browser": ["chromium"],
    "present/board_pack/test_rendered.py": ["soffice", "pdftotext"],
}
"""The programs that the tests in a folder or a file need. Without one of them they are left out,
which the last line of the report says; with `--leave-nothing-out` pytest does not begin."""
MISSING = [program for program in PACKAGES_OF if shutil.which(program) is None]

# No deadline, as other work may share the machine. Properties try the same cases on every run, so
# that the gate says the same twice; `--hypothesis-profile search` looks for new ones.
settings.register_profile("search", deadline=None)
settings.register_profile("same cases", deadline=None, derandomize=True)
settings.load_profile("same cases")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let whoever wants every test say so, as `.ci/run` does."""
    parser.addoption(
        "--leave-nothing-out",
        action="store_true",
        help="fail at once where a program that some test needs is not there",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Begin only with the programs that are asked for.

    Raises:
        pytest.UsageError: if nothing may be left out and a program is missing.
    """
    if MISSING and config.getoption("--leave-nothing-out"):
        raise pytest.UsageError(without(MISSING))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test its kind, and leave out those whose programs are missing.

    Raises:
        pytest.UsageError: if a test has no kind, or more than one.
    """
    wrong = []
    for item in items:
        kinds = {mark.name for mark in item.iter_markers() if mark.name in KINDS}
        if not kinds:
            kinds = {kind} if (kind := placed(item.path, KIND_OF)) else set()
            for kind in kinds:
                item.add_marker(kind)
        if len(kinds) != 1:
            wrong.append(f"{item.nodeid}: {' and '.join(sorted(kinds)) or 'none'}")
        lacking = [each for each in placed(item.path, NEEDED_BY) or [] if each in MISSING]
        if lacking:
            item.add_marker(pytest.mark.skip(reason=without(lacking)))
    if wrong:
        raise pytest.UsageError(
            "each test is of exactly one kind, unit, integration or oracle; say so in KIND_OF of "
            "tests/conftest.py or by a mark:\n" + "\n".join(wrong)
        )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say last what was left out, and how to add it."""
    report = config.pluginmanager.get_plugin("terminalreporter")
    if report is None:  # one of many processes, each of which has a share of the tests
        return
    skipped = report.stats.get("skipped", [])
    paths = [config.rootpath / each.nodeid.partition("::")[0] for each in skipped]
    left_out = [programs for path in paths if (programs := placed(path, NEEDED_BY))]
    if left_out:
        lacking = [each for each in MISSING if any(each in programs for programs in left_out)]
        tests = "1 test" if len(left_out) == 1 else f"{len(left_out)} tests"
        report.write_line(f"Left out {tests}, as {without(lacking)}")


def without(programs: list[str]) -> str:
    """Which programs are missing, and what adds them."""
    packages = [package for program in programs for package in PACKAGES_OF[program]]
    them = "it" if len(programs) == 1 else "them"
    return (
        f"there is no {' and no '.join(programs)}; "
        f"to add {them}, as root on Debian: apt-get install {' '.join(packages)}"
    )


PlacedT = TypeVar("PlacedT")


def placed(path: Path, table: Mapping[str, PlacedT]) -> PlacedT | None:
    """What a table by folder or file says of the file of a test, the longer path first."""
    if not path.is_relative_to(TESTS):
        return None
    within = path.relative_to(TESTS)
    places = (place.as_posix() for place in (within, *within.parents))
    return next((table[place] for place in places if place in table), None)


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
