"""Whole files: what is written together appears together, or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_whole(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder, which is made if it is not there.

    They are written beside their places first, so that a full disk leaves neither an empty file
    nor a half one. Without files it finds out whether the folder can be written to.

    Returns:
        The files.

    Raises:
        OSError: if the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as beside:
        written = [Path(beside) / name for name in files]
        for file, content in zip(written, files.values(), strict=True):
            file.write_bytes(content)
        return [file.replace(folder / file.name) for file in written]
