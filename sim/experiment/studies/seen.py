"""What was seen: the values of all doubtful inputs in each world, beside what B gained there.

It is what the runs of a comparison tell about its inputs, without another run. A gain is the
lasting difference B - A of one world, turned round where lower is better, in margins: 1 is the
smallest gain worth acting on, and -1 the smallest such loss.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiment.experiment import Experiment
from sim.experiment.statistics.figures import Key
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.values_by_world import Asked, values_by_world
from sim.experiment.worlds.inputs import Input
from sim.measures.catalogue import CATALOGUE, JUDGED

_JUDGED = frozenset(map(Key, JUDGED))


class NoDoubtError(ValueError):
    """All inputs were as planned, so that nothing is seen of what they decide."""


@dataclass(frozen=True, eq=False)
class Gains:
    """What B gained in one judged outcome, in margins.

    Attributes:
        means: of the runs of each world; nan where it has no value.
        lasting: the same, chance taken out.
        chance: variance of one simulated year within a world; nan while it is not known.
        doubt: variance between worlds, chance taken out.
    """

    means: NDArray[np.float64]
    lasting: NDArray[np.float64]
    chance: float
    doubt: float


@dataclass(frozen=True, eq=False)
class Seen:
    """All that the runs of a comparison show about its doubtful inputs.

    Attributes:
        inputs: those of A and B that were not the same in every world.
        numbers: of the worlds: the first replication that was run in each.
        values: shape (worlds, inputs).
        gains: by judged outcome that has a value, in the order of the catalogue's `JUDGED`.
    """

    inputs: tuple[Input, ...]
    numbers: tuple[int, ...]
    values: NDArray[np.float64]
    gains: Mapping[str, Gains]

    def of(self, wanted: Input) -> NDArray[np.float64]:
        """The values of one input over the worlds."""
        column: NDArray[np.float64] = self.values[:, self.inputs.index(wanted)]
        return column


def seen(experiment: Experiment, store: RunStore | None = None) -> Seen:
    """What the runs of a comparison of A and B show about its doubtful inputs.

    Args:
        experiment: the comparison.
        store: where the values of its inputs may be, and are kept; none to work them out.

    Raises:
        NoDoubtError: if it was not run in worlds, or no pair is left.
        WrongNumberOfScenariosError: if the experiment is not of two scenarios.
    """
    a, _ = experiment.pair
    runs = experiment.paired(only=_JUDGED)
    if experiment.worlds is None or not runs.numbers:
        raise NoDoubtError("what decides it is seen over plausible worlds, and there are none")
    of = runs.worlds
    worlds, first = np.unique(of, return_index=True)
    numbers = tuple(runs.numbers[at] for at in first)
    known = values_by_world(
        Asked(experiment.worlds.identities, experiment.seed, numbers, experiment.worlds, store)
    )
    gains = {}
    for measure in JUDGED:
        key, margin = Key(measure), a.margins.of(measure)
        unit = margin if CATALOGUE[measure].better == "higher" else -margin
        found = runs[key].difference
        if len(found.worlds) == 0:
            continue
        means, lasting = np.full((2, len(worlds)), np.nan)
        there = np.isin(worlds, of[np.isfinite(runs.b[key] - runs.a[key])])
        means[there], lasting[there] = found.means / unit, found.worlds / unit
        gains[measure] = Gains(means, lasting, found.chance / unit**2, found.doubt / unit**2)
    return Seen(known.inputs, numbers, known.values, gains)
