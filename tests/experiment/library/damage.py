"""Damage of every kind that befalls a stored file, for tests that a store outlives it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from fsspec.implementations.local import LocalFileSystem
from pyarrow import parquet

NOISE = bytes(range(256)) * 4


def cut(file: Path, _: pytest.MonkeyPatch) -> None:
    file.write_bytes(file.read_bytes()[:50])


def emptied(file: Path, _: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"")


def noise(file: Path, _: pytest.MonkeyPatch) -> None:
    file.write_bytes(NOISE)


def of_another_version(file: Path, _: pytest.MonkeyPatch) -> None:
    other = io.BytesIO()
    parquet.write_table(pa.table({"measure": ["old"]}), other)
    contents = {".json": b'{"version": 0}', ".yaml": b"version: 0\ntitle: Old\n"}
    file.write_bytes(contents.get(file.suffix, other.getvalue()))


def in_another_encoding(file: Path, _: pytest.MonkeyPatch) -> None:
    file.write_bytes(file.read_bytes().decode("utf-8", "replace").encode("utf-16"))


def a_folder_in_its_place(file: Path, _: pytest.MonkeyPatch) -> None:
    file.unlink()
    file.mkdir()
    (file / "somebody's").write_text("kept")


def unreadable(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused as by its permissions, which do not bind an administrator who runs the tests."""
    refused = (file.stat().st_ino, file.stat().st_mtime_ns)
    read = LocalFileSystem.cat_file

    def cat_file(files: LocalFileSystem, path: str, *rest: Any, **more: Any) -> bytes:
        found = Path(path).stat()
        if (found.st_ino, found.st_mtime_ns) == refused:
            raise PermissionError(13, "Permission denied", path)
        content: bytes = read(files, path, *rest, **more)
        return content

    monkeypatch.setattr(LocalFileSystem, "cat_file", cat_file)


Damage = Callable[[Path, pytest.MonkeyPatch], None]
EVERY: tuple[Damage, ...] = (
    cut,
    emptied,
    noise,
    of_another_version,
    in_another_encoding,
    a_folder_in_its_place,
    unreadable,
)
every_damage = pytest.mark.parametrize("damage", EVERY, ids=lambda each: each.__name__)
