"""Changes of worker, and handoffs per referral: how often a child changes hands."""

from __future__ import annotations

import altair as alt
import pandas as pd

from sim.experiment.comparison import Comparison, Outcome
from sim.experiment.statistics.interval import NOTHING, Interval
from sim.measures.catalogue import CATALOGUE
from sim.present import palette
from sim.present.charts import exact, look
from sim.present.charts.chart import Chart, Picture
from sim.present.charts.level_rows import ROW, LevelRow, level_rows
from sim.present.words import findings, words
from sim.present.words.numbers import difference, level, mean, number, percent
from sim.scenario.exact.chain import Chain

SHARES = {
    "children_with_0_changes": "No change",
    "children_with_1_changes": "1 change",
    "children_with_2_changes": "2 changes",
    "children_with_3plus_changes": "3 or more",
}
"""Shares of children, with what each is called below its columns."""
HANDOFFS = "handoffs_per_referral"
HEIGHT = 280


def worker_changes(comparison: Comparison) -> Chart:
    """Shares of children with 0, 1, 2 and 3 or more changes of worker."""
    outcomes = {m: outcome for m in SHARES if (outcome := comparison.find(m)) is not None}
    title = findings.of_measure(comparison, "children_with_3plus_changes")
    told = [
        f"{SHARES[m]}: {level(o.a, '%')} % in A, {level(o.b, '%')} % in B, "
        f"B - A {difference(o.difference, '%')} points"
        for m, o in outcomes.items()
    ]
    return Chart(
        title=title,
        caption=(
            f"Children by changes of worker in the measured window, % of those with a worker, "
            f"with {percent(comparison.confidence)} intervals."
        ),
        alt=f"{title}. {'. '.join(told)}.",
        picture=_columns(outcomes, look.sides_of(comparison)),
        table=exact.of_outcomes((o, findings.reading(comparison, o)) for o in outcomes.values()),
    )


def handoffs_per_referral(comparison: Comparison, a: Chain, b: Chain) -> Chart:
    """Handoffs between teams per referral: expected from the structure alone, and simulated.

    Args:
        comparison: what was simulated.
        a: the solved chain of the same scenario A.
        b: that of B.
    """
    outcome = comparison.find(HANDOFFS)
    unit = CATALOGUE[HANDOFFS].unit
    found = (outcome.a, outcome.b) if outcome else (NOTHING, NOTHING)
    rows = [
        _row("Expected, without a run", _certain(a), _certain(b), unit),
        _row("Simulated", found[0], found[1], unit),
    ]
    title = findings.of_measure(comparison, HANDOFFS)
    return Chart(
        title=title,
        caption=(
            f"Times that responsibility for a family passes between teams, per referral, from the "
            f"front door on. Expected: exact, from routes and owners alone. Simulated: with "
            f"{percent(comparison.confidence)} intervals."
        ),
        alt=f"{title}. A: {words.built_in(a)} B: {words.built_in(b)} Simulated: "
        f"{level(found[0], unit)} in A, {level(found[1], unit)} in B.",
        picture=look.stretched(
            level_rows(rows, look.sides_of(comparison), "Handoffs per referral"), ROW
        ),
        table=pd.DataFrame(
            [(row.label, *exact.of_interval(row.a), *exact.of_interval(row.b)) for row in rows],
            columns=["Handoffs per referral", *exact.ends("A"), *exact.ends("B")],
        ),
    )


def _certain(chain: Chain) -> Interval:
    """What is known without a run has no interval to draw."""
    return Interval(chain.handoffs_per_referral, float("nan"), float("nan"), 1)


def _row(label: str, a: Interval, b: Interval, unit: str) -> LevelRow:
    return LevelRow(label, a, b, f"{mean(a, unit)} → {mean(b, unit)}", unit)


def _columns(outcomes: dict[str, Outcome], names: tuple[str, str]) -> Picture:
    drawn = pd.DataFrame(
        [
            {
                "changes": SHARES[measure],
                "side": name,
                "mean": found.mean,
                "low": found.low,
                "high": found.high,
                "says": number(found.mean),
                "top": found.mean if found.high != found.high else found.high,
                "told": f"{name}, {SHARES[measure]}: {level(found, '%')} %",
            }
            for measure, outcome in outcomes.items()
            for name, found in zip(names, (outcome.a, outcome.b), strict=True)
            if found.replications
        ],
        columns=["changes", "side", "mean", "low", "high", "says", "top", "told"],
    )
    base = alt.Chart(drawn)
    x = alt.X(
        "changes:N",
        title="Changes of worker",
        scale=alt.Scale(domain=list(SHARES.values()), paddingInner=0.3),
        axis=alt.Axis(labelAngle=0, ticks=False),
    )
    beside = alt.XOffset("side:N", scale=alt.Scale(domain=list(names)))
    y = alt.Y(
        "mean:Q", title="% of children", scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=5)
    )
    drawn_at = base.encode(x=x, xOffset=beside)
    return look.stretched(
        alt.layer(
            drawn_at.mark_bar(strokeWidth=2, fillOpacity=1).encode(
                y=y,
                stroke=look.side(alt.Stroke, names),
                fill=look.side(alt.Fill, names),
                strokeDash=look.side(alt.StrokeDash, names),
                **look.TOLD,
            ),
            drawn_at.mark_rule(strokeWidth=5, color="white").encode(y="low:Q", y2="high:Q"),
            drawn_at.mark_rule(strokeWidth=2, color=palette.GREY).encode(y="low:Q", y2="high:Q"),
            drawn_at.mark_text(dy=-8).encode(y="top:Q", text="says:N"),
        ),
        HEIGHT,
    )
