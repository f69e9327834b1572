"""Titles: what a chart of levels finds, in the words of the verdicts and with both levels."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.comparison import Comparison, Outcome
from sim.measures.catalogue import CATALOGUE
from sim.present.words import findings
from sim.present.words.numbers import mean

_PROJECTED = frozenset({"better", "worse", "no worse", "higher", "lower", "no difference"})
"""Words that a projection stands behind; the others say that it does not tell."""


def of_measure(comparison: Comparison, measure: str) -> str:
    """How one measure of the whole service goes, and its level in B and in A."""
    outcome = comparison.find(measure)
    if outcome is None:
        return f"{CATALOGUE[measure].title}: not in these runs"
    return f"{CATALOGUE[measure].title}: {both(outcome, findings.reading(comparison, outcome))}"


def both(outcome: Outcome, word: str) -> str:
    """A word with both levels: projected better, 89.2 % in B against 85.9 % in A."""
    unit = CATALOGUE[outcome.key.measure].unit
    if not outcome.has_value:
        return "no value in A or B"
    a, b = (
        f"{mean(level, unit)} %" if unit == "%" and level.replications else mean(level, unit)
        for level in (outcome.a, outcome.b)
    )
    told = f"projected {word}" if word in _PROJECTED else word
    return f"{told}, {b} in B against {a} in A"


def of_words(things: str, found: Sequence[str]) -> str:
    """How many of some things go each way.

    Args:
        things: what they are, as they stand after a number.
        found: the word of each.
    """
    if not found:
        return f"None of the {things} has a value"
    told = [f"{found.count('better')} projected better", f"{found.count('worse')} worse"]
    others = len(found) - found.count("better") - found.count("worse")
    return f"Of {len(found)} {things}, {', '.join(told)}" + (
        f", {others} not shown to differ" if others else ""
    )
