"""The experiment: every scenario simulated again and again, with the same luck in each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.experiment.paired_runs import PairedRuns
from sim.experiment.statistics.figures import Key
from sim.experiment.statistics.precision import StopReason
from sim.experiment.work.replicate import Failure, Replication, Run, hash_of
from sim.experiment.worlds.world import World
from sim.experiment.worlds.worlds import Worlds
from sim.scenario.differ.changed_values import changed_values
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sim.model.arrivals import Arrivals

_DECIDES_FAMILIES = {"demand", "open_cases", "horizon"}


def same_families(a: Scenario, b: Scenario) -> bool:
    """Whether a family's number means the same family, with the same luck, in both scenarios."""
    return not any(change.path[0] in _DECIDES_FAMILIES for change in changed_values(a, b))


class WrongNumberOfScenariosError(ValueError):
    """Too few scenarios for what is asked of them, or too many."""


class MissingArrivalsError(LookupError):
    """An experiment ran on arrivals given from outside, which the store never has."""


@dataclass(frozen=True)
class Experiment:
    """What an experiment brought.

    Attributes:
        scenarios: what was simulated.
        seed: identity of its luck.
        asked: replications of each scenario: those asked for, or those there had to be.
        arms: the replications of each scenario, by number.
        failures: those that came to nothing, by scenario and number.
        seconds: how long it took.
        ending: why there are as many replications as there are.
        arrivals: families given from outside, whom every replication met; none if each drew its
            own, or if it was opened from the store, which has no given arrivals.
        arrivals_hash: of the arrivals given; empty if each replication drew its own.
        worlds: those it was run in, one a number; none if all inputs were as planned.
    """

    scenarios: tuple[Scenario, ...]
    seed: int
    asked: int
    arms: tuple[tuple[Replication, ...], ...]
    failures: tuple[Failure, ...]
    seconds: float
    ending: StopReason = StopReason.FIXED
    arrivals: Arrivals | None = None
    arrivals_hash: str = ""
    worlds: Worlds | None = None

    @property
    def pair(self) -> tuple[Scenario, Scenario]:
        """Its two scenarios, A and B.

        Raises:
            WrongNumberOfScenariosError: if it has one, or more than two.
        """
        if len(self.scenarios) != 2:
            raise WrongNumberOfScenariosError(
                f"two scenarios are compared, A and B; this experiment has {len(self.scenarios)}"
            )
        return self.scenarios[0], self.scenarios[1]

    @property
    def simulated(self) -> int:
        """Replications that were simulated for it; the others came from the store."""
        return sum(not each.is_stored for arm in self.arms for each in arm)

    def paired(self, judged: int = 1, only: Collection[Key] | None = None) -> PairedRuns:
        """The runs that A and another scenario have in common.

        Args:
            judged: place of the other among the scenarios, from 1.
            only: the figures that are asked for; all if none.
        """
        return PairedRuns.of(self.arms[0], self.arms[judged], self.worlds, only)

    def further_run(
        self, scenario: Scenario, number: int, arm: int = 0, world: World | None = None
    ) -> Run:
        """A replication to set beside these: of any scenario, with the same seed and arrivals.

        Args:
            scenario: what to simulate.
            number: the replication's number.
            arm: place of the scenario among those that are run further.
            world: the values of its doubtful inputs; as planned if none.

        Raises:
            MissingArrivalsError: if the arrivals were given and are not here.
        """
        if hash_of(self.arrivals) != self.arrivals_hash:
            raise MissingArrivalsError(f"the arrivals {self.arrivals_hash} have to be given again")
        return Run(scenario, self.seed, number, arm, arrivals=self.arrivals, world=world)
