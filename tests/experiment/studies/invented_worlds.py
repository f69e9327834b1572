"""Worlds of a scenario with doubtful inputs, and runs in them whose truth is made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import cache
from typing import Any

import numpy as np

from sim.experiment.experiment import Experiment
from sim.experiment.running import run_experiment
from sim.experiment.statistics.figures import Key
from sim.experiment.work.pool import Serial
from sim.experiment.work.replicate import Replication, Run
from sim.experiment.worlds.inputs import part_at
from sim.experiment.worlds.world import in_world
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import CATALOGUE, JUDGED
from sim.scenario.paths import path_of
from tests.scenario.files import small

_DOUBTS = """
demand:
  contacts_per_month: {value: 60, low: 50, high: 70, unit: children a month, grade: A}
pathway:
  activities:
    screening: {hours: {value: 0.5, low: 0.3, high: 0.7, unit: hours, grade: A}}
    assessment:
      hours: {value: 12, low: 8, high: 16, unit: hours, grade: A}
      routes: {in-need plan: {value: 0.4, low: 0.3, high: 0.5, grade: A}, assessed: rest}
    enquiry: {hours: {value: 10, low: 6, high: 14, unit: hours, grade: A}}
handoffs:
  hours_out: {value: 4, low: 2, high: 6, unit: hours, grade: A}
  hours_in: {value: 5, low: 2, high: 8, unit: hours, grade: A}
  notice: {value: 5, low: 1, high: 9, unit: working days, grade: A}
  rework: {value: 0.15, low: 0, high: 0.3, grade: A}
"""
A = small(f"title: A\n{_DOUBTS}")
B = small(f"""title: B
{_DOUBTS}
structure:
  teams:
    Front Door: {{owns: [screening, decision, strategy discussion, enquiry, conference]}}
    North Families: {{owns: [assessment, in-need plan, protection plan]}}
    South Families: {{owns: [assessment, in-need plan, protection plan]}}
""")
HOURS, NOTICE, OUT, IN_NEED = (
    "pathway.activities.assessment.hours",
    "handoffs.notice",
    "handoffs.hours_out",
    "pathway.activities.assessment.routes.in-need plan",
)

Truth = Mapping[str, Callable[[Callable[[str], float]], float]]
"""What B gains in a judged outcome, in margins, by the inputs of a world; 0 in the others."""


class InventedWorlds(Serial):
    """Answers with what the truth says of a world, and chance of one year beside it."""

    def __init__(self, truth: Truth, chance: float = 0.5) -> None:
        """Begin.

        Args:
            truth: what B gains.
            chance: standard deviation of one year, in margins.
        """
        self.truth, self.chance = truth, chance
        self.asked: list[Run] = []

    def submit(self, _fn: Callable[..., Any], /, *args: Any, **_kwargs: Any) -> Future[Any]:
        run: Run = args[0]
        self.asked.append(run)
        return super().submit(self._replication, run)

    def _replication(self, run: Run) -> Replication:
        scenario = run.scenario
        if run.world is not None:
            scenario = in_world(scenario, run.world, run.seed)
        luck = np.random.default_rng([run.seed, run.number]).normal(size=len(JUDGED))
        is_b = scenario.structure.teams["North Families"].owns[0] == "assessment"
        values = np.full(len(JUDGED), 50.0)
        for at, measure in enumerate(JUDGED):
            gain = self.chance * luck[at]
            if measure in self.truth:
                gain += self.truth[measure](lambda path: part_at(scenario, path_of(path)).value)
            margin = A.margins.of(measure)
            values[at] += (
                is_b * gain * (margin if CATALOGUE[measure].better == "higher" else -margin)
            )
        return Replication(run.arm, run.number, tuple(map(Key, JUDGED)), values, ())


@cache
def worlds() -> Worlds:
    """Worlds drawn from the ranges."""
    return Worlds((A, B), None)


def experiment(executor: InventedWorlds, pairs: int) -> Experiment:
    """A comparison in worlds."""
    return run_experiment([A, B], 1, pairs, executor, worlds=worlds())
