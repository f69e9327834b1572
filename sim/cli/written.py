"""Written files: what a command leaves in a folder, whole, or a sentence that says why not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sim.cli.errors import InputError
from sim.present.whole_files import write_whole


def ready(folder: Path) -> None:
    """Make a folder, before anything slow begins.

    Raises:
        InputError: if it cannot be written to.
    """
    try:
        write_whole(folder, {})
    except OSError as error:
        raise InputError(f"{folder}: cannot be a folder to write to: {_why(error)}") from None


def write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder, all of them or none.

    Raises:
        InputError: if they cannot be written.
    """
    try:
        return write_whole(folder, files)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written to: {_why(error)}") from None


def _why(error: OSError) -> str:
    return error.strerror or str(error)
