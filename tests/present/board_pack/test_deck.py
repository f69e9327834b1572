"""The deck is native, can be edited and read out, and nothing lies over anything else."""

from __future__ import annotations

import io
import itertools
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn

from sim.measures.catalogue import CATALOGUE
from sim.present.board_pack.deck import SLIDES
from sim.present.board_pack.handoff_picture import passed
from sim.present.board_pack.material import Material
from sim.present.board_pack.slides_answer import title
from sim.present.board_pack.teams_picture import clusters
from sim.present.words import answer
from sim.present.words.names import typeset
from tests.present.board_pack.made import parts, shapes, slide_texts

EMU = 914400
STRUCTURES, HANDOFFS, HOW_SURE = 2, 5, 8
"""Places of slides."""


@pytest.fixture(scope="module")
def opened(deck: bytes) -> Any:
    return Presentation(io.BytesIO(deck))


def test_there_are_ten_wide_slides_each_headed_by_its_finding(
    opened: Any, material: Material
) -> None:
    assert len(opened.slides) == len(SLIDES) - 1 == 10, "no bridge was run"
    assert round(opened.slide_width / opened.slide_height, 2) == 1.78
    titles = [slide.shapes.title.text_frame.text for slide in opened.slides]
    assert titles[0] == typeset(title(material))
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_the_title_is_read_first_and_the_foot_last(opened: Any) -> None:
    for slide in opened.slides:
        read = list(slide.shapes)
        assert read[0].shape_id == slide.shapes.title.shape_id
        assert read[-1].text_frame._txBody.xpath(".//a:fld[@type='slidenum']")


def test_nothing_lies_off_the_slide_or_over_another_shape(opened: Any) -> None:
    for number, slide in enumerate(opened.slides, start=1):
        boxes = [(s.left, s.top, s.left + s.width, s.top + s.height, s.name) for s in slide.shapes]
        for left, top, right, bottom, name in boxes:
            assert min(left, top) >= 0, (number, name)
            assert right <= opened.slide_width, (number, name)
            assert bottom <= opened.slide_height, (number, name)
        for one, other in itertools.combinations(boxes, 2):
            wide = min(one[2], other[2]) - max(one[0], other[0])
            tall = min(one[3], other[3]) - max(one[1], other[1])
            if {"Group", "Chart"} <= {
                one[4].split()[0],
                other[4].split()[0],
            } and number == HOW_SURE + 1:
                continue  # names and figures stand on both sides of the picture of differences
            assert min(wide, tall) <= EMU * 0.02, (number, one[4], other[4])


def test_no_text_is_smaller_than_12_points(deck: bytes) -> None:
    sizes = [
        int(size)
        for part in parts(deck, r"ppt/(slides|charts)/\w+\.xml")
        for size in re.findall(r'\bsz="(\d+)"', part)
    ]
    assert min(sizes) >= 1200


def test_each_chart_table_group_and_picture_is_described(opened: Any) -> None:
    for slide in opened.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                continue
            said = shape._element.xpath(".//p:cNvPr")[0].get("descr")
            assert len(said or "") > 20, shape.name
        assert not slide._element.xpath(".//p:pic")


def test_two_sentences_are_spoken_with_each_slide(opened: Any) -> None:
    for number, slide in enumerate(opened.slides, start=1):
        said = slide.notes_slide.notes_text_frame.text
        assert len(re.findall(r"[.!?](?=\s|$)", said)) == 2, (number, said)


def test_each_slide_says_its_edition_and_where_its_figures_stand(deck: bytes) -> None:
    for text in slide_texts(deck, notes=False):
        assert re.search(r"Locality \S+, 27 November 2026\. .*Workbook: [A-Z]", text)
    about = Presentation(io.BytesIO(deck)).core_properties
    assert about.created.year == 2026
    assert about.version.startswith("Locality ")


def test_charts_can_be_edited_and_have_error_bars(opened: Any) -> None:
    charts = [s.chart for slide in opened.slides for s in slide.shapes if s.has_chart]
    assert len(charts) == 5
    for chart in charts:
        book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        plot = chart._chartSpace
        bars = list(plot.iter(qn("c:errBars")))
        assert bool(bars) == (next(plot.iter(qn("c:barChart")), None) is not None)
        for bar, side in itertools.product(bars, ("c:plus", "c:minus")):
            column = next(bar.find(qn(side)).iter(qn("c:f"))).text.split("$")[1]
            drawn = [float(v.text) for v in bar.find(qn(side)).iter(qn("c:v"))]
            behind = [c.value for c in book[column][1:] if c.value is not None]
            assert drawn == pytest.approx(behind)
            assert all(length >= 0 for length in drawn)
        for series in plot.iter(qn("c:ser")):
            for reference in series.iter(qn("c:f")):
                assert book[reference.text.split("!")[1].replace("$", "")] is not None


def test_the_picture_of_differences_draws_each_gain_in_margins(
    opened: Any, material: Material
) -> None:
    chart = next(s.chart for s in opened.slides[HOW_SURE].shapes if s.has_chart)
    drawn = {
        next(series.find(qn("c:tx")).iter(qn("c:v"))).text: [
            float(v.text) for v in series.find(qn("c:xVal")).iter(qn("c:v"))
        ]
        for series in chart._chartSpace.iter(qn("c:ser"))
    }
    for each in material.comparison.judged:
        measure = CATALOGUE[each.outcome.key.measure]
        gain = each.outcome.difference
        gain = gain.negated() if measure.better == "lower" else gain
        expected = [end / each.margin for end in (gain.low, gain.mean, gain.high)]
        name = answer.title(each).replace(" in the worst-off", ", worst-off")
        assert drawn[name] == pytest.approx([min(max(x, -12), 12) for x in expected])


def test_both_structures_are_shown_with_all_their_teams(deck: bytes, material: Material) -> None:
    text = slide_texts(deck)[STRUCTURES]
    for scenario in (material.comparison.a, material.comparison.b):
        assert all(team in text for team in scenario.structure.teams)
        owned = [name for cluster in clusters(scenario) for name in cluster.names]
        assert sorted(owned) == sorted(scenario.structure.teams)


def test_losses_stand_beside_gains_the_gravest_first(deck: bytes, material: Material) -> None:
    text = slide_texts(deck, notes=False)[1]
    for part in (answer.losses, answer.gains):
        places = [text.index(answer.title(each)) for each in part(material.comparison)]
        assert places == sorted(places)
        assert places, "the made-up values have both"
    assert text.index("Gets worse") < text.index("Gets better")


def test_nothing_says_will(deck: bytes) -> None:
    for text in slide_texts(deck):
        assert not re.search(r"\bwill\b", text)
    assert "rojected" in slide_texts(deck)[0]


def test_the_handoff_maps_have_an_arrow_and_its_figure_for_each_handoff(
    opened: Any, material: Material
) -> None:
    drawn = [shape for shape in opened.slides[HANDOFFS].shapes if hasattr(shape, "shapes")]
    for group, side in zip(drawn, ("a", "b"), strict=True):
        one = passed(material, "a" if side == "a" else "b")
        heads = group._element.xpath(".//a:tailEnd")
        assert len(heads) == len(one.passing) > 0
        texts = [shape.text_frame.text for shape in shapes(group) if shape.text_frame.text]
        assert sorted(texts) == sorted([*one.drawn, *(each.short for each in one.passing)])


def test_shapes_in_groups_are_found(opened: Any) -> None:
    assert sum(1 for _ in shapes(opened.slides[HANDOFFS])) > 10
