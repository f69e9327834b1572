"""Versions: what would repeat the pack, from the language and packages to seeds and hashes."""

from __future__ import annotations

import hashlib
import os
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shlex import quote

import sim
from sim.experiment.experiment import Experiment
from sim.present.foreign.markdown import document, fenced, section, table
from sim.present.words.numbers import counted

_PACKAGES = (
    "networkx", "numpy", "pandas", "pydantic", "rich", "ruamel.yaml", "scipy", "simpy", "typer",
)  # fmt: skip


@dataclass(frozen=True)
class Command:
    """The arguments of `locality assure`."""

    a: str
    b: str
    figures: str
    replications: int
    screening: int
    pattern: str
    seed: int
    inputs: str = "worlds"


def versions(experiment: Experiment, command: Command) -> str:
    """The page of versions, seeds, hashes and commands.

    Args:
        experiment: the comparison that the pack is about.
        command: the arguments of the command that wrote the pack.
    """
    scenarios = f"{quote(command.a)} {quote(command.b)}"
    runs = f"--replications {command.replications} --seed {command.seed}"
    whole = (
        f"locality assure {scenarios} --out assurance --figures "
        f"{quote(command.figures)} {runs} --screening {command.screening} "
        f"--vary {quote(command.pattern)} --inputs {command.inputs}"
    )
    return document(
        "Versions, seeds and hashes",
        section(
            "The runs",
            table(
                ["What", "Is"],
                [
                    ["Seed", f"{experiment.seed}"],
                    ["Replications", f"0 to {experiment.asked - 1} of each scenario"],
                    *(
                        [f"Content hash of {letter}, {scenario.title}", scenario.content_hash]
                        for letter, scenario in zip("AB", experiment.scenarios, strict=True)
                    ),
                    ["Failed", counted(len(experiment.failures), "run")],
                    ["Time for the comparison", f"{experiment.seconds:.0f} seconds"],
                ],
            ),
            "A content hash covers every value that a run depends on, and none of the words.",
        ),
        section("Software", table(["What", "Version"], software())),
        section(
            "To repeat it",
            "The same versions, scenarios and seed give the same figures to the last digit, "
            "whatever the number of processes.",
            fenced(
                "console",
                f"{whole}\nlocality compare {scenarios} {runs}\n"
                f"locality validate {quote(command.a)} {quote(command.figures)} {runs}\n"
                f"locality verify --seed {command.seed}",
            ),
        ),
    )


def engine() -> str:
    """The version of Locality, and a hash of its whole source."""
    folder = Path(sim.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        digest.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return f"{_version('locality')}, source {digest.hexdigest()[:16]}"


def software() -> list[list[str]]:
    """Locality, the language, the packages and the machine, each with its version."""
    return [
        ["Locality", engine()],
        ["Python", platform.python_version()],
        *([name, _version(name)] for name in _PACKAGES),
        ["Machine", f"{platform.system()} {platform.machine()}, {os.cpu_count() or 1} cores"],
    ]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed as a package"
