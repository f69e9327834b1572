"""`compare`, `run` and `validate`: commands that simulate."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from sim.cli.backend import Backend
from sim.cli.errors import InputError, RunFailedError
from sim.cli.options import Enough, InputsFrom
from sim.cli.output import Results, progress_bar, warn
from sim.cli.scenario_files import reported
from sim.experiment import comparison
from sim.experiment.comparison import worlds_there
from sim.experiment.experiment import Experiment
from sim.experiment.library import saved_comparisons
from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.running import Progress, run_until_enough
from sim.experiment.statistics.precision import (
    CAP,
    Fixed,
    StoppingRule,
    UntilPrecise,
    UntilSettled,
)
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.validation import NoSuchFigureError, hold_against, no_such_measure
from sim.experiment.studies.why import known_why
from sim.experiment.work.replicate import Failure
from sim.experiment.worlds.worlds import TooFewWorldsError, Worlds
from sim.measures.catalogue import CATALOGUE
from sim.present.json import results
from sim.present.terminal import report
from sim.present.words import answer
from sim.present.words.numbers import counted
from sim.scenario.file.reported import Reported
from sim.scenario.scenario import Scenario

_MOST_FAILURES_SHOWN = 5
_PAIR = 2


def compare(
    scenarios: tuple[Scenario, Scenario],
    rule: StoppingRule,
    seed: int,
    inputs: InputsFrom,
    backend: Backend,
    json: bool,
) -> None:
    """Show what differs between two scenarios, and save the comparison."""
    done, found = compared(scenarios, rule, seed, inputs, backend)
    known = known_why(done, backend.runs())
    if json:
        Results().json(results.comparison(found, done, known))
    else:
        Results().print(report.comparison(found, done, known))
    end(done)


def stopping_rule(
    replications: int | None, at_most: int | None, until: Enough, inputs: InputsFrom
) -> StoppingRule:
    """When a comparison has pairs enough: a fixed number, or once it is settled or precise.

    Raises:
        InputError: if a fixed number and a cap are given, or it is to be precise over worlds.
    """
    if replications is None and until is Enough.PRECISE:
        if inputs is InputsFrom.WORLDS:
            raise InputError(
                "--until precise needs --inputs planned: over plausible worlds a difference has a "
                "range that does not narrow with more pairs."
            )
        return UntilPrecise(at_most or CAP)
    if replications is None:
        return UntilSettled(at_most or CAP)
    if at_most is not None:
        raise InputError(
            "Give either --replications or --at-most: a fixed number of pairs needs no cap."
        )
    return Fixed(replications)


def compared(
    scenarios: tuple[Scenario, Scenario],
    rule: StoppingRule,
    seed: int,
    inputs: InputsFrom,
    backend: Backend,
) -> tuple[Experiment, comparison.Comparison]:
    """Compare two scenarios, and save the comparison.

    Raises:
        InputError: if there are fewer worlds than pairs asked for.
        RunFailedError: if there is nothing to compare.
        StoppedError: after Ctrl-C.
    """
    store = backend.runs()
    worlds = worlds_of(scenarios, store) if inputs is InputsFrom.WORLDS else None
    done = simulated(scenarios, rule, seed, backend, store, worlds)
    found = comparison.compare(done)
    if found.pairs == 0:
        raise RunFailedError("No replication is left in both scenarios: nothing to compare.")
    try:
        saved_comparisons.save(store, done, found)
    except OSError as error:
        warn(f"The comparison is not saved: {error}.")
    return done, found


def run(scenario: Scenario, replications: int, seed: int, backend: Backend, json: bool) -> None:
    """Show the measures of one scenario."""
    done = simulated([scenario], Fixed(replications), seed, backend, backend.runs())
    if json:
        Results().json(results.run(done))
    else:
        Results().print(report.run(done))
    end(done)


def validate(
    scenario: Scenario,
    figures: str,
    replications: int,
    seed: int,
    backend: Backend,
    json: bool,
) -> None:
    """Show whether one scenario reproduces reported figures."""
    wanted = reported(figures)
    if unknown := _not_measured(wanted, scenario):
        raise InputError(f"{figures}: {'; '.join(unknown)}")
    done = simulated([scenario], Fixed(replications), seed, backend, backend.runs())
    levels = comparison.levels(done.arms[0], scenario.margins.confidence.value)
    try:
        held = hold_against(wanted.figures, levels)
    except NoSuchFigureError as error:
        raise InputError(f"{figures}: {error}") from None
    if json:
        Results().json(results.validation(held, wanted, done))
    else:
        Results().print(report.validation(held, wanted, done))
    end(done)


def _not_measured(wanted: Reported, scenario: Scenario) -> list[str]:
    """Figures that no run of the scenario gives, told before it runs."""
    parts: dict[str, Collection[str]] = {
        "team": scenario.structure.teams,
        "locality": scenario.demand.localities,
    }
    return [
        no_such_measure(figure) for figure in wanted.figures if figure.measure not in CATALOGUE
    ] + [
        f"{figure.title}: {scenario.title} has no {figure.scope} '{figure.name}'"
        for figure in wanted.figures
        if figure.scope in parts and figure.name not in parts[figure.scope]
    ]


def simulated(
    scenarios: Sequence[Scenario],
    rule: StoppingRule,
    seed: int,
    backend: Backend,
    store: RunStore,
    worlds: Worlds | None = None,
) -> Experiment:
    """Run an experiment, showing a bar, and say which replications failed.

    Raises:
        InputError: if there are fewer worlds than replications asked for.
        RunFailedError: if nothing is left of a scenario.
        StoppedError: after Ctrl-C.
    """
    make_sure_of(worlds, rule.at_most)
    tasks = rule.at_most * len(scenarios)
    with progress_bar() as progress, backend.executor(tasks) as executor:
        bar = progress.add_task("Simulating", total=tasks)
        first_words = ""
        for reached in run_until_enough(scenarios, seed, rule, executor, store, worlds=worlds):
            progress.update(
                bar,
                description=_told(reached),
                completed=reached.done,
                total=reached.expected,
            )
            if not first_words and not progress.disable:
                first_words = _first_words(reached)
                if first_words:
                    progress.console.print(first_words, highlight=False, markup=False)
    done = reached.experiment
    warn_of(done.failures)
    if not all(done.arms):
        raise RunFailedError
    return done


def make_sure_of(worlds: Worlds | None, pairs: int) -> None:
    """Make sure that there is a world for each pair, before anything slow begins.

    Raises:
        InputError: if there is not.
    """
    try:
        if worlds is not None:
            worlds.hold(pairs)
    except TooFewWorldsError as error:
        raise InputError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None


def _first_words(reached: Progress) -> str:
    """What the worlds say that are there, once there are enough; empty before."""
    if reached.done < _PAIR * answer.ENOUGH:
        return ""
    made = reached.experiment
    if len(made.scenarios) != _PAIR or worlds_there(made) < answer.ENOUGH:
        return ""
    found = comparison.compare(made)
    return f"{answer.so_far(found)} {answer.headline(found)}\n"


def warn_of(failures: Sequence[Failure]) -> None:
    """Say which replications failed, the first few by name."""
    for failure in failures[:_MOST_FAILURES_SHOWN]:
        warn(f"Failed: {failure}")
    if len(failures) > _MOST_FAILURES_SHOWN:
        warn(f"... and {len(failures) - _MOST_FAILURES_SHOWN} more.")


def _told(reached: Progress) -> str:
    """What the bar says: that it simulates, and how far the answer is from being enough."""
    if reached.open_still:
        return f"Simulating, {counted(len(reached.open_still), 'outcome')} not settled"
    if not math.isfinite(reached.excess):
        return "Simulating"
    if reached.excess <= 1:
        return "Simulating, precise"
    return f"Simulating, intervals {reached.excess:.1f} times too wide"


def end(done: Experiment) -> None:
    """End with the exit code that the run deserves.

    Raises:
        RunFailedError: if a replication failed.
    """
    if done.failures:
        raise RunFailedError
