"""A forest plot draws what the comparison holds: gains to the right, losses to the left."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.experiment.comparison import Comparison, Key, compare
from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.verdict import Verdict
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.present.charts import forest
from sim.present.charts.interval_rows import Row, Ruler, interval_rows
from sim.present.words import words
from tests.experiment.runs import made_up
from tests.present.charts.drawn import Spec, data
from tests.present.charts.made import experiment

CONCLUDED, CHANGES, OVER_CAP = (Key(measure) for measure in PRIMARY)
DAYS = Key("days_to_first_visit_median")
NOTHING = Key("single_a_month")


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(experiment(pairs=5))


def row_of(rows: list[Spec], title: str) -> Spec:
    return next(row for row in rows if row["told"].startswith(title))


def test_every_measure_of_the_service_is_drawn_once_or_left_out_by_name(found: Comparison) -> None:
    rows = [row for row in data(forest.all_measures(found), "told") if row["word"]]
    titles = [definition.title for key, definition in CATALOGUE.items() if found.find(key)]
    restated = {CATALOGUE[measure].title for measure in words.RESTATED}
    assert len(rows) == len([title for title in titles if title not in restated])


def test_ends_are_those_of_the_comparison_turned_so_that_right_is_better() -> None:
    of_a = {CONCLUDED: [80.0, 82.0, 81.0], CHANGES: [0.50, 0.60, 0.55], OVER_CAP: [5.0, 6.0, 4.0]}
    of_b = {CONCLUDED: [83.0, 84.5, 84.0], CHANGES: [0.42, 0.55, 0.48], OVER_CAP: [7.0, 8.5, 6.0]}
    compared = compare(made_up(of_a, of_b))
    rows = data(forest.primaries(compared), "told")
    for primary, row in zip(compared.primaries, rows, strict=True):
        definition, difference = CATALOGUE[primary.outcome.key.measure], primary.outcome.difference
        turn = (1 if definition.better == "higher" else -1) / primary.margin
        low, high = sorted([turn * difference.low, turn * difference.high])
        assert (row["low"], row["mean"], row["high"]) == pytest.approx(
            (low, turn * difference.mean, high)
        )
        assert row["told"].startswith(definition.title)
        assert row["word"] == primary.verdict
    assert [row["mean"] > 0 for row in rows] == [True, True, False]


def test_shares_are_drawn_in_points_and_the_rest_in_percent_of_the_level_of_a() -> None:
    of_a = {CONCLUDED: [80.0, 82.0, 81.0], DAYS: [4.0, 5.0, 6.0], NOTHING: [0.0, 0.0, 0.0]}
    of_b = {CONCLUDED: [85.0, 88.0, 86.0], DAYS: [5.0, 6.5, 8.0], NOTHING: [3.0, 4.0, 5.0]}
    compared = compare(made_up(of_a, of_b))
    concluded, days, nothing = (compared.find(*key) for key in (CONCLUDED, DAYS, NOTHING))
    assert concluded
    assert days
    assert nothing
    assert forest.gain(concluded).mean == pytest.approx(16 / 3)
    assert forest.gain(days).mean == pytest.approx(-100 * 1.5 / 5)
    assert forest.gain(days).low < forest.gain(days).mean < forest.gain(days).high
    assert not forest.gain(nothing).is_known  # no level to take a percentage of


def test_the_table_holds_the_numbers_unrounded(found: Comparison) -> None:
    table = forest.all_measures(found).table
    for _, row in table.iterrows():
        key = next(key for key, each in CATALOGUE.items() if each.title == row["Measure"])
        outcome = found.find(key)
        assert outcome is not None
        assert row["B - A"] == pytest.approx(outcome.difference.mean, nan_ok=True)
        assert row["B - A, low"] == pytest.approx(outcome.difference.low, nan_ok=True)
        assert row["A"] == pytest.approx(outcome.a.mean, nan_ok=True)


def test_a_measure_of_one_structure_only_stays_in_the_table() -> None:
    some = {CONCLUDED: [80.0, 82.0]}
    chart = forest.all_measures(compare(made_up({**some, DAYS: [4.0, 5.0]}, some)))
    assert "Only in the table: 1 that one structure does not have." in chart.caption
    assert "only in A" in set(chart.table["Verdict"])
    assert "Days to first visit" not in str(data(chart, "told"))


values = st.lists(st.floats(min_value=0, max_value=100), min_size=3, max_size=3)


@settings(max_examples=10, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys([CONCLUDED, CHANGES, OVER_CAP], values)))
def test_cannot_tell_is_never_titled_or_marked_as_a_gain(of_b: dict[Key, list[float]]) -> None:
    of_a = {CONCLUDED: [50.0, 51.0, 49.0], CHANGES: [0.5, 0.6, 0.4], OVER_CAP: [5.0, 6.0, 4.0]}
    compared = compare(made_up(of_a, of_b))
    chart = forest.primaries(compared)
    better = sum(primary.verdict is Verdict.BETTER for primary in compared.primaries)
    counted = re.search(r"better on (\w+) of 3", chart.title)
    assert counted
    assert counted[1] == (str(better) if better else "none")
    for primary, row in zip(compared.primaries, data(chart, "told"), strict=True):
        if primary.verdict is Verdict.CANNOT_TELL:
            assert row["word"] == "cannot tell"


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
    assert drawn[2]["beside"] == "better\n30"
