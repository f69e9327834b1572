"""What was seen: the values of all doubtful inputs in each world, beside what B gained there.

It is what the runs of a comparison tell about its inputs, without another run. A gain is the
lasting difference B - A of one world, turned round where lower is better, in margins: 1 is the
smallest gain worth acting on, and -1 the smallest such loss.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.experiment.experiment import Experiment
from sim.experiment.paired_runs import PairedRuns
from sim.experiment.statistics.figures import Key
from sim.experiment.statistics.interval import ROUNDING
from sim.experiment.worlds.inputs import Input, inputs, part_at
from sim.experiment.worlds.world import in_world
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import CATALOGUE, JUDGED


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


def seen(experiment: Experiment) -> Seen:
    """What the runs of a comparison of A and B show about its doubtful inputs.

    Raises:
        NoDoubtError: if it was not run in worlds, or no pair is left.
        WrongNumberOfScenariosError: if the experiment is not of two scenarios.
    """
    a, _ = experiment.pair
    runs = PairedRuns.of(experiment)
    if experiment.worlds is None or not runs.numbers:
        raise NoDoubtError("what decides it is seen over plausible worlds, and there are none")
    of = runs.worlds
    worlds, first = np.unique(of, return_index=True)
    numbers = tuple(runs.numbers[at] for at in first)
    known = _known(
        _Asked(experiment.worlds.identities, experiment.seed, numbers, experiment.worlds)
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


@dataclass(frozen=True)
class _Asked:
    """Which values are asked for, by what decides them."""

    identities: tuple[str, ...]
    seed: int
    numbers: tuple[int, ...]
    worlds: Worlds = field(compare=False)


@dataclass(frozen=True, eq=False)
class _Known:
    inputs: tuple[Input, ...]
    values: NDArray[np.float64]


@lru_cache(maxsize=4)
def _known(asked: _Asked) -> _Known:
    """Every doubtful input with its value in each world, as a run of the world has it."""
    a, b = asked.worlds.scenarios
    doubts = tuple(each for each in inputs(a, b) if each.is_doubt)
    values = np.empty((len(asked.numbers), len(doubts)))
    for row, number in zip(values, asked.numbers, strict=True):
        sides = [
            in_world(each, asked.worlds.world(arm, number), asked.seed)
            for arm, each in enumerate((a, b))
        ]
        row[:] = [
            part_at(sides[0], each.in_a[0]).value
            if each.in_a
            else part_at(sides[1], each.in_b[0]).value
            for each in doubts
        ]
    # A share to which fixed ones leave one value differs by the rounding of its sum.
    varies = np.ptp(values, axis=0) > ROUNDING * np.abs(values).max(axis=0)
    kept = tuple(each for each, vary in zip(doubts, varies, strict=True) if vary)
    return _Known(kept, values[:, varies])
