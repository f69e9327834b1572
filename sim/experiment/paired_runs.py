"""Paired runs: those that two scenarios have in common, figure by figure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiment.statistics.control_variates import Controls
from sim.experiment.statistics.figures import Figures, Key
from sim.experiment.statistics.plausible import Beside, beside, helping
from sim.experiment.work.replicate import Replication
from sim.experiment.worlds.worlds import Worlds, worlds_run_in
from sim.model.known import Known


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
        cls,
        a: Sequence[Replication],
        b: Sequence[Replication],
        worlds: Worlds | None,
        only: Collection[Key] | None = None,
    ) -> PairedRuns:
        """Those of two scenarios.

        Args:
            a: runs of A, in any order.
            b: runs of B.
            worlds: in which they were run; as planned if none.
            only: the figures that are asked for; all if none.
        """
        both = {run.number for run in a} & {run.number for run in b}
        a, b = ([run for run in arm if run.number in both] for arm in (a, b))
        numbers = tuple(sorted(both))
        return cls(
            numbers=numbers,
            worlds=worlds_run_in(worlds, numbers),
            a=Figures.of(a, only),
            b=Figures.of(b, only),
            controls=controls_of(a, b),
        )

    def __getitem__(self, key: Key) -> Beside:
        """A figure in both scenarios, and the difference."""
        a, b = self.a[key], self.b[key]
        return beside(a, b, self.worlds, helping(a, b, self.controls))


def known_of(a: Replication, b: Replication) -> tuple[float, ...]:
    """What luck is known to have brought a pair of runs.

    Each scenario has posts of its own; what arrives is nearly the same in both and counts once.
    """
    return (*a.known[:-1], *b.known[:-1], a.known.arriving + b.known.arriving)


def controls_of(a: Sequence[Replication], b: Sequence[Replication]) -> Controls:
    """What luck is known to have brought pairs of runs.

    Args:
        a: runs of A, in any order.
        b: those of B with the same numbers.
    """
    of_a, of_b = (sorted(runs, key=lambda run: run.number) for runs in (a, b))
    known = [known_of(one, other) for one, other in zip(of_a, of_b, strict=True)]
    return Controls(np.array(known).reshape(len(known), 2 * len(Known._fields) - 1))
