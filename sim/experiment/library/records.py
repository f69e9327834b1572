"""Records: the small files of the library, each read whole or named with what is wrong with it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from sim.experiment.store.file_store import Content, whole
from sim.experiment.store.run_store import RunStore
from sim.scenario.estimate import Record

_ENDING = ".json"


class Identified(Record):
    """A record of a question, in a file that is called by its id."""

    id: str
    """Identity of the question: both scenarios with their words, the seed, the engine, and the
    arrivals if they were given."""


@dataclass(frozen=True)
class Damaged:
    """A record that is there and cannot be read.

    Attributes:
        path: where it is within the store.
        why: what is wrong with it.
    """

    path: str
    why: str

    @property
    def id(self) -> str:
        """Identity of the question that it was a record of."""
        return self.path.rpartition("/")[2].removesuffix(_ENDING)


Kept = TypeVar("Kept", bound=Identified)


def record_path(folder: str, identity: str) -> str:
    """Where the record of an id is kept."""
    return f"{folder}/{identity}{_ENDING}"


def write_record(store: RunStore, folder: str, record: Identified) -> None:
    """Keep a record, or renew it."""
    store.files.write(record_path(folder, record.id), record.model_dump_json(indent=1).encode())


def find_record(
    store: RunStore, folder: str, identity: str, kind: type[Kept]
) -> Kept | Damaged | None:
    """The record of an id; none where there is no such."""
    path = record_path(folder, identity)
    content = store.files.read([path]).get(path)
    return None if content is None else _read(path, content, kind)


def all_records(
    store: RunStore, folder: str, kind: type[Kept], when: Callable[[Kept], datetime.datetime]
) -> list[Kept | Damaged]:
    """All records of a folder, the latest first, then those that cannot be read."""
    try:
        names = store.files.names(folder)
    except OSError as error:
        return [Damaged(folder, f"the folder cannot be read: {error}")]
    contents = store.files.read(name for name in names if name.endswith(_ENDING))
    found = [_read(path, content, kind) for path, content in contents.items()]
    sound = [each for each in found if not isinstance(each, Damaged)]
    return [
        *sorted(sound, key=lambda each: (when(each), each.id), reverse=True),
        *(each for each in found if isinstance(each, Damaged)),
    ]


def _read(path: str, content: Content, kind: type[Kept]) -> Kept | Damaged:
    try:
        record = kind.model_validate_json(whole(content))
    except OSError as error:
        return Damaged(path, f"it cannot be read: {error}")
    except ValidationError as error:
        is_json = error.errors()[0]["type"] != "json_invalid"
        return Damaged(
            path,
            "it is of another version of Locality, or was changed"
            if is_json
            else "it was cut off or overwritten",
        )
    if path.endswith(f"/{record.id}{_ENDING}"):
        return record
    return Damaged(path, f"it is the record of another question, {record.id}")
