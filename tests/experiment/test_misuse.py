"""What cannot be asked for from Python is refused at the call, by a named error, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from sim.experiment.comparison import compare
from sim.experiment.experiment import Experiment, WrongNumberOfScenariosError
from sim.experiment.running import run_experiment, run_until_enough
from sim.experiment.statistics.precision import Fixed, TooFewReplicationsError, UntilPrecise
from sim.experiment.studies.design import points, sample, varied
from sim.experiment.studies.sensitivity import sensitivity
from sim.experiment.studies.sweep import sweep
from sim.experiment.work.pool import Serial
from sim.experiment.work.replicate import Run
from sim.model.luck import UnusableSeedError
from sim.model.replication import simulate
from sim.scenario.scenario import Scenario
from sim.verify.verification import all_cases, verify
from tests.experiment.runs import CLUSTERS, SMALL, Invented

NOTICE = [varied(SMALL, "handoffs.notice=1..2")]
BOTH = (SMALL, CLUSTERS)


def experiment(scenarios: Sequence[Scenario]) -> Experiment:
    return run_experiment(scenarios, 1, 2, Invented())


@pytest.mark.parametrize("replications", [0, -1, 2.5, True, None])
def test_no_replications(replications: Any) -> None:
    for asked in (Fixed, UntilPrecise, lambda number: UntilPrecise(at_least=number)):
        with pytest.raises(TooFewReplicationsError, match="a whole number of 1 or more"):
            asked(replications)
    with pytest.raises(TooFewReplicationsError):
        run_experiment(BOTH, 1, replications, Invented())
    with pytest.raises(TooFewReplicationsError):
        sweep(NOTICE, points(SMALL, NOTICE, []), 1, replications, Invented())
    with pytest.raises(TooFewReplicationsError):
        sensitivity(experiment(BOTH), replications, "*", Invented())


@pytest.mark.parametrize("seed", [None, -1, 10**300, 1.5, True])
def test_a_seed_that_is_none(seed: Any) -> None:
    for asked in (
        lambda: run_until_enough(BOTH, seed, Fixed(1), Invented()),
        lambda: run_experiment(BOTH, seed, 1, Invented()),
        lambda: Run(SMALL, seed, 0),
        lambda: simulate(SMALL, seed, 0),
        lambda: sweep(NOTICE, points(SMALL, NOTICE, []), seed, 1, Invented()),
        lambda: sample(NOTICE, 2, seed),
        lambda: verify(all_cases(), seed, Serial()),
    ):
        with pytest.raises(UnusableSeedError, match="a seed is a whole number from 0 to"):
            asked()


def test_the_number_of_a_replication_that_is_none() -> None:
    with pytest.raises(UnusableSeedError, match="a replication is a whole number"):
        Run(SMALL, 1, -1)


def test_no_scenario() -> None:
    with pytest.raises(WrongNumberOfScenariosError, match="give at least one"):
        run_until_enough([], 1, Fixed(1), Invented())


@pytest.mark.parametrize("scenarios", [[SMALL], [SMALL, CLUSTERS, SMALL]])
def test_one_scenario_or_three_where_two_are_compared(scenarios: list[Scenario]) -> None:
    with pytest.raises(WrongNumberOfScenariosError, match="between two scenarios, not"):
        run_until_enough(scenarios, 1, UntilPrecise(), Invented())
    done = experiment(scenarios)
    with pytest.raises(WrongNumberOfScenariosError, match="two scenarios are compared, A and B"):
        compare(done)
    with pytest.raises(WrongNumberOfScenariosError, match="two scenarios are compared, A and B"):
        sensitivity(done, 2, "*", Invented())


@pytest.mark.parametrize("judged", [-1, 0, 3])
def test_a_scenario_that_is_not_among_three(judged: int) -> None:
    done = experiment([SMALL, CLUSTERS, SMALL])
    with pytest.raises(WrongNumberOfScenariosError, match="B is a scenario after the first"):
        compare(done, judged)
    assert compare(done, 2).b == SMALL
