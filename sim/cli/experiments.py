"""`compare`, `run` and `validate`: commands that simulate."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import typer

from sim.cli.output import Results, progress_bar, warn
from sim.cli.scenarios import refuse, reported
from sim.experiment import comparison
from sim.experiment.experiment import Experiment, run_experiment
from sim.experiment.pool import local_pool, usable_cores
from sim.experiment.validation import NoSuchFigureError, hold_against
from sim.measures.catalogue import CATALOGUE
from sim.plan.reported import Reported
from sim.plan.scenario import Scenario
from sim.plan.words import nearest
from sim.present import as_json, report

RUN_FAILED = 1
"""Exit code for a run in which a replication failed."""
_MOST_FAILURES_SHOWN = 5


def compare(
    scenarios: tuple[Scenario, Scenario],
    replications: int,
    seed: int,
    workers: int | None,
    json: bool,
) -> None:
    """Show what differs between two scenarios."""
    done = _experiment(scenarios, replications, seed, workers)
    found = comparison.compare(done)
    if found.pairs == 0:
        warn("No replication is left in both scenarios: nothing to compare.")
        raise typer.Exit(RUN_FAILED)
    if json:
        Results().json(as_json.comparison(found, done))
    else:
        Results().print(report.comparison(found, done))
    _end(done)


def run(scenario: Scenario, replications: int, seed: int, workers: int | None, json: bool) -> None:
    """Show the measures of one scenario."""
    done = _experiment([scenario], replications, seed, workers)
    if json:
        Results().json(as_json.run(done))
    else:
        Results().print(report.run(done))
    _end(done)


def validate(
    scenario: Scenario,
    figures: str,
    replications: int,
    seed: int,
    workers: int | None,
    json: bool,
) -> None:
    """Show whether one scenario reproduces reported figures."""
    wanted = reported(figures)
    if unknown := _not_measured(wanted, scenario):
        refuse(f"{figures}: {'; '.join(unknown)}")
    done = _experiment([scenario], replications, seed, workers)
    levels = comparison.levels(done.arms[0], scenario.margins.confidence.value)
    try:
        held = hold_against(wanted.figures, levels)
    except NoSuchFigureError as error:
        refuse(f"{figures}: {error}")
    if json:
        Results().json(as_json.validation(held, wanted, done))
    else:
        Results().print(report.validation(held, wanted, done))
    _end(done)


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
    scenarios: Sequence[Scenario], replications: int, seed: int, workers: int | None
) -> Experiment:
    """Run an experiment, showing a bar, and say which replications failed.

    Raises:
        typer.Exit: if nothing is left of a scenario.
    """
    tasks = replications * len(scenarios)
    processes = min(workers or usable_cores(), tasks)
    with progress_bar() as progress, local_pool(processes) as pool:
        bar = progress.add_task("Simulating", total=tasks)
        done = run_experiment(scenarios, seed, replications, pool, lambda _: progress.advance(bar))
    for failure in done.failures[:_MOST_FAILURES_SHOWN]:
        warn(f"Failed: {failure}")
    if len(done.failures) > _MOST_FAILURES_SHOWN:
        warn(f"... and {len(done.failures) - _MOST_FAILURES_SHOWN} more.")
    if not all(done.arms):
        raise typer.Exit(RUN_FAILED)
    return done


def _end(done: Experiment) -> None:
    """End with the exit code that the run deserves.

    Raises:
        typer.Exit: if a replication failed.
    """
    if done.failures:
        raise typer.Exit(RUN_FAILED)
