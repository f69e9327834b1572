"""Options: several plans against one base, all through the same worlds with the same luck.

The base is a plan among the others: to stay as it is. Every figure is over the replications that
all of them have.

A plan *keeps its guardrails* in a world where no guardrail gets worse than the base's by more than
its margin; all of them at once. A plan is *dominated* by another, the base among them, where

- the other costs no more, at whichever prices within their evidence; and
- of every judged outcome that both have, the other is at least likely to be better or about the
  same, and a loss beyond the margin is not even a realistic possibility; and
- the other is better on one of them, or costs less at whichever prices.

What an option changes is as a comparison of the base with it alone has it, what luck is known to
have brought taken out. The base has one level in all of them, that of its own runs, and the level
of an option is that and the change: what was taken out differs from option to option, and so would
the level of the base.

Costs are those of a year's posts at the prices of the base; without any, what is said of them here
falls away.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.experiment.comparison import Comparison, Judged, Outcome, compare, judge, set_beside
from sim.experiment.experiment import Experiment, WrongNumberOfScenariosError
from sim.experiment.paired_runs import controls_of
from sim.experiment.statistics.best import Gains, gains, shares_of_best
from sim.experiment.statistics.control_variates import Controls
from sim.experiment.statistics.figures import Figures, Key
from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.plausible import beside, helping
from sim.experiment.statistics.verdict import Chance, Verdict
from sim.experiment.store.run_store import RunStore
from sim.experiment.work.replicate import Run
from sim.experiment.worlds.worlds import Worlds, worlds_run_in
from sim.measures.catalogue import CATALOGUE, GUARDRAILS, JUDGED, PRIMARY
from sim.scenario.exact.cost import cost_difference, cost_of
from sim.scenario.exact.prices import Pounds
from sim.scenario.scenario import Scenario

MOST = 6
"""Options that are set against a base."""


@dataclass(frozen=True)
class Option:
    """One plan against the base.

    Attributes:
        comparison: of the base with it, of what is judged; levels from one level of the base.
        within: how probable it is that it keeps all its guardrails at once.
        dearer: what a year of its posts costs more than the base's; none without prices.
        dominated_by: places of plans that dominate it, the base being 0.
    """

    comparison: Comparison
    within: Chance
    dearer: Pounds | None
    dominated_by: tuple[int, ...]

    @property
    def scenario(self) -> Scenario:
        """The plan."""
        return self.comparison.b


@dataclass(frozen=True)
class Standing:
    """How the plans stand on one primary outcome; the base is the first of them.

    Attributes:
        measure: which.
        best: how probable each is to be best; a tie is shared.
        best_and_within: how probable it is that each is best and keeps all its guardrails.
        leading: the plan that leads on the mean, then those it cannot be told apart from.
        named: the plan that is named best; none where that cannot be told.
        followed_by: the plan that comes next on the mean.
        lead: of the plan that leads over that one.
    """

    measure: str
    best: tuple[Chance, ...]
    best_and_within: tuple[Chance, ...]
    leading: tuple[int, ...]
    named: int | None
    followed_by: int
    lead: Judged


@dataclass(frozen=True)
class Options:
    """Several plans against one base.

    Attributes:
        base: what they are compared with.
        options: each of them, in the order given.
        costs: of a year of each plan's posts, the base first; empty without prices.
        dominates_base: places of plans that dominate the base.
        standings: for each primary outcome, in the agreed order.
    """

    base: Scenario
    options: tuple[Option, ...]
    costs: tuple[Pounds, ...]
    dominates_base: tuple[int, ...]
    standings: tuple[Standing, ...]

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """All plans, the base first."""
        return (self.base, *(each.scenario for each in self.options))

    @property
    def first(self) -> Comparison:
        """The first comparison: pairs, worlds and basis are the same in all."""
        return self.options[0].comparison

    def dominating(self, place: int) -> tuple[int, ...]:
        """Places of the plans that dominate one of them.

        Args:
            place: of the plan; the base is 0.
        """
        return self.dominates_base if place == 0 else self.options[place - 1].dominated_by


def options(experiment: Experiment) -> Options:
    """Several plans against one base.

    Args:
        experiment: the runs of the base first, then of each option.

    Raises:
        WrongNumberOfScenariosError: if there is no option, or more than `MOST`.
    """
    if not 1 <= len(experiment.scenarios) - 1 <= MOST:
        raise WrongNumberOfScenariosError(
            f"one to {MOST} options are set against a base, not {len(experiment.scenarios) - 1}"
        )
    numbers = set.intersection(*({run.number for run in arm} for arm in experiment.arms))
    arms = tuple(tuple(run for run in arm if run.number in numbers) for arm in experiment.arms)
    runs = _Runs(replace(experiment, arms=arms))
    plans = range(len(arms))
    dominated = [
        tuple(other for other in plans if other != plan and runs.is_dominated(plan, other))
        for plan in plans
    ]
    base = experiment.scenarios[0]
    costs = (cost_of(scenario, base.costs) for scenario in experiment.scenarios if base.costs)
    return Options(
        base=base,
        options=tuple(
            Option(
                comparison=_from_one_level(
                    compare(runs.experiment, judged=plan, whole=False), runs.levels_of_base
                ),
                within=runs.chance(runs.within[plan]),
                dearer=runs.dearer(0, plan),
                dominated_by=dominated[plan],
            )
            for plan in plans[1:]
        ),
        costs=tuple(cost.total for cost in costs if cost is not None),
        dominates_base=dominated[0],
        standings=tuple(map(runs.standing, PRIMARY)),
    )


def stored_options(
    scenarios: Sequence[Scenario], seed: int, pairs: int, worlds: Worlds | None, store: RunStore
) -> tuple[Options, Experiment] | None:
    """Options from runs that are there already, with these; none where one is not.

    Args:
        scenarios: the base first.
        seed: identity of the luck.
        pairs: runs of each.
        worlds: of these scenarios; all inputs as planned if none.
        store: where the runs are looked up.
    """
    arms = []
    for arm, scenario in enumerate(scenarios):
        runs = [
            Run(scenario, seed, at, arm, world=None if worlds is None else worlds.world(arm, at))
            for at in range(pairs)
        ]
        found = [run for run in store.find([run.key for run in runs]) if run is not None]
        if len(found) < pairs:
            return None
        arms.append(tuple(found))
    made = Experiment(tuple(scenarios), seed, pairs, tuple(arms), (), 0.0, worlds=worlds)
    return options(made), made


def _from_one_level(found: Comparison, base: Mapping[Key, Interval]) -> Comparison:
    """A comparison whose A has the levels of the base, and whose B the levels that follow."""

    def moved(outcome: Outcome) -> Outcome:
        a = base[outcome.key]
        by = a.mean + outcome.difference.mean - outcome.b.mean
        if outcome.a == a or math.isnan(by):
            return outcome
        b = outcome.b
        shifted = Interval(b.mean + by, b.low + by, b.high + by, b.replications)
        if CATALOGUE[outcome.key.measure].unit == "%":
            shifted = shifted.within(0, 100)
        return replace(outcome, a=a, b=shifted)

    def all_moved(judged: tuple[Judged, ...]) -> tuple[Judged, ...]:
        return tuple(replace(each, outcome=moved(each.outcome)) for each in judged)

    return replace(
        found,
        primaries=all_moved(found.primaries),
        guardrails=all_moved(found.guardrails),
        outcomes=tuple(map(moved, found.outcomes)),
    )


class _Runs:
    """The runs of all plans with the same numbers."""

    def __init__(self, experiment: Experiment) -> None:
        """Gather them.

        Args:
            experiment: its arms have the same numbers.
        """
        self.experiment = experiment
        self._margins = experiment.scenarios[0].margins
        self._confidence = self._margins.confidence.value
        self._figures = [Figures.of(arm, set(map(Key, JUDGED))) for arm in experiment.arms]
        numbers = sorted(run.number for run in experiment.arms[0])
        self._worlds = worlds_run_in(experiment.worlds, numbers)

    def standing(self, measure: str) -> Standing:
        """How all plans stand on a primary outcome."""
        found = self._gains(measure, range(len(self._figures)))
        shares = shares_of_best(found.lasting(), found.rounding)
        both = [share * within for share, within in zip(shares, self.within, strict=True)]
        first, second = found.order[:2]
        return Standing(
            measure=measure,
            best=tuple(map(self.chance, shares)),
            best_and_within=tuple(map(self.chance, both)),
            leading=found.leading(self._confidence),
            named=found.named(self._confidence),
            followed_by=second,
            lead=self._judged(measure, second, first),
        )

    @cached_property
    def levels_of_base(self) -> dict[Key, Interval]:
        """The levels of the base, by its own runs alone."""
        base, arm = self.experiment.scenarios[0], self.experiment.arms[0]
        itself = replace(self.experiment, scenarios=(base, base), arms=(arm, arm))
        return {each.key: each.a for each in compare(itself, whole=False).outcomes}

    @cached_property
    def within(self) -> list[NDArray[np.float64]]:
        """For each plan, whether it keeps all its guardrails in each world: 1, 0, or nan."""
        return [self._within(plan) for plan in range(len(self._figures))]

    def chance(self, holds: NDArray[np.float64]) -> Chance:
        """How probable something is that holds in some worlds; nan where it is not known."""
        known = holds[np.isfinite(holds)]
        planned = self.experiment.worlds is None
        if len(known) == 0:
            return Chance(np.nan, 1)
        return Chance(float(known.mean()), 1 if planned else len(known))

    def is_dominated(self, plan: int, other: int) -> bool:
        """Whether another plan dominates one."""
        dearer = self.dearer(plan, other)
        if dearer is not None and dearer.high > 0:
            return False
        found = list(self._all_judged(plan, other))
        fine = {Verdict.BETTER, Verdict.SAME}
        is_cheaper = dearer is not None and dearer.high < 0
        return all(
            each.verdict in fine and not each.chances.worse.is_possible for each in found
        ) and (is_cheaper or any(each.verdict is Verdict.BETTER for each in found))

    def dearer(self, a: int, b: int) -> Pounds | None:
        """What a year of one plan's posts costs more than another's, at the prices of the base."""
        base, one, other = (self.experiment.scenarios[at] for at in (0, a, b))
        return cost_difference(one.model_copy(update={"costs": base.costs}), other)

    def _all_judged(self, a: int, b: int) -> Iterator[Judged]:
        """What is judged of two plans, as far as both have it."""
        found = (self._judged(measure, a, b) for measure in JUDGED)
        return (each for each in found if each.years)

    def _judged(self, measure: str, a: int, b: int) -> Judged:
        key = Key(measure)
        of_a, of_b = self._figures[a][key], self._figures[b][key]
        taken_out = helping(of_a, of_b, self._controls(a, b))
        found = beside(of_a, of_b, self._worlds, taken_out)
        outcome = set_beside(key, found, self._confidence)
        return judge(outcome, found.difference, self._margins.of(measure))

    def _within(self, plan: int) -> NDArray[np.float64]:
        if plan == 0:
            return np.ones(1)
        lasting = [self._gains(measure, [0, plan]).lasting()[1] for measure in GUARDRAILS]
        # A guardrail without a value in a world is not missed there; without any it cannot be told.
        missed = [
            gain < -self._margins.of(measure)
            for measure, gain in zip(GUARDRAILS, lasting, strict=True)
        ]
        held = 1.0 - np.any(missed, axis=0)
        return np.where(np.isnan(lasting).all(axis=0), np.nan, held)

    def _gains(self, measure: str, plans: Sequence[int]) -> Gains:
        return gains(
            [self._figures[plan][Key(measure)] for plan in plans],
            self._worlds,
            [self._controls(plans[0], plan) for plan in plans[1:]],
            higher_is_better=CATALOGUE[measure].better == "higher",
        )

    def _controls(self, a: int, b: int) -> Controls:
        return controls_of(self.experiment.arms[a], self.experiment.arms[b])
