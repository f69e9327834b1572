"""A stored file holds one replication whole, and any damage to it is noticed."""

from __future__ import annotations

import io
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from sim.experiment.store.run_store import path_of
from sim.experiment.store.stored_file import DamagedFileError, packed, unpacked
from sim.experiment.work.engine_version import engine_version
from sim.experiment.work.replicate import Replication, Run, replicate
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
