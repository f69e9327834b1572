"""`sweep`: one scenario at many values of its inputs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.cli.backend import Backend
from sim.cli.errors import InputError, RunFailedError
from sim.cli.experiments import warn_of
from sim.cli.output import Results, progress_bar, warn
from sim.cli.written import ready, write
from sim.experiment.studies import sweep as sweeps
from sim.experiment.studies.design import DesignError, Point, grid, points, sample, varied
from sim.present.foreign.spreadsheet import as_csv
from sim.present.terminal import sweep_table
from sim.present.words import small_counts
from sim.scenario.scenario import Scenario

_GRID = 3
_MOST_SHOWN = 5
_KINDS = (".csv", ".parquet")


@dataclass(frozen=True)
class Design:
    """What was asked for on the command line.

    Attributes:
        vary: inputs, each as `path` or `path=low..high`.
        grid: values of each input.
        sample: points of a Latin hypercube instead.
        replications: at each point.
        seed: identity of the luck, and of the hypercube.
    """

    vary: tuple[str, ...]
    grid: int | None
    sample: int | None
    replications: int
    seed: int


def sweep(scenario: Scenario, design: Design, out: Path | None, backend: Backend) -> None:
    """Show, or write, what each point comes to.

    Raises:
        InputError: if the design cannot be had.
        RunFailedError: if a run failed.
    """
    if out is not None and out.suffix not in _KINDS:
        raise InputError(f"{out}: a table is written as .csv or .parquet.")
    if out is not None:
        ready(out.parent)
    if design.grid is not None and design.sample is not None:
        raise InputError("Give either --grid or --sample.")
    try:
        inputs = [varied(scenario, each) for each in dict.fromkeys(design.vary)]
    except DesignError as error:
        raise InputError(str(error)) from None
    combinations = (
        grid(inputs, design.grid or _GRID)
        if design.sample is None
        else sample(inputs, design.sample, design.seed)
    )
    planned = points(scenario, inputs, combinations)
    _warn_of([each for each in planned if each.scenario is None])
    store, runs = backend.runs(), sweeps.runs_of(planned, design.replications)
    with progress_bar() as progress, backend.executor(runs) as executor:
        bar = progress.add_task("Sweeping", total=runs)
        done = sweeps.sweep(
            inputs,
            planned,
            design.seed,
            design.replications,
            executor,
            store,
            lambda _: progress.advance(bar),
        )
    warn_of(done.failures)
    if out is None:
        Results().print(sweep_table.table(done, scenario))
    else:
        write(out.parent, {out.name: _as_file(done, out.suffix)})
        Results().print(f"Wrote {len(done.table):,} rows to {out}.")
    Results().print(sweep_table.footer(done))
    if done.failures:
        raise RunFailedError


def _as_file(done: sweeps.Swept, kind: str) -> bytes:
    """The whole table in one of the kinds of file."""
    table = small_counts.swept(done.table, done.inputs)
    if kind == ".csv":
        return as_csv(list(table.columns), table.itertuples(index=False))
    content: bytes = table.to_parquet(index=False)
    return content


def _warn_of(left_out: list[Point]) -> None:
    for each in left_out[:_MOST_SHOWN]:
        warn(f"Left out: point {each.number}: {each.why_not}")
    if len(left_out) > _MOST_SHOWN:
        warn(f"... and {len(left_out) - _MOST_SHOWN} more points left out.")
