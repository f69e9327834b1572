"""A sweep in words: only what moves beyond its margin is said to move, the most of it first."""

from __future__ import annotations

import pytest

from sim.present.charts.swept import curves
from sim.present.words.swept import finding, moved, said
from tests.experiment.runs import SMALL
from tests.present.charts.made import STANDS, swept

OF = {
    "concluded_in_45_days": {STANDS: (90.0, 0.0), 0.0: (99.0, 5.0), 10.0: (60.0, 5.0)},
    "over_cap": {STANDS: (5.0, 0.0), 0.0: (4.0, 0.5), 10.0: (20.0, 1.0)},
    "cp_visits_on_time": {STANDS: (80.0, 0.0), 0.0: (84.0, 3.0), 10.0: (78.0, 3.0)},
}


def test_what_moves_beyond_its_margin_is_named_where_it_moves_most() -> None:
    found = moved(swept(OF), SMALL.margins)
    assert [each.measure for each in found] == [*OF], "in the order in which they are judged"
    assert finding(found) == (
        "Moved beyond the margin: assessments concluded in 45 days (60.0 in 100 at 10) and "
        "worker-days over the caseload cap (20.0 in 100 at 10)"
    )
    assert said(found[2]) == (
        "child protection visits on time: 84.0 in 100 at 0, 78.0 in 100 at 10; not shown to go "
        "beyond its margin"
    )


def test_where_nothing_moves_that_is_what_is_said() -> None:
    found = moved(swept({"cp_visits_on_time": OF["cp_visits_on_time"]}), SMALL.margins)
    assert finding(found) == "Nothing that is judged is shown to move beyond its margin"


def test_values_stand_in_their_order_and_shares_within_0_and_100() -> None:
    (concluded, *_) = moved(swept(OF), SMALL.margins)
    assert concluded.values == (0.0, STANDS, 10.0)
    assert [each.high for each in concluded.at] == [100.0, 93.0, 63.0]


def test_the_picture_tells_its_finding_and_holds_every_number() -> None:
    chart = curves(swept(OF), SMALL, "handoffs: notice")
    assert chart.alt.startswith(chart.title)
    assert len(chart.table) == 9
    assert "4, as it stands" in chart.caption
    assert chart.picture.to_dict()["$schema"]
    row = chart.table[chart.table["handoffs: notice"] == 10.0].iloc[0]
    assert row["Change"] == pytest.approx(-30.0)
