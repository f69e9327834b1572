"""Collection refuses a test that is of no kind, or of more than one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import KIND_OF, KINDS, TESTS


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("test_new.py", "def test_it(): pass", "tests/test_new.py::test_it: none"),
        (
            "scenario/test_new.py",
            "import pytest\npytestmark = [pytest.mark.unit, pytest.mark.oracle]\n"
            "def test_it(): pass",
            "tests/scenario/test_new.py::test_it: oracle and unit",
        ),
        ("scenario/test_new.py", "def test_it(): pass", "1 test collected"),
    ],
)
def test_each_test_is_of_exactly_one_kind(tmp_path: Path, name: str, text: str, said: str) -> None:
    file = tmp_path / "tests" / name
    file.parent.mkdir(parents=True)
    file.write_text(text)
    shutil.copy(TESTS / "conftest.py", tmp_path / "tests")
    shutil.copy(TESTS.parent / "pyproject.toml", tmp_path)
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(TESTS.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said in result.stdout + result.stderr


def test_every_place_named_there_exists_and_every_kind_is_known() -> None:
    assert [place for place in KIND_OF if not (TESTS / place).exists()] == []
    assert set(KIND_OF.values()) <= set(KINDS)
