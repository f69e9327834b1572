"""The bridge report: the steps from A to B, and what each does to every judged outcome."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sim.experiment.experiment import Experiment
from sim.experiment.studies.bridge import Bridge
from sim.present.terminal.judged_tables import STYLES
from sim.present.terminal.tables import figures, page, table, text, whole_numbers
from sim.present.words import answer, bridge, small_print
from sim.present.words.different_demand import different_demand
from sim.present.words.numbers import number


def report(found: Bridge, experiment: Experiment) -> Group:
    """A bridge: what it shows, the steps, what each does, and what it rests on."""
    return page(_report(found, experiment))


def _report(found: Bridge, experiment: Experiment) -> Iterator[RenderableType]:
    comparison, ways = found.comparison, found.ways
    yield Text(f"{bridge.finding(found)}.\n", style="bold")
    if warning := different_demand(ways.a, ways.b):
        yield Text(f"{warning}\n", style="bold")
    if draft := answer.draft(comparison):
        yield Text(f"{draft}.\n", style="bold")
    yield Text(f"{answer.basis(comparison)}\n")
    yield f"A  {ways.a.title}\nB  {ways.b.title}\n"
    if not ways.steps:
        return
    yield _steps(found)
    yield Text(f"{bridge.order(found)}\n")
    yield _contributions(found)
    for note in (
        bridge.HOW_TO_READ,
        small_print.confidence(comparison),
        small_print.footer(experiment),
    ):
        yield Text(f"{note}\n", style="dim")


def _steps(found: Bridge) -> Table:
    made = table("Steps", figures(), text(), text("What it changes"))
    before = None
    for at, step in enumerate(found.ways.steps, start=1):
        made.add_row(f"{at}", bridge.name(step), bridge.changes_of(step, before, found.ways))
        before = step
    return made


def _contributions(found: Bridge) -> Table:
    """A row an outcome: A, what each step does with its interval, B."""
    numbers = [whole_numbers(f"Step {at}") for at in range(1, len(found.ways.steps) + 1)]
    made = table("What each step does", text(), figures("A"), *numbers, figures("B"))
    for each in found.outcomes:
        decimals = bridge.decimals(each.whole)
        levels = bridge.levels(each)
        cells = [
            Text(
                f"{number(shown, decimals, signed=True)} {answer.SYMBOLS[judged.verdict]}\n"
                f"{bridge.ends(judged).strip('()')}",
                style=STYLES.get(judged.verdict, ""),
            )
            for judged, shown in zip(each.steps, bridge.contributions(each), strict=True)
        ]
        ends = (number(level, decimals) for level in (levels[0], levels[-1]))
        made.add_row(answer.title(each.whole), next(ends), *cells, next(ends))
    return made
