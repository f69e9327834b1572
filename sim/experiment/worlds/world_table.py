"""The table of worlds: sets of values under which a scenario reproduces what was reported.

A small CSV file that stands beside the scenario: a few lines that begin with `#` and say what it
is, then one row a world. The first columns are inputs by their paths; those that begin with
`reported: ` hold what a run of the world, made to confirm it, gave for each figure.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiment.worlds.inputs import Input, inputs
from sim.scenario.scenario import Scenario

ENDING = ".worlds.csv"
"""Of the file beside a scenario's."""

_ABOUT, _FIGURE = "# locality worlds: ", "reported: "


class UnreadableWorldsError(ValueError):
    """A file that holds no table of worlds, in words."""


@dataclass(frozen=True, eq=False)
class WorldTable:
    """Sets of values, one row a world, in no order of merit.

    Attributes:
        made_for: identity of the scenario and of its ranges, as `identity_of` gives it.
        title: of the scenario.
        figures: title of the figures that each world reproduces.
        seed: identity of the luck with which it was made.
        runs: runs that it took to make, those that confirm it included.
        names: path of each input, as a planner types it.
        values: shape (worlds, inputs).
        reported: titles of the figures.
        reproduced: what the confirming run of each world gave, shape (worlds, figures).
    """

    made_for: str
    title: str
    figures: str
    seed: int
    runs: int
    names: tuple[str, ...]
    values: NDArray[np.float64]
    reported: tuple[str, ...]
    reproduced: NDArray[np.float64]

    def __len__(self) -> int:
        """How many worlds there are."""
        return len(self.values)

    @cached_property
    def identity(self) -> str:
        """Hash of what it was made for and of every value."""
        digest = hashlib.sha256(f"{self.made_for}/{json.dumps(self.names)}/".encode())
        digest.update(np.ascontiguousarray(self.values).tobytes())
        return digest.hexdigest()[:12]

    def world(self, number: int) -> dict[str, float]:
        """The values of one world by the paths of the inputs."""
        return dict(zip(self.names, self.values[number].tolist(), strict=True))


def doubts(scenario: Scenario) -> tuple[Input, ...]:
    """The inputs of a scenario that its evidence leaves open, in the order of its record."""
    return tuple(each for each in inputs(scenario, scenario) if each.is_doubt)


def identity_of(scenario: Scenario) -> str:
    """Identity of a scenario together with the ranges of its doubtful inputs."""
    ranges = [(each.name, each.estimate.low, each.estimate.high) for each in doubts(scenario)]
    text = json.dumps([scenario.content_hash, ranges])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def written(table: WorldTable) -> str:
    """A table as the text of its file; `read` gives it back to the last digit."""
    about = {
        "made_for": table.made_for,
        "title": table.title,
        "figures": table.figures,
        "seed": table.seed,
        "runs": table.runs,
    }
    file = io.StringIO()
    file.write(f"{_ABOUT}{json.dumps(about, ensure_ascii=False)}\n")
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow([*table.names, *(f"{_FIGURE}{title}" for title in table.reported)])
    for values, reproduced in zip(table.values.tolist(), table.reproduced.tolist(), strict=True):
        rows.writerow([*map(repr, values), *map(repr, reproduced)])
    return file.getvalue()


def read(text: str) -> WorldTable:
    """The table in the text of a file.

    Raises:
        UnreadableWorldsError: if there is none.
    """
    lines = iter(text.splitlines())
    first = next(lines, "")
    if not first.startswith(_ABOUT):
        raise UnreadableWorldsError("its first line does not say that it holds worlds")
    if not text.endswith("\n"):
        raise UnreadableWorldsError("it was cut off in its last line")
    try:
        about = json.loads(first.removeprefix(_ABOUT))
        header, *rows = list(csv.reader(lines))
        numbers = np.array([[float(cell) for cell in row] for row in rows])
        return _table(about, header, numbers)
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableWorldsError(f"it was cut off or changed: {error}") from None


def is_made_for(text: str, identity: str) -> bool:
    """Whether the text of a file is of worlds of a scenario's identity, by its first line."""
    return f'"made_for": "{identity}"' in text.partition("\n")[0]


def _table(about: dict[str, Any], header: list[str], numbers: NDArray[np.float64]) -> WorldTable:
    """The table of what a file says.

    Raises:
        ValueError: if a row lacks a value or holds one that is no number.
    """
    if numbers.ndim != 2 or numbers.shape[1] != len(header) or not np.isfinite(numbers).all():
        raise ValueError("not every row has a number for every input")
    figures = [name for name in header if name.startswith(_FIGURE)]
    inputs_ = len(header) - len(figures)
    return WorldTable(
        made_for=str(about["made_for"]),
        title=str(about["title"]),
        figures=str(about["figures"]),
        seed=int(about["seed"]),
        runs=int(about["runs"]),
        names=tuple(header[:inputs_]),
        values=numbers[:, :inputs_],
        reported=tuple(name.removeprefix(_FIGURE) for name in figures),
        reproduced=numbers[:, inputs_:],
    )
