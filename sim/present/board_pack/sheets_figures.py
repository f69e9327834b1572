"""The sheets of figures: every outcome with its intervals and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from sim.experiment.comparison import Outcome
from sim.measures.tally import WHOLE
from sim.present.board_pack.material import Material, known
from sim.present.board_pack.sheet import Cell, Column, Figure, Row, Sheet, sheet
from sim.present.words import findings
from sim.present.words.measures import definition
from sim.present.words.numbers import percent

_READ = (
    "Mean over runs with its interval, all simulated: small figures are no child's. An empty cell: "
    "nothing to measure. What is judged has its verdict in sheet Judged; all else has no margin, "
    "and is only higher or lower."
)
_PARTS = (
    ("Measures", "Every measure of the whole service.", "", {WHOLE[0]}),
    ("Localities", "Every measure by locality.", "Locality", {"locality"}),
    ("Teams", "Every measure by team.", "Team", {"team"}),
    ("Handoffs", "What passes from team to team.", "From -> to", {"handoff"}),
    (
        "Other parts",
        "By reason, priority, role, work, cluster, case and days taken.",
        "Part",
        {"reason", "priority", "role", "work", "cluster", "case", "band"},
    ),
)
"""Sheets of outcomes: name, what they hold, heading of the part, and scopes."""


def outcomes(material: Material) -> Iterator[Sheet]:
    """Every measure: of the whole service, by locality, by team, from team to team, and the rest.

    A team of one structure alone has no difference.
    """
    says = f"{_READ} Intervals of {percent(material.comparison.confidence)} stand alone."
    shown = known(material.comparison.outcomes)
    for name, about, part, scopes in _PARTS:
        found = [each for each in shown if each.key.scope in scopes]
        yield sheet(name, about, says, _columns(material, part), found)


def _columns(material: Material, part: str) -> list[Column[Outcome]]:
    def itself(each: Outcome) -> Outcome:
        return each

    named: list[Column[Outcome]] = [(part, 34, lambda each: each.key.name)]
    return [
        ("Measure", 44, lambda each: definition(each).title),
        *(named if part else []),
        ("Unit", 14, lambda each: definition(each).unit),
        *figures(10, itself),
        ("B is", 13, lambda each: findings.reading(material.comparison, each)),
        ("Good is", 10, lambda each: definition(each).better),
        ("Pairs", 8, lambda each: float(each.difference.replications)),
        ("Definition", 90, lambda each: definition(each).text),
    ]


def figures(width: float, of: Callable[[Row], Outcome]) -> Iterator[Column[Row]]:
    """Of A, B and B - A: a mean and the ends of its interval."""
    for name, side in (("A", "a"), ("B", "b"), ("B - A", "difference")):
        for end, heading in (("mean", name), ("low", f"{name} low"), ("high", f"{name} high")):
            yield heading, width, partial(_end, of, side, end)


def _end(of: Callable[[Row], Outcome], side: str, end: str, row: Row) -> Cell:
    outcome = of(row)
    return Figure(float(getattr(getattr(outcome, side), end)), definition(outcome).unit)
