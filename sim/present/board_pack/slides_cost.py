"""The slide of cost: what both structures cost a year, and what their pieces of work take."""

from __future__ import annotations

from sim.present.board_pack.look import BODY, SMALLEST
from sim.present.board_pack.material import Material
from sim.present.board_pack.page import Line, Page
from sim.present.board_pack.template import Sheet
from sim.present.words import cost as words
from sim.present.words import cost_rows


def cost(sheet: Sheet, material: Material) -> None:
    """Posts of both, vacancies and recruiting; no slide where no prices are given."""
    a, b = material.costs
    if a.cost is None or b.cost is None or a.work is None or b.work is None:
        return
    heading = words.compared(a.scenario, b.scenario).rstrip(".")
    page = Page(sheet, heading, material.foot("Cost"), f"{heading}. {words.OF_HOURS}")
    tables, below = page.body.rows(0, 1.85)
    left, right = tables.columns(1, 1.15)
    posts = [cost_rows.BY_ROLE, *cost_rows.by_role(a.cost, b.cost)]
    page.table(left, posts, (1.5, 0.8, 1, 0.8, 1), _read_out("Cost of the posts", posts))
    work = [cost_rows.OF_BOTH, *cost_rows.work_of_both(a.work, b.work)]
    page.table(right, work, (1.2, 1.7, 1.7), _read_out("Cost of pieces of work", work))
    told = (words.vacancies(b.cost), words.recruitment(b.cost))
    page.text(
        below,
        [
            Line(f"In B: {' '.join(told)}", BODY),
            Line(f"{words.RANGES} {words.OF_HOURS}", SMALLEST),
        ],
    )
    page.finished()


def _read_out(of: str, rows: list[tuple[str, ...]]) -> str:
    """A table for somebody who cannot see it."""
    heads, *cells = rows
    told = (
        ", ".join(f"{head} {cell}" for head, cell in zip(heads[1:], row[1:], strict=True))
        for row in cells
    )
    said = (f"{row[0]}: {each}" for row, each in zip(cells, told, strict=True))
    return f"{of}. {'; '.join(said)}."
