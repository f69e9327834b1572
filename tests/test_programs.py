"""Where programs that tests need are missing, the report ends by saying so, or pytest refuses."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import NEEDED_BY, PACKAGES_OF, TESTS

PROJECT = TESTS.parent
RENDERED = "present/board_pack/test_rendered.py"
PACKAGES = [package for packages in PACKAGES_OF.values() for package in packages]


def on_a_bare_machine(
    folder: Path, *arguments: str, programs: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a quick test in each place that needs programs, and one elsewhere, with these alone."""
    for name in ("browser/test_pages.py", RENDERED, "measures/test_flow.py"):
        file = folder / "tests" / name
        file.parent.mkdir(parents=True)
        file.write_text("def test_it(): pass")
    shutil.copy(TESTS / "conftest.py", folder / "tests")
    shutil.copy(PROJECT / "pyproject.toml", folder)
    there = folder / "programs"
    there.mkdir()
    for program in programs:
        (there / program).touch(mode=0o755)
    return subprocess.run(  # noqa: S603  our own tests
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env={"PATH": str(there), "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_last_line_names_what_was_left_out_and_how_to_add_it(tmp_path: Path) -> None:
    result = on_a_bare_machine(tmp_path, "-n", "1")
    assert result.returncode == 0, result.stdout + result.stderr
    *_, counted, last = result.stdout.splitlines()
    assert counted.startswith("1 passed, 2 skipped")
    assert last == (
        "Left out 2 tests, as there is no chromium and no soffice and no pdftotext; "
        f"to add them, as root on Debian: apt-get install {' '.join(PACKAGES)}"
    )


def test_only_what_the_chosen_tests_need_is_named(tmp_path: Path) -> None:
    result = on_a_bare_machine(tmp_path, "-n", "0", f"tests/{RENDERED}", programs=("soffice",))
    assert result.stdout.splitlines()[-1] == (
        "Left out 1 test, as there is no pdftotext; "
        "to add it, as root on Debian: apt-get install poppler-utils"
    )


def test_nothing_is_said_where_every_program_is_there(tmp_path: Path) -> None:
    result = on_a_bare_machine(
        tmp_path, "-n", "0", "--leave-nothing-out", programs=tuple(PACKAGES_OF)
    )
    assert result.stdout.splitlines()[-1].startswith("3 passed in ")


def test_where_nothing_may_be_left_out_pytest_does_not_begin(tmp_path: Path) -> None:
    result = on_a_bare_machine(tmp_path, "--leave-nothing-out", programs=("chromium", "soffice"))
    assert result.returncode == pytest.ExitCode.USAGE_ERROR
    assert "there is no pdftotext; to add it, as root on Debian: apt-get" in result.stderr
    assert "passed" not in result.stdout


def test_the_gate_installs_every_package_and_leaves_nothing_out() -> None:
    gate = (PROJECT / ".ci" / "run").read_text()
    (needed,) = re.findall(r"^needed=\((.*)\)$", gate, re.MULTILINE)
    assert sorted(needed.split()) == sorted(PACKAGES)
    assert 'export PYTEST_ADDOPTS="--leave-nothing-out ' in gate


def test_every_place_named_exists_and_every_program_is_known() -> None:
    assert [place for place in NEEDED_BY if not (TESTS / place).exists()] == []
    assert {program for programs in NEEDED_BY.values() for program in programs} == set(PACKAGES_OF)
