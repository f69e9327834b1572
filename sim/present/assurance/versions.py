"""Versions: what would repeat the pack, from the language and packages to seeds and hashes."""

from __future__ import annotations

import datetime
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
from sim.present.words.numbers import counted, day
from sim.scenario.words import listed

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
    pattern: str | None
    seed: int
    inputs: str = "worlds"

    @property
    def line(self) -> str:
        """The command that writes the pack."""
        vary = "" if self.pattern is None else f" --vary {quote(self.pattern)}"
        screening = "" if self.pattern is None else f" --screening {self.screening}"
        return (
            f"locality assure {quote(self.a)} {quote(self.b)} --out assurance --figures "
            f"{quote(self.figures)} --inputs {self.inputs} --replications {self.replications} "
            f"--seed {self.seed}{screening}{vary}"
        )


@dataclass(frozen=True)
class Edition:
    """Which pack this is.

    Attributes:
        release: version of Locality.
        made: when the pack was begun.
        content: hashes of both scenarios.
    """

    release: str
    made: datetime.datetime
    content: tuple[str, ...]

    @property
    def day(self) -> str:
        """The date in words."""
        return day(self.made.date())

    @property
    def line(self) -> str:
        """The line at the foot of every page."""
        return f"Locality {self.release}, {self.day}; content {listed(list(self.content))}."


def edition(experiment: Experiment, made: datetime.datetime) -> Edition:
    """The edition of a pack on a comparison."""
    hashes = tuple(scenario.content_hash for scenario in experiment.scenarios)
    return Edition(_version("locality"), made, hashes)


def versions(experiment: Experiment, command: Command, of: Edition) -> str:
    """The page of versions, seeds, hashes and commands.

    Args:
        experiment: the comparison that the pack is about.
        command: the arguments of the command that wrote the pack.
        of: which pack it is.
    """
    scenarios = f"{quote(command.a)} {quote(command.b)}"
    runs = f"--replications {command.replications} --seed {command.seed}"
    return document(
        "Versions, seeds and hashes",
        section(
            "The runs",
            table(
                ["What", "Is"],
                [
                    ["Made", f"{of.made:%Y-%m-%d %H:%M} UTC"],
                    ["Seed", f"{experiment.seed}"],
                    ["Inputs", inputs_from(experiment)],
                    ["Replications", f"0 to {experiment.asked - 1} of each scenario"],
                    *(
                        [f"Content hash of {letter}, {scenario.title}", scenario.content_hash]
                        for letter, scenario in zip("AB", experiment.scenarios, strict=True)
                    ),
                    ["Failed", counted(len(experiment.failures), "run")],
                    ["Time for the comparison", time_taken(experiment)],
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
                f"{command.line}\n"
                f"locality compare {scenarios} --inputs {command.inputs} {runs}\n"
                f"locality validate {quote(command.a)} {quote(command.figures)} {runs}\n"
                f"locality verify --seed {command.seed}",
            ),
        ),
    )


def time_taken(experiment: Experiment) -> str:
    """How long the comparison took: runs that were there already take no time."""
    total = sum(map(len, experiment.arms))
    there = total - experiment.simulated
    if not experiment.simulated:
        return f"none: all {counted(total, 'run')} were in the store already"
    stored = f", and {there:,} from the store" if there else ""
    return f"{experiment.seconds:.0f} seconds for {counted(experiment.simulated, 'run')}{stored}"


def inputs_from(experiment: Experiment) -> str:
    """Where the values of doubtful inputs come from."""
    worlds = experiment.worlds
    if worlds is None:
        return "as planned, in every replication"
    if worlds.table is None:
        return f"drawn from their ranges; identity {worlds.identities[0]}"
    return f"{len(worlds.table)} worlds, table {worlds.table.identity}"


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
