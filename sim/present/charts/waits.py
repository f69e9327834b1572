"""Where days are lost: how long each kind of wait is, and how many children wait at any time."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.comparison import Comparison
from sim.measures.catalogue import CATALOGUE
from sim.present.charts import exact, look, titles
from sim.present.charts.chart import Chart
from sim.present.charts.level_rows import ROW, level_rows, of_outcome
from sim.present.words import findings
from sim.present.words.numbers import level, percent

DAYS = (
    "days_to_allocation_median",
    "days_to_allocation_p90",
    "days_to_first_visit_median",
    "days_to_first_visit_p90",
    "days_to_section_47_visit_median",
    "days_to_section_47_visit_p90",
    "days_to_conclusion_median",
    "days_to_conclusion_p90",
    "handoff_wait_days",
    "unallocated_age",
    "backlog_days",
)
"""Measures that count the days of a wait."""
CHILDREN = (
    "awaiting_decision",
    "unallocated_mean",
    "awaiting_transfer_mean",
    "awaiting_assessment",
)
"""Measures that count the children in a wait at any time."""


def days_waited(comparison: Comparison) -> Chart:
    """How many working days families wait, by what they wait for."""
    return _waits(
        comparison,
        DAYS,
        "waits",
        "Working days",
        f"Working days with their {percent(comparison.confidence)} intervals. "
        f"Days to allocation, first visit and conclusion count from the contact, those to a "
        f"section 47 visit from the strategy discussion.",
    )


def children_waiting(comparison: Comparison) -> Chart:
    """How many children wait at any time, by what they wait for."""
    return _waits(
        comparison,
        CHILDREN,
        "kinds of wait",
        "Children waiting at any time",
        f"Children, means over the measured window with their {percent(comparison.confidence)} "
        f"intervals. A child may be in two of these waits at once.",
    )


def _waits(
    comparison: Comparison,
    measures: Sequence[str],
    things: str,
    scale: str,
    caption: str,
) -> Chart:
    outcomes = [o for m in measures if (o := comparison.find(m)) and o.has_value]
    read = [(outcome, findings.reading(comparison, outcome)) for outcome in outcomes]
    rows = [of_outcome(o, CATALOGUE[o.key.measure].title, word) for o, word in read]
    title = titles.of_directions(things, outcomes)
    told = [
        f"{row.label}: {word}; {level(row.a, row.unit)} {row.unit} in A, "
        f"{level(row.b, row.unit)} {row.unit} in B"
        for row, (_, word) in zip(rows, read, strict=True)
    ]
    return Chart(
        title=title,
        caption=caption,
        alt=f"{title}. {'. '.join(told)}.",
        picture=look.stretched(level_rows(rows, look.sides_of(comparison), scale), ROW),
        table=exact.of_outcomes(read),
    )
