"""A template works, whatever its size and layouts, or is refused with what to do about it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from sim.present.board_pack.deck import slides
from sim.present.board_pack.material import Material
from sim.present.board_pack.template import TemplateError, opened
from tests.present.board_pack.made import slide_texts


def sized(width: float, height: float) -> Deck:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(width), Inches(height)
    return deck


def without_titles() -> Deck:
    deck = Presentation()
    for layout in deck.slide_layouts:
        holders: Any = layout.placeholders
        for holder in [each for each in holders if "Title" in each.name]:
            holder._element.getparent().remove(holder._element)
    return deck


def with_cover_only() -> Deck:
    deck = Presentation()
    for layout in list(deck.slide_layouts)[1:]:
        deck.slide_layouts.remove(layout)
    return deck


def with_slides_and_a_logo() -> Deck:
    deck = sized(13.333, 7.5)
    for layout in list(deck.slide_layouts)[:3]:
        deck.slides.add_slide(layout)
    shape = deck.slides[0].shapes.add_textbox(Inches(1), Inches(6.8), Inches(3), Inches(0.5))
    deck.slide_master.shapes._spTree.append(shape._element)
    return deck


@pytest.mark.parametrize(
    "made",
    [
        lambda: sized(10, 7.5),
        lambda: sized(10, 5.625),
        lambda: sized(13.333, 7.5),
        without_titles,
        with_cover_only,
        with_slides_and_a_logo,
    ],
    ids=["4:3", "small 16:9", "16:9", "no title", "cover only", "slides and a logo"],
)
def test_slides_keep_to_the_template_they_are_given(
    made: Callable[[], Deck], material: Material, deck: bytes, tmp_path: Path
) -> None:
    template = tmp_path / "council.pptx"
    before = made()
    before.save(str(template))
    written = slides(material, template)
    after = Presentation(io.BytesIO(written))
    assert (after.slide_width, after.slide_height) == (before.slide_width, before.slide_height)
    assert len(after.slides) == 10
    plain = slide_texts(deck)
    assert [text.split("\n")[0] for text in slide_texts(written)] == [
        text.split("\n")[0] for text in plain
    ]
    for slide in after.slides:
        assert slide.shapes.title is not None
        assert len(list(slide.placeholders)) == 1
        for shape in slide.shapes:
            assert shape.left + shape.width <= after.slide_width
            assert shape.top + shape.height <= after.slide_height


def test_what_stands_at_the_foot_of_a_master_is_left_free(tmp_path: Path) -> None:
    template = tmp_path / "council.pptx"
    with_slides_and_a_logo().save(str(template))
    assert opened(template).bottom == pytest.approx(6.8, abs=0.2)


def test_sections_of_slides_that_are_gone_go_too(tmp_path: Path) -> None:
    template = tmp_path / "council.pptx"
    deck = with_slides_and_a_logo()
    deck.part._element.append(
        parse_xml(
            f'<p:extLst {nsdecls("p")}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
            '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
            '<p14:section name="One" id="{6B1D2F5C-8E47-4B0E-9C55-0B6F0E6F3A12}"><p14:sldIdLst>'
            '<p14:sldId id="256"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>'
        )
    )
    deck.save(str(template))
    assert "sectionLst" in Presentation(str(template)).part._element.xml
    assert "sectionLst" not in opened(template).deck.part._element.xml


def written(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def as_zip(path: Path, name: str, content: str) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(name, content)


def retyped(path: Path, old: str, new: str) -> None:
    """A deck whose main part says that it is something else."""
    Presentation().save(str(path))
    with zipfile.ZipFile(path) as package:
        kept = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in kept.items():
            is_types = name == "[Content_Types].xml"
            package.writestr(
                name, content.replace(old.encode(), new.encode()) if is_types else content
            )


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: path.unlink(missing_ok=True), "cannot be read"),
        (lambda path: path.mkdir(), "this is a folder"),
        (lambda path: written(path, b"hello"), "not a PowerPoint file"),
        (lambda path: written(path, b""), "not a PowerPoint file"),
        (lambda path: written(path, b"\xd0\xcf\x11\xe0" + bytes(999)), "has a password"),
        (lambda path: as_zip(path, "a.txt", "b"), "not a PowerPoint file"),
        (lambda path: as_zip(path, "[Content_Types].xml", "<broken"), "or it is damaged"),
        (lambda path: Document().save(str(path)), "not a PowerPoint file"),
        (lambda path: sized(7.5, 10).save(str(path)), "its slides are 7.5 by 10 inches"),
        (lambda path: retyped(path, "presentation.main", "template.main"), r"\.potx"),
    ],
    ids=range(10),
)
def test_what_is_no_template_is_refused(
    make: Callable[[Path], None], why: str, tmp_path: Path
) -> None:
    template = tmp_path / "council.pptx"
    make(template)
    with pytest.raises(TemplateError, match=why) as refused:
        opened(template)
    assert str(template) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_text_stands_on_white_whatever_the_background(material: Material, tmp_path: Path) -> None:
    template = tmp_path / "council.pptx"
    dark = Presentation()
    fill = dark.slide_master.background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string("12436D")
    dark.save(str(template))
    for slide in Presentation(io.BytesIO(slides(material, template))).slides:
        title, ground, *others = slide.shapes
        assert title.shape_id == slide.shapes.title.shape_id
        assert ground.fill.fore_color.rgb == RGBColor.from_string("FFFFFF")
        assert ground._element.xpath(".//*[local-name()='decorative']/@val") == ["1"]
        for shape in others:
            assert ground.left <= shape.left
            assert ground.top <= shape.top
            assert shape.left + shape.width <= ground.left + ground.width
            assert shape.top + shape.height <= ground.top + ground.height
    assert len(slide.shapes.title.text_frame.paragraphs[0].runs[0]._r.xpath(".//a:solidFill")) == 0


def test_a_deck_with_macros_is_refused(tmp_path: Path) -> None:
    template = tmp_path / "council.pptm"
    main = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    macros = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
    retyped(template, main, macros)
    with pytest.raises(TemplateError, match="macros"):
        opened(template)


def test_a_template_without_layouts_is_refused(tmp_path: Path) -> None:
    template = tmp_path / "council.pptx"
    deck = Presentation()
    for layout in list(deck.slide_layouts):
        deck.slide_layouts.remove(layout)
    deck.save(str(template))
    with pytest.raises(TemplateError, match="no slide layout"):
        opened(template)
