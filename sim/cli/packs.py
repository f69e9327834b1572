"""`pack`: the Improvement Board pack of a comparison, in a folder."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import typer

from sim.cli.backend import Where
from sim.cli.experiments import RUN_FAILED, compared, end, warn_of
from sim.cli.output import Results, progress_bar, warn
from sim.cli.scenario_files import refuse
from sim.experiment.experiment import Experiment
from sim.experiment.studies.sensitivity import Sensitivity, sensitivity
from sim.present.board_pack.board_pack import write_pack
from sim.present.board_pack.material import TooFewPairsError
from sim.present.board_pack.template import TemplateError, opened
from sim.scenario.scenario import Scenario

_MANY = 1_000
"""Runs, at the least: varying every assumption keeps every core busy."""


def pack(
    scenarios: tuple[Scenario, Scenario],
    out: Path,
    template: Path | None,
    replications: int | None,
    at_most: int | None,
    seed: int,
    screening: int | None,
    where: Where,
) -> None:
    """Compare two scenarios, save the comparison and write its pack.

    Args:
        scenarios: A and B.
        out: the folder to write to, made if it is not there.
        template: a .pptx to write the slides into; plain slides without.
        replications: pairs; until precise if none.
        at_most: pairs at which to stop even so.
        seed: identity of the luck.
        screening: pairs with which every assumption is varied, to rank them; not at all if none.
        where: what simulates, and where runs are kept.

    Raises:
        typer.Exit: if the template or the folder cannot be used, or a run failed.
    """
    try:  # before anything slow begins
        opened(template)
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except TemplateError as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{out}: cannot be a folder to write to: {error.strerror}")
    done, found = compared(scenarios, replications, at_most, seed, where)
    influences = None if screening is None else _ranked(done, screening, where)
    try:
        files = write_pack(done, found, out, template, influences)
    except TemplateError as error:
        refuse(str(error))
    except TooFewPairsError as error:
        warn(str(error))
        raise typer.Exit(RUN_FAILED) from None
    except OSError as error:
        refuse(f"{out}: cannot be written to: {error.strerror}")
    for file in files:
        Results().print(str(file))
    end(done)


def _ranked(done: Experiment, screening: int, where: Where) -> Sensitivity:
    """The assumptions by their influence on the answer, from stored runs where there are any."""
    with progress_bar() as progress, where.executor(_MANY) as pool:

        def stage(title: str, runs: int) -> Callable[[], None]:
            bar = progress.add_task(title, total=runs)
            return lambda: progress.advance(bar)

        found = sensitivity(done, screening, "*", pool, stage, where.runs())
    warn_of(found.failures)
    return found
