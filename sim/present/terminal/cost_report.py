"""The cost report: what a year of each scenario costs, and what one piece of its work does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from sim.present.costed import Costed
from sim.present.terminal.tables import figures, page, table, text
from sim.present.words import cost as words
from sim.present.words.numbers import number
from sim.scenario.exact.cost import Cost
from sim.scenario.exact.cost_of_work import WorkCost
from sim.scenario.exact.prices import Pounds


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
        yield posts(each.cost)
        yield Text(f"{words.vacancies(each.cost)}\n")
        yield Text(f"{words.recruitment(each.cost)}\n")
        yield pieces(each.cost, each.work)
    for other in found[1:]:
        said = words.against(first.scenario, other.scenario)
        yield Text(f"{said}\n", style="bold")
    if first.cost is not None:
        yield Text(f"{words.RANGES} {words.OF_HOURS}\n", style="dim")


def posts(cost: Cost) -> Table:
    """A year of the posts of each team and role."""
    heads = text("Team"), text("Role"), figures("FTE"), figures("Agency"), *_pounds()
    made = table(f"Posts, thousands of pounds a year ({cost.price_year})", *heads)
    for row in cost.posts:
        fte = number(row.fte), number(row.agency_fte)
        made.add_row(row.team, row.role, *fte, *_told(row.a_year, 1000))
    made.add_section()
    made.add_row(
        "All", "", number(sum(row.fte for row in cost.posts)), "", *_told(cost.total, 1000)
    )
    return made


def pieces(cost: Cost, work: WorkCost) -> Table:
    """An hour of case work by role, an assessment of each kind, and a handoff."""
    made = table("Work, pounds each", text(), figures("A year"), figures("Hours"), *_pounds())
    for hour in cost.hours:
        made.add_row(f"hour of case work, {hour.role}", "", "", *_told(hour.an_hour))
    for of in (*work.assessments, *filter(None, [work.handoff])):
        made.add_row(of.work, number(of.a_year, 0), number(of.hours), *_told(of.each))
    return made


def _pounds() -> tuple[Column, ...]:
    return figures("Pounds"), figures("Low"), figures("High")


def _told(of: Pounds, unit: float = 1) -> Iterator[str]:
    return (number(each / unit, 0) for each in (of.value, of.low, of.high))
