"""The service matched: a scenario whose sums and runs are asked for at sets of values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.experiment.matching.space import Space, given, scenario_at, space_of
from sim.experiment.matching.sums import sums_of
from sim.experiment.statistics.figures import Key
from sim.experiment.store.load_or_run import load_or_run
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.replicate import Failure, Run
from sim.experiment.worlds.inputs import CannotVaryError
from sim.experiment.worlds.world import World
from sim.scenario.exact.length_of_stay import EndlessPathwayError
from sim.scenario.scenario import Scenario

FIRST_RUN = 1_000_000
"""Number of the first replication: no comparison comes so far, so that luck is never shared."""


class Service(Protocol):
    """What can be matched: the sums of a set of values, and runs of it."""

    @property
    def space(self) -> Space:
        """The inputs and their ranges."""

    @property
    def sums(self) -> tuple[str, ...]:
        """Names of the sums."""

    def work_out(self, values: NDArray[np.float64] | None) -> NDArray[np.float64] | None:
        """The sums of one set; none if the service cannot have these values together.

        Args:
            values: the set; none is the service as planned.
        """

    def run(
        self, sets: Sequence[NDArray[np.float64] | None], first: int
    ) -> Iterator[tuple[int, NDArray[np.float64]]]:
        """Run each set once; none is the service as planned.

        Args:
            sets: the values.
            first: number of the first run, from 0; each has luck of its own.

        Yields:
            Position of a set and its figures, in the order in which runs end; all nan for a run
            that failed.
        """


class ScenarioService:
    """A scenario, run on an executor and kept in a store."""

    def __init__(
        self,
        scenario: Scenario,
        figures: Sequence[Key],
        seed: int,
        executor: Executor,
        store: RunStore | None = None,
    ) -> None:
        """Prepare.

        Args:
            scenario: as planned.
            figures: which figures of a run are wanted.
            seed: identity of the luck.
            executor: where to run.
            store: where runs are looked up first, and kept.
        """
        self.space = space_of(scenario)
        self.sums = tuple(sums_of(scenario))
        self.failures: list[Failure] = []
        self._scenario = scenario
        self._figures = tuple(figures)
        self._seed = seed
        self._executor = executor
        self._store = store

    def work_out(self, values: NDArray[np.float64] | None) -> NDArray[np.float64] | None:
        """The sums of one set; none if the scenario cannot have these values together."""
        scenario = self._scenario
        try:
            if values is not None:
                scenario = scenario_at(scenario, given(scenario, values))
            found = sums_of(scenario)
        except (CannotVaryError, EndlessPathwayError):
            return None
        return np.array([found.get(name, 0.0) for name in self.sums])

    def run(
        self, sets: Sequence[NDArray[np.float64] | None], first: int
    ) -> Iterator[tuple[int, NDArray[np.float64]]]:
        """Run each set once, from the store where it has the run."""
        runs = (
            Run(
                self._scenario,
                self._seed,
                FIRST_RUN + first + position,
                world=None if values is None else self._world(values, FIRST_RUN + first + position),
            )
            for position, values in enumerate(sets)
        )
        for ended in load_or_run(runs, self._executor, self._store):
            position = ended.number - FIRST_RUN - first
            if isinstance(ended, Failure):
                self.failures.append(ended)
                yield position, np.full(len(self._figures), np.nan)
            else:
                found = dict(zip(ended.keys, ended.values.tolist(), strict=True))
                yield position, np.array([found.get(key, np.nan) for key in self._figures])

    def _world(self, values: NDArray[np.float64], number: int) -> World:
        text = json.dumps([self.space.names, values.tolist()])
        identity = hashlib.sha256(text.encode()).hexdigest()[:12]
        return World(identity, number, given(self._scenario, values))
