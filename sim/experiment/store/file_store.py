"""The file store: files under one location, each whole or not at all, on a disk or a cloud."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from fsspec.core import url_to_fs

UNFINISHED = ".part"
"""How the name of a file ends while it is written."""
ASIDE = "aside"
"""Where a folder goes that stands in the place of a file, with all that is in it."""
Content = bytes | OSError
"""What is in a file, or why it cannot be read."""


class NoFileStoreError(OSError):
    """A location that cannot be used, and why."""


class FileStore:
    """Files by their path within a location.

    A file appears under its name only when all of it is there, so that whoever looks, in this
    process or another, finds it whole or not at all, even if the writer is killed. Of several that
    write the same file the last one stays.
    """

    def __init__(self, location: str | Path) -> None:
        """Use a location, which need not exist yet.

        Args:
            location: a folder, or any URL that fsspec knows, such as `s3://bucket/runs`.

        Raises:
            NoFileStoreError: if fsspec knows no such location, or lacks a package for it.
        """
        self.location = str(location)
        try:
            self._files, root = url_to_fs(self.location)
        except (ValueError, ImportError) as error:
            raise NoFileStoreError(f"{self.location} cannot be used as a store: {error}") from error
        self._root = root.rstrip("/")

    def read(self, paths: Iterable[str]) -> Mapping[str, Content]:
        """What is in those of the files that exist, together; why not, where one cannot be read."""
        wanted = list(paths)
        found = self._files.cat_ranges(
            [self._at(path) for path in wanted], None, None, on_error="return"
        )
        return {
            path: content if isinstance(content, bytes) else _in_words(content)
            for path, content in zip(wanted, found, strict=True)
            if not isinstance(content, FileNotFoundError | NotADirectoryError)
        }

    def write(self, path: str, content: bytes) -> None:
        """Write a file: under another name first, then give it its own.

        A folder that stands in its place is set aside.
        """
        at = self._at(path)
        self._free(at)
        unfinished = f"{at}.{os.getpid()}-{secrets.token_hex(4)}{UNFINISHED}"
        self._files.makedirs(at.rpartition("/")[0], exist_ok=True)
        try:
            self._files.pipe_file(unfinished, content)
            self._files.mv(unfinished, at)
        except OSError:  # as on a full disk: nothing half is left behind
            with contextlib.suppress(FileNotFoundError):
                self._files.rm_file(unfinished)
            raise

    def list(self, under: str = "") -> Mapping[str, int]:
        """Every file below a path, with its size in bytes, by path."""
        at = self._at(under)
        self._files.invalidate_cache(at)
        found = self._files.find(at, detail=True)
        begin = len(self._root) + 1
        return {full[begin:]: int(info["size"] or 0) for full, info in sorted(found.items())}

    def names(self, folder: str) -> tuple[str, ...]:
        """The paths of what stands in a folder itself, files and folders."""
        at = self._at(folder)
        self._files.invalidate_cache(at)
        try:
            found = self._files.ls(at, detail=False)
        except (FileNotFoundError, NotADirectoryError):
            return ()
        names = sorted(full.rstrip("/").rpartition("/")[2] for full in found)
        return tuple(f"{folder}/{name}" for name in names)

    def delete(self, paths: Iterable[str]) -> None:
        """Delete files; one that is gone already is no matter, and a folder is set aside."""
        for path in paths:
            at = self._at(path)
            self._free(at)
            with contextlib.suppress(FileNotFoundError):
                self._files.rm_file(at)

    def _free(self, at: str) -> None:
        """Set aside a folder that stands where a file belongs: no file takes its place else."""
        if self._files.isdir(at):
            self._files.makedirs(aside := self._at(ASIDE), exist_ok=True)
            name = f"{secrets.token_hex(4)}-{at.rpartition('/')[2]}"
            self._files.mv(at, f"{aside}/{name}", recursive=True)

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root


def _in_words(error: Exception) -> OSError:
    """Why a file cannot be read, whatever the place it is in raised."""
    return OSError(str(getattr(error, "strerror", None) or error or type(error).__name__))


def whole(content: Content) -> bytes:
    """What is in a file.

    Raises:
        OSError: if it cannot be read.
    """
    if isinstance(content, OSError):
        raise content
    return content
