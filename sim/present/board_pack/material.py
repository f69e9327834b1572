"""The material: what the three documents are written from, so that they say the same."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sim.experiment.comparison import Comparison, Key, Outcome
from sim.experiment.experiment import Experiment
from sim.experiment.studies.sensitivity import Sensitivity
from sim.present.words import words
from sim.present.words.caveats import caveats
from sim.present.words.measures import definition, titled
from sim.present.words.names import named, side_names
from sim.present.words.numbers import counted, percent

MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""When every document says that it was made: its properties do not change from day to day."""


class TooFewPairsError(ValueError):
    """A comparison without intervals, which no board should be shown."""


@dataclass(frozen=True)
class Material:
    """One comparison, ready to be told.

    Attributes:
        experiment: the runs.
        comparison: what they show; its titles are fit for any document.
        sensitivity: what each input does to it, if that was run.
    """

    experiment: Experiment
    comparison: Comparison
    sensitivity: Sensitivity | None

    @cached_property
    def figures(self) -> dict[Key, Outcome]:
        """Every outcome by its key."""
        return {outcome.key: outcome for outcome in self.comparison.outcomes}

    @cached_property
    def caveats(self) -> list[str]:
        """What to know before reading the answer."""
        return caveats(self.comparison, self.experiment)

    @cached_property
    def a(self) -> str:
        """The scenario compared with, beside a chart."""
        return side_names(self.comparison.a, self.comparison.b)[0]

    @cached_property
    def b(self) -> str:
        """The scenario that is judged, beside a chart."""
        return side_names(self.comparison.a, self.comparison.b)[1]

    @property
    def basis(self) -> str:
        """What every figure rests on, in a line."""
        comparison, lost = self.comparison, len(self.experiment.failures)
        failed = f" {counted(lost, 'run')} FAILED, left out." if lost else ""
        return (
            f"Projected for {words.period(comparison.a)}. {counted(comparison.pairs, 'pair')} of "
            f"runs; intervals of {percent(comparison.confidence)}.{failed}"
        )

    def whole(self, *measures: str) -> list[Outcome]:
        """The outcomes of measures for the whole service, but for those that nobody has."""
        return known(found for m in measures if (found := self.comparison.find(m)))


def known(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Outcomes that at least one of the scenarios has."""
    return [each for each in outcomes if each.has_value]


def heading(of: Outcome) -> str:
    """What a figure from A to B is of, with its unit where the figure does not carry it."""
    measure = definition(of)
    return measure.title if measure.unit == "%" else titled(measure)


def material(
    experiment: Experiment, comparison: Comparison, sensitivity: Sensitivity | None = None
) -> Material:
    """Make a comparison ready to be told.

    Raises:
        TooFewPairsError: if it has fewer than 2 pairs of runs.
    """
    if comparison.pairs < 2:
        raise TooFewPairsError(
            f"{counted(comparison.pairs, 'pair')} of runs: a pack needs 2 or more, as no single "
            f"run is a result"
        )
    return Material(experiment, named(comparison), sensitivity)
