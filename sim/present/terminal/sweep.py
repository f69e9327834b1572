"""A sweep as a table of its points with the primary outcomes, and what would repeat it."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from sim.experiment.statistics.interval import Interval
from sim.experiment.studies.sweep import Swept
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present.terminal import tables
from sim.present.words.numbers import counted, plus_minus
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
    whole = done.table[(done.table["scope"] == "all") & done.table["measure"].isin(PRIMARY)]
    columns = [whole[name].tolist() for name in ("point", "measure", *_INTERVAL)]
    shown = {
        (point, measure): Interval(mean, low, high, replications)
        for point, measure, mean, low, high, replications in zip(*columns, strict=True)
    }
    for point in done.points:
        if point.scenario is None:
            continue
        made.add_row(
            f"{point.number}",
            *(f"{value:.4g}" for value in point.values),
            *(
                plus_minus(shown[point.number, key], CATALOGUE[key].unit)
                if (point.number, key) in shown
                else ""
                for key in PRIMARY
            ),
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
