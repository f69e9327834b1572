"""Files that are written together appear together, or none does and nothing is left behind."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from sim.present.whole_files import write_whole

FILES = {"a.txt": b"first", "b.txt": b"second"}


def test_all_files_appear_in_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "pack"
    assert write_whole(folder, FILES) == [folder / "a.txt", folder / "b.txt"]
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == FILES


def test_a_full_disk_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(b"of before")
    fill_the_disk(monkeypatch, after=1)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path, FILES)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a.txt": b"of before"}


def test_without_files_it_tells_whether_a_folder_can_be_written_to(tmp_path: Path) -> None:
    assert write_whole(tmp_path / "new", {}) == []
    assert list((tmp_path / "new").iterdir()) == []
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="File exists"):
        write_whole(tmp_path / "file", {})


def fill_the_disk(monkeypatch: pytest.MonkeyPatch, after: int = 0) -> None:
    """Let a disk take so many files, and half of the next one."""
    write, left = Path.write_bytes, [after]

    def until_full(path: Path, content: bytes) -> int:
        left[0] -= 1
        if left[0] >= 0:
            return write(path, content)
        write(path, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", until_full)
