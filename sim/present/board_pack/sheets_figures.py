"""The sheets of figures: every outcome with its intervals and what it means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.experiment.comparison import Key
from sim.experiment.statistics.interval import Interval
from sim.measures.catalogue import CATALOGUE
from sim.present.board_pack.material import Material
from sim.present.words import findings, small_print, words
from sim.present.words.numbers import difference, level, percent
from sim.present.words.small_counts import Exported, Shown

Cell = str | float | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: a table below a sentence that says how to read it."""

    name: str
    about: str
    """What it holds, in a few words."""
    says: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    """Of the columns, in characters; those not given are 12 wide."""


_FIGURES = (
    "A", "A low", "A high", "B", "B low", "B high", "B - A", "B - A low", "B - A high",
)  # fmt: skip
_READ = (
    "Mean over runs with its interval. Counts of children, families or pieces of work above 0 and "
    "under 5 are suppressed, and so is what would give one away. An empty cell: nothing to measure."
)
_PARTS = {"reason", "priority", "role", "work", "cluster"}


def answer(material: Material) -> Sheet:
    """The primary outcomes, judged."""
    comparison = material.comparison
    rows = []
    for primary in comparison.primaries:
        outcome, definition = primary.outcome, CATALOGUE[primary.outcome.key.measure]
        rows.append(
            (
                definition.title,
                definition.unit,
                *_three(outcome.a),
                *_three(outcome.b),
                *_three(outcome.difference),
                primary.margin,
                str(primary.verdict),
                str(primary.size or ""),
                definition.better,
                level(outcome.a, definition.unit),
                level(outcome.b, definition.unit),
                difference(outcome.difference, definition.unit),
                definition.text,
            )
        )
    return Sheet(
        "Answer",
        "The primary outcomes, with margins and verdicts.",
        f"{words.answer(comparison)} {findings.beside(comparison)} "
        f"{small_print.confidence(comparison)} {small_print.precision(comparison)}",
        (
            "Primary outcome",
            "Unit",
            *_FIGURES,
            "Margin",
            "Verdict",
            "Against the margin",
            "Better is",
            "A in words",
            "B in words",
            "B - A in words",
            "Definition",
        ),
        tuple(rows),
        (38, 14, *[10] * 10, 14, 24, 10, 22, 22, 24, 70),
    )


def measures(material: Material) -> Sheet:
    """Every measure of the whole service."""
    found = (each for each in material.figures.values() if each.key == Key(each.key.measure))
    return _sheet("Measures", "Every measure of the whole service.", found, material, part="")


def localities(material: Material) -> Sheet:
    """Every measure by locality."""
    return _sheet(
        "Localities",
        "Every measure by locality.",
        _of_scope(material, {"locality"}),
        material,
        part="Locality",
    )


def teams(material: Material) -> Sheet:
    """Every measure by team; a team of one structure alone has no difference."""
    return _sheet(
        "Teams", "Every measure by team.", _of_scope(material, {"team"}), material, part="Team"
    )


def handoffs(material: Material) -> Sheet:
    """What passes from each team to each other, in children a month."""
    return _sheet(
        "Handoffs",
        "What passes from team to team.",
        _of_scope(material, {"handoff"}),
        material,
        part="From -> to",
    )


def other_parts(material: Material) -> Sheet:
    """Measures by reason, priority, role, work or cluster."""
    return _sheet(
        "Other parts",
        "By reason, priority, role, work and cluster.",
        _of_scope(material, _PARTS),
        material,
        part="Part",
    )


def _of_scope(material: Material, scopes: set[str]) -> Iterable[Exported]:
    return (each for each in material.figures.values() if each.key.scope in scopes)


def _sheet(
    name: str, about: str, found: Iterable[Exported], material: Material, part: str
) -> Sheet:
    rows = []
    for each in found:
        if not (each.outcome.a.replications or each.outcome.b.replications):
            continue
        definition = CATALOGUE[each.key.measure]
        rows.append(
            (
                definition.title,
                *([each.key.name] if part else []),
                definition.unit,
                *_three(each.a),
                *_three(each.b),
                *_three(each.difference),
                findings.reading(material.comparison, each.outcome),
                definition.better,
                float(each.outcome.difference.replications),
                definition.text,
            )
        )
    sure = percent(material.comparison.confidence)
    return Sheet(
        name,
        about,
        f"{_READ} Intervals of {sure} stand alone, but for primary differences of the whole "
        f"service, which hold together.",
        (
            "Measure",
            *([part] if part else []),
            "Unit",
            *_FIGURES,
            "B is",
            "Better is",
            "Pairs",
            "Definition",
        ),
        tuple(rows),
        (44, *([34] if part else []), 18, *[11] * 9, 13, 10, 8, 90),
    )


def _three(shown: Shown) -> tuple[Cell, Cell, Cell]:
    """A mean and the ends of its interval, or the word in its place."""
    if isinstance(shown, Interval):
        return shown.mean, shown.low, shown.high
    return shown, None, None
