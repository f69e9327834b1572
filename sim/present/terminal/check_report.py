"""The check report: what `check` and `structure` print, all of it known before any run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from sim.measures.graphs import handoff_map, handoff_matrix
from sim.present.checked_file import Checked
from sim.present.terminal import check_tables
from sim.present.terminal.differing import differing
from sim.present.terminal.tables import page
from sim.present.words import cost, words
from sim.present.words.small_counts import stock
from sim.scenario.exact.chain import solve
from sim.scenario.scenario import Scenario


def checks(files: Sequence[Checked]) -> Group:
    """The checks of files: problems, warnings and capacity of each."""
    return page(part for file in files for part in _check(file))


def structures(scenarios: Sequence[Scenario]) -> Group:
    """Who owns what in one scenario or in two, and the handoffs that follow."""
    parts: list[RenderableType] = []
    for scenario in scenarios:
        parts += [Text(f"{scenario.title}\n", style="bold"), *_structure(scenario)]
    if len(scenarios) == 2:
        parts += differing(*scenarios)
    return page(parts)


def _structure(scenario: Scenario) -> Iterator[RenderableType]:
    chain = solve(scenario)
    yield Text(words.built_in(chain))
    yield ""
    yield check_tables.ownership(scenario)
    yield check_tables.handoffs(handoff_matrix(handoff_map(scenario)))


def _check(file: Checked) -> Iterator[RenderableType]:
    yield Text(words.checked(file.file, len(file.problems), len(file.warnings)), style="bold")
    for problem in (*file.problems, *file.warnings):
        yield Text(str(problem), no_wrap=True, overflow="ignore")  # carets stay in their place
    yield ""
    if file.capacity:
        yield check_tables.capacity(file.capacity)
        yield check_tables.full_time(file.capacity)
        yield check_tables.caseloads(file.capacity)
        yield check_tables.working_year(file.capacity)
        yield from (Text(f"- {stock(each).sentence}") for each in file.capacity.stocks)
        yield Text(f"\n{words.CAPACITY_NOTE}\n", style="dim")
        said = f"Posts: {cost.a_year(file.cost)}." if file.cost else cost.NO_PRICES
        yield Text(f"{said}\n")
    if file.derived:
        yield Text("Derived inputs", style="bold")
        for each in file.derived:
            yield Text(f"- {each.path}: {each.told} {each.unit}, from {each.derived}")
        yield ""
