"""The experiment: every scenario simulated again and again, with the same luck in each."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from sim.experiment.replicate import Failure, Replication, Task, run
from sim.plan.changed_values import changed_values
from sim.plan.scenario import Scenario

_DECIDES_FAMILIES = {"demand", "open_cases", "horizon"}


def same_families(a: Scenario, b: Scenario) -> bool:
    """Whether a family's number means the same family, with the same luck, in both scenarios."""
    return not any(change.path[0] in _DECIDES_FAMILIES for change in changed_values(a, b))


@dataclass(frozen=True)
class Experiment:
    """What an experiment brought.

    Attributes:
        scenarios: what was simulated.
        seed: identity of its luck.
        asked: replications asked for of each scenario.
        arms: the replications of each scenario, by number.
        failures: those that came to nothing, by scenario and number.
        seconds: how long it took.
    """

    scenarios: tuple[Scenario, ...]
    seed: int
    asked: int
    arms: tuple[tuple[Replication, ...], ...]
    failures: tuple[Failure, ...]
    seconds: float


def run_experiment(
    scenarios: Sequence[Scenario],
    seed: int,
    replications: int,
    executor: Executor,
    on_result: Callable[[Replication | Failure], None] = lambda _: None,
) -> Experiment:
    """Simulate every scenario with the replications 0 to `replications` - 1.

    The result does not depend on the executor, nor on the order in which replications end. One
    that fails is reported and the others are kept.

    Args:
        scenarios: what to simulate; the same number meets the same families in each.
        seed: identity of the luck.
        replications: how many of each.
        executor: where to work them out, all scenarios together.
        on_result: told of each replication or failure as it ends.
    """
    began = time.perf_counter()
    # By number, so that whatever is done at any moment is nearly all in pairs.
    tasks = [
        Task(scenario, seed, number, arm)
        for number in range(replications)
        for arm, scenario in enumerate(scenarios)
    ]
    done: dict[tuple[int, int], Replication] = {}
    failed: dict[tuple[int, int], Failure] = {}
    for result in run(tasks, executor):
        if isinstance(result, Replication):
            done[result.arm, result.number] = result
        else:
            failed[result.arm, result.number] = result
        on_result(result)
    return Experiment(
        scenarios=tuple(scenarios),
        seed=seed,
        asked=replications,
        arms=tuple(
            tuple(done[key] for key in sorted(done) if key[0] == arm)
            for arm in range(len(scenarios))
        ),
        failures=tuple(failed[key] for key in sorted(failed)),
        seconds=time.perf_counter() - began,
    )
