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
does a digest. This covers every value together with the identity of the replication, so that a file
under the wrong name is noticed too. The same replication gives the same bytes. Of files written
before luck was stored, nothing is known of it.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from sim.experiment.statistics.figures import Key, Keys
from sim.experiment.work.replicate import Replication, RunKey
from sim.measures.laws.law import Agreement, Law
from sim.model.known import NOTHING_KNOWN, Known

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
_WORDS, _NOT_WORDS = _SCHEMA.names[:4], _SCHEMA.names[4:]
"""Columns that say what a row is of, the same in thousands of files, and what it says."""
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
        file = parquet.ParquetFile(pa.BufferReader(content))
        if not file.schema_arrow.equals(_SCHEMA):
            raise ValueError("its columns are others")
        keys, of_laws = _words(_Words.of(file, content))
        table = file.read(columns=_NOT_WORDS, use_threads=False)
        values, right, verdicts, sentences = (table[name] for name in _NOT_WORDS)
        told = [each[len(keys) :].to_pylist() for each in (values, right, verdicts, sentences)]
        metadata = file.schema_arrow.metadata
        replication = Replication(
            arm=key.arm,
            number=key.number,
            keys=keys,
            values=np.array(values[: len(keys)].to_pylist(), np.float64),
            laws=tuple(
                Law(name, scope, left, right, cast(Agreement, verdict), sentence)
                for (name, scope), left, right, verdict, sentence in zip(
                    of_laws, *told, strict=True
                )
            ),
            known=_known(metadata),
            is_stored=True,
        )
        is_sound = metadata[_DIGEST.encode()].decode() == _digest(
            key, replication, knows=_KNOWN.encode() in metadata
        )
    except (pa.ArrowException, OSError, LookupError, TypeError, ValueError) as error:
        raise DamagedFileError(f"it cannot be read: {error}") from error
    if not is_sound:
        raise DamagedFileError("its digest does not fit what is in it")
    return replication


@dataclass(frozen=True)
class _Words:
    """What the rows of a file are of, known by its bytes."""

    stored: bytes
    file: Any = field(compare=False, repr=False)

    @classmethod
    def of(cls, file: Any, content: bytes) -> _Words:
        """Those of a file: its columns stand one after the other."""
        group = file.metadata.row_group(0)
        first, after = (group.column(at) for at in (0, len(_WORDS)))
        begin, end = (
            each.dictionary_page_offset or each.data_page_offset for each in (first, after)
        )
        return cls(content[begin:end], file)


@lru_cache(maxsize=16)
def _words(words: _Words) -> tuple[Keys, tuple[tuple[str, str], ...]]:
    """Which figures a file has, and of which laws, each with its scope."""
    table = words.file.read(columns=_WORDS, use_threads=False)
    kinds, *named = (table[name].to_pylist() for name in _WORDS)
    measures = kinds.count("measure")
    rows = list(zip(*named, strict=True))
    return tuple(map(Key._make, rows[:measures])), tuple(row[:2] for row in rows[measures:])


@lru_cache(maxsize=16)
def _as_text(keys: Keys) -> bytes:
    return "\n".join(map("\t".join, keys)).encode()


def _known(metadata: dict[bytes, bytes]) -> Known:
    known = metadata.get(_KNOWN.encode())
    return NOTHING_KNOWN if known is None else Known(*map(float.fromhex, json.loads(known)))


def _digest(key: RunKey, replication: Replication, *, knows: bool = True) -> str:
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
    known = [_as_json(replication.known)] if knows else []
    about = [_identity(key), *known, laws]
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
