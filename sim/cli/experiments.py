"""`compare`, `run` and `validate`: commands that simulate."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import typer

from sim.cli.backend import Where
from sim.cli.output import Results, progress_bar, warn
from sim.cli.scenario_files import refuse, reported
from sim.experiment import comparison
from sim.experiment.experiment import Experiment, Progress, run_until_enough
from sim.experiment.library import saved_comparisons
from sim.experiment.statistics.precision import CAP, Fixed, StoppingRule, UntilPrecise
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.validation import NoSuchFigureError, hold_against
from sim.experiment.work.replicate import Failure
from sim.measures.catalogue import CATALOGUE
from sim.present.json import results
from sim.present.terminal import report
from sim.scenario.file.reported import Reported
from sim.scenario.scenario import Scenario
from sim.scenario.words import nearest

RUN_FAILED = 1
"""Exit code for a run in which a replication failed."""
_MOST_FAILURES_SHOWN = 5


def compare(
    scenarios: tuple[Scenario, Scenario],
    replications: int | None,
    at_most: int | None,
    seed: int,
    where: Where,
    json: bool,
) -> None:
    """Show what differs between two scenarios, and save the comparison.

    Args:
        scenarios: A and B.
        replications: pairs; until precise if none.
        at_most: pairs at which to stop even so.
        seed: identity of the luck.
        where: what simulates, and where runs are kept.
        json: whether to write JSON.
    """
    done, found = compared(scenarios, replications, at_most, seed, where)
    if json:
        Results().json(results.comparison(found, done))
    else:
        Results().print(report.comparison(found, done))
    end(done)


def compared(
    scenarios: tuple[Scenario, Scenario],
    replications: int | None,
    at_most: int | None,
    seed: int,
    where: Where,
) -> tuple[Experiment, comparison.Comparison]:
    """Compare two scenarios, and save the comparison.

    Args:
        scenarios: A and B.
        replications: pairs; until precise if none.
        at_most: pairs at which to stop even so.
        seed: identity of the luck.
        where: what simulates, and where runs are kept.

    Raises:
        typer.Exit: if there is nothing to compare, or after Ctrl-C.
    """
    if replications is not None and at_most is not None:
        refuse("Give either --replications or --at-most: a fixed number of pairs needs no cap.")
    rule = UntilPrecise(at_most or CAP) if replications is None else Fixed(replications)
    store = where.runs()
    done = _experiment(scenarios, rule, seed, where, store)
    found = comparison.compare(done)
    if found.pairs == 0:
        warn("No replication is left in both scenarios: nothing to compare.")
        raise typer.Exit(RUN_FAILED)
    try:
        saved_comparisons.save(store, done, found)
    except OSError as error:
        warn(f"The comparison is not saved: {error}.")
    return done, found


def run(scenario: Scenario, replications: int, seed: int, where: Where, json: bool) -> None:
    """Show the measures of one scenario."""
    done = _experiment([scenario], Fixed(replications), seed, where, where.runs())
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
    where: Where,
    json: bool,
) -> None:
    """Show whether one scenario reproduces reported figures."""
    wanted = reported(figures)
    if unknown := _not_measured(wanted, scenario):
        refuse(f"{figures}: {'; '.join(unknown)}")
    done = _experiment([scenario], Fixed(replications), seed, where, where.runs())
    levels = comparison.levels(done.arms[0], scenario.margins.confidence.value)
    try:
        held = hold_against(wanted.figures, levels)
    except NoSuchFigureError as error:
        refuse(f"{figures}: {error}")
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
        f"{figure.title}: no measure '{figure.measure}'; "
        + nearest(figure.measure, CATALOGUE, "the measures are")
        for figure in wanted.figures
        if figure.measure not in CATALOGUE
    ] + [
        f"{figure.title}: {scenario.title} has no {figure.scope} '{figure.name}'"
        for figure in wanted.figures
        if figure.scope in parts and figure.name not in parts[figure.scope]
    ]


def _experiment(
    scenarios: Sequence[Scenario], rule: StoppingRule, seed: int, where: Where, store: RunStore
) -> Experiment:
    """Run an experiment, showing a bar, and say which replications failed.

    Raises:
        typer.Exit: if nothing is left of a scenario, or after Ctrl-C.
    """
    tasks = rule.at_most * len(scenarios)
    with progress_bar() as progress, where.executor(tasks) as executor:
        bar = progress.add_task("Simulating", total=tasks)
        for reached in run_until_enough(scenarios, seed, rule, executor, store):
            progress.update(
                bar,
                description=_told(reached),
                completed=reached.done,
                total=reached.expected,
            )
    done = reached.experiment
    warn_of(done.failures)
    if not all(done.arms):
        raise typer.Exit(RUN_FAILED)
    return done


def warn_of(failures: Sequence[Failure]) -> None:
    """Say which replications failed, the first few by name."""
    for failure in failures[:_MOST_FAILURES_SHOWN]:
        warn(f"Failed: {failure}")
    if len(failures) > _MOST_FAILURES_SHOWN:
        warn(f"... and {len(failures) - _MOST_FAILURES_SHOWN} more.")


def _told(reached: Progress) -> str:
    """What the bar says: that it simulates, and how far the answer is from being precise."""
    if not math.isfinite(reached.excess):
        return "Simulating"
    if reached.excess <= 1:
        return "Simulating, precise"
    return f"Simulating, intervals {reached.excess:.1f} times too wide"


def end(done: Experiment) -> None:
    """End with the exit code that the run deserves.

    Raises:
        typer.Exit: if a replication failed.
    """
    if done.failures:
        raise typer.Exit(RUN_FAILED)
