"""First words: on a terminal the answer so far is said once there are ten worlds of it."""

from __future__ import annotations

import pytest

from tests.cli.program import locality

pytestmark = pytest.mark.integration


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("asked", "said"), [("14", "So far, after 10 worlds: "), ("9", "")], ids=["enough", "too few"]
)
def test_on_a_terminal_the_answer_so_far_comes_after_ten_worlds(
    asked: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # as on a terminal
    done = locality("compare", "small", "clusters", "--replications", asked, "--workers", "1")
    assert done.exit_code == 0, done.output
    assert said in done.stderr
    assert ("So far" in done.stderr) == bool(said)
    assert "So far" not in done.stdout


@pytest.mark.usefixtures("folder")
def test_in_a_pipe_there_is_the_result_alone() -> None:
    done = locality("compare", "small", "clusters", "--replications", "14", "--workers", "1")
    assert "So far" not in done.output
