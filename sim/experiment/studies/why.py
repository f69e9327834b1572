"""Why the answer is as it is, and what would change it: influence, break-even, choices, worth.

The first and the last come from the runs of the comparison alone; the others run its worlds again
with one thing changed.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any, cast

from sim.experiment.experiment import Experiment
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.break_even import BreakEven, break_evens
from sim.experiment.studies.decisions import Decisions, decisions
from sim.experiment.studies.finding_out import FindingOut, finding_out
from sim.experiment.studies.further_pairs import FurtherPairs
from sim.experiment.studies.influence import Decided, decided, leading
from sim.experiment.studies.seen import NoDoubtError, seen
from sim.experiment.studies.sensitivity import Stage
from sim.experiment.work.pool import Serial
from sim.experiment.work.replicate import Failure, Run
from sim.experiment.worlds.inputs import Input
from sim.experiment.worlds.world import NoSuchWorldError, World, in_world

FIRST = 5
"""Inputs whose break-even is looked for."""


@dataclass(frozen=True)
class Why:
    """What decides a comparison, and what would change it.

    Attributes:
        decided: what decides each judged outcome.
        leading: all inputs that decide anything, the strongest first.
        finding_out: what is worth finding out first.
        worlds: how many worlds it rests on.
        inputs: doubtful inputs among which it ranks.
        break_evens: where each of the first few turns the answer; none before it was run.
        decisions: the answer under each choice; none before it was run.
        runs: replications that were run for it, or found in the store.
        failures: those of them that came to nothing.
    """

    decided: tuple[Decided, ...]
    leading: tuple[Input, ...]
    finding_out: FindingOut
    worlds: int
    inputs: int
    break_evens: tuple[BreakEven, ...] = ()
    decisions: Decisions | None = None
    runs: int = 0
    failures: tuple[Failure, ...] = ()

    @property
    def was_run(self) -> bool:
        """Whether break-evens and choices were run, and not only read from the comparison."""
        return self.decisions is not None


def what_decides(experiment: Experiment, store: RunStore | None = None) -> Why:
    """What decides a comparison, from its own runs alone.

    Args:
        experiment: the comparison of A with B in worlds.
        store: where the values of its inputs may be, and are kept; none to work them out.

    Raises:
        NoDoubtError: if it was not run in worlds, or no pair is left.
    """
    what = seen(experiment, store)
    found = decided(what)
    return Why(found, leading(found), finding_out(what), len(what.numbers), len(what.inputs))


def why(
    experiment: Experiment,
    executor: Executor,
    store: RunStore | None = None,
    stage: Stage = lambda _title, _runs: lambda: None,
) -> Why:
    """What decides a comparison, and what would change it, confirmed by runs.

    Args:
        experiment: the comparison of A with B in worlds.
        executor: where to work out runs.
        store: where results are looked up first, and kept as they come.
        stage: called with each stage and its number of runs.

    Raises:
        NoDoubtError: if it was not run in worlds, or no pair is left.
        MissingArrivalsError: if it ran on arrivals given from outside that are not here.
    """
    if experiment.worlds is None:
        raise NoDoubtError("what would change it is found over plausible worlds")
    known, what = what_decides(experiment, store), seen(experiment, store)
    further = FurtherPairs(experiment, experiment.worlds, executor, store, stage)
    chosen = known.leading[:FIRST]
    return Why(
        known.decided,
        known.leading,
        known.finding_out,
        known.worlds,
        known.inputs,
        break_evens=break_evens(chosen, known.decided, what, further) if chosen else (),
        decisions=decisions(further),
        runs=further.runs,
        failures=tuple(further.failures),
    )


def known_why(experiment: Experiment, store: RunStore | None) -> Why | None:
    """As much of it as needs no run; none where all inputs are as planned.

    Args:
        experiment: the comparison of A with B.
        store: where further runs may be.
    """
    if experiment.worlds is None:
        return None
    found = None if store is None else stored_why(experiment, store)
    return found or what_decides(experiment, store)


def stored_why(experiment: Experiment, store: RunStore) -> Why | None:
    """The same from the store alone; none where a run of it has still to be made.

    Args:
        experiment: the comparison of A with B in worlds.
        store: where its runs are.

    Raises:
        NoDoubtError: if it was not run in worlds, or no pair is left.
    """
    try:
        return why(experiment, _Nobody(), store)
    except _NotRunError:
        return None


class _NotRunError(LookupError):
    """A run is not in the store."""


class _Nobody(Serial):
    """Works nothing out; tells only of what cannot be run at all, as no store keeps that."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that failed, where a scenario cannot be as in the world.

        Raises:
            _NotRunError: if it can.
        """
        del fn, kwargs
        run: Run = args[0]
        future: Future[Any] = Future()
        world = cast(World, run.world)  # further pairs are run in worlds alone
        try:
            in_world(run.scenario, world, run.seed)
        except NoSuchWorldError as error:
            future.set_exception(error)
            return future
        raise _NotRunError
