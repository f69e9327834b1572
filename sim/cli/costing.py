"""`cost`: what scenarios cost a year, without a run."""

from __future__ import annotations

from collections.abc import Sequence

from sim.cli.output import Results
from sim.present.costed import costed
from sim.present.json.cost import costs
from sim.present.terminal.cost_report import report
from sim.scenario.scenario import Scenario


def cost(scenarios: Sequence[Scenario], json: bool) -> None:
    """Show what each costs, and the others against the first."""
    found = costed(scenarios)
    if json:
        Results().json(costs(found))
    else:
        Results().print(report(found))
