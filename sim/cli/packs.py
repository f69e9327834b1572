"""`pack`: the Improvement Board pack of a comparison, in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sim.cli.backend import Backend
from sim.cli.errors import InputError, RunFailedError
from sim.cli.experiments import compared, end, warn_of
from sim.cli.options import InputsFrom
from sim.cli.output import Results, progress_bar, start_bar
from sim.cli.why import only_over_worlds
from sim.cli.written import ready, write
from sim.experiment.experiment import Experiment
from sim.experiment.running import run_experiment
from sim.experiment.statistics.precision import StoppingRule
from sim.experiment.studies.bridge import Bridge, bridge, found_ways, worlds_on
from sim.experiment.studies.why import Why, why
from sim.present.board_pack.board_pack import documents
from sim.present.board_pack.material import TooFewPairsError
from sim.present.board_pack.template import TemplateError, opened
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Parts:
    """What is run for a pack beside the comparison.

    Attributes:
        why: what would change the answer.
        bridge: what each step from A to B does.
    """

    why: bool
    bridge: bool


def pack(
    scenarios: tuple[Scenario, Scenario],
    out: Path,
    template: Path | None,
    rule: StoppingRule,
    seed: int,
    inputs: InputsFrom,
    parts: Parts,
    backend: Backend,
) -> None:
    """Compare two scenarios, save the comparison and write its pack.

    Args:
        scenarios: A and B.
        out: the folder to write to, made if it is not there.
        template: a .pptx to write the slides into; plain slides without.
        rule: when there are pairs enough.
        seed: identity of the luck.
        inputs: where the values of doubtful inputs come from.
        parts: what is run beside the comparison.
        backend: what simulates, and where runs are kept.

    Raises:
        InputError: if the template or the folder cannot be used, or what would change the answer
            is asked for with inputs as planned.
        RunFailedError: if a run failed.
    """
    if parts.why:
        only_over_worlds(inputs)
    try:  # before anything slow begins
        opened(template)
    except TemplateError as error:
        raise InputError(str(error)) from None
    ready(out)
    done, found = compared(scenarios, rule, seed, inputs, backend)
    known = _looked_into(done, backend) if parts.why else None
    steps = _bridged(done, backend) if parts.bridge else None
    try:
        made = documents(done, found, template, why=known, bridge=steps)
    except TemplateError as error:
        raise InputError(str(error)) from None
    except TooFewPairsError as error:
        raise RunFailedError(str(error)) from None
    for file in write(out, made):
        Results().print(str(file), soft_wrap=True)
    end(done)


def _looked_into(done: Experiment, backend: Backend) -> Why:
    """What would change the answer, from stored runs where there are any."""
    with progress_bar() as progress, backend.executor() as pool:
        found = why(done, pool, backend.runs(), partial(start_bar, progress))
    warn_of(found.failures)
    return found


def _bridged(done: Experiment, backend: Backend) -> Bridge:
    """What each step from A to B does, in the worlds of the comparison.

    Raises:
        RunFailedError: if no replication is left in all of them.
    """
    ways = found_ways(*done.pair)
    store, numbers, worlds = backend.runs(), done.asked, worlds_on(ways, done)
    with progress_bar() as progress, backend.executor() as pool:
        ran = start_bar(progress, "Running the steps", len(ways.scenarios) * numbers)
        on_way = run_experiment(
            ways.scenarios, done.seed, numbers, pool, lambda _: ran(), store, worlds=worlds
        )
    warn_of(on_way.failures)
    found = bridge(ways, on_way)
    if found.comparison.pairs == 0:
        raise RunFailedError("No replication is left in all steps: nothing to tell of them.")
    return found
