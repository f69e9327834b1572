"""A cluster of machines gives what this machine gives, and survives the loss of one of them.

A real Dask scheduler and two real worker processes, over TCP.
"""

from __future__ import annotations

import builtins
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.experiment.comparison import compare
from sim.experiment.experiment import Experiment
from sim.experiment.running import run_experiment
from sim.experiment.store.file_store import whole
from sim.experiment.store.load_or_run import load_or_run
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.dask_cluster import NoClusterError, dask_cluster
from sim.experiment.work.pool import Serial, at_once
from sim.experiment.work.replicate import Failure, Replication, Run
from sim.experiment.worlds.worlds import Worlds
from tests.experiment.runs import CLUSTERS, SMALL
from tests.scenario.files import FOLDER

BOTH = (SMALL, CLUSTERS)
PAIRS = 6


@dataclass
class Dask:
    """A scheduler and its workers, each a process of its own."""

    address: str
    folder: Path
    processes: list[subprocess.Popen[bytes]]

    def more_workers(self, number: int) -> list[subprocess.Popen[bytes]]:
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard"]
        begun = [
            self._begin("dask_worker", self.address, *options, name=f"worker{at}")
            for at in range(number)
        ]
        self.processes += begun
        return begun

    def _begin(self, program: str, *options: str, name: str) -> subprocess.Popen[bytes]:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-m", f"distributed.cli.{program}", *options],
            env={
                **os.environ,
                "PYTHONPATH": str(FOLDER.parents[1]),
                "DASK_TEMPORARY_DIRECTORY": str(folder),
            },
            stderr=subprocess.DEVNULL,
        )

    @classmethod
    def begin(cls, folder: Path) -> Dask:
        found = cls("", folder, [])
        file = folder / "scheduler.json"
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        found.processes.append(
            found._begin("dask_scheduler", *options, f"--scheduler-file={file}", name="scheduler")
        )
        while not file.is_file() or not file.read_text():
            time.sleep(0.05)
        found.address = json.loads(file.read_text())["address"]
        return found

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    begun = Dask.begin(tmp_path_factory.mktemp("dask"))
    try:
        begun.more_workers(2)
        yield begun
    finally:
        begun.end()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> tuple[Experiment, dict[str, bytes]]:
    """The experiment in this process, and its files."""
    store = RunStore(tmp_path_factory.mktemp("here"))
    return run_experiment(BOTH, 1, PAIRS, Serial(), store=store), files(store)


def files(store: RunStore) -> dict[str, bytes]:
    found = store.files.read(store.files.list())
    return {path: whole(content) for path, content in found.items()}


def test_a_cluster_gives_the_same_bytes_as_this_process(
    dask: Dask, here: tuple[Experiment, dict[str, bytes]], tmp_path: Path
) -> None:
    store = RunStore(tmp_path)
    with dask_cluster(dask.address) as executor:
        found = run_experiment(BOTH, 1, PAIRS, executor, store=store)
        assert at_once(executor) == 4
    assert files(store) == here[1]
    assert repr(compare(found).outcomes) == repr(compare(here[0]).outcomes)


def test_worlds_are_the_same_on_a_cluster(dask: Dask, tmp_path: Path) -> None:
    worlds = Worlds(BOTH, None)
    there, here = RunStore(tmp_path / "there"), RunStore(tmp_path / "here")
    with dask_cluster(dask.address) as executor:
        found = run_experiment(BOTH, 1, PAIRS, executor, store=there, worlds=worlds)
    expected = run_experiment(BOTH, 1, PAIRS, Serial(), store=here, worlds=worlds)
    assert files(there) == files(here)
    assert repr(compare(found).judged) == repr(compare(expected).judged)


def test_one_worker_killed_in_the_middle_changes_nothing(
    dask: Dask, here: tuple[Experiment, dict[str, bytes]], tmp_path: Path
) -> None:
    store, victim = RunStore(tmp_path), dask.processes[-1]

    def kill(_: object) -> None:
        if victim.poll() is None:
            victim.kill()
            victim.wait()

    with dask_cluster(dask.address) as executor:
        found = run_experiment(BOTH, 1, PAIRS, executor, kill, store)
    dask.more_workers(1)
    assert found.failures == ()
    assert files(store) == here[1]


def test_a_replication_that_fails_over_there_is_named_and_loses_no_other(dask: Dask) -> None:
    runs = [Run(SMALL, 1, 0), Run(SMALL, 1, 1, engine="another"), Run(SMALL, 1, 2)]
    with dask_cluster(dask.address) as executor:
        ended = list(load_or_run(runs, executor))
    (failed,) = [str(each) for each in ended if isinstance(each, Failure)]
    assert failed.startswith("Small, replication 1: OtherEngineError: the worker has engine")
    assert sorted(each.number for each in ended if isinstance(each, Replication)) == [0, 2]


def test_whoever_stops_leaves_the_cluster_free(dask: Dask) -> None:
    with dask_cluster(dask.address) as executor:
        ended = load_or_run((Run(SMALL, 1, number) for number in range(1_000)), executor)
        next(ended)
        ended.close()
    with dask_cluster(dask.address) as executor:
        assert executor.submit(abs, -1).result(timeout=30) == 1


def test_the_command_line_uses_a_cluster(
    dask: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    small = str(FOLDER / "small.yaml")
    options = ["--replications", "2", "--cluster", dask.address]
    result = CliRunner().invoke(app, ["run", small, *options])
    assert result.exit_code == 0
    assert result.stdout.startswith("Small, 1 April 2013")
    both = CliRunner().invoke(app, ["run", small, *options, "--workers", "2"])
    assert (both.exit_code, both.stderr) == (2, "Give either --workers or --cluster.\n")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://127.0.0.1:1", "No Dask scheduler answers at tcp://127.0.0.1:1"),
        ("nowhere://here", "No Dask scheduler answers at nowhere://here"),
    ],
)
def test_a_cluster_that_is_not_there_is_told_in_words(
    address: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.experiment.work.dask_cluster.FIRST_WORKER_WITHIN", 1.0)
    small = str(FOLDER / "small.yaml")
    result = CliRunner().invoke(app, ["run", small, "--cluster", address])
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    begun = Dask.begin(tmp_path)
    try:
        with (
            pytest.raises(NoClusterError, match="has no workers"),
            dask_cluster(begun.address, 0.5),
        ):
            pass
    finally:
        begun.end()


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    really = builtins.__import__

    def without(name: str, *more: Any) -> object:
        if name == "distributed":
            raise ImportError(name)
        return really(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NoClusterError, match=r"locality\[cluster\]"), dask_cluster("tcp://here:1"):
        pass
