"""`compare --why`: the answer, then what decides it and what would change it."""

from __future__ import annotations

from functools import partial

from sim.cli.backend import Backend
from sim.cli.errors import InputError
from sim.cli.experiments import compared, end, warn_of
from sim.cli.options import InputsFrom
from sim.cli.output import Results, progress_bar, start_bar
from sim.experiment.statistics.precision import StoppingRule
from sim.experiment.studies.why import why
from sim.present.json import results
from sim.present.json import why as why_json
from sim.present.terminal import report, why_report
from sim.scenario.scenario import Scenario


def compare(
    scenarios: tuple[Scenario, Scenario],
    rule: StoppingRule,
    seed: int,
    inputs: InputsFrom,
    backend: Backend,
    json: bool,
) -> None:
    """Show what differs between two scenarios, what decides it and what would change it.

    Raises:
        InputError: if inputs are as planned, or there are fewer worlds than pairs asked for.
        RunFailedError: if there is nothing to compare.
        StoppedError: after Ctrl-C.
    """
    only_over_worlds(inputs)
    done, found = compared(scenarios, rule, seed, inputs, backend)
    with progress_bar() as progress, backend.executor() as executor:
        told = why(done, executor, backend.runs(), partial(start_bar, progress))
    warn_of(told.failures)
    if json:
        Results().json(results.comparison(found, done, told) | results.plain(why=why_json.of(told)))
    else:
        Results().print(report.comparison(found, done, told))
        Results().print(why_report.report(told))
    end(done)


def only_over_worlds(inputs: InputsFrom) -> None:
    """Refuse inputs as planned, before anything slow begins.

    Raises:
        InputError: if inputs are as planned.
    """
    if inputs is not InputsFrom.WORLDS:
        raise InputError(
            "What decides the answer is found over plausible worlds: leave out --inputs planned, "
            "or --why."
        )
