"""`journey`: one family under both structures, from the event logs of two runs."""

from __future__ import annotations

from rich.text import Text

from sim.cli.output import Results, warn
from sim.cli.scenarios import refuse
from sim.experiment.experiment import same_families
from sim.model.replication import simulate
from sim.plan.scenario import Scenario
from sim.present import as_json, journey_tables, words
from sim.present.journey import journey as journey_of
from sim.present.journey import went_further
from sim.present.tables import page


def journey(
    scenarios: tuple[Scenario, Scenario], family: int, replication: int, seed: int, json: bool
) -> None:
    """Show what happened to one family under each scenario."""
    logs = [simulate(scenario, seed, replication) for scenario in scenarios]
    families = min(len(log.families) for log in logs)
    if family >= families:
        refuse(
            f"There is no family {family} in replication {replication}: they are numbered 0 to "
            f"{families - 1}."
        )
    if not same_families(*scenarios):
        warn(words.OTHER_FAMILIES)
    a, b = (
        journey_of(log, scenario, family) for log, scenario in zip(logs, scenarios, strict=True)
    )
    if json:
        Results().json(as_json.journeys(a, b, seed, replication))
        return
    Results().print(
        page(
            [
                Text(words.family(a, seed, replication, went_further(logs[0], family))),
                journey_tables.steps(a, f"A: {scenarios[0].title}"),
                journey_tables.steps(b, f"B: {scenarios[1].title}"),
                journey_tables.totals(a, b),
                Text(f"{words.ONE_FAMILY}: `locality compare` gives the result.", style="dim"),
            ]
        )
    )
