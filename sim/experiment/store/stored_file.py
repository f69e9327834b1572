"""The stored file: one replication as Parquet, with a digest by which any change to it is noticed.

Tidy rows, one a value, that pandas or any other reader of Parquet understands:

| column     | of a measure             | of a law                                            |
|------------|--------------------------|-----------------------------------------------------|
| `kind`     | `measure`                | `law`                                               |
| `measure`  | key of the catalogue     | name of the law                                     |
| `scope`    | what it is broken down by| a team, one of its roles, or `all`                  |
| `name`     | which one                | empty                                               |
| `value`    | the value                | the left side                                       |
| `right`    | none                     | the right side                                      |
| `verdict`  | none                     | `holds`, `watch` or `not computable`                |
| `sentence` | none                     | the law in words                                    |

What luck was known to have brought the run before it began stands in the file's metadata, and so
does a digest. This covers every value together with the identity of the
replication, so that a file under the wrong name is noticed too. The same replication gives the
same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
from functools import lru_cache
from typing import Any, cast

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from sim.experiment.statistics.figures import Key, Keys
from sim.experiment.work.replicate import Replication, RunKey
from sim.measures.laws.law import Agreement, Law
from sim.model.known_before import Known

_SCHEMA = pa.schema(
    [
        ("kind", pa.string()),
        ("measure", pa.string()),
        ("scope", pa.string()),
        ("name", pa.string()),
        ("value", pa.float64()),
        ("right", pa.float64()),
        ("verdict", pa.string()),
        ("sentence", pa.string()),
    ]
)
_OF_A_LAW = ("measure", "scope", "value", "right", "verdict", "sentence")
_DIGEST, _KNOWN = "digest", "known"


class DamagedFileError(ValueError):
    """A stored file that is not what was written: cut off, changed or under the wrong name."""


def packed(key: RunKey, replication: Replication) -> bytes:
    """A replication as the bytes of a Parquet file."""
    keys, laws = replication.keys, replication.laws
    measures, empty = len(keys), [None] * len(keys)
    names, scopes, parts = zip(*keys, strict=True) if keys else ((), (), ())
    table = pa.table(
        {
            "kind": ["measure"] * measures + ["law"] * len(laws),
            "measure": [*names, *(law.name for law in laws)],
            "scope": [*scopes, *(law.scope for law in laws)],
            "name": [*parts, *("" for _ in laws)],
            "value": np.concatenate([replication.values, [law.left for law in laws]]),
            "right": [*empty, *(law.right for law in laws)],
            "verdict": [*empty, *(law.verdict for law in laws)],
            "sentence": [*empty, *(law.sentence for law in laws)],
        },
        schema=_SCHEMA.with_metadata(
            {name: str(value) for name, value in _identity(key).items()}
            | {_KNOWN: _as_json(replication.known), _DIGEST: _digest(key, replication)}
        ),
    )
    file = io.BytesIO()
    parquet.write_table(table, file, compression="zstd")
    return file.getvalue()


def unpacked(key: RunKey, content: bytes) -> Replication:
    """The replication that a file holds.

    Args:
        key: of the one that it should be.
        content: all bytes of the file.

    Raises:
        DamagedFileError: if it is not that one, whole and unchanged.
    """
    try:
        table = parquet.ParquetFile(io.BytesIO(content)).read(use_threads=False)
        if not table.schema.equals(_SCHEMA):
            raise ValueError("its columns are others")
        measures = table["verdict"].null_count
        metadata = table.schema.metadata
        laws = (table[name][measures:].to_pylist() for name in _OF_A_LAW)
        replication = Replication(
            arm=key.arm,
            number=key.number,
            keys=_keys(*(_Words(table[name][:measures]) for name in Key._fields)),
            values=table["value"][:measures].to_numpy().copy(),
            laws=tuple(
                Law(name, scope, left, right, cast(Agreement, verdict), sentence)
                for name, scope, left, right, verdict, sentence in zip(*laws, strict=True)
            ),
            known=Known(*map(float.fromhex, json.loads(metadata[_KNOWN.encode()]))),
            is_stored=True,
        )
        is_sound = metadata[_DIGEST.encode()].decode() == _digest(key, replication)
    except (pa.ArrowException, OSError, LookupError, TypeError, ValueError) as error:
        raise DamagedFileError(f"it cannot be read: {error}") from error
    if not is_sound:
        raise DamagedFileError("its digest does not fit what is in it")
    return replication


class _Words:
    """A column of words, known by its bytes: thousands of files hold the same one."""

    def __init__(self, column: Any) -> None:
        self.column = column
        chunks = [chunk.buffers() for chunk in column.chunks]
        parts = [bytes(part) for chunk in chunks for part in chunk if part]
        self._bytes = b"".join([str(len(column)).encode(), *parts])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Words) and self._bytes == other._bytes

    def __hash__(self) -> int:
        return hash(self._bytes)


@lru_cache(maxsize=16)
def _keys(measures: _Words, scopes: _Words, names: _Words) -> Keys:
    return tuple(map(Key, *(each.column.to_pylist() for each in (measures, scopes, names))))


@lru_cache(maxsize=16)
def _as_text(keys: Keys) -> bytes:
    return "\n".join(map("\t".join, keys)).encode()


def _digest(key: RunKey, replication: Replication) -> str:
    laws = [
        [
            law.name,
            law.scope,
            float(law.left).hex(),
            float(law.right).hex(),
            law.verdict,
            law.sentence,
        ]
        for law in replication.laws
    ]
    about = [_identity(key), _as_json(replication.known), laws]
    digest = hashlib.sha256(json.dumps(about).encode())
    digest.update(_as_text(replication.keys))
    digest.update(replication.values.astype("<f8").tobytes())
    return digest.hexdigest()


def _as_json(known: Known) -> str:
    return json.dumps([number.hex() for number in known])


def _identity(key: RunKey) -> dict[str, str | int]:
    return {
        "engine": key.engine,
        "scenario": key.content,
        "seed": key.seed,
        "replication": key.number,
    }
