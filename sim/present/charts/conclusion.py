"""Days to conclusion: the share of referrals concluded by each day, as cumulative curves."""

from __future__ import annotations

import altair as alt
import pandas as pd

from sim.experiment.comparison import Comparison, Outcome
from sim.experiment.experiment import Experiment
from sim.experiment.statistics.figures import Key
from sim.measures.catalogue import CATALOGUE
from sim.measures.days_from_contact import CONCLUDE_WITHIN, LAST_DAY_SHOWN
from sim.present import palette
from sim.present.charts import look
from sim.present.charts.chart import Chart, Picture
from sim.present.charts.courses import Point, as_table, courses, to_draw
from sim.present.words import findings
from sim.present.words.numbers import level, percent

HEIGHT = 340
BY_DAY = "concluded_by_day"
IN_TIME = "concluded_in_45_days"


def days_to_conclusion(experiment: Experiment, comparison: Comparison) -> Chart:
    """How soon referrals are concluded under both structures, and how many within the limit.

    Args:
        experiment: where the curves come from.
        comparison: of the same experiment; its verdict is the finding.
    """
    days = range(LAST_DAY_SHOWN + 1)
    points = [Point(Key(BY_DAY, "day", f"day {day}"), day, "") for day in days]
    found = courses(experiment, points, "day", CATALOGUE[BY_DAY].unit)
    title = findings.of_measure(comparison, IN_TIME)
    median = _both(comparison, "days_to_conclusion_median", "days")
    return Chart(
        title=title,
        caption=(
            f"Share of referrals whose last assessment is concluded by each working day from the "
            f"contact, with its {percent(comparison.confidence)} interval; the higher, the "
            f"sooner. Half are concluded within {median}."
        ),
        alt=f"{title}. Half are concluded within {median}. {_milestones(found)}",
        picture=_curves(found, look.sides_of(comparison)),
        table=as_table(found, "", "Working day", "concluded, %"),
    )


def _both(comparison: Comparison, measure: str, unit: str) -> str:
    outcome: Outcome | None = comparison.find(measure)
    if outcome is None:
        return "n/a"
    return f"{level(outcome.a, unit)} {unit} in A and {level(outcome.b, unit)} in B"


def _milestones(found: pd.DataFrame) -> str:
    """Both curves at a few days, in words."""
    told = []
    for day in (10, 20, 30, CONCLUDE_WITHIN, 60, LAST_DAY_SHOWN):
        at_day = found[found["at"] == day]
        shares = [f"{row.side} {row.mean:.0f} %" for row in at_day.itertuples()]
        if shares:
            told.append(f"by day {day} {', '.join(shares)}")
    return f"Concluded: {'; '.join(told)}." if told else "No referral is concluded in either."


def _curves(found: pd.DataFrame, names: tuple[str, str]) -> Picture:
    base = alt.Chart(to_draw(found, names))
    x = alt.X(
        "at:Q",
        title="Working days from the contact",
        scale=alt.Scale(domain=[0, LAST_DAY_SHOWN], nice=False),
        axis=alt.Axis(values=list(range(0, LAST_DAY_SHOWN + 1, 15)), grid=False),
    )
    y = alt.Y(
        "mean:Q",
        title="Concluded, % of referrals",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(tickCount=5),
    )
    says = f"{CONCLUDE_WITHIN} days: the limit"
    limit = alt.Chart(pd.DataFrame({"day": [CONCLUDE_WITHIN], "says": [says]}))
    return look.stretched(
        alt.layer(
            *look.courses(base, names, x, y, 2.5, interpolate="step-after"),
            base.mark_point(size=60, opacity=0).encode(x=x, y=y, **look.TOLD),
            limit.mark_rule(color=palette.GREY, strokeWidth=1.5, strokeDash=[2, 2]).encode(
                x="day:Q"
            ),
            limit.mark_text(align="left", baseline="bottom", dx=6, dy=-8).encode(
                x="day:Q", y=alt.value("height"), text="says:N"
            ),
        ),
        HEIGHT,
    )
