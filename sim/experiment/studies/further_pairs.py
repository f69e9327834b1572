"""Further pairs: runs of both scenarios in the worlds of a comparison, with one thing changed.

The same luck, the same worlds, the same families: what remains is the change. A side that a change
leaves as it is has been run already, and is not run again.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace

from sim.experiment.comparison import Comparison, compare
from sim.experiment.experiment import Experiment
from sim.experiment.store.load_or_run import load_or_run
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.sensitivity import Stage
from sim.experiment.work.replicate import Failure, Replication, Run
from sim.experiment.worlds.inputs import Input
from sim.experiment.worlds.world import World
from sim.experiment.worlds.worlds import Worlds
from sim.scenario.paths import Path
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Moved:
    """One input at one value, in both scenarios where both state it."""

    input: Input
    value: float

    def scenarios(self, a: Scenario, b: Scenario) -> tuple[Scenario, Scenario]:
        """A and B as planned: what is moved is moved in their worlds."""
        return a, b

    def world(self, arm: int, world: World) -> World:
        """A world of one of the two with the input at the value."""
        places = (self.input.in_a, self.input.in_b)[arm]
        return world.at(self.input.name, places, self.value) if places else world


@dataclass(frozen=True)
class Replaced:
    """Both scenarios with one thing decided otherwise, in the same worlds.

    Attributes:
        a: the scenario compared with.
        b: the scenario that is judged.
        place: of what is decided: a value that a world has for it gives way.
    """

    a: Scenario
    b: Scenario
    place: Path

    def scenarios(self, a: Scenario, b: Scenario) -> tuple[Scenario, Scenario]:
        """A and B as they are then."""
        del a, b
        return self.a, self.b

    def world(self, arm: int, world: World) -> World:
        """The same world."""
        del arm
        return world.without(self.place)


@dataclass
class FurtherPairs:
    """Runs beside those of a comparison, and what came of them.

    Attributes:
        experiment: the comparison, of A with B in worlds.
        worlds: those of the comparison.
        executor: where to work out runs.
        store: where results are looked up first, and kept as they come.
        stage: called with a title and the number of runs to come.
        runs: how many it took so far.
        failures: those of them that came to nothing.
    """

    experiment: Experiment
    worlds: Worlds
    executor: Executor
    store: RunStore | None
    stage: Stage
    runs: int = 0
    failures: list[Failure] = field(default_factory=list)

    def with_change(
        self, title: str, changes: Sequence[Moved | Replaced], numbers: Sequence[int]
    ) -> list[Experiment]:
        """The comparison with each of some changes, over some of its pairs.

        Args:
            title: what the runs are for.
            changes: each on its own.
            numbers: of the pairs.
        """
        a, b = self.experiment.pair
        known = {(run.arm, run.number): run for arm in self.experiment.arms for run in arm}
        changed = [each.scenarios(a, b) for each in changes]
        found: dict[tuple[int, int], Replication] = {}
        runs: list[Run] = []
        for at, (change, scenarios) in enumerate(zip(changes, changed, strict=True)):
            for arm, scenario in enumerate(scenarios):
                place, is_planned = 2 * at + arm, scenario is self.experiment.scenarios[arm]
                for number in numbers:
                    world = self.worlds.world(arm, number)
                    further = change.world(arm, world)
                    if is_planned and further == world and (arm, number) in known:
                        found[place, number] = known[arm, number]
                    else:
                        runs.append(self.experiment.further_run(scenario, number, place, further))
        on_result = self.stage(title, len(runs))
        self.runs += len(runs)
        for result in load_or_run(runs, self.executor, self.store):
            if isinstance(result, Failure):
                self.failures.append(result)
            else:
                found[result.arm, result.number] = result
            on_result()
        return [
            self._with(
                scenarios,
                tuple(
                    tuple(
                        replace(found[place, number], arm=arm)
                        for number in numbers
                        if (place, number) in found
                    )
                    for arm, place in ((0, 2 * at), (1, 2 * at + 1))
                ),
                len(numbers),
            )
            for at, scenarios in enumerate(changed)
        ]

    def those_made(self, numbers: Sequence[int]) -> Experiment:
        """The comparison as it was, over some of its pairs."""
        arms = tuple(
            tuple(run for run in arm if run.number in numbers) for arm in self.experiment.arms
        )
        return self._with(self.experiment.pair, arms, len(numbers))

    def _with(
        self,
        scenarios: tuple[Scenario, Scenario],
        arms: tuple[tuple[Replication, ...], ...],
        asked: int,
    ) -> Experiment:
        return replace(self.experiment, scenarios=scenarios, asked=asked, arms=arms, failures=())


def answer(experiment: Experiment) -> Comparison | None:
    """What is judged of what was run; none where no pair has both its sides."""
    found = compare(experiment, whole=False)
    return found if found.pairs else None
