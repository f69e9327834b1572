"""Found worlds: the table of the sets that were kept."""

from __future__ import annotations

from sim.experiment.matching.space import rounded, space_of
from sim.experiment.matching.waves import Matched
from sim.experiment.worlds.world_table import WorldTable, identity_of
from sim.scenario.scenario import Scenario


def table_of(found: Matched, scenario: Scenario, figures: str, seed: int) -> WorldTable:
    """The worlds of a scenario.

    Args:
        found: the sets, at least one of them kept.
        scenario: what was matched.
        figures: title of the figures that it was to reproduce.
        seed: with which they were found.
    """
    return WorldTable(
        made_for=identity_of(scenario),
        title=scenario.title,
        figures=figures,
        seed=seed,
        runs=found.runs,
        names=space_of(scenario).names,
        values=found.values[found.kept],
        reported=tuple(each.figure.title for each in found.targets),
        reproduced=rounded(found.figures[found.kept]),
    )
