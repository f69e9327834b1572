"""The cost report: what a year of each scenario costs, and what one piece of its work does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from sim.present.costed import Costed
from sim.present.terminal.tables import figures, page, table, text
from sim.present.words import cost as words
from sim.present.words import cost_rows
from sim.scenario.exact.cost import Cost
from sim.scenario.exact.cost_of_work import WorkCost


def report(found: Sequence[Costed]) -> Group:
    """Each scenario, the others against the first."""
    return page(_parts(found))


def _parts(found: Sequence[Costed]) -> Iterator[RenderableType]:
    first = found[0]
    for each in found:
        yield Text(f"{each.scenario.title}\n", style="bold")
        if each.cost is None or each.work is None:
            yield Text(f"{words.NO_PRICES}\n")
            continue
        yield Text(f"Its posts cost {words.a_year(each.cost)}.\n")
        yield _posts(each.cost)
        yield Text(f"{words.vacancies(each.cost)}\n")
        yield Text(f"{words.recruitment(each.cost)}\n")
        yield _work(each.cost, each.work)
    for other in found[1:]:
        said = words.against(first.scenario, other.scenario)
        yield Text(f"{said}\n", style="bold")
    if first.cost is not None:
        yield Text(f"{words.RANGES} {words.OF_HOURS}\n", style="dim")


def _posts(cost: Cost) -> Table:
    """A year of the posts of each team and role."""
    made = table(f"Posts, in pounds of {cost.price_year}", *_heads(cost_rows.POSTS, words_in=2))
    *rows, last = cost_rows.posts(cost)
    for row in rows:
        made.add_row(*row)
    made.add_section()
    made.add_row(*last)
    return made


def _work(cost: Cost, work: WorkCost) -> Table:
    """An hour of case work by role, an assessment of each kind, and a handoff."""
    made = table("Pieces of work", *_heads(cost_rows.WORK, words_in=1))
    for row in cost_rows.work(cost, work):
        made.add_row(*row)
    return made


def _heads(names: tuple[str, ...], words_in: int) -> list[Column]:
    """Headers, of which the first few stand over words and the others over numbers."""
    return [*map(text, names[:words_in]), *map(figures, names[words_in:])]
