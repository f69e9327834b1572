"""Small scenarios, and experiments with made-up or simulated values, for tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import Any

import numpy as np

from sim.experiment.experiment import Experiment
from sim.experiment.statistics.figures import Key
from sim.experiment.work.pool import Serial
from sim.experiment.work.replicate import Failure, Replication, Run
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import PRIMARY
from sim.measures.laws.all_laws import Law
from sim.scenario.scenario import Scenario
from tests.scenario.files import small

SMALL = small()
CLUSTERS = small("""
title: Clusters
structure:
  teams:
    Front Door: {owns: [screening, decision, strategy discussion, enquiry, conference]}
    North Families: {owns: [assessment, in-need plan, protection plan]}
    South Families: {owns: [assessment, in-need plan, protection plan]}
""")
"""The small scenario with assessments done in the localities."""

Values = Mapping[Key, Sequence[float]]
"""Made-up values of figures, one a replication."""


def made_up(
    of_a: Values,
    of_b: Values,
    a: Scenario = SMALL,
    b: Scenario = CLUSTERS,
    in_worlds: bool = False,
) -> Experiment:
    """An experiment with these values, with all inputs as planned or in worlds."""
    arms = tuple(_replications(arm, values) for arm, values in enumerate((of_a, of_b)))
    return Experiment(
        scenarios=(a, b),
        seed=1,
        asked=max(len(arm) for arm in arms),
        arms=arms,
        failures=(),
        seconds=2.0,
        worlds=Worlds((a, b), None) if in_worlds else None,
    )


def with_failures(experiment: Experiment, *failures: Failure) -> Experiment:
    """The experiment with replications that failed."""
    lost = {(failure.arm, failure.number) for failure in failures}
    return Experiment(
        scenarios=experiment.scenarios,
        seed=experiment.seed,
        asked=experiment.asked,
        arms=tuple(
            tuple(each for each in arm if (each.arm, each.number) not in lost)
            for arm in experiment.arms
        ),
        failures=failures,
        seconds=experiment.seconds,
        worlds=experiment.worlds,
    )


def _replications(arm: int, values: Values) -> tuple[Replication, ...]:
    number = max((len(column) for column in values.values()), default=0)
    return tuple(
        Replication(
            arm, at, tuple(values), np.array([column[at] for column in values.values()]), _LAWS
        )
        for at in range(number)
    )


_LAWS = (
    Law("conservation", "all", 10.0, 10.0, "holds", "10 came, 10 left."),
    Law("share still inside", "all", 0.12, 0.05, "watch", "12 % were still inside."),
)


class Invented(Serial):
    """Answers with made-up values of the primary outcomes, and remembers what it was asked.

    Luck is shared within a pair; what is left differs between pairs by `noise`, in margins.
    """

    def __init__(self, noise: float = 1.0) -> None:
        self.noise = noise
        self.asked: list[Run] = []

    def submit(self, _fn: Callable[..., Any], /, *args: Any, **_kwargs: Any) -> Future[Any]:
        run: Run = args[0]
        self.asked.append(run)
        return super().submit(invented, run, self.noise)


def invented(run: Run, noise: float) -> Replication:
    """Values that follow from scenario, seed and number."""
    luck = np.random.default_rng([run.seed, run.number])
    shared, own = luck.normal(size=3), luck.normal(size=3)
    margins = np.array([2, 0.05, 2])
    is_b = run.scenario.content_hash == CLUSTERS.content_hash
    values = 50 + shared + is_b * margins * (1 + noise * own)
    return Replication(run.arm, run.number, tuple(map(Key, PRIMARY)), values, _LAWS)


def assert_same(one: Replication, other: Replication) -> None:
    """The same figures and laws of the same run, to the last digit."""
    assert (one.arm, one.number, one.keys, one.laws, one.known) == (
        other.arm,
        other.number,
        other.keys,
        other.laws,
        other.known,
    )
    np.testing.assert_array_equal(one.values, other.values)
