"""`pack`: the Improvement Board pack of a comparison, in a folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sim.cli.backend import Backend
from sim.cli.errors import InputError, RunFailedError
from sim.cli.experiments import compared, end, warn_of
from sim.cli.options import InputsFrom
from sim.cli.output import Results, progress_bar, start_bar
from sim.cli.written import ready, write
from sim.experiment.experiment import Experiment
from sim.experiment.statistics.precision import StoppingRule
from sim.experiment.studies.sensitivity import Sensitivity, sensitivity
from sim.present.board_pack.board_pack import documents
from sim.present.board_pack.material import TooFewPairsError
from sim.present.board_pack.template import TemplateError, opened
from sim.scenario.scenario import Scenario


def pack(
    scenarios: tuple[Scenario, Scenario],
    out: Path,
    template: Path | None,
    rule: StoppingRule,
    seed: int,
    inputs: InputsFrom,
    screening: int | None,
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
        screening: pairs with which every assumption is varied, to rank them; not at all if none.
        backend: what simulates, and where runs are kept.

    Raises:
        InputError: if the template or the folder cannot be used.
        RunFailedError: if a run failed.
    """
    try:  # before anything slow begins
        opened(template)
    except TemplateError as error:
        raise InputError(str(error)) from None
    ready(out)
    done, found = compared(scenarios, rule, seed, inputs, backend)
    influences = None if screening is None else _ranked(done, screening, backend)
    try:
        made = documents(done, found, template, influences)
    except TemplateError as error:
        raise InputError(str(error)) from None
    except TooFewPairsError as error:
        raise RunFailedError(str(error)) from None
    for file in write(out, made):
        Results().print(str(file))
    end(done)


def _ranked(done: Experiment, screening: int, backend: Backend) -> Sensitivity:
    """The assumptions by their influence on the answer, from stored runs where there are any."""
    with progress_bar() as progress, backend.executor() as pool:
        stage = partial(start_bar, progress)
        found = sensitivity(done, screening, "*", pool, stage, backend.runs())
    warn_of(found.failures)
    return found
