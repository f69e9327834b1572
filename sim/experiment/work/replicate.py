"""Replications: one scenario simulated and measured once, and only its measures kept."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.experiment.statistics.figures import Key, Keys, shared
from sim.experiment.work.engine_version import engine_version
from sim.measures.catalogue import PRIMARY
from sim.measures.laws.all_laws import Law, laws
from sim.measures.measures import measure
from sim.model.replication import simulate
from sim.scenario.scenario import Scenario


class OtherEngineError(RuntimeError):
    """A worker has another version of the engine than whoever asked."""


@dataclass(frozen=True)
class Task:
    """One replication to work out; the number together with the seed decides all luck."""

    scenario: Scenario
    seed: int
    number: int
    arm: int = 0
    """Place of the scenario in the experiment, from 0."""
    engine: str = field(default_factory=engine_version)
    """The engine that is asked."""


@dataclass(frozen=True, eq=False)
class Replication:
    """What one replication showed.

    Attributes:
        arm: place of its scenario in the experiment, from 0.
        number: the replication's number; the same number in two scenarios met the same families.
        keys: its figures, in the order of the catalogue.
        values: their values, in the same order; nan where there was nothing to measure.
        laws: its checks, as `sim.measures.laws.all_laws.laws` gives them.
        is_stored: whether it came from the store and was not simulated now.
    """

    arm: int
    number: int
    keys: Keys
    values: NDArray[np.float64]
    laws: tuple[Law, ...]
    is_stored: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", shared(self.keys))

    def __reduce__(self) -> tuple[object, ...]:
        """Make it anew on the other side, so that its keys are shared there too."""
        return (Replication, (self.arm, self.number, self.keys, self.values, self.laws))

    @property
    def rows(self) -> pd.DataFrame:
        """Its measures, tidy: columns measure, scope, name, value."""
        return pd.DataFrame(self.keys, columns=list(Key._fields)).assign(value=self.values)

    def value(self, measure: str) -> float:
        """A measure of the whole service; nan if it has none."""
        key = Key(measure)
        return float(self.values[self.keys.index(key)]) if key in self.keys else math.nan

    @property
    def primaries(self) -> tuple[float, ...]:
        """The primary outcomes, in their agreed order."""
        return tuple(self.value(measure) for measure in PRIMARY)


@dataclass(frozen=True)
class Failure:
    """A replication that came to nothing, and why."""

    arm: int
    title: str
    """The scenario's title."""
    number: int
    cause: str

    def __str__(self) -> str:
        """One line to show a user."""
        return f"{self.title}, replication {self.number}: {self.cause}"


def replicate(task: Task) -> Replication:
    """Simulate and measure one replication.

    Only the measures leave it: event logs are large and hold the journeys of single families.

    Raises:
        OtherEngineError: if this process has another engine than the task asks for.
    """
    if task.engine != engine_version():
        raise OtherEngineError(
            f"the worker has engine {engine_version()}, not {task.engine}: install the same "
            f"Locality, Python and packages on every machine"
        )
    log = simulate(task.scenario, task.seed, task.number)
    rows = measure(log, task.scenario).rows
    return Replication(
        arm=task.arm,
        number=task.number,
        keys=tuple(map(Key, rows["measure"], rows["scope"], rows["name"])),
        values=rows["value"].to_numpy(dtype=np.float64),
        laws=laws(log, task.scenario),
    )
