"""`assure`: everything an independent assurer needs, in a folder of Markdown."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sim.cli.backend import Backend
from sim.cli.errors import InputError, RunFailedError
from sim.cli.options import InputsFrom
from sim.cli.output import Results, progress_bar, start_bar, warn
from sim.cli.scenario_files import reported
from sim.cli.written import ready, write
from sim.experiment import comparison
from sim.experiment.experiment import run_experiment
from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.studies.sensitivity import sensitivity
from sim.experiment.studies.validation import hold_against, no_such_measure, those_there
from sim.measures.catalogue import CATALOGUE
from sim.present.assurance.assurance_pack import Evidence, pack
from sim.present.assurance.versions import Command
from sim.present.words.numbers import counted
from sim.scenario.paths import UnreadablePathError, fits
from sim.scenario.scenario import Scenario
from sim.verify.verification import all_cases, verify


def assure(
    scenarios: tuple[Scenario, Scenario], out: Path, command: Command, backend: Backend
) -> None:
    """Write the assurance pack of a comparison.

    Reported figures of a team or place that the scenario lacks are left out, and named.

    Raises:
        InputError: if the inputs, the figures or the folder cannot be used.
        TooFewWorldsError: if there are fewer worlds than pairs asked for.
        RunFailedError: if a run failed or a check is off.
    """
    _readable(command.pattern)
    wanted = reported(command.figures)
    if unknown := [each for each in wanted.figures if each.measure not in CATALOGUE]:
        raise InputError(f"{command.figures}: {'; '.join(map(no_such_measure, unknown))}")
    ready(out)
    store = backend.runs()
    with progress_bar() as progress, backend.executor() as pool:
        stage = partial(start_bar, progress)
        compared = stage("Comparing", 2 * command.replications)
        worlds = worlds_of(scenarios, store) if command.inputs == InputsFrom.WORLDS else None
        done = planned = run_experiment(
            scenarios,
            command.seed,
            command.replications,
            pool,
            lambda _: compared(),
            store,
            worlds=worlds,
        )
        if worlds is not None:
            # One input at a time is varied around the plan.
            again = stage("As planned", 2 * command.replications)
            planned = run_experiment(
                scenarios, command.seed, command.replications, pool, lambda _: again(), store
            )
        found = comparison.compare(done)
        if found.pairs < 2:
            for failure in done.failures[:1]:
                warn(f"Failed: {failure}")
            raise RunFailedError
        levels = comparison.levels(planned.arms[0], scenarios[0].margins.confidence.value)
        there, lacking = those_there(wanted.figures, levels)
        held = hold_against(there, levels)
        cases = all_cases()
        verified = verify(
            cases, command.seed, pool, stage("Verifying", sum(each.replications for each in cases))
        )
        influences = sensitivity(planned, command.screening, command.pattern, pool, stage, store)
    pages = pack(Evidence(command, done, found, influences, wanted, held, verified, lacking))
    write(out, {name: text.encode() for name, text in pages.items()})
    for why in lacking:
        warn(f"Not held against the run: {why}.")
    Results().print(f"Wrote {len(pages)} pages; begin with {out / 'README.md'}")
    failures = [*done.failures, *influences.failures]
    if failures:
        warn(f"{counted(len(failures), 'run')} failed, left out; the first: {failures[0]}")
    if failures or verified.off:
        raise RunFailedError


def _readable(pattern: str) -> None:
    """Read the inputs to vary before anything slow begins.

    Raises:
        InputError: if they cannot be read.
    """
    try:
        fits((), pattern)
    except UnreadablePathError as error:
        raise InputError(str(error)) from None
