"""The run store: every replication kept under what decides it, so that none is worked out twice.

A folder, on a disk or wherever fsspec reaches, with one Parquet file a replication, which holds its
measures and laws and never an event log nor arrivals given from outside, so nothing about any one
family; `content` is the hash of what the replication runs on:

    runs/<engine>/<content>/<seed>/<number>.parquet
    scenarios/<content>-<words>.json, and .yaml where the text it was read from is kept
    comparisons/<id>.json
    requests/<id>.json, for comparisons that were asked for and are not made yet
    values/<hash>, of inputs in the worlds of a comparison, worked out again where they are gone

A file that is damaged counts as not there and is named; whoever asks for it again has it anew.
Several processes, on one machine or many, may use one store at the same time.
"""

from __future__ import annotations

import hashlib
import os
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import ValidationError

from sim.experiment.store.file_store import Content, FileStore, whole
from sim.experiment.store.stored_file import DamagedFileError, packed, unpacked
from sim.experiment.work.replicate import Replication, RunKey
from sim.scenario.scenario import Scenario

LOCATION = ".locality"
"""The store, in the working folder, unless another is named."""
VARIABLE = "LOCALITY_STORE"
"""Environment variable that names another."""
RUNS, SCENARIOS, VALUES = "runs", "scenarios", "values"


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
            warn: called with each warning, such as of a damaged file.
        """
        self.files = FileStore(default_location() if location is None else location)
        self._warn = warn
        self._keeps = True

    @property
    def location(self) -> str:
        """Where it is."""
        return self.files.location

    def find(self, keys: Sequence[RunKey]) -> list[Replication | None]:
        """The replications that are there, in the order of the keys; none for one that is not.

        One whose file is damaged counts as not there, after a warning that names the file.
        """
        contents = self.files.read(map(path_of, keys))
        return [self._unpacked(key, contents.get(path_of(key))) for key in keys]

    def keep(self, key: RunKey, replication: Replication) -> None:
        """Keep a replication.

        Where nothing can be written, a warning says so once, and no more results are kept.
        """
        if not self._keeps:
            return
        path, content = path_of(key), packed(key, replication)
        try:
            try:
                self.files.write(path, content)
            except FileNotFoundError:
                # Somebody cleaned the store while it was being written.
                self.files.write(path, content)
        except OSError as error:
            self._keeps = False
            self._warn(f"Runs are not kept, as {self.location} cannot be written: {error}.")

    def keep_scenario(self, scenario: Scenario) -> str:
        """Keep a scenario with all its words and evidence.

        Returns:
            Its name in the store: its content hash, and a hash of all that stands in it.
        """
        text = scenario.model_dump_json(indent=1)
        name = f"{scenario.content_hash}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        path = scenario_path(name)
        # Whatever else stands there is no reason to leave it so: it is damaged, or cannot be read.
        if self.files.read([path]).get(path) != text.encode():
            self.files.write(path, text.encode())
        return name

    def keep_text(self, name: str, text: str) -> None:
        """Keep the text that a scenario was read from, comments and all, beside the scenario."""
        self.files.write(text_path(name), text.encode())

    def text(self, name: str) -> str | None:
        """The text that a scenario was read from, by the scenario's name; none if not kept.

        Raises:
            MissingScenarioError: if it is there and cannot be read.
        """
        path = text_path(name)
        content = self.files.read([path]).get(path)
        try:
            return None if content is None else whole(content).decode()
        except (OSError, UnicodeDecodeError) as error:
            message = f"{path} in the store at {self.location} cannot be read: {error}"
            raise MissingScenarioError(message) from None

    def scenario(self, name: str) -> Scenario:
        """A scenario by its name in the store.

        Raises:
            MissingScenarioError: if it is not there as it was written, or was written by another
                version of Locality whose scenarios this one cannot read.
        """
        path = scenario_path(name)
        try:
            content = whole(self.files.read([path])[path])
        except KeyError:
            message = f"the store at {self.location} has no {path}"
            raise MissingScenarioError(message) from None
        except OSError as error:
            message = f"{path} in the store at {self.location} cannot be read: {error}"
            raise MissingScenarioError(message) from None
        if hashlib.sha256(content).hexdigest()[:8] != name.rpartition("-")[2]:
            raise MissingScenarioError(f"{path} in the store at {self.location} has been changed")
        try:
            return Scenario.model_validate_json(content)
        except ValidationError:
            message = f"{path} in the store at {self.location} is of another version of Locality"
            raise MissingScenarioError(message) from None

    def _unpacked(self, key: RunKey, content: Content | None) -> Replication | None:
        if content is None:
            return None
        try:
            return unpacked(key, whole(content))
        except (DamagedFileError, OSError) as error:
            self._warn(
                f"{self.location}/{path_of(key)} is damaged and not used: {error}. Asking for its "
                "comparison again makes it anew."
            )
            return None


def scenario_path(name: str) -> str:
    """Where the scenario of a name is kept."""
    return f"{SCENARIOS}/{name}.json"


def text_path(name: str) -> str:
    """Where the text of the scenario of a name is kept, if it is."""
    return f"{SCENARIOS}/{name}.yaml"


def path_of(key: RunKey) -> str:
    """Where the replication of a key is kept."""
    return f"{RUNS}/{key.engine}/{key.content}/{key.seed}/{key.number:06}.parquet"
