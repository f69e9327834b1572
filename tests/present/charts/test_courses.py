"""Curves hold the same intervals as the comparison would give, point by point."""

from __future__ import annotations

import numpy as np
import pytest

from sim.experiment.comparison import compare
from sim.experiment.experiment import Experiment
from sim.experiment.statistics.figures import Figures, Key
from sim.experiment.statistics.interval import level, paired_difference
from sim.experiment.statistics.precision import primary_confidence
from sim.measures.catalogue import PRIMARY
from sim.present.charts import caseload, conclusion, precision
from sim.present.charts.chart import Chart
from tests.present.charts.drawn import Spec, data, spec, values_of
from tests.present.charts.made import WEEKS, experiment


@pytest.fixture(scope="module")
def runs() -> Experiment:
    return experiment(pairs=5)


@pytest.fixture(scope="module")
def curves(runs: Experiment) -> Chart:
    return conclusion.days_to_conclusion(runs, compare(runs))


@pytest.fixture(scope="module")
def weeks(runs: Experiment) -> Chart:
    return caseload.by_team_and_week(runs, compare(runs))


def test_every_day_of_both_curves_has_its_mean_and_its_interval(
    runs: Experiment, curves: Chart
) -> None:
    rows = [row for row in data(curves, "at") if "mean" in row]
    assert len(rows) == 2 * 91
    for side, arm in zip("AB", runs.arms, strict=True):
        figures = Figures.of(arm)
        for row in rows:
            if row["side"].startswith(side):
                found = level(figures[Key("concluded_by_day", "day", f"day {row['at']}")], 0.95)
                assert (row["mean"], row["low"], row["high"]) == pytest.approx(
                    (found.mean, found.low, found.high)
                )


def test_the_limit_is_drawn_at_45_days(curves: Chart) -> None:
    assert data(curves, "says") == [{"day": 45, "says": "45 days: the limit"}]


def test_the_old_structure_is_dashed_and_the_new_one_solid(curves: Chart, weeks: Chart) -> None:
    for chart in (curves, weeks):
        dashes = [scale for scale in _scales(spec(chart)) if scale.get("range") == [[6, 3], [1, 0]]]
        assert dashes
        assert all(domain[0].startswith("A") for domain in (scale["domain"] for scale in dashes))


def test_only_pairs_are_drawn(runs: Experiment) -> None:
    lost = Experiment(
        scenarios=runs.scenarios, seed=1, asked=5, arms=(runs.arms[0][:3], runs.arms[1]),
        failures=(), seconds=1.0,
    )  # fmt: skip
    rows = data(conclusion.days_to_conclusion(lost, compare(lost)), "at")
    of_b = Figures.of(runs.arms[1][:3])
    last = next(row for row in rows if row["side"].startswith("B") and row["at"] == 90)
    assert last["mean"] == pytest.approx(of_b[Key("concluded_by_day", "day", "day 90")].mean())


def test_each_team_has_a_panel_with_its_weeks_and_its_cap(runs: Experiment, weeks: Chart) -> None:
    teams = {team for scenario in runs.scenarios for team in scenario.structure.teams}
    assert set(weeks.table["Team"]) == {"All teams", *teams}
    assert weeks.table.groupby("Team")["Week"].nunique().eq(WEEKS).all()
    drawn = data(weeks, "part")
    caps = {row["cap"] for row in drawn if row.get("cap") is not None}
    assert caps == {
        post.cap.value
        for scenario in runs.scenarios
        for team in scenario.structure.teams.values()
        for post in team.posts
        if post.cap is not None and post.role == "social worker"
    }


def test_half_widths_are_those_that_end_a_run_of_inputs_as_planned(runs: Experiment) -> None:
    chart = precision.narrowing(runs)
    margins = runs.scenarios[0].margins
    a, b = map(Figures.of, runs.arms)
    last = chart.table[chart.table["Pairs"] == 5]
    widths = []
    for measure, (_, row) in zip(PRIMARY, last.iterrows(), strict=True):
        values = a[Key(measure)], b[Key(measure)]
        difference = paired_difference(*values, primary_confidence(margins))
        widths.append(difference.half_width / margins.of(measure))
        assert row["Half-width, margins"] == pytest.approx(widths[-1])
    known = sum(width <= 0.5 for width in widths)
    assert (
        chart.title == f"After 5 pairs: {known} of 3 primary differences known to half their margin"
    )


def test_long_experiments_are_thinned_out_and_end_with_the_last_pair() -> None:
    many = experiment(pairs=150)
    pairs = precision.narrowing(many).table["Pairs"].unique()
    assert len(pairs) <= precision.MOST_POINTS
    assert (pairs[0], pairs[-1]) == (2, 150)
    assert np.all(np.diff(pairs) > 0)


def _scales(part: Spec) -> list[Spec]:
    return list(values_of(part, "scale"))
