"""The forest plot: every judged outcome against its margin, gains to the right, losses to the left.

All are drawn in units of their margins, the one unit that means the same for each: beyond 1 a
difference is worth acting on. Where less of a measure is better its difference is turned round.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd

from sim.experiment.comparison import Comparison, Judged
from sim.experiment.statistics.interval import Interval
from sim.present.charts import exact
from sim.present.charts.chart import Chart
from sim.present.charts.interval_rows import Row, Ruler, interval_rows
from sim.present.words import answer
from sim.present.words.measures import definition
from sim.scenario.margins import WORST_LOCALITY
from sim.scenario.words import listed

REACH = 12.0
"""Margins at which the plot ends at the latest."""
SCALE = "◄ loss \u2003|\u2003 gain ►, in margins"

_WORST = " in the worst-off locality"
_HEADINGS = (
    ("Primary outcomes", "What the change is meant to improve"),
    ("Guardrails", "What must not be lost for it, the gravest first"),
    ("Guardrails: the worst-off locality", "Nor where children fare least well"),
)


def judged(comparison: Comparison) -> Chart:
    """The primary outcomes and the guardrails against their margins."""
    rows = list(_rows(comparison))
    ends = [abs(end) for row in rows for end in row.ends]
    widest = max((end for end in ends if math.isfinite(end)), default=0.0)
    title = answer.counts(comparison)
    return Chart(
        title=title,
        caption=(
            "Each line holds the lasting difference B - A, the mark its mean, in units of the "
            "outcome's margin: the smallest difference worth acting on, the shaded band. To the "
            "right is a gain, to the left a loss; an arrow at the edge means that it lies beyond. "
            "Ahead: simulated years in which B does so, by however little. "
            f"Margins: {_margins(comparison.judged)}."
        ),
        alt=f"{title}. {' '.join(answer.said(each) for each in comparison.judged)}",
        picture=interval_rows(rows, Ruler(SCALE, min(max(2.0, 1.1 * widest), REACH), band=1.0)),
        table=_table(comparison.judged),
    )


def gain(judged: Judged) -> Interval:
    """A difference in margins, turned so that more of it is good."""
    found = judged.outcome.difference
    good = found.negated() if definition(judged.outcome).better == "lower" else found
    return good.in_units_of(judged.margin)


def _rows(comparison: Comparison) -> Iterator[Row]:
    """Rows by what they are judged as, in the order of the catalogue."""
    worst = [each for each in comparison.guardrails if _is_of_worst_locality(each)]
    others = [each for each in comparison.guardrails if each not in worst]
    for (heading, what), of_theme in zip(
        _HEADINGS, (comparison.primaries, others, worst), strict=True
    ):
        if of_theme:
            yield Row.heading(heading, what)
        yield from map(_row, of_theme)


def _is_of_worst_locality(judged: Judged) -> bool:
    return judged.outcome.key.measure.endswith(WORST_LOCALITY)


def _row(judged: Judged) -> Row:
    return Row(
        label=answer.title(judged).removesuffix(_WORST),
        word=str(judged.verdict),
        interval=gain(judged),
        right=f"{answer.SYMBOLS[judged.verdict]} {judged.verdict}",
        told=f"{answer.said(judged)} {answer.one_year(judged)}",
        below=f"{answer.from_to(judged)}; ahead in {judged.ahead} of {judged.years} years",
        aside=answer.likelihood(judged),
    )


def _table(found: Sequence[Judged]) -> pd.DataFrame:
    """The exact numbers, with margins, probabilities and single years."""
    table = exact.of_outcomes((each.outcome, str(each.verdict)) for each in found)
    table["Margin"] = [each.margin for each in found]
    table["How probable"] = [answer.likelihood(each) for each in found]
    table["In one year"] = [answer.one_year(each) for each in found]
    return table.drop(columns="Part")


def _margins(found: Sequence[Judged]) -> str:
    """Every margin once, with what it is the margin of; that of most outcomes last."""
    by_margin: dict[str, list[str]] = {}
    for each in found:
        title = answer.title(each)
        by_margin.setdefault(answer.margin(each), []).append(f"{title[:1].lower()}{title[1:]}")
    *few, most = sorted(by_margin, key=lambda margin: len(by_margin[margin]))
    told = [f"{margin} for {listed(by_margin[margin])}" for margin in few]
    return "; ".join([*told, f"{most} for {'all others' if few else 'all'}"])
