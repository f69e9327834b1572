"""The sheet of cost: every sum in pounds with its range, for both structures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sim.present.board_pack.material import Material
from sim.present.board_pack.sheet import Column, Figure, Sheet, sheet
from sim.present.costed import Costed
from sim.present.words import cost as words
from sim.scenario.exact.prices import Pounds


class _Sum(NamedTuple):
    """One sum, and what it is of."""

    side: str
    kind: str
    of: str
    number: float
    """Full-time equivalents, workers or families a year; nan: does not apply."""
    pounds: Pounds


def cost(material: Material) -> Sheet:
    """What A and B cost, at the prices of A; no rows where no prices are given."""
    columns: list[Column[_Sum]] = [
        ("In", 6, lambda each: each.side),
        ("Kind", 34, lambda each: each.kind),
        ("Of what", 52, lambda each: each.of),
        ("How many", 12, lambda each: Figure(each.number, "")),
        ("Pounds", 14, lambda each: Figure(each.pounds.value, "pounds")),
        ("Low", 14, lambda each: Figure(each.pounds.low, "pounds")),
        ("High", 14, lambda each: Figure(each.pounds.high, "pounds")),
    ]
    told = words.compared(material.comparison.a, material.comparison.b)
    return sheet(
        "Cost",
        "What both cost a year: posts, vacancies, recruiting, and pieces of work.",
        f"{told} {words.RANGES} {words.OF_HOURS}",
        columns,
        (row for letter, of in zip("AB", material.costs, strict=True) for row in _sums(letter, of)),
    )


def _sums(side: str, of: Costed) -> Iterator[_Sum]:
    if of.cost is None or of.work is None:
        return
    cost, nothing = of.cost, float("nan")
    ftes = sum(each.fte for each in cost.posts)
    yield _Sum(side, "all posts, a year", "all posts", ftes, cost.total)
    for post in cost.posts:
        yield _Sum(side, "posts, a year", f"{post.team}, {post.role}s", post.fte, post.a_year)
    empty = cost.vacancies
    for what, pounds in (
        ("saved by empty posts", empty.saved),
        ("agency workers in all of them", empty.covered),
        ("more than the posts as planned", empty.more),
    ):
        yield _Sum(side, "vacancies, a year", what, empty.fte, pounds)
    leavers = cost.recruitment
    yield _Sum(side, "recruiting, a year", "leavers", leavers.leavers, leavers.a_year)
    for hour in cost.hours:
        yield _Sum(side, "an hour of case work", hour.role, nothing, hour.an_hour)
    for piece in of.work.pieces:
        yield _Sum(side, "a piece of work", piece.work, piece.a_year, piece.each)
