"""Rows of cost: posts by team and role, and pieces of work, as every table tells them."""

from __future__ import annotations

import math

from sim.present.words.numbers import number
from sim.scenario.exact.cost import Cost
from sim.scenario.exact.cost_of_work import WorkCost
from sim.scenario.exact.prices import Pounds

Rows = list[tuple[str, ...]]

POSTS = ("Team", "Role", "FTE", "Agency FTE", "£1,000 a year", "Low", "High")
"""Headers of `posts`; the last five are numbers."""
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
    """An hour of case work by role, an assessment of each kind, and a handoff."""
    hours: Rows = [
        (f"hour of case work, {each.role}", "", "", *_told(each.an_hour)) for each in cost.hours
    ]
    pieces = (*of.assessments, *filter(None, [of.handoff]))
    return [
        *hours,
        *(
            (each.work, number(each.a_year, 0), number(each.hours), *_told(each.each))
            for each in pieces
        ),
    ]


def _told(of: Pounds, unit: float = 1) -> tuple[str, str, str]:
    value, low, high = (number(each / unit, 0) for each in (of.value, of.low, of.high))
    return value, low, high
