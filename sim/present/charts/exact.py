"""Exact numbers: outcomes as a table to be read instead of a picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from sim.experiment.comparison import Outcome
from sim.experiment.statistics.interval import Interval
from sim.measures.catalogue import CATALOGUE


def of_outcomes(outcomes: Iterable[tuple[Outcome, str]]) -> pd.DataFrame:
    """Outcomes with all their numbers, unrounded.

    Args:
        outcomes: each with the word that says how it goes.

    Returns:
        One row an outcome: what it is, A, B and B - A with the ends of their intervals, pairs,
        and the word.
    """
    return pd.DataFrame([_row(outcome, word) for outcome, word in outcomes], columns=_COLUMNS)


def ends(name: str) -> tuple[str, str, str]:
    """Columns of an interval: its mean, its lower and its upper end."""
    return name, f"{name}, low", f"{name}, high"


def of_interval(interval: Interval) -> tuple[float, float, float]:
    """What stands in these columns."""
    return interval.mean, interval.low, interval.high


_COLUMNS = (
    "Measure", "Part", "Unit", "Better is", *ends("A"), *ends("B"), *ends("B - A"), "Pairs",
    "Verdict",
)  # fmt: skip


def _row(outcome: Outcome, word: str) -> tuple[Any, ...]:
    definition = CATALOGUE[outcome.key.measure]
    return (
        definition.title,
        outcome.key.name,
        definition.unit,
        definition.better,
        *of_interval(outcome.a),
        *of_interval(outcome.b),
        *of_interval(outcome.difference),
        outcome.difference.replications,
        word,
    )
