"""`assure`: everything an independent assurer needs, in a folder of Markdown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typer

from sim.cli.backend import Where
from sim.cli.experiments import RUN_FAILED
from sim.cli.output import Results, progress_bar, warn
from sim.cli.scenario_files import refuse, reported
from sim.experiment import comparison
from sim.experiment.experiment import run_experiment
from sim.experiment.studies.sensitivity import sensitivity
from sim.experiment.studies.validation import NoSuchFigureError, hold_against
from sim.present.assurance.assurance_pack import Evidence, pack
from sim.present.assurance.versions import Command
from sim.present.words.numbers import counted
from sim.scenario.scenario import Scenario
from sim.verify.verification import all_cases, verify

_MANY = 1_000
"""Runs, at the least: the pack keeps every core busy."""


def assure(scenarios: tuple[Scenario, Scenario], out: Path, command: Command, where: Where) -> None:
    """Write the assurance pack of a comparison.

    Raises:
        typer.Exit: if a run failed, a check is off or the folder cannot be written.
    """
    wanted = reported(command.figures)
    _ready(out)
    store = where.runs()
    with progress_bar() as progress, where.executor(_MANY) as pool:

        def stage(title: str, runs: int) -> Callable[[], None]:
            bar = progress.add_task(title, total=runs)
            return lambda: progress.advance(bar)

        compared = stage("Comparing", 2 * command.replications)
        done = run_experiment(
            scenarios, command.seed, command.replications, pool, lambda _: compared(), store
        )
        found = comparison.compare(done)
        if found.pairs < 2:
            for failure in done.failures[:1]:
                warn(f"Failed: {failure}")
            raise typer.Exit(RUN_FAILED)
        levels = comparison.levels(done.arms[0], scenarios[0].margins.confidence.value)
        try:
            held = hold_against(wanted.figures, levels)
        except NoSuchFigureError as error:
            refuse(f"{command.figures}: {error}")
        cases = all_cases()
        verified = verify(
            cases, command.seed, pool, stage("Verifying", sum(each.replications for each in cases))
        )
        influences = sensitivity(done, command.screening, command.pattern, pool, stage, store)
    pages = pack(Evidence(command, done, found, influences, wanted, held, verified))
    for name, text in pages.items():
        (out / name).write_text(text, encoding="utf-8")
    Results().print(f"Wrote {len(pages)} pages; begin with {out / 'README.md'}")
    failures = [*done.failures, *influences.failures]
    if failures:
        warn(f"{counted(len(failures), 'run')} failed, left out; the first: {failures[0]}")
    if failures or verified.off:
        raise typer.Exit(RUN_FAILED)


def _ready(out: Path) -> None:
    """Make the folder before anything slow begins.

    Raises:
        typer.Exit: if it cannot be made.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        refuse(f"{out}: cannot be made a folder: {error.strerror}")
