"""Small scenarios, and experiments with made-up or simulated values, for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from sim.experiment.comparison import Key
from sim.experiment.experiment import Experiment
from sim.experiment.replicate import Failure, Replication
from sim.measures.laws import Law
from sim.plan.scenario import Scenario
from tests.plan.files import small

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


def made_up(of_a: Values, of_b: Values, a: Scenario = SMALL, b: Scenario = CLUSTERS) -> Experiment:
    """An experiment with these values."""
    arms = tuple(_replications(arm, values) for arm, values in enumerate((of_a, of_b)))
    return Experiment(
        scenarios=(a, b),
        seed=1,
        asked=max(len(arm) for arm in arms),
        arms=arms,
        failures=(),
        seconds=2.0,
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
    )


def _replications(arm: int, values: Values) -> tuple[Replication, ...]:
    number = max((len(column) for column in values.values()), default=0)
    return tuple(
        Replication(arm, at, _rows({key: column[at] for key, column in values.items()}), _LAWS)
        for at in range(number)
    )


def _rows(values: Mapping[Key, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [(*key, value) for key, value in values.items()],
        columns=["measure", "scope", "name", "value"],
    )


_LAWS = (
    Law("conservation", "all", 10.0, 10.0, "holds", "10 came, 10 left."),
    Law("share still inside", "all", 0.12, 0.05, "watch", "12 % were still inside."),
)
