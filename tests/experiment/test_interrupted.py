"""What is stopped, by Ctrl-C or killed outright, keeps what is done and goes on from there."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenario.files import FOLDER

KILLS = 2
AT_ONCE = 4
"""Replications that two processes have in work or ready."""
SWEEP = (
    "sweep", "small", "--vary", "demand.contacts_per_month", "--grid", "3", "--replications", "5",
    "--out", "table.csv", "--workers",
)  # fmt: skip


@pytest.fixture(autouse=True)
def ctrl_c_counts() -> Iterator[None]:
    """A shell that starts the tests in the background has them ignore Ctrl-C, and so their own."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def locality(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """The command in a process group of its own, as a terminal has it."""
    return subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", "sim.cli", *arguments],
        cwd=folder,
        env={
            "PYTHONPATH": str(FOLDER.parents[1]),
            "PATH": os.environ["PATH"],
            "LOCALITY_STORE": "store",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def working_folder(folder: Path) -> Path:
    (folder / "scenarios").mkdir(parents=True)
    shutil.copy(FOLDER / "small.yaml", folder / "scenarios")
    return folder


def runs(folder: Path) -> dict[Path, tuple[int, int]]:
    """Each stored replication, and what would tell that it was written again."""
    found = {}
    for path in (folder / "store").rglob("*.parquet"):
        state = path.stat()
        found[path] = (state.st_ino, state.st_mtime_ns)
    return found


def wait_for(folder: Path, more: int, process: subprocess.Popen[str]) -> None:
    """Until so many more replications are stored, or the process has ended."""
    wanted = len(runs(folder)) + more
    while process.poll() is None and len(runs(folder)) < wanted:
        time.sleep(0.01)


def files(folder: Path) -> dict[Path, bytes]:
    store = folder / "store"
    return {path.relative_to(store): path.read_bytes() for path in store.rglob("*.parquet")}


def test_a_sweep_killed_at_random_ends_as_an_undisturbed_one_and_does_nothing_twice(
    tmp_path: Path,
) -> None:
    calm, killed = working_folder(tmp_path / "calm"), working_folder(tmp_path / "killed")
    undisturbed = locality(calm, *SWEEP, "2")
    chance = random.Random(4)  # noqa: S311  no secret
    for _ in range(KILLS):
        before = runs(killed)
        process = locality(killed, *SWEEP, "1")
        wait_for(killed, chance.randint(1, 3), process)
        time.sleep(chance.random() / 20)
        assert process.poll() is None
        process.kill()
        process.communicate()
        now = runs(killed)
        assert len(now) > len(before)
        assert {path: now[path] for path in before} == before
    before = runs(killed)
    finished = locality(killed, *SWEEP, "2")
    said, _ = finished.communicate()
    assert f"{15 - len(before)} simulated now" in said
    assert {path: runs(killed)[path] for path in before} == before
    undisturbed.communicate()
    assert files(killed) == files(calm)
    assert (killed / "table.csv").read_bytes() == (calm / "table.csv").read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "small", "scenarios/small.yaml", "--replications", "400", "--workers", "2"),
        ("run", "small", "--replications", "400", "--workers", "1"),
    ],
)
def test_ctrl_c_stops_at_once_and_keeps_what_is_done(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    folder = working_folder(tmp_path / "folder")
    process = locality(folder, *arguments)
    wait_for(folder, 3, process)
    os.killpg(process.pid, signal.SIGINT)
    kept = len(runs(folder))
    said, told = process.communicate(timeout=120)
    assert (process.returncode, said) == (130, "")
    assert told == "Stopped. What is done is kept; the same command goes on from there.\n"
    assert 3 <= kept <= len(runs(folder)) <= kept + AT_ONCE
    assert nobody_is_left(process.pid)


def nobody_is_left(group: int) -> bool:
    """Whether all processes of a group are gone, or soon will be."""
    for _ in range(1200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
