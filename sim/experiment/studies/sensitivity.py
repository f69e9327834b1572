"""Sensitivity: how the difference between two scenarios changes with one input at a time.

Each input with a range is set to its low and its high end, in both scenarios at once where both
state it, and simulated with the replications that the comparison used. In each replication the
change of a primary outcome is the difference B - A with the input at that end, less the difference
as planned: same families, same luck. Over replications it has a paired t interval, and a colour:

| colour | when                                             | read as                             |
|--------|--------------------------------------------------|-------------------------------------|
| green  | the whole interval lies inside the margin        | changes nothing worth acting on     |
| red    | the whole interval reaches the margin or beyond  | changes the answer by what matters  |
| amber  | otherwise, or without an interval                | cannot tell with these replications |

An input takes its worst colour over both ends and all primary outcomes; an end that could not be
run counts as amber. Every interval stands alone: among many inputs, some will miss. Inputs are
ranked by their largest mean change as a multiple of its margin. All are screened with few pairs,
and those that rank highest are run again with as many as the comparison has. They stand first:
among those screened alone, chance lifts many.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.experiment.experiment import Experiment
from sim.experiment.statistics.interval import Interval, paired_difference
from sim.experiment.statistics.plausible import difference_of, plausible
from sim.experiment.statistics.precision import some
from sim.experiment.statistics.verdict import Verdict, chances
from sim.experiment.store.load_or_run import load_or_run
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.replicate import Failure, Run
from sim.experiment.worlds.inputs import CannotVaryError, Input, at_value, inputs
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.scenario.scenario import Scenario

REFINED = 10
"""Inputs of the highest rank that are run again with all pairs."""
REFINED_OF_BOTH = 3
"""The same, of the inputs that both scenarios state."""

Stage = Callable[[str, int], Callable[[], object]]
"""Called with a stage and its number of runs; gives what is called as each run ends."""


class Colour(StrEnum):
    """Red, amber or green, the same as words."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True)
class Effect:
    """What one primary outcome does with one input at one end of its range."""

    difference: Interval
    """B - A with the input at that end."""
    verdict: Verdict
    change: Interval
    """That difference less the difference as planned, pair by pair; the interval stands alone."""
    margin: float

    @property
    def colour(self) -> Colour:
        """How the change compares with the margin."""
        return colour(self.change, self.margin)

    @property
    def strength(self) -> float:
        """The mean change as a multiple of the margin; 0 without one."""
        return 0.0 if math.isnan(self.change.mean) else abs(self.change.mean) / self.margin


@dataclass(frozen=True)
class End:
    """One input at one end of its range."""

    name: str
    """`low` or `high`."""
    value: float
    effects: Mapping[str, Effect]
    """By primary outcome; none where it was not run."""
    why_not: str = ""
    """Why it was not run."""


@dataclass(frozen=True)
class Influence:
    """What one input does to the primary outcomes."""

    input: Input
    ends: tuple[End, ...] = ()
    """Its ends, less one that is the planned value."""
    why_not: str = ""
    """Why the input was not run at all."""

    @property
    def was_run(self) -> bool:
        """Whether an end of it was run."""
        return any(end.effects for end in self.ends)

    @cached_property
    def strength(self) -> float:
        """The largest mean change of a primary outcome, as a multiple of its margin."""
        return max((effect.strength for _, _, effect in self.effects), default=0.0)

    @property
    def effects(self) -> list[tuple[End, str, Effect]]:
        """Every effect, with its end and its primary outcome."""
        return [
            (end, measure, effect) for end in self.ends for measure, effect in end.effects.items()
        ]

    @property
    def colour(self) -> Colour | None:
        """The worst colour; none where the input was not run."""
        if not self.was_run:
            return None
        colours = {effect.colour for _, _, effect in self.effects}
        if any(end.why_not for end in self.ends):
            colours.add(Colour.AMBER)
        return next(each for each in Colour if each in colours)


@dataclass(frozen=True)
class Sensitivity:
    """Every input of two scenarios, with its influence.

    Attributes:
        influences: those run again by rank, those screened alone by rank, then the others as they
            stand in the scenarios.
        screened: pairs with which every input was run.
        refined: pairs with which the inputs of the highest rank were run.
        runs: replications that were simulated for it.
        failures: those of them that came to nothing.
    """

    influences: tuple[Influence, ...]
    screened: int
    refined: int
    runs: int
    failures: tuple[Failure, ...]

    @property
    def ranked(self) -> tuple[Influence, ...]:
        """The inputs that were run, the most influential first."""
        return tuple(each for each in self.influences if each.was_run)


def sensitivity(
    experiment: Experiment,
    screening: int,
    pattern: str,
    executor: Executor,
    stage: Stage = lambda _title, _runs: lambda: None,
    store: RunStore | None = None,
) -> Sensitivity:
    """Vary one input at a time.

    Args:
        experiment: the comparison as planned, of A with B.
        screening: pairs with which every input is run, at most those of the experiment.
        pattern: inputs to run, by the path of one of their places, in which `*` means anything.
        executor: where to work out replications.
        stage: called with each stage and its number of runs.
        store: where results are looked up first, and kept as they come.

    Raises:
        TooFewReplicationsError: if nothing is to be screened.
        UnreadablePathError: if the pattern has a part in quotes that cannot be read.
        WrongNumberOfScenariosError: if the experiment is not of two scenarios.
    """
    a, b = experiment.pair
    settings = [_setting(each, a, b, pattern) for each in inputs(a, b)]
    values = _Values(experiment)
    screening = min(some(screening), experiment.asked)

    def worked_out(title: str, chosen: Collection[_Setting], pairs: int) -> list[Influence]:
        runs = values.lacking((s for each in chosen for s in each.scenarios), pairs)
        on_result = stage(title, len(runs))
        values.work_out(runs, executor, store, on_result)
        return [_influence(each, values, pairs) for each in chosen]

    found = worked_out("Screening inputs", settings, screening)
    order = sorted(range(len(found)), key=lambda at: -found[at].strength)
    ran = [at for at in order if found[at].was_run]
    of_both = [at for at in ran if found[at].input.stands_in == "both"]
    highest = list(dict.fromkeys([*ran[:REFINED], *of_both[:REFINED_OF_BOTH]]))
    refined = worked_out("Refining", [settings[at] for at in highest], experiment.asked)
    for at, influence in zip(highest, refined, strict=True):
        found[at] = influence
    order = sorted(
        range(len(found)),
        key=lambda at: (not found[at].was_run, at not in highest, -found[at].strength),
    )
    return Sensitivity(
        influences=tuple(found[at] for at in order),
        screened=screening,
        refined=experiment.asked,
        runs=values.simulated,
        failures=tuple(values.failures),
    )


def colour(change: Interval, margin: float) -> Colour:
    """Green inside the margin, red at or beyond it, amber where the interval does not tell."""
    if not change.is_known:
        return Colour.AMBER
    if -margin < change.low and change.high < margin:
        return Colour.GREEN
    return Colour.RED if change.low >= margin or change.high <= -margin else Colour.AMBER


@dataclass(frozen=True)
class _Setting:
    """An input and the pair of scenarios for each end of its range."""

    input: Input
    ends: tuple[tuple[str, float, tuple[Scenario, Scenario] | str], ...] = ()
    """Name, value, and A and B with that value, or why they cannot have it."""
    why_not: str = ""

    @property
    def scenarios(self) -> list[Scenario]:
        return [each for *_, pair in self.ends if not isinstance(pair, str) for each in pair]


_DECIDES_NO_RUN = {
    "margins": "it decides how a difference is judged, not the difference",
    "costs": "it prices what runs show, and changes none of them",
}
"""Why a number that no run depends on is not run, by its part of the scenario."""


def _setting(of: Input, a: Scenario, b: Scenario, pattern: str) -> _Setting:
    low, high = of.estimate.low, of.estimate.high
    if not of.decides_runs:
        return _Setting(of, why_not=_DECIDES_NO_RUN[str(of.places[0][0])])
    if of.places[0][-1] == "paperwork" and all(
        each.workforce.working_time.form_filling.value == 1 for each in (a, b)
    ):
        return _Setting(of, why_not="form-filling is as now, so that nothing follows from it")
    if low is None or high is None:
        return _Setting(of, why_not="it has no range")
    if low == high:
        return _Setting(of, why_not="its range is one value")
    if not of.matches(pattern):
        return _Setting(of, why_not=f"left out: only inputs like '{pattern}' were asked for")
    return _Setting(
        of,
        tuple(
            (name, value, _pair(of, a, b, value))
            for name, value in (("low", low), ("high", high))
            if value != of.estimate.value
        ),
    )


def _pair(of: Input, a: Scenario, b: Scenario, value: float) -> tuple[Scenario, Scenario] | str:
    try:
        return at_value(a, of.in_a, value), at_value(b, of.in_b, value)
    except CannotVaryError as error:
        return str(error)


def _influence(setting: _Setting, values: _Values, pairs: int) -> Influence:
    ends = []
    for name, value, pair in setting.ends:
        if isinstance(pair, str):
            ends.append(End(name, value, {}, f"{name} {value:g}: {pair}"))
        else:
            ends.append(End(name, value, values.effects(pair, pairs)))
    why_not = setting.why_not
    if ends and not any(end.effects for end in ends):
        why_not = "; ".join(end.why_not for end in ends)
    return Influence(setting.input, tuple(ends), why_not)


class _Values:
    """The primary outcomes of every replication so far, each scenario simulated once."""

    def __init__(self, experiment: Experiment) -> None:
        self._planned = experiment.scenarios
        self._experiment = experiment
        self._values: dict[tuple[str, int], tuple[float, ...]] = {}
        self.simulated = 0
        self.failures: list[Failure] = []
        for scenario, arm in zip(experiment.scenarios, experiment.arms, strict=True):
            for replication in arm:
                key = scenario.content_hash, replication.number
                self._values[key] = replication.primaries

    def lacking(self, scenarios: Iterable[Scenario], pairs: int) -> list[Run]:
        """The replications that some scenarios still need, each once."""
        by_hash = {scenario.content_hash: scenario for scenario in scenarios}
        for planned in self._planned:
            by_hash.pop(planned.content_hash, None)
        return [
            self._experiment.further_run(scenario, number, arm)
            for arm, scenario in enumerate(by_hash.values())
            for number in range(pairs)
            if (scenario.content_hash, number) not in self._values
        ]

    def work_out(
        self,
        runs: Sequence[Run],
        executor: Executor,
        store: RunStore | None,
        on_result: Callable[[], object],
    ) -> None:
        """Simulate what the store does not have, and keep the primary outcomes alone."""
        hashes = {run.arm: run.scenario.content_hash for run in runs}
        for result in load_or_run(runs, executor, store):
            if isinstance(result, Failure):
                self.failures.append(result)
            else:
                self._values[hashes[result.arm], result.number] = result.primaries
            on_result()
        self.simulated += len(runs)

    def effects(self, pair: tuple[Scenario, Scenario], pairs: int) -> dict[str, Effect]:
        """What each primary outcome does under a pair of scenarios, against those planned."""
        margins = self._planned[0].margins
        confidence = margins.confidence.value
        a, b = (self._of(scenario, pairs) for scenario in pair)
        planned_a, planned_b = (self._of(scenario, pairs) for scenario in self._planned)
        found = {}
        one_world = np.zeros(pairs, np.int64)
        for at, measure in enumerate(PRIMARY):
            margin = margins.of(measure)
            difference = plausible(difference_of(a[at], b[at]), one_world)
            judged = chances(difference, margin, CATALOGUE[measure].better == "higher")
            found[measure] = Effect(
                difference=difference.interval(confidence),
                verdict=judged.verdict,
                change=paired_difference(planned_b[at] - planned_a[at], b[at] - a[at], confidence),
                margin=margin,
            )
        return found

    def _of(self, scenario: Scenario, pairs: int) -> NDArray[np.float64]:
        """Values by primary outcome and replication; nan for a replication that failed."""
        none = (math.nan,) * len(PRIMARY)
        return np.array(
            [self._values.get((scenario.content_hash, number), none) for number in range(pairs)]
        ).T
