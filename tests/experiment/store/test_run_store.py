"""A run is kept whole, found by what decides it, and never taken for what it is not."""

from __future__ import annotations

import errno
import hashlib
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem

from sim.experiment.running import run_experiment
from sim.experiment.store.file_store import FileStore, NoFileStoreError
from sim.experiment.store.run_store import MissingScenarioError, RunStore, default_location, path_of
from sim.experiment.work.engine_version import engine_version
from sim.experiment.work.pool import Serial
from sim.experiment.work.replicate import OtherEngineError, Run, replicate
from tests.experiment.runs import CLUSTERS, SMALL, Invented, assert_same, invented
from tests.scenario.files import FOLDER, small

RUN = Run(SMALL, 1, 0)


def test_what_is_kept_is_found_to_the_last_digit(tmp_path: Path) -> None:
    real = replicate(RUN)
    store = RunStore(tmp_path / "runs")
    assert store.find([RUN.key]) == [None]
    store.keep(RUN.key, real)
    (found,) = store.find([RUN.key])
    assert found is not None
    assert_same(found, real)
    assert (found.is_stored, real.is_stored) == (True, False)
    assert found.keys is real.keys


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"nothing of the kind"])
def test_a_damaged_file_is_named_and_its_run_made_again(tmp_path: Path, damage: bytes) -> None:
    told: list[str] = []
    store = RunStore(tmp_path, told.append)
    run_experiment((SMALL,), 1, 3, Invented(), store=store)
    file = tmp_path / path_of(Run(SMALL, 1, 1).key)
    whole = file.read_bytes()
    file.write_bytes(damage)
    executor = Invented()
    run_experiment((SMALL,), 1, 3, executor, store=store)
    assert [run.number for run in executor.asked] == [1]
    assert file.read_bytes() == whole
    assert told == [message for message in told if str(file) in message]
    assert len(told) == 1


def test_damage_is_a_warning_unless_somebody_listens(tmp_path: Path) -> None:
    RunStore(tmp_path).files.write(path_of(RUN.key), b"PAR1")
    with pytest.warns(UserWarning, match="is damaged and not used"):
        assert RunStore(tmp_path).find([RUN.key]) == [None]


def test_title_and_sources_are_no_part_of_the_question_and_values_are() -> None:
    renamed = small("title: Another name\ndescription: Other words")
    assert path_of(Run(renamed, 1, 0).key) == path_of(RUN.key)
    assert path_of(Run(small("handoffs: {notice: 9}"), 1, 0).key) != path_of(RUN.key)


def test_a_worker_with_another_engine_refuses() -> None:
    with pytest.raises(OtherEngineError, match="install the same Locality"):
        replicate(Run(SMALL, 1, 0, engine="another"))


@pytest.fixture
def memory() -> Iterator[str]:
    yield "memory://a/store"
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


def test_the_store_may_be_anywhere_that_fsspec_reaches(memory: str) -> None:
    store = RunStore(memory)
    run_experiment((SMALL,), 1, 2, Invented(), store=store)
    executor = Invented()
    again = run_experiment((SMALL,), 1, 3, executor, store=RunStore(memory))
    assert [run.number for run in executor.asked] == [2]
    assert [each.number for each in again.arms[0]] == [0, 1, 2]
    assert list(store.files.list()) == [path_of(Run(SMALL, 1, number).key) for number in range(3)]


@pytest.mark.parametrize("location", ["no-such-protocol://here", "webhdfs2://x"])
def test_a_location_that_nobody_knows_is_refused(location: str) -> None:
    with pytest.raises(NoFileStoreError, match=f"{location} cannot be used as a store"):
        RunStore(location)


def test_the_usual_place_is_in_the_working_folder_unless_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, store_location: Path
) -> None:
    assert default_location() == RunStore().location == str(store_location)
    monkeypatch.delenv("LOCALITY_STORE")
    assert default_location() == ".locality"


def test_a_name_with_signs_that_mean_something_to_a_shell_is_a_name(tmp_path: Path) -> None:
    store = RunStore(tmp_path / "[2013] runs*?")
    run_experiment((SMALL,), 1, 1, Invented(), store=store)
    assert list(store.files.list()) == [path_of(RUN.key)]
    assert run_experiment((SMALL,), 1, 1, Invented(), store=store).simulated == 0


def test_a_writer_that_is_killed_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise SystemExit

    folder = FileStore(tmp_path)
    folder.write("a/file", b"as it was")
    monkeypatch.setattr(LocalFileSystem, "mv", killed)
    for path in ("a/file", "another"):
        with pytest.raises(SystemExit):
            folder.write(path, b"new")
    assert folder.read(["a/file", "another"]) == {"a/file": b"as it was"}


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = LocalFileSystem.pipe_file

    def until_full(of: LocalFileSystem, path: str, value: bytes, **more: object) -> None:
        write(of, path, value[: len(value) // 2], **more)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(LocalFileSystem, "pipe_file", until_full)
    with pytest.raises(OSError, match="No space left"):
        FileStore(tmp_path).write("runs/a.parquet", b"a run")
    assert list((tmp_path / "runs").iterdir()) == []


def test_where_nothing_can_be_written_results_come_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    told: list[str] = []
    done = run_experiment(
        (SMALL,), 1, 3, Invented(), store=RunStore(tmp_path / "taken" / "store", told.append)
    )
    assert len(done.arms[0]) == 3
    assert len(told) == 1
    assert "Runs are not kept" in told[0]


def test_a_store_cleaned_in_the_midst_of_writing_goes_on_keeping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    store = RunStore(tmp_path, told.append)
    write, cleaned = store.files.write, iter([True])

    def written(path: str, content: bytes) -> None:
        if next(cleaned, False):
            raise FileNotFoundError(path)
        write(path, content)

    monkeypatch.setattr(store.files, "write", written)
    run_experiment((SMALL,), 1, 2, Invented(), store=store)
    assert told == []
    assert list(store.files.list()) == [path_of(Run(SMALL, 1, number).key) for number in range(2)]


def test_deleting_what_is_gone_is_no_matter(tmp_path: Path) -> None:
    folder = FileStore(tmp_path)
    folder.write("one", b"1")
    folder.delete(["one", "one", "other"])
    assert folder.list() == {}


def test_a_scenario_comes_back_with_all_its_words(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    worded = small("title: Another name")
    names = [store.keep_scenario(each) for each in (SMALL, worded, SMALL)]
    assert names[0] == names[2] != names[1]
    assert (store.scenario(names[0]), store.scenario(names[1])) == (SMALL, worded)
    with pytest.raises(MissingScenarioError, match="has no scenarios/other"):
        store.scenario("other")
    file = tmp_path / "scenarios" / f"{names[0]}.json"
    file.write_text(file.read_text().replace("60", "61"))
    with pytest.raises(MissingScenarioError, match="has been changed"):
        store.scenario(names[0])


def test_a_scenario_of_another_version_is_named_and_not_read(tmp_path: Path) -> None:
    content = b'{"version": 0}'
    name = f"0123-{hashlib.sha256(content).hexdigest()[:8]}"
    store = RunStore(tmp_path)
    store.files.write(f"scenarios/{name}.json", content)
    with pytest.raises(MissingScenarioError, match="is of another version of Locality"):
        store.scenario(name)


def test_the_engine_is_told_by_its_source_and_what_it_rests_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = engine_version.__wrapped__()
    assert here == engine_version()
    for name, changed in (("version", lambda _: "0"), ("_DECIDES_FIGURES", ("plan", "model"))):
        with monkeypatch.context() as patched:
            patched.setattr(f"sim.experiment.work.engine_version.{name}", changed)
            assert engine_version.__wrapped__() != here


WRITER = """
import sys
from sim.experiment.running import run_experiment
from sim.experiment.store.run_store import RunStore
from tests.experiment.runs import SMALL, Invented
run_experiment((SMALL,), 1, 30, Invented(), store=RunStore(sys.argv[1]))
print(run_experiment((SMALL,), 1, 30, Invented(), store=RunStore(sys.argv[1])).simulated)
"""


def test_several_processes_may_write_the_same_at_the_same_time(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-W", "error", "-c", WRITER, str(tmp_path)],
            stdout=subprocess.PIPE,
            cwd=FOLDER.parents[1],
            text=True,
        )
        for _ in range(2)
    ]
    assert [writer.communicate()[0] for writer in writers] == ["0\n"] * 2
    store = RunStore(tmp_path)
    runs = [Run(SMALL, 1, number) for number in range(30)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for run, found in zip(runs, store.find([run.key for run in runs]), strict=True):
            assert found is not None
            assert_same(found, invented(run, 1.0))
    assert len(store.files.list()) == 30


def test_real_runs_are_not_simulated_again(tmp_path: Path) -> None:
    class Never(Serial):
        def submit(self, _fn: Callable[..., Any], /, *_: Any, **__: Any) -> Future[Any]:
            raise AssertionError("simulated")

    store = RunStore(tmp_path)
    first = run_experiment((SMALL, CLUSTERS), 1, 2, Serial(), store=store)
    again = run_experiment((SMALL, CLUSTERS), 1, 2, Never(), store=store)
    for ours, theirs in zip(first.arms, again.arms, strict=True):
        for one, other in zip(ours, theirs, strict=True):
            assert_same(one, other)
