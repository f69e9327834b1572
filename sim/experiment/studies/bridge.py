"""The bridge: what each step from A to B does to every judged outcome.

All scenarios on the way go through the same worlds with the same luck. What a step does is the
difference of the scenarios before and after it, over the pairs of runs in which every scenario has
a value; so the steps add up to the whole. What a step does depends on those before it: steps that
were found are taken in the opposite order too, where every scenario on that way can be run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.experiment.comparison import Comparison, Judged, compare, judge, set_beside
from sim.experiment.experiment import Experiment
from sim.experiment.paired_runs import PairedRuns
from sim.experiment.statistics.figures import Figures, Key
from sim.experiment.statistics.plausible import beside, helping
from sim.experiment.store.run_store import RunStore
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import JUDGED
from sim.scenario.differ.steps import Step, found_steps, named_steps, turned_steps
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Ways:
    """How to get from A to B.

    Attributes:
        a: the scenario compared with.
        b: the scenario that is judged.
        steps: from A to B; none where nothing differs.
        turned: the same in the opposite order; empty where that cannot be run, or where there is
            only one step, or where the steps were named.
    """

    a: Scenario
    b: Scenario
    steps: tuple[Step, ...]
    turned: tuple[Step, ...] = ()

    @property
    def is_named(self) -> bool:
        """Whether the steps were named by whoever asked, and not found."""
        return any(not step.parts for step in self.steps)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """What is to be run: A, B, then those on the way, and on the way in the opposite order."""
        between = (step.to for way in (self.steps, self.turned) for step in way[:-1])
        return (self.a, self.b, *between)

    @property
    def arms(self) -> tuple[list[int], list[int]]:
        """Places among these scenarios, from A to B: of the way, and of that turned round."""
        first = len(self.steps[:-1])
        way = [0, *range(2, 2 + first), 1]
        turned = [0, *range(2 + first, len(self.scenarios)), 1]
        return way, turned if self.turned else []


@dataclass(frozen=True)
class Bridged:
    """What the steps do to one judged outcome.

    Attributes:
        whole: B against A, over the pairs in which every scenario has a value.
        steps: each step, the scenario after it against the one before it.
        turned: the same steps, in the same places of this list, where they are taken in the
            opposite order; empty without that.
    """

    whole: Judged
    steps: tuple[Judged, ...]
    turned: tuple[Judged, ...]

    @property
    def measure(self) -> str:
        """The key of the measure."""
        return self.whole.outcome.key.measure


@dataclass(frozen=True)
class Bridge:
    """A bridge from A to B.

    Attributes:
        ways: the steps.
        comparison: of A with B, over the pairs that all scenarios on the way have.
        outcomes: what is judged of it, in the agreed order, as far as all scenarios have a value.
    """

    ways: Ways
    comparison: Comparison
    outcomes: tuple[Bridged, ...]


def found_ways(a: Scenario, b: Scenario) -> Ways:
    """The steps that the difference of two scenarios falls into."""
    steps = found_steps(a, b)
    return Ways(a, b, steps, turned_steps(a, b, steps) if len(steps) > 1 else ())


def named_ways(scenarios: Sequence[Scenario]) -> Ways:
    """Steps from each of some scenarios, of A first and B last, to the next."""
    return Ways(scenarios[0], scenarios[-1], named_steps(scenarios))


def bridge(ways: Ways, experiment: Experiment) -> Bridge:
    """What each step does.

    Args:
        ways: the steps.
        experiment: the runs of `ways.scenarios`, in their order.
    """
    numbers = set.intersection(*({run.number for run in arm} for arm in experiment.arms))
    arms = tuple(tuple(run for run in arm if run.number in numbers) for arm in experiment.arms)
    runs = PairedRuns.of(arms[0], arms[1], experiment.worlds, only=())
    figures = [Figures.of(arm) for arm in arms]
    confidence = ways.a.margins.confidence.value

    def bridged(measure: str) -> Bridged:
        values = _where_all_have_one([of[Key(measure)] for of in figures])
        # Of each step as of the whole, so that the steps add up to it.
        taken_out = helping(values[0], values[1], runs.controls)

        def change(before: int, after: int) -> Judged:
            found = beside(values[before], values[after], runs.worlds, taken_out)
            outcome = set_beside(Key(measure), found, confidence)
            return judge(outcome, found.difference, ways.a.margins.of(measure))

        way, turned = ways.arms
        return Bridged(
            whole=change(0, 1),
            steps=tuple(change(*step) for step in pairwise(way) if ways.steps),
            turned=tuple(change(*step) for step in pairwise(turned))[::-1],
        )

    outcomes = map(bridged, JUDGED)
    return Bridge(
        ways=ways,
        comparison=compare(replace(experiment, arms=arms), judged=1),
        outcomes=tuple(each for each in outcomes if each.whole.years),
    )


def stored_bridge(ways: Ways, of: Experiment, store: RunStore) -> Bridge | None:
    """A bridge from runs that are there already; none where one is not.

    Args:
        ways: the steps.
        of: a comparison of A with B, whose worlds, luck and number of runs it has.
        store: where the runs of the scenarios between them are looked up.
    """
    worlds = worlds_on(ways, of)
    arms = [*of.arms]
    for arm, scenario in enumerate(ways.scenarios[2:], start=2):
        in_worlds = [worlds.world(arm, at) if worlds else None for at in range(of.asked)]
        runs = [of.further_run(scenario, at, arm, world) for at, world in enumerate(in_worlds)]
        found = [run for run in store.find([run.key for run in runs]) if run is not None]
        if len(found) < len(runs):
            return None
        arms.append(tuple(found))
    return bridge(ways, replace(of, scenarios=ways.scenarios, arms=tuple(arms), worlds=worlds))


def worlds_on(ways: Ways, of: Experiment) -> Worlds | None:
    """The worlds of a comparison of A with B, for every scenario on the way; none as planned."""
    return None if of.worlds is None else replace(of.worlds, scenarios=ways.scenarios)


def _where_all_have_one(values: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """The values of each scenario; nan in every one of them where one has none."""
    is_known = np.isfinite(values).all(axis=0)
    return [np.where(is_known, of, np.nan) for of in values]
