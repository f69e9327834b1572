"""`assure`: everything an independent assurer needs, in a folder of Markdown."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from rich.progress import Progress

from sim.cli.backend import Backend
from sim.cli.errors import InputError, RunFailedError
from sim.cli.experiments import make_sure_of
from sim.cli.options import InputsFrom
from sim.cli.output import Results, progress_bar, start_bar, warn
from sim.cli.scenario_files import reported
from sim.cli.written import ready, write
from sim.experiment import comparison
from sim.experiment.experiment import Experiment
from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.running import run_experiment
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.further_pairs import FurtherPairs
from sim.experiment.studies.sensitivity import sensitivity
from sim.experiment.studies.structural import structural
from sim.experiment.studies.validation import hold_against, no_such_measure, those_there
from sim.experiment.studies.why import why
from sim.experiment.work.replicate import Failure
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import CATALOGUE
from sim.present.assurance.assurance_pack import Evidence, pack
from sim.present.assurance.versions import Command, edition
from sim.present.words.numbers import counted
from sim.scenario.file.reported import Reported
from sim.scenario.paths import UnreadablePathError, fits
from sim.scenario.scenario import Scenario
from sim.verify.verification import all_cases, verify


def assure(
    scenarios: tuple[Scenario, Scenario], out: Path, command: Command, backend: Backend
) -> None:
    """Write the assurance pack of a comparison, each page as soon as there is evidence for it.

    Reported figures of a team or place that the scenario lacks are left out, and named.

    Raises:
        InputError: if the inputs, the figures or the folder cannot be used, or there are fewer
            worlds than pairs asked for.
        RunFailedError: if a run failed or a check is off.
        StoppedError: after Ctrl-C; the pages written stay.
    """
    if command.pattern is not None:
        _readable(command.pattern)
    wanted = reported(command.figures)
    if unknown := [each for each in wanted.figures if each.measure not in CATALOGUE]:
        raise InputError(f"{command.figures}: {'; '.join(map(no_such_measure, unknown))}")
    ready(out)
    with progress_bar() as progress, backend.executor() as pool:
        work = _Work(scenarios, command, out, pool, backend.runs(), progress)
        evidence = work.all_of_it(wanted)
    for lacking in evidence.left_out:
        warn(f"Not held against the run: {lacking}.")
    Results().print(f"Wrote {len(pack(evidence))} pages; begin with {out / 'README.md'}")
    failures = _failures(evidence)
    if failures:
        warn(f"{counted(len(failures), 'run')} failed, left out; the first: {failures[0]}")
    if failures or (evidence.verification and evidence.verification.off):
        raise RunFailedError


@dataclass(frozen=True)
class _Work:
    """What is run for a pack, and where its pages go."""

    scenarios: tuple[Scenario, Scenario]
    command: Command
    out: Path
    pool: Executor
    store: RunStore
    progress: Progress

    def all_of_it(self, wanted: Reported) -> Evidence:
        """Run everything, quick things first, and write the pages after each."""
        began = datetime.datetime.now(datetime.UTC)
        command = self.command
        worlds = None
        if command.inputs == InputsFrom.WORLDS:
            worlds = worlds_of(self.scenarios, self.store)
            make_sure_of(worlds, command.replications)
        done = self._run("Comparing", self.scenarios, worlds)
        found = comparison.compare(done)
        if found.pairs < 2:
            for failure in done.failures[:1]:
                warn(f"Failed: {failure}")
            raise RunFailedError
        evidence = Evidence(command, edition(done, began), done, found, wanted)
        self._write(evidence)
        evidence = self._written(self._validated(evidence, wanted))
        cases = all_cases()
        checked = self._stage("Verifying", sum(each.replications for each in cases))
        verified = verify(cases, command.seed, self.pool, checked)
        evidence = self._written(replace(evidence, verification=verified))
        if worlds is not None:
            known = why(done, self.pool, self.store, self._stage)
            evidence = self._written(replace(evidence, why=known))
            further = FurtherPairs(done, worlds, self.pool, self.store, self._stage)
            evidence = self._written(replace(evidence, other=structural(further)))
        if command.pattern is not None:
            evidence = self._written(self._varied(evidence, command.pattern))
        return self._written(replace(evidence, is_finished=True))

    def _validated(self, evidence: Evidence, wanted: Reported) -> Evidence:
        """The scenario compared with, its inputs as planned, held against what was reported."""
        planned = self._run("As planned", self.scenarios[:1], None)
        confidence = self.scenarios[0].margins.confidence.value
        levels = comparison.levels(planned.arms[0], confidence)
        there, lacking = those_there(wanted.figures, levels)
        return replace(evidence, held=hold_against(there, levels), left_out=lacking)

    def _varied(self, evidence: Evidence, pattern: str) -> Evidence:
        """One input at a time, around the plan."""
        planned = self._run("As planned", self.scenarios, None)
        screening = self.command.screening
        found = sensitivity(planned, screening, pattern, self.pool, self._stage, self.store)
        return replace(evidence, sensitivity=found)

    def _run(self, title: str, scenarios: Sequence[Scenario], worlds: Worlds | None) -> Experiment:
        seed, pairs = self.command.seed, self.command.replications
        ran = self._stage(title, len(scenarios) * pairs)
        return run_experiment(
            scenarios, seed, pairs, self.pool, lambda _: ran(), self.store, worlds=worlds
        )

    def _written(self, evidence: Evidence) -> Evidence:
        self._write(evidence)
        return evidence

    def _write(self, evidence: Evidence) -> None:
        write(self.out, {name: page.encode() for name, page in pack(evidence).items()})

    def _stage(self, title: str, runs: int) -> Callable[[], None]:
        return start_bar(self.progress, title, runs)


def _failures(evidence: Evidence) -> list[Failure]:
    further = [each for each in (evidence.why, evidence.other, evidence.sensitivity) if each]
    return [*evidence.experiment.failures, *(f for each in further for f in each.failures)]


def _readable(pattern: str) -> None:
    """Read the inputs to vary before anything slow begins.

    Raises:
        InputError: if they cannot be read.
    """
    try:
        fits((), pattern)
    except UnreadablePathError as error:
        raise InputError(str(error)) from None
