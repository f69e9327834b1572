"""The run store: every replication kept under what decides it, so that none is worked out twice.

A folder, on a disk or wherever fsspec reaches, with one Parquet file a replication, which holds its
measures and laws and never an event log, so nothing about any one family:

    runs/<engine>/<scenario>/<seed>/<number>.parquet
    scenarios/<content>-<words>.json, and .yaml where the text it was read from is kept
    comparisons/<id>.json
    requests/<id>.json, for comparisons that were asked for and are not made yet

Several processes, on one machine or many, may use one store at the same time.
"""

from __future__ import annotations

import hashlib
import os
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from sim.experiment.store.file_store import Folder
from sim.experiment.store.stored_file import DamagedFileError, packed, unpacked
from sim.experiment.work.replicate import Failure, Replication, Task, replicate
from sim.experiment.work.retries import Done, Failed, attempt
from sim.scenario.scenario import Scenario

LOCATION = ".locality"
"""The store, in the working folder, unless another is named."""
VARIABLE = "LOCALITY_STORE"
"""Environment variable that names another."""
RUNS, SCENARIOS = "runs", "scenarios"
_LOOKED_UP_AT_ONCE = 16
"""Files read together: a cloud answers many as quickly as one."""


class MissingScenarioError(LookupError):
    """A scenario that the store does not have, or not so that it can be read."""


def default_location() -> str:
    """Where runs are kept unless another place is named: what LOCALITY_STORE says, or `.locality`.

    The folder belongs to the working folder, beside its scenarios.
    """
    return os.environ.get(VARIABLE) or LOCATION


class RunStore:
    """Replications and scenarios by what is in them."""

    def __init__(
        self,
        location: str | Path | None = None,
        warn: Callable[[str], object] = warnings.warn,
    ) -> None:
        """Use a location; nothing is written before there is something to keep.

        Args:
            location: a folder, or any URL that fsspec knows; the default location if none.
            warn: told of each file that is damaged.
        """
        self.folder = Folder(default_location() if location is None else location)
        self._warn = warn
        self._keeps = True

    @property
    def location(self) -> str:
        """Where it is."""
        return self.folder.location

    def find(self, tasks: Sequence[Task]) -> list[Replication | None]:
        """The replications that are there, in the order asked for; none for one that is not.

        One whose file is damaged counts as not there, after a warning that names the file.
        """
        contents = self.folder.read(map(path_of, tasks))
        return [self._unpacked(task, contents.get(path_of(task))) for task in tasks]

    def keep(self, task: Task, replication: Replication) -> None:
        """Keep the replication of a task.

        Where nothing can be written, that is told once, and the results are just not kept.
        """
        if not self._keeps:
            return
        path, content = path_of(task), packed(task, replication)
        try:
            try:
                self.folder.write(path, content)
            except FileNotFoundError:
                # Somebody cleaned the store while it was being written.
                self.folder.write(path, content)
        except OSError as error:
            self._keeps = False
            self._warn(f"Runs are not kept, as {self.location} cannot be written: {error}.")

    def numbers(self, scenario: Scenario, seed: int) -> frozenset[int]:
        """The replications of a scenario that are there, of this engine."""
        folder = path_of(Task(scenario, seed, 0)).rpartition("/")[0]
        files = (Path(path) for path in self.folder.list(folder))
        return frozenset(int(file.stem) for file in files if file.suffix == ".parquet")

    def keep_scenario(self, scenario: Scenario) -> str:
        """Keep a scenario with all its words and evidence.

        Returns:
            Its name in the store: its content hash, and a hash of all that stands in it.
        """
        text = scenario.model_dump_json(indent=1)
        name = f"{scenario.content_hash}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        path = scenario_path(name)
        if not self.folder.read([path]):
            self.folder.write(path, text.encode())
        return name

    def keep_text(self, name: str, text: str) -> None:
        """Keep the text that a scenario was read from, comments and all, beside the scenario."""
        self.folder.write(text_path(name), text.encode())

    def text(self, name: str) -> str | None:
        """The text that a scenario was read from, by the scenario's name; none if not kept."""
        content = self.folder.read([text_path(name)]).get(text_path(name))
        return None if content is None else content.decode("utf-8", "replace")

    def scenario(self, name: str) -> Scenario:
        """A scenario by its name in the store.

        Raises:
            MissingScenarioError: if it is not there as it was written, or was written by another
                version of Locality whose scenarios this one cannot read.
        """
        path = scenario_path(name)
        content = self.folder.read([path]).get(path)
        if content is None:
            raise MissingScenarioError(f"the store at {self.location} has no {path}")
        if hashlib.sha256(content).hexdigest()[:8] != name.rpartition("-")[2]:
            raise MissingScenarioError(f"{path} in the store at {self.location} has been changed")
        try:
            return Scenario.model_validate_json(content)
        except ValidationError:
            message = f"{path} in the store at {self.location} is of another version of Locality"
            raise MissingScenarioError(message) from None

    def _unpacked(self, task: Task, content: bytes | None) -> Replication | None:
        if content is None:
            return None
        try:
            return unpacked(task, content)
        except DamagedFileError as error:
            self._warn(f"{self.location}/{path_of(task)} is damaged and not used: {error}.")
            return None


def scenario_path(name: str) -> str:
    """Where the scenario of a name is kept."""
    return f"{SCENARIOS}/{name}.json"


def text_path(name: str) -> str:
    """Where the text of the scenario of a name is kept, if it is."""
    return f"{SCENARIOS}/{name}.yaml"


def path_of(task: Task) -> str:
    """Where the replication of a task is kept."""
    scenario = task.scenario.content_hash
    return f"{RUNS}/{task.engine}/{scenario}/{task.seed}/{task.number:06}.parquet"


def obtain(
    tasks: Iterable[Task], executor: Executor, store: RunStore | None = None
) -> Generator[Replication | Failure, None, None]:
    """Replications from the store, or else worked out and kept.

    Args:
        tasks: the replications wanted; drawn as there is room, so that they may be endless.
        executor: where to work out those that are not there.
        store: where to look first; each result is kept as it comes. A failure never is.

    Yields:
        Each replication, or its failure: not in the order of the tasks.
    """
    known = tasks if store is None else _looked_up(tasks, store)
    for ended in attempt(replicate, known, executor):
        if isinstance(ended, Failed):
            task = ended.task
            yield Failure(task.arm, task.scenario.title, task.number, ended.cause)
            continue
        if store is not None and not ended.result.is_stored:
            store.keep(ended.task, ended.result)
        yield ended.result


def _looked_up(tasks: Iterable[Task], store: RunStore) -> Iterator[Task | Done[Task, Replication]]:
    """What is there already, and what has still to be worked out."""
    source = iter(tasks)
    while some := list(islice(source, _LOOKED_UP_AT_ONCE)):
        for task, found in zip(some, store.find(some), strict=True):
            yield task if found is None else Done(task, found)
