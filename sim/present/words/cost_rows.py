"""Rows of cost: posts by team and role, and pieces of work, as every table tells them."""

from __future__ import annotations

import math

from sim.present.words.numbers import number
from sim.scenario.exact.cost import Cost
from sim.scenario.exact.cost_of_work import PieceCost, WorkCost
from sim.scenario.exact.prices import Pounds
from sim.scenario.structure import Role

Rows = list[tuple[str, ...]]

POSTS = ("Team", "Role", "FTE", "Agency FTE", "£1,000 a year", "Low", "High")
"""Headers of `posts`; the last five are numbers."""
BY_ROLE = ("Posts", "FTE in A", "£1,000 in A", "FTE in B", "£1,000 in B")
"""Headers of `by_role`; all but the first are numbers."""
OF_BOTH = ("Pieces of work", "A: each, hours, how many", "B: each, hours, how many")
"""Headers of `work_of_both`."""
WORK = ("Work", "A year", "Hours", "£ each", "Low", "High")
"""Headers of `work`; all but the first are numbers."""


def posts(cost: Cost) -> Rows:
    """The posts of each team and role, all posts last."""
    rows = [
        (each.team, each.role, number(each.fte), number(each.agency_fte), *_told(each.a_year, 1000))
        for each in cost.posts
    ]
    fte, agency = (
        number(math.fsum(getattr(each, name) for each in cost.posts))
        for name in ("fte", "agency_fte")
    )
    return [*rows, ("All", "", fte, agency, *_told(cost.total, 1000))]


def work(cost: Cost, of: WorkCost) -> Rows:
    """An hour of case work by role, an assessment of each kind, and a handoff of each."""
    hours: Rows = [
        (f"hour of case work, {each.role}", "", "", *_told(each.an_hour)) for each in cost.hours
    ]
    return [
        *hours,
        *(
            (each.work, number(each.a_year, 0), number(each.hours), *_told(each.each))
            for each in of.pieces
        ),
    ]


def by_role(a: Cost, b: Cost) -> Rows:
    """The posts of each role in A and in B, all teams together, and all of them last."""
    roles = dict.fromkeys(each.role for each in (*a.posts, *b.posts))
    rows: Rows = [(role, *_of_role(a, role), *_of_role(b, role)) for role in roles]
    return [*rows, ("all", *_of_role(a), *_of_role(b))]


def work_of_both(a: WorkCost, b: WorkCost) -> Rows:
    """Each piece of work in A and in B; empty where one of them has none."""
    sides = [{each.work: each for each in of.pieces} for of in (a, b)]
    handoffs = [each.work for of in (a, b) for each in of.handoffs]
    names = [name for name in {**sides[0], **sides[1]} if name not in handoffs]
    return [
        (name, *(_piece(side.get(name)) for side in sides))
        for name in (*names, *dict.fromkeys(handoffs))
    ]


def _of_role(of: Cost, role: Role | None = None) -> tuple[str, str]:
    """Full-time equivalents and cost of a role, or of all of them."""
    rows = [each for each in of.posts if role in (None, each.role)]
    total = math.fsum(each.a_year.value for each in rows)
    return number(math.fsum(each.fte for each in rows)), number(total / 1000, 0)


def _piece(of: PieceCost | None) -> str:
    if of is None:
        return "none"
    return f"£{number(of.each.value, 0)}, {number(of.hours)} h, {number(of.a_year, 0)} a year"


def _told(of: Pounds, unit: float = 1) -> tuple[str, str, str]:
    value, low, high = (number(each / unit, 0) for each in (of.value, of.low, of.high))
    return value, low, high
