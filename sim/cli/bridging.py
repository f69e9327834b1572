"""`bridge`: from one structure to another in steps."""

from __future__ import annotations

from collections.abc import Sequence

from sim.cli.backend import Backend
from sim.cli.errors import InputError, RunFailedError
from sim.cli.experiments import end, simulated
from sim.cli.options import InputsFrom
from sim.cli.output import Results
from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.statistics.precision import Fixed
from sim.experiment.studies import bridge as bridges
from sim.present.json.bridge import bridged
from sim.present.terminal.bridge_report import report
from sim.scenario.scenario import Scenario


def bridge(
    scenarios: Sequence[Scenario],
    replications: int,
    seed: int,
    inputs: InputsFrom,
    backend: Backend,
    json: bool,
) -> None:
    """Show what each step from the first scenario to the last does.

    Raises:
        InputError: if there is only one.
        RunFailedError: if no replication is left in all of them.
    """
    if len(scenarios) < 2:
        raise InputError("A bridge leads from A to B: name two scenarios, or more with steps.")
    is_found = len(scenarios) == 2
    ways = bridges.found_ways(*scenarios) if is_found else bridges.named_ways(scenarios)
    store = backend.runs()
    worlds = worlds_of(ways.scenarios, store) if inputs is InputsFrom.WORLDS else None
    done = simulated(ways.scenarios, Fixed(replications), seed, backend, store, worlds)
    found = bridges.bridge(ways, done)
    if found.comparison.pairs == 0:
        raise RunFailedError("No replication is left in all scenarios: nothing to compare.")
    if json:
        Results().json(bridged(found, done))
    else:
        Results().print(report(found, done))
    end(done)
