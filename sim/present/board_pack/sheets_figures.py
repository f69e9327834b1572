"""The sheets of figures: every outcome with its intervals and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from sim.experiment.comparison import Outcome, Primary
from sim.measures.catalogue import Definition
from sim.measures.tally import WHOLE
from sim.present.board_pack.material import Material, known
from sim.present.board_pack.sheet import Cell, Column, Row, Sheet, sheet
from sim.present.words import findings, small_print, words
from sim.present.words.measures import definition
from sim.present.words.numbers import difference, level, percent

_READ = (
    "Mean over runs with its interval, all simulated: small figures are no child's. An empty cell: "
    "nothing to measure."
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


def answer(material: Material) -> Sheet:
    """The primary outcomes, judged."""
    comparison = material.comparison

    def of(each: Primary) -> Definition:
        return definition(each.outcome)

    def outcome(each: Primary) -> Outcome:
        return each.outcome

    columns: list[Column[Primary]] = [
        ("Primary outcome", 38, lambda each: of(each).title),
        ("Unit", 14, lambda each: of(each).unit),
        *_figures(10, outcome),
        ("Margin", 10, lambda each: each.margin),
        ("Verdict", 14, lambda each: str(each.verdict)),
        ("Against the margin", 24, lambda each: str(each.size or "")),
        ("Better is", 10, lambda each: of(each).better),
        ("A in words", 22, lambda each: level(each.outcome.a, of(each).unit)),
        ("B in words", 22, lambda each: level(each.outcome.b, of(each).unit)),
        ("B - A in words", 24, lambda each: difference(each.outcome.difference, of(each).unit)),
        ("Definition", 70, lambda each: of(each).text),
    ]
    return sheet(
        "Answer",
        "The primary outcomes, with margins and verdicts.",
        f"{words.answer(comparison)} {findings.beside(comparison)} "
        f"{small_print.confidence(comparison)} {small_print.precision(comparison)}",
        columns,
        comparison.primaries,
    )


def outcomes(material: Material) -> Iterator[Sheet]:
    """Every measure: of the whole service, by locality, by team, from team to team, and the rest.

    A team of one structure alone has no difference.
    """
    sure = percent(material.comparison.confidence)
    says = (
        f"{_READ} Intervals of {sure} stand alone, but for primary differences of the whole "
        f"service, which hold together."
    )
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
        ("Unit", 18, lambda each: definition(each).unit),
        *_figures(11, itself),
        ("B is", 13, lambda each: findings.reading(material.comparison, each)),
        ("Better is", 10, lambda each: definition(each).better),
        ("Pairs", 8, lambda each: float(each.difference.replications)),
        ("Definition", 90, lambda each: definition(each).text),
    ]


def _figures(width: float, of: Callable[[Row], Outcome]) -> Iterator[Column[Row]]:
    """Of A, B and B - A: a mean and the ends of its interval."""
    for name, side in (("A", "a"), ("B", "b"), ("B - A", "difference")):
        for end, heading in (("mean", name), ("low", f"{name} low"), ("high", f"{name} high")):
            yield heading, width, partial(_end, of, side, end)


def _end(of: Callable[[Row], Outcome], side: str, end: str, row: Row) -> Cell:
    return float(getattr(getattr(of(row), side), end))
