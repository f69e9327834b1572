"""A family's ribbons can be read without the picture, and every milestone stands in both."""

from __future__ import annotations

import pytest

from sim.measures.story.followed import went_further
from sim.measures.story.ribbon import Ribbon, ribbon
from sim.model.replication import simulate
from sim.present.charts.journey_ribbon import ribbons
from sim.present.words.ribbon import steps, summary
from tests.experiment.runs import CLUSTERS, SMALL
from tests.present.charts.drawn import data, font_sizes, spec

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def both() -> tuple[Ribbon, Ribbon]:
    logs = simulate(SMALL, seed=1, replication=0), simulate(CLUSTERS, seed=1, replication=0)
    family = went_further(logs[0], 0)
    assert family is not None
    return ribbon(logs[0], SMALL, family), ribbon(logs[1], CLUSTERS, family)


def test_every_milestone_is_numbered_in_the_picture_the_table_and_the_words(
    both: tuple[Ribbon, Ribbon],
) -> None:
    chart = ribbons(*both, (SMALL, CLUSTERS))
    wanted = [str(at) for found in both for at in range(1, 1 + len(found.milestones))]
    assert sorted(row["number"] for row in data(chart, "number")) == sorted(wanted)
    assert [str(number) for number in chart.table["Number"]] == wanted
    assert all(step in chart.alt for found in both for step in steps(found))
    assert chart.title == summary(*both)
    assert min(font_sizes(chart)) >= 12
    assert spec(chart)


def test_a_ribbon_without_anything_is_drawn_and_told() -> None:
    nothing = Ribbon((), (), None)
    chart = ribbons(nothing, nothing, (SMALL, CLUSTERS))
    assert "nothing happens" in chart.alt
    assert spec(chart)
