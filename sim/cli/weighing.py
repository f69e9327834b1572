"""`compare` with several options: each of them against one base, all in the same worlds."""

from __future__ import annotations

from collections.abc import Sequence

from sim.cli.backend import Backend
from sim.cli.errors import InputError, RunFailedError
from sim.cli.experiments import end, simulated
from sim.cli.options import Enough, InputsFrom
from sim.cli.output import Results
from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.statistics.precision import Fixed
from sim.experiment.studies import options
from sim.present.json.options import compared
from sim.present.terminal.options_report import report
from sim.scenario.scenario import Scenario


def make_sure_of(options_given: int, until: Enough, why: bool) -> None:
    """Make sure that so many options can be weighed, before anything is read or run.

    Args:
        options_given: how many there are beside the base.
        until: when there is enough.
        why: whether it is asked what decides the answer.

    Raises:
        InputError: if they cannot.
    """
    if options_given > options.MOST:
        raise InputError(
            f"At most {options.MOST} options are set against a base, not {options_given}: leave "
            f"some out."
        )
    if why or until is not Enough.SETTLED:
        raise InputError(
            f"{'--why' if why else '--until'} is about two scenarios: compare A with one of the "
            f"options to ask it. Several options have so many runs each."
        )


def weigh(
    scenarios: Sequence[Scenario],
    replications: int,
    seed: int,
    inputs: InputsFrom,
    backend: Backend,
    json: bool,
) -> None:
    """Show several options against the first scenario.

    Raises:
        InputError: if there are fewer worlds than replications asked for.
        RunFailedError: if no replication is left in all of them.
    """
    store = backend.runs()
    worlds = worlds_of(tuple(scenarios), store) if inputs is InputsFrom.WORLDS else None
    done = simulated(scenarios, Fixed(replications), seed, backend, store, worlds)
    found = options.options(done)
    if found.first.pairs == 0:
        raise RunFailedError("No replication is left in all scenarios: nothing to compare.")
    if json:
        Results().json(compared(found, done))
    else:
        Results().print(report(found, done))
    end(done)
