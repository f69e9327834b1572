"""Paired runs: those that two scenarios of an experiment have in common, figure by figure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiment.experiment import Experiment
from sim.experiment.statistics.control_variates import Controls
from sim.experiment.statistics.figures import Figures, Key
from sim.experiment.statistics.plausible import Beside, beside, helping
from sim.experiment.work.replicate import Replication
from sim.experiment.worlds.worlds import worlds_run_in
from sim.model.known_before import Known


@dataclass(frozen=True, eq=False)
class PairedRuns:
    """The runs of A and B with the same numbers.

    Attributes:
        numbers: of the runs, in order.
        worlds: which world each pair was run in.
        a: figures of A, one value a run.
        b: those of B.
        controls: what luck is known to have brought each pair.
    """

    numbers: tuple[int, ...]
    worlds: NDArray[np.int64]
    a: Figures
    b: Figures
    controls: Controls

    @classmethod
    def of(
        cls, experiment: Experiment, judged: int = 1, only: Collection[Key] | None = None
    ) -> PairedRuns:
        """Those of the first scenario of an experiment and another.

        Args:
            experiment: the runs.
            judged: place of the other, from 1.
            only: the figures that are asked for; all if none.
        """
        arms = experiment.arms[0], experiment.arms[judged]
        both = set.intersection(*({run.number for run in arm} for arm in arms))
        a, b = ([run for run in arm if run.number in both] for arm in arms)
        numbers = tuple(sorted(both))
        return cls(
            numbers=numbers,
            worlds=worlds_run_in(experiment.worlds, numbers),
            a=Figures.of(a, only),
            b=Figures.of(b, only),
            controls=controls_of(a, b),
        )

    def __getitem__(self, key: Key) -> Beside:
        """A figure in both scenarios, and the difference."""
        a, b = self.a[key], self.b[key]
        return beside(a, b, self.worlds, helping(a, b, self.controls))


def controls_of(a: Sequence[Replication], b: Sequence[Replication]) -> Controls:
    """What luck is known to have brought pairs of runs.

    Each scenario has posts of its own; what arrives is nearly the same in both and counts once.

    Args:
        a: runs of A, in any order.
        b: those of B with the same numbers.
    """
    of_a, of_b = (sorted(runs, key=lambda run: run.number) for runs in (a, b))
    known = [
        (*one.known[:-1], *other.known[:-1], one.known.arriving + other.known.arriving)
        for one, other in zip(of_a, of_b, strict=True)
    ]
    numbers = 2 * len(Known._fields) - 1
    return Controls(np.array(known, dtype=np.float64).reshape(len(known), numbers))
