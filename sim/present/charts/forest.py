"""Forest plots: how every measure goes, gains to the right and losses to the left.

The primary outcomes are drawn in units of their margins. The others have no margin: shares are
drawn in percentage points, and everything else in percent of A's level, as counts, days and rates
have no unit in common. Where less of a measure is better its difference is turned round.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import get_args

from sim.experiment.comparison import Comparison, Key, Outcome, Primary
from sim.experiment.statistics.interval import Interval
from sim.measures.catalogue import Group
from sim.present.charts import exact
from sim.present.charts.chart import Chart
from sim.present.charts.interval_rows import Row, Ruler, interval_rows
from sim.present.words import findings, small_print, words
from sim.present.words.measures import definition, titled
from sim.present.words.names import clean
from sim.present.words.numbers import difference, difference_unit

REACH = 100.0
"""Points, or percent of A's level, at which the plot of all measures ends."""
MARGINS_REACH = 6.0
"""Margins at which the plot of the primary outcomes ends at the latest."""

GAINS = "◄ worse \u2003|\u2003 better ►"
SCALE = [GAINS, "shares: points; all else: % of A's level"]
NO_DIRECTION = "Neither good nor bad: right is more"
SCALE_OF_MARGINS = [GAINS, "in margins"]
HOW_TO_READ = (
    "The line is the interval of the difference, the mark its mean. To the right is better: where "
    "less is better, the difference is turned round. Shares are drawn in percentage points, all "
    "else in percent of A's level; an arrow at the edge means that it lies beyond, and nothing is "
    "drawn where that level is 0. Beside it: B - A in the measure's own unit."
)


def primaries(comparison: Comparison) -> Chart:
    """The primary outcomes against their margins."""
    rows = [_primary_row(primary) for primary in comparison.primaries]
    ends = [abs(end) for row in rows for end in (row.interval.low, row.interval.high)]
    widest = max((end for end in ends if math.isfinite(end)), default=0.0)
    title = findings.headline(comparison)
    return Chart(
        title=title,
        caption=(
            f"B - A in units of the margin, the smallest difference worth acting on; inside the "
            f"shaded band it is smaller than that. To the right is better; an arrow at the edge "
            f"means that it lies beyond. {small_print.confidence(comparison)}"
        ),
        alt=told(title, rows),
        picture=interval_rows(
            rows, Ruler(SCALE_OF_MARGINS, min(max(2.0, 1.1 * widest), MARGINS_REACH), band=1.0)
        ),
        table=exact.of_outcomes(
            (primary.outcome, words.verdict(primary)) for primary in comparison.primaries
        ).assign(Margin=[primary.margin for primary in comparison.primaries]),
    )


def all_measures(comparison: Comparison) -> Chart:
    """Every measure of the whole service, by theme."""
    outcomes = [
        (outcome, findings.reading(comparison, outcome))
        for outcome in comparison.outcomes
        if outcome.key == Key(outcome.key.measure)
        and outcome.key.measure not in words.RESTATED
        and outcome.has_value
    ]
    shared = [(outcome, word) for outcome, word in outcomes if outcome.difference.replications]
    rows = list(_rows(shared))
    alone = len(outcomes) - len(shared)
    left_out = f" Only in the table: {alone} that one structure does not have." if alone else ""
    title = f"{findings.headline(comparison)}. {findings.beside(comparison).rstrip('.')}"
    return Chart(
        title=title,
        caption=f"{HOW_TO_READ}{left_out}",
        alt=told(title, rows),
        picture=interval_rows(rows, Ruler(SCALE, REACH)),
        table=exact.of_outcomes(outcomes),
    )


def gain(outcome: Outcome) -> Interval:
    """A difference on the scale of the plot, turned so that more of it is better.

    Points for shares, percent of A's level for anything else; nan where A's level is 0.
    """
    measure = definition(outcome)
    found = outcome.difference
    unit = 1.0 if measure.unit == "%" else abs(outcome.a.mean) / 100
    if found.is_zero:
        return found
    if not unit > 0:  # 0, or nan
        return found.in_units_of(math.nan)
    return (found.negated() if measure.better == "lower" else found).in_units_of(unit)


def told(title: str, rows: Iterable[Row]) -> str:
    """A text alternative: the finding, then every row."""
    return f"{title}. {'. '.join(row.told for row in rows if row.word)}."


def row(outcome: Outcome, label: str, word: str, interval: Interval) -> Row:
    """A row of an outcome, with its difference in its own unit."""
    unit = definition(outcome).unit
    numbers = difference(outcome.difference, unit)
    return Row(
        label=label,
        word=word,
        interval=interval,
        numbers=numbers,
        told=f"{clean(label)}: {word}, B - A {numbers} {difference_unit(unit)}".strip(),
    )


def _rows(outcomes: Sequence[tuple[Outcome, str]]) -> Iterator[Row]:
    """Rows by theme, then those of which more is neither good nor bad."""
    themes: dict[str, list[tuple[Outcome, str]]] = {}
    for group in (*get_args(Group), NO_DIRECTION):
        themes[group.capitalize()] = []
    for outcome, word in outcomes:
        measure = definition(outcome)
        theme = NO_DIRECTION if measure.better == "neither" else measure.group.capitalize()
        themes[theme].append((outcome, word))
    for heading, of_theme in themes.items():
        if of_theme:
            yield Row.heading(heading)
        for outcome, word in of_theme:
            yield row(outcome, titled(definition(outcome)), word, gain(outcome))


def _primary_row(primary: Primary) -> Row:
    outcome = primary.outcome
    better = definition(outcome).better
    turned = outcome.difference.negated() if better == "lower" else outcome.difference
    made = row(
        outcome,
        f"{definition(outcome).title}, margin {words.margin(primary)}",
        findings.said(primary),
        turned.in_units_of(primary.margin),
    )
    size = f"; {primary.size}" if primary.size else ""
    return replace(made, told=f"{made.told}{size}")
