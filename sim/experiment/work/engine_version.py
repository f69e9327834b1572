"""The engine's version: a digest of all that decides a figure, so that two engines never mix."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

import sim

_DECIDES_FIGURES = ("scenario", "model", "measures")
_PACKAGES = ("networkx", "numpy", "pandas", "pydantic", "simpy")


@cache
def engine_version() -> str:
    """Identity of the engine: 12 hex digits.

    It changes with the source of the plan, the model or the measures, with the Python release and
    with the packages these rest on. Equal scenario, seed, number and engine give equal figures.
    """
    folder = Path(sim.__file__).parent
    digest = hashlib.sha256("".join(platform.python_version_tuple()[:2]).encode())
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    for room in _DECIDES_FIGURES:
        for file in sorted((folder / room).rglob("*.py")):
            digest.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:12]
