"""A sweep as a table of its points with the primary outcomes, and what would repeat it."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.sweep import Swept
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present.terminal import tables
from sim.present.words.numbers import counted, plus_minus
from sim.present.words.small_counts import varied_to
from sim.scenario.scenario import Scenario

_INTERVAL = ("mean", "low", "high", "replications")


def table(done: Swept, scenario: Scenario) -> Table:
    """A row a point: its values, and each primary outcome with half its interval's width."""
    made = tables.table(
        f"{scenario.title}; point 0 as it stands",
        tables.figures("Point"),
        *(tables.whole_numbers(each.name) for each in done.inputs),
        *(tables.text(f"{CATALOGUE[key].title} ({CATALOGUE[key].unit})") for key in PRIMARY),
    )
    whole = done.table[done.table["scope"] == "all"]
    found = {
        (of["point"], of["measure"]): Interval(*(of[name] for name in _INTERVAL))
        for of in whole.to_dict("records")
    }
    for point in done.points:
        if point.scenario is not None:
            levels = {key: found.get((point.number, key)) for key in PRIMARY}
            made.add_row(
                f"{point.number}",
                *map(varied_to, done.inputs, point.values),
                *(plus_minus(of, CATALOGUE[key].unit) if of else "" for key, of in levels.items()),
            )
    return made


def footer(done: Swept) -> Text:
    """How many runs it took, and what would repeat them."""
    ran = sum(point.scenario is not None for point in done.points)
    lost = len(done.failures)
    return Text(
        f"\n{counted(ran, 'point')}, {counted(done.replications, 'run')} of each, seed {done.seed};"
        f" {done.simulated:,} simulated now. Each interval stands alone."
        + (f" {counted(lost, 'run')} FAILED, left out." if lost else ""),
        style="dim",
    )
