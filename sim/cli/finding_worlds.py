"""`worlds`: the sets of values under which a scenario reproduces what was reported of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.cli.backend import Backend
from sim.cli.errors import InputError, RunFailedError
from sim.cli.experiments import warn_of
from sim.cli.output import Results, progress_bar, warn
from sim.cli.scenario_files import reported
from sim.cli.written import ready, write
from sim.experiment.comparison import levels
from sim.experiment.library.kept_worlds import keep_worlds
from sim.experiment.matching.conflicts import fights, met
from sim.experiment.matching.emulators import TooFewRunsError
from sim.experiment.matching.found_worlds import table_of
from sim.experiment.matching.service import FIRST_RUN, ScenarioService
from sim.experiment.matching.taught import taught, trade_offs
from sim.experiment.matching.waves import Reached, match
from sim.experiment.statistics.figures import Key
from sim.experiment.store.load_or_run import load_or_run
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.validation import those_there
from sim.experiment.work.replicate import Failure, Run
from sim.experiment.worlds.inputs import CannotVaryError
from sim.experiment.worlds.world_table import ENDING, WorldTable, doubts, written
from sim.present.json import found_worlds as as_json
from sim.present.terminal import found_worlds_report
from sim.present.words import found_worlds as words
from sim.scenario.file.shipped import scenario_file
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line.

    Attributes:
        scenario: its name or file.
        figures: name or file of the reported figures.
        worlds: how many.
        most_runs: that it may take.
        seed: identity of the luck.
    """

    scenario: str
    figures: str
    worlds: int
    most_runs: int
    seed: int


def worlds(
    scenario: Scenario, wanted: Wanted, out: Path | None, backend: Backend, json: bool
) -> None:
    """Find worlds, keep them, and tell what they teach.

    Raises:
        InputError: if nothing can be varied or held against anything, or a file cannot be written.
        RunFailedError: if no world was found, or a run failed.
    """
    figures = reported(wanted.figures)
    if not doubts(scenario):
        raise InputError(
            f"{wanted.scenario}: no input has a range, so that there is nothing to find; give what "
            "is in doubt a low and a high value."
        )
    if out is not None:
        ready(out.parent)
    store = backend.runs()
    with progress_bar() as progress, backend.executor() as executor:
        bar = progress.add_task("Sums", total=wanted.most_runs)

        def tell(reached: Reached) -> None:
            told = words.progress(reached, wanted.worlds)
            progress.update(bar, completed=reached.runs, description=told)

        first = next(iter(load_or_run([Run(scenario, wanted.seed, FIRST_RUN)], executor, store)))
        if isinstance(first, Failure):
            raise RunFailedError(f"Failed: {first}")
        there, left_out = those_there(figures.figures, levels([first], 0.95))
        for why in left_out:
            warn(f"Left out, as no run has it: {why}.")
        if not there:
            raise InputError(f"{wanted.figures}: {wanted.scenario} has none of its figures.")
        keys = [Key(each.measure, each.scope, each.name) for each in there]
        service = ScenarioService(scenario, keys, wanted.seed, executor, store)
        try:
            found = match(service, there, wanted.worlds, wanted.most_runs, wanted.seed, tell)
        except (CannotVaryError, TooFewRunsError) as error:
            raise InputError(f"{wanted.scenario}: {error}") from None
    warn_of(service.failures)
    table = table_of(found, scenario, figures.title, wanted.seed) if len(found.kept) else None
    lessons = () if table is None else taught(scenario, table)
    ties = () if table is None else trade_offs(scenario, table)
    missed, apart = met(found), () if table else fights(found, service.space.names)
    if json:
        Results().json(as_json.found(found, table, lessons, ties, missed, apart, left_out))
    elif table is None:
        Results().print(found_worlds_report.nothing(found, scenario.title, missed, apart))
    else:
        Results().print(found_worlds_report.found(found, table, lessons, ties))
    if table is None:
        raise RunFailedError
    _keep(table, wanted, out, store)
    if len(table) < wanted.worlds:
        warn(f"{len(table):,} of {wanted.worlds:,} worlds were found; more runs may find the rest.")
    if service.failures:
        raise RunFailedError


def _keep(table: WorldTable, wanted: Wanted, out: Path | None, store: RunStore) -> None:
    """Keep a table in the store, and write it where it was asked for or beside its scenario.

    Raises:
        InputError: if it cannot be written where it was asked for.
    """
    try:
        keep_worlds(store, table)
    except OSError as error:
        warn(f"The worlds are not kept in the store: {error}.")
    file = scenario_file(wanted.scenario)
    to = out or file.with_name(f"{file.stem}{ENDING}")
    try:
        write(to.parent, {to.name: written(table).encode()})
    except InputError as error:
        if out is not None:
            raise
        warn(f"{error} Give --out to have the table in a file.")
    else:
        warn(f"Wrote {to}.")
