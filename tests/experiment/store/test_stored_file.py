"""A stored file holds one replication whole, and any damage to it is noticed."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from sim.experiment.store.run_store import path_of
from sim.experiment.store.stored_file import DamagedFileError, packed, unpacked
from sim.experiment.work.engine_version import engine_version
from sim.experiment.work.replicate import Replication, Run, replicate
from sim.model.known import NOTHING_KNOWN
from tests.experiment.runs import CLUSTERS, SMALL, assert_same

RUN = Run(SMALL, 1, 0)
KEY = RUN.key


@pytest.fixture(scope="module")
def real() -> Replication:
    return replicate(RUN)


@pytest.fixture(scope="module")
def content(real: Replication) -> bytes:
    return packed(KEY, real)


def test_the_same_replication_gives_the_same_bytes(content: bytes) -> None:
    assert packed(KEY, replicate(RUN)) == content
    assert packed(KEY, unpacked(KEY, content)) == content


def test_a_file_holds_tidy_rows_of_measures_and_laws_and_no_family(
    real: Replication, content: bytes
) -> None:
    table = pd.read_parquet(io.BytesIO(content))
    measures = table[table["kind"] == "measure"]
    pd.testing.assert_frame_equal(
        measures[["measure", "scope", "name", "value"]], real.rows, check_dtype=False
    )
    assert list(table[table["kind"] == "law"]["sentence"]) == [law.sentence for law in real.laws]
    assert not set(table["scope"]) & {"family", "child", "worker"}
    metadata = parquet.read_schema(io.BytesIO(content)).metadata
    assert metadata[b"scenario"].decode() == SMALL.content_hash
    assert metadata[b"engine"].decode() == engine_version()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_cut_off_anywhere_is_noticed(content: bytes, data: st.DataObject) -> None:
    length = data.draw(st.integers(0, len(content) - 1))
    with pytest.raises(DamagedFileError):
        unpacked(KEY, content[:length])


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_changed_byte_is_noticed_or_changes_nothing(
    content: bytes, real: Replication, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(content) - 1))
    change = data.draw(st.integers(1, 255))
    changed = bytearray(content)
    changed[at] ^= change
    try:
        found = unpacked(KEY, bytes(changed))
    except DamagedFileError:
        return
    assert_same(found, real)


def edited(content: bytes, change: Callable[[pd.DataFrame], object]) -> bytes:
    """The file as somebody would have it who edits the table and keeps the metadata."""
    table = parquet.read_table(io.BytesIO(content))
    frame = table.to_pandas()
    change(frame)
    file = io.BytesIO()
    parquet.write_table(
        table.from_pandas(frame, schema=table.schema).replace_schema_metadata(
            table.schema.metadata
        ),
        file,
    )
    return file.getvalue()


def test_a_figure_that_somebody_changed_is_noticed(content: bytes) -> None:
    assert unpacked(KEY, edited(content, lambda _: None))
    with pytest.raises(DamagedFileError, match="digest"):
        unpacked(KEY, edited(content, lambda frame: frame.__setitem__("value", 0.0)))
    with pytest.raises(DamagedFileError, match="cannot be read"):
        unpacked(KEY, edited(content, lambda frame: frame.__setitem__("name", None)))


def with_metadata(content: bytes, change: Callable[[dict[bytes, bytes]], object]) -> bytes:
    """The file as somebody would have it who keeps the table and edits the metadata."""
    table = parquet.read_table(io.BytesIO(content))
    metadata = dict(table.schema.metadata)
    change(metadata)
    file = io.BytesIO()
    parquet.write_table(table.replace_schema_metadata(metadata), file)
    return file.getvalue()


def test_what_luck_brought_cannot_be_changed_or_taken_away(content: bytes) -> None:
    assert unpacked(KEY, with_metadata(content, lambda _: None))
    more = json.dumps([number.hex() for number in (1.0, 2.0, 3.0)]).encode()
    for change in (lambda of: of.__setitem__(b"known", more), lambda of: of.pop(b"known")):
        with pytest.raises(DamagedFileError, match="digest"):
            unpacked(KEY, with_metadata(content, change))


def test_a_file_from_before_luck_was_stored_is_read(real: Replication) -> None:
    """Its digest was of identity, laws and figures alone."""
    table = parquet.read_table(io.BytesIO(packed(KEY, replace(real, known=NOTHING_KNOWN))))
    laws = [
        [
            *(law.name, law.scope, float(law.left).hex(), float(law.right).hex()),
            *(law.verdict, law.sentence),
        ]
        for law in real.laws
    ]
    about = {
        "engine": KEY.engine,
        "scenario": KEY.content,
        "seed": KEY.seed,
        "replication": KEY.number,
    }
    digest = hashlib.sha256(json.dumps([about, laws]).encode())
    digest.update("\n".join(map("\t".join, real.keys)).encode())
    digest.update(real.values.astype("<f8").tobytes())
    file = io.BytesIO()
    metadata = {b"digest": digest.hexdigest().encode()}
    parquet.write_table(table.replace_schema_metadata(metadata), file)
    found = unpacked(KEY, file.getvalue())
    assert_same(found, replace(real, known=NOTHING_KNOWN))


def test_another_table_is_no_replication() -> None:
    file = io.BytesIO()
    pd.DataFrame({"value": [1.0]}).to_parquet(file)
    with pytest.raises(DamagedFileError, match="columns"):
        unpacked(KEY, file.getvalue())


@pytest.mark.parametrize(
    "other",
    [
        Run(SMALL, 1, 1),
        Run(SMALL, 2, 0),
        Run(CLUSTERS, 1, 0),
        Run(SMALL, 1, 0, engine="another"),
    ],
)
def test_a_file_under_the_name_of_another_is_noticed(content: bytes, other: Run) -> None:
    assert path_of(other.key) != path_of(KEY)
    with pytest.raises(DamagedFileError):
        unpacked(other.key, content)
