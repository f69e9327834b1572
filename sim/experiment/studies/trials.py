"""Trials: what B gains on average with one input at one value.

Some worlds of the comparison are run again with that one input at the value v, in both scenarios
and with the same luck. Their gains y are held against what the comparison foresees of them,
x = gain + slope x (v - own value), with the slope of the regression over the worlds. x is known of
all worlds, y of some: what B gains over all of them follows by double sampling.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiment.experiment import Experiment
from sim.experiment.statistics.double_sampling import mean_over_all
from sim.experiment.statistics.figures import Figures, Key
from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.further_pairs import FurtherPairs, Moved
from sim.experiment.studies.influence import Decided
from sim.experiment.studies.seen import Seen
from sim.experiment.worlds.inputs import Input
from sim.measures.catalogue import CATALOGUE

_Years = Mapping[tuple[str, int], float]
"""B - A by measure of the whole service and number of the pair, where both have a value."""


@dataclass(frozen=True)
class Trial:
    """What B gains on average with one input at one value, in margins."""

    value: float
    gain: Interval

    def is_open(self, line: float) -> bool:
        """Whether the gain may be on either side of a line."""
        return not self.gain.is_known or self.gain.low <= line <= self.gain.high


class Trials:
    """The trials made so far."""

    def __init__(self, what: Seen, further: FurtherPairs) -> None:
        """Begin without a trial.

        Args:
            what: what was seen in the worlds of the comparison.
            further: runs the worlds again.
        """
        self._what = what
        self._further = further
        self._as_it_was = _years(further.experiment)
        self._made: dict[tuple[Input, float], _Years] = {}

    def make(self, title: str, asked: Sequence[tuple[Input, float]], pairs: int) -> None:
        """Run so many worlds with each input at its value, all of them together."""
        changes = [Moved(*each) for each in dict.fromkeys(asked)]
        found = self._further.with_change(title, changes, self._what.numbers[:pairs])
        for change, experiment in zip(changes, found, strict=True):
            self._made[change.input, change.value] = _years(experiment)

    def of(self, moved: Input, outcome: Decided) -> list[Trial]:
        """All trials of an input that have an interval, by value, lowest first."""
        values = sorted(value for each, value in self._made if each == moved)
        trials = [self.at(moved, value, outcome) for value in values]
        return [each for each in trials if each.gain.is_known]

    def at(self, moved: Input, value: float, outcome: Decided) -> Trial:
        """What B gains in one outcome with an input at a value that was tried."""
        slope = next((i.slope for i in outcome.influences if i.input == moved), 0.0)
        own = dict(zip(self._what.numbers, self._what.of(moved).tolist(), strict=True))
        margins = self._further.experiment.scenarios[0].margins
        margin = margins.of(outcome.measure)
        unit = margin if CATALOGUE[outcome.measure].better == "higher" else -margin
        foreseen = {
            number: self._as_it_was[outcome.measure, number] / unit + slope * (value - own[number])
            for number in self._what.numbers
            if (outcome.measure, number) in self._as_it_was
        }
        made = [
            (foreseen[number], difference / unit)
            for (measure, number), difference in self._made[moved, value].items()
            if measure == outcome.measure and number in foreseen
        ]
        x, y = np.array(made).reshape(-1, 2).T
        everything = np.array(list(foreseen.values()))
        return Trial(value, mean_over_all(y, x, everything, margins.confidence.value))


def _years(experiment: Experiment) -> _Years:
    of_a, of_b = ({run.number: run for run in arm} for arm in experiment.arms)
    numbers = sorted(of_a.keys() & of_b.keys())
    a, b = (Figures.of([of[number] for number in numbers]) for of in (of_a, of_b))
    return {
        (key.measure, number): difference
        for key in b
        if key == Key(key.measure)
        for number, difference in zip(numbers, (b[key] - a[key]).tolist(), strict=True)
        if math.isfinite(difference)
    }
