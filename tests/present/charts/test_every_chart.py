"""Every chart can be read by everybody, whatever it is given, and is the same each time."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
import vl_convert

from sim.experiment.comparison import compare
from sim.measures.catalogue import CATALOGUE
from sim.present.charts import caseload, conclusion, forest, gains, precision, waits
from sim.present.charts.chart import Chart
from sim.present.words.names import clean
from tests.experiment.runs import CLUSTERS, SMALL, made_up
from tests.present.charts.drawn import data, font_sizes, spec, values_of
from tests.present.charts.made import charts, experiment

pytestmark = pytest.mark.integration  # each chart goes through the schema or the renderer

ALL = charts(experiment())
NAMES = tuple(ALL)
MOVED = r"to get (better|worse)|: (higher|lower) "
"""What a title says of something that is shown to differ."""
ODD = (
    "=cmd|'/C calc'!A0 \u202e\u0635\u062d\u0629 \U0001f9d2 \"quoted\" </script> \\ '+alert(1)+' "
    + "long name " * 6
)


@pytest.fixture(params=NAMES)
def chart(request: pytest.FixtureRequest) -> Chart:
    return ALL[request.param]


def test_it_has_a_finding_a_caption_a_text_alternative_and_a_table(chart: Chart) -> None:
    assert chart.title[0].isupper() or chart.title[0].isdigit()
    assert not chart.title.endswith(".")
    assert chart.caption
    assert chart.alt.startswith(chart.title)
    assert len(chart.alt) > len(chart.title) + 20
    assert len(chart.table) > 0
    assert chart.table.columns.is_unique
    assert "nan" not in f"{chart.title} {chart.alt}".lower().split()


def test_it_is_a_specification_that_the_schema_allows(chart: Chart) -> None:
    assert spec(chart)["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_its_letters_are_large_enough_to_read(chart: Chart) -> None:
    assert font_sizes(chart)
    assert min(font_sizes(chart)) >= 12


def test_its_fonts_end_with_one_that_any_renderer_has(chart: Chart) -> None:
    fonts = list(values_of(spec(chart), "font"))
    assert fonts
    assert all(font.endswith("sans-serif") for font in fonts)


def test_it_loads_nothing_from_elsewhere(chart: Chart) -> None:
    without_schema = {key: value for key, value in spec(chart).items() if key != "$schema"}
    assert not re.search(r"https?://", str(without_schema))


def test_no_chart_is_wider_than_it_is_asked_to_be() -> None:
    fixed = [name for name in NAMES if not ALL[name].stretches]
    for width, made in ((650, ALL), (1000, charts(experiment(), 1000, *fixed))):
        for name, each in made.items():
            svg = vl_convert.vegalite_to_svg(spec(each, width))
            drawn = re.match(r'<svg[^>]* width="([\d.]+)"', svg)
            assert drawn
            assert float(drawn[1]) <= width + 10, name  # the renderer's own margins


def test_charts_are_the_same_each_time() -> None:
    of_each_kind = ("judged", "conclusion", "caseload", "teams", "observed map", "precision")
    for name, again in charts(experiment(), 650, *of_each_kind).items():
        assert spec(again) == spec(ALL[name])
        pd.testing.assert_frame_equal(again.table, ALL[name].table)


def test_without_a_pair_there_is_still_a_chart() -> None:
    runs = made_up({}, {})
    for make in (forest.judged, waits.days_waited, gains.by_locality):
        assert spec(make(compare(runs)))
    assert spec(conclusion.days_to_conclusion(runs, compare(runs)))
    assert spec(caseload.by_team_and_week(runs, compare(runs)))
    assert precision.narrowing(runs).title == "No interval yet: it takes 2 pairs"


def test_one_pair_is_drawn_without_intervals_and_judged_by_none() -> None:
    made = charts(experiment(pairs=1))
    for chart in made.values():
        assert spec(chart)
        assert not re.search(MOVED, chart.title)
    assert set(made["judged"].table["Verdict"]) == {"cannot tell"}
    assert all(row["low"] is None for row in data(made["conclusion"], "told"))


def test_measures_without_a_value_do_no_harm() -> None:
    for chart in charts(experiment(without=tuple(CATALOGUE))).values():
        assert spec(chart)


def test_odd_names_stay_text_and_every_team_keeps_its_own_place() -> None:
    again = {"North Families": ODD, "South Families": f"{ODD}2"}
    teams = {again.get(name, name): team for name, team in CLUSTERS.structure.teams.items()}
    odd = CLUSTERS.model_copy(
        update={
            "title": ODD,
            "structure": CLUSTERS.structure.model_copy(update={"teams": teams}),
        }
    )
    made = charts(experiment(b=odd))
    sets = spec(made["expected map"])["datasets"].values()
    in_boxes = {row["team"] for rows in sets for row in rows if "team" in row}
    assert in_boxes >= {clean(name) for name in again.values()}
    assert set(made["teams"].table["Part"]) == {*teams, *SMALL.structure.teams}
    for chart in made.values():
        assert "\u202e" not in f"{spec(chart)}{chart.alt}{chart.title}{chart.caption}"
    svg = vl_convert.vegalite_to_svg(spec(made["observed map"]))
    assert "</script" not in svg


def test_a_service_of_one_locality_can_be_drawn() -> None:
    north = SMALL.demand.localities["North"].model_copy(update={"value": 1.0})
    demand = SMALL.demand.model_copy(update={"localities": {"North": north}})
    one = SMALL.model_copy(update={"demand": demand})
    made = charts(experiment(a=one, b=one), 650, "localities", "teams", "conclusion", "hours")
    assert set(made["localities"].table["Part"]) == {"North"}
    for chart in made.values():
        assert spec(chart)


def test_a_structure_against_itself_shows_no_gain_and_no_loss() -> None:
    runs = experiment()
    same = replace(runs, scenarios=(SMALL, SMALL), arms=(runs.arms[0], runs.arms[0]))
    made = charts(same)
    for chart in made.values():
        assert not re.search(MOVED, chart.title)
    assert {row["word"] for row in data(made["judged"], "word")} == {"", "about the same"}
