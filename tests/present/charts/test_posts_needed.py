"""The curve of posts: every total that was tried, where it was, and in words what is drawn."""

from __future__ import annotations

import pytest

from sim.present.charts.posts_needed import curve
from tests.experiment.studies.invented_posts import answered
from tests.present.charts.drawn import data, said, spec


def test_it_shows_each_total_of_the_search_today_and_the_fresh_runs() -> None:
    found = answered()
    chart = curve(found)
    rows = data(chart, "posts")
    kinds = [row["kind"] for row in rows]
    assert kinds.count("in the search") == len(found.curve)
    assert [row["posts"] for row in rows if row["kind"] == "as planned"] == [18]
    assert [row["posts"] for row in rows if row["kind"] == "in fresh runs"] == [22, 21]
    assert chart.title == (
        "22 social worker posts, 4 more than planned, keep both limits in 80 % of worlds"
    )
    assert all(row["low"] <= row["kept"] <= row["high"] for row in rows)
    for row in rows:
        assert row["told"].removesuffix(f", {row['kind']}") in chart.alt
    assert list(chart.table["Posts"]) == [row["posts"] for row in rows]


def test_where_nothing_is_enough_the_largest_total_is_drawn_and_no_fresh_run() -> None:
    chart = curve(answered(at_most=80))
    assert chart.title.startswith("Not even 40 social worker posts keep both limits")
    assert "in fresh runs" not in {row["kind"] for row in data(chart, "posts")}


@pytest.mark.parametrize(("worlds", "axis"), [(True, "Worlds, %"), (False, "Probability, %")])
def test_the_axis_says_whether_it_is_worlds_or_a_probability(worlds: bool, axis: str) -> None:
    chart = curve(answered(worlds=worlds))
    assert axis in said(chart)
    assert spec(chart)
