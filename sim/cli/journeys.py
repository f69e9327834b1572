"""`journey`: one family under both structures, from the event logs of two runs."""

from __future__ import annotations

from rich.text import Text

from sim.cli.errors import InputError
from sim.cli.output import Results, warn
from sim.experiment.experiment import same_families
from sim.measures.story.followed import went_further
from sim.measures.story.steps import story
from sim.model.replication import simulate
from sim.present.json import results
from sim.present.terminal import journey_tables
from sim.present.terminal.tables import page
from sim.present.words import words
from sim.scenario.scenario import Scenario


def journey(
    scenarios: tuple[Scenario, Scenario], family: int, replication: int, seed: int, json: bool
) -> None:
    """Show what happened to one family under each scenario."""
    logs = [simulate(scenario, seed, replication) for scenario in scenarios]
    families = min(len(log.families) for log in logs)
    if family >= families:
        raise InputError(
            f"There is no family {family} in replication {replication}: they are numbered 0 to "
            f"{families - 1}."
        )
    if not same_families(*scenarios):
        warn(words.OTHER_FAMILIES)
    a, b = (story(log, scenario, family) for log, scenario in zip(logs, scenarios, strict=True))
    if json:
        Results().json(results.journeys(a, b, seed, replication))
        return
    told = Text(words.family(a, seed, replication, went_further(logs[0], family)))
    if not a.came and not b.came:
        Results().print(page([told]))
        return
    Results().print(
        page(
            [
                told,
                journey_tables.steps(a, f"A: {scenarios[0].title}"),
                journey_tables.steps(b, f"B: {scenarios[1].title}"),
                journey_tables.totals(a, b),
                Text(f"{words.ONE_FAMILY}: `locality compare` gives the result.", style="dim"),
            ]
        )
    )
