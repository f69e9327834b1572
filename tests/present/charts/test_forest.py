"""The forest plot draws what was judged, in margins: gains to the right, losses to the left."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment.comparison import Comparison, Judged, Key, compare
from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.verdict import Verdict
from sim.measures.catalogue import CATALOGUE, JUDGED
from sim.present.charts import forest
from sim.present.charts.interval_rows import Row, Ruler, interval_rows
from sim.present.words import answer
from tests.experiment.runs import SMALL, made_up
from tests.present.charts.drawn import Spec, data, said
from tests.present.charts.made import experiment


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(experiment(pairs=5))


def in_margins(gains: dict[str, float]) -> Comparison:
    """A comparison in which each judged measure gains so many of its margins; others are equal."""
    noise = np.array([-1.0, 0.0, 1.0]) / 1000
    of_a = {Key(measure): [50.0, 50.0, 50.0] for measure in JUDGED}
    of_b = {}
    for measure in JUDGED:
        good = 1 if CATALOGUE[measure].better == "higher" else -1
        margin = SMALL.margins.of(measure)
        of_b[Key(measure)] = (50 + good * margin * (gains.get(measure, 0) + noise)).tolist()
    return compare(made_up(of_a, of_b))


def rows_of(comparison: Comparison) -> list[tuple[Judged, Spec]]:
    rows = [row for row in data(forest.judged(comparison), "told") if row["word"]]
    return list(zip(comparison.judged, rows, strict=True))


def test_every_judged_outcome_has_a_row_with_its_word_its_levels_and_its_years(
    found: Comparison,
) -> None:
    for judged, row in rows_of(found):
        assert row["word"] == judged.verdict
        assert row["right"] == f"{answer.SYMBOLS[judged.verdict]} {judged.verdict}"
        assert answer.from_to(judged) in row["below"]
        assert f"ahead in {judged.ahead} of {judged.years} years" in row["below"]
        assert row["told"].startswith(answer.title(judged))


def test_a_margin_is_one_on_the_scale_and_a_gain_lies_to_the_right() -> None:
    gains = {measure: gain - 4.5 for gain, measure in enumerate(JUDGED)}
    for judged, row in rows_of(in_margins(gains)):
        assert row["mean"] == pytest.approx(gains[judged.outcome.key.measure], abs=1e-6)
        assert row["low"] <= row["mean"] <= row["high"]


def test_nothing_inside_its_margin_is_called_a_gain_or_a_loss() -> None:
    chart = forest.judged(in_margins(dict.fromkeys(JUDGED, 0.5)))
    assert "None of 13 judged outcomes is shown to differ" in chart.title
    assert {row["word"] for row in data(chart, "told")} == {"", "about the same"}
    assert not {"better", "worse"} & set(said(chart).lower().replace(",", " ").split())


def test_a_lost_guardrail_stands_in_the_title_before_every_gain() -> None:
    gains = dict.fromkeys(JUDGED[:3], 3.0) | {"conference_in_15_days": -3.0}
    chart = forest.judged(in_margins(gains))
    assert chart.title == "Of 13 judged outcomes, 1 is projected to get worse, 3 to get better"


def test_the_table_holds_the_numbers_unrounded(found: Comparison) -> None:
    table = forest.judged(found).table
    for judged, (_, row) in zip(found.judged, table.iterrows(), strict=True):
        assert row["Measure"] == CATALOGUE[judged.outcome.key.measure].title
        for column, interval in (
            ("A", judged.outcome.a),
            ("B", judged.outcome.b),
            ("B - A", judged.outcome.difference),
        ):
            assert row[column] == interval.mean
            assert row[f"{column}, low"] == interval.low
        assert row["Margin"] == judged.margin


@settings(max_examples=10, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(JUDGED, st.floats(-5, 5))))
def test_the_title_counts_the_verdicts(gains: dict[str, float]) -> None:
    comparison = in_margins(gains)
    verdicts = [each.verdict for each in comparison.judged]
    title = forest.judged(comparison).title
    worse, better = map(verdicts.count, (Verdict.WORSE, Verdict.BETTER))
    counts = [int(each) if each != "none" else 0 for each in re.findall(r"\b(\d+|none)\b", title)]
    assert counts == ([13, worse, better] if worse or better else [13])


def test_what_lies_beyond_the_plot_is_an_arrow_and_keeps_its_numbers() -> None:
    rows = [
        Row("inside", "better", Interval(5, 4, 6, 9), "5", "inside"),
        Row("half out", "worse", Interval(-8, -12, -4, 9), "-8", "half out"),
        Row("out", "better", Interval(30, 20, 40, 9), "30", "out"),
        Row("one pair", "no interval", Interval(-20, math.nan, math.nan, 1), "-20", "one pair"),
    ]
    specification = interval_rows(rows, Ruler("scale", 10)).to_dict()
    drawn = next(r for r in specification["datasets"].values() if "told" in r[0])
    assert [(row["beyond_left"], row["beyond_right"]) for row in drawn] == [
        (False, False), (True, False), (False, True), (True, False),
    ]  # fmt: skip
    assert [row["mean"] for row in drawn] == [5, -8, None, None]
    assert [row["low"] for row in drawn] == [4, -10, 10, None]
    assert drawn[2]["right"] == "30"
