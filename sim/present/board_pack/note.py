"""The covering note: two pages in plain English, from the same figures as the slides."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.document import Document as Note
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from sim.experiment.comparison import Outcome
from sim.measures.catalogue import CATALOGUE
from sim.present.board_pack.look import FONT
from sim.present.board_pack.material import MADE, Material, heading, known
from sim.present.palette import BLUE
from sim.present.words import decisions, findings, limits, small_print, words
from sim.present.words.measures import BY_LOCALITY, changed, from_to, titled
from sim.present.words.names import clean, shortened, typeset
from sim.present.words.numbers import counted, difference, level

_MOST = 6
"""Gains, and losses, told one by one."""
_ASSUMPTIONS, _MOST_PLACES = 3, 4
_LONGEST = 260
"""Characters of a list's item."""


def note(material: Material) -> bytes:
    """The note as a .docx file."""
    comparison = material.comparison
    document = _paper()
    document.add_heading(typeset(findings.headline(comparison)), level=1)
    _say(document, "Covering note to the Improvement Board pack.", findings.question(comparison))
    document.add_heading("The answer", level=2)
    _say(document, words.answer(comparison), findings.beside(comparison), *material.caveats)
    _primaries(document, material)
    good, bad = words.moved(comparison)
    for head, outcomes in (
        (f"What gets worse: {counted(len(bad), 'measure')}", bad),
        (f"What gets better: {counted(len(good), 'measure')}", good),
    ):
        document.add_heading(head, level=2)
        _list(document, _told(outcomes) or ["None is shown."])
    document.add_heading("Where", level=2)
    _list(document, _places(material) or ["Nothing is told by locality."])
    document.add_heading("How sure this is", level=2)
    _say(document, small_print.confidence(comparison), small_print.precision(comparison))
    lead, chosen = decisions.deciding(comparison, material.sensitivity)
    _say(document, decisions.evidence(comparison.a, comparison.b), lead)
    _list(document, [decisions.assumption(each) for each in chosen[:_ASSUMPTIONS]])
    document.add_heading("What it cannot say", level=2)
    _list(document, [title for title, _ in limits.LIMITS])
    document.add_heading("What the Board is asked to settle", level=2)
    found = decisions.decisions(comparison, material.sensitivity)
    _list(document, [each.what for each in found], "List Number")
    _say(document, f"{small_print.footer(material.experiment)} The workbook holds every figure.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _paper() -> Note:
    """An empty A4 page in the look of the pack."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.0)
    page.top_margin = page.bottom_margin = Cm(1.6)
    for name, size in (("Normal", 12), ("Heading 1", 18), ("Heading 2", 13)):
        style: Any = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        style.paragraph_format.space_after = Pt(3)
        style.paragraph_format.space_before = Pt(8 if name == "Heading 2" else 0)
        style.paragraph_format.line_spacing = 1.0
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(BLUE.removeprefix("#"))
    about = document.core_properties
    about.title, about.author = "Covering note to the Improvement Board pack", "Locality"
    about.language, about.comments = "en-GB", ""
    about.created = about.modified = MADE
    return document


def _say(document: Note, *sentences: str) -> None:
    document.add_paragraph(typeset(" ".join(filter(None, sentences))))


def _list(document: Note, items: Iterable[str], style: str = "List Bullet") -> None:
    for item in items:
        paragraph = document.add_paragraph(typeset(shortened(clean(item), _LONGEST)), style=style)
        paragraph.paragraph_format.space_after = Pt(1)


def _primaries(document: Note, material: Material) -> None:
    rows = [("Primary outcome", "A", "B", "B - A", "Verdict")]
    for primary in material.comparison.primaries:
        outcome, definition = primary.outcome, CATALOGUE[primary.outcome.key.measure]
        a, b = (level(each, definition.unit) for each in (outcome.a, outcome.b))
        apart = difference(outcome.difference, definition.unit)
        rows.append((titled(definition), a, b, apart, words.verdict(primary)))
    _table(document, rows, (3.8, 3.2, 3.4, 3.5, 3.1))


def _table(document: Note, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    table = document.add_table(rows=len(rows), cols=len(widths), style="Light Grid Accent 1")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width, cell.text = Cm(width), typeset(text)
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    header = OxmlElement("w:tblHeader")  # read out again on each page, and by screen readers
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _told(outcomes: Sequence[Outcome]) -> list[str]:
    """Those most clearly shown, each from A to B with its difference."""
    return [
        f"{heading(each)}: {from_to(each)}, B - A {changed(each)}."
        for each in known(outcomes[:_MOST])
    ]


def _places(material: Material) -> list[str]:
    """For each locality, what it gains on and what it loses on."""
    told = []
    for place, said in findings.by_locality(material.comparison):
        on: dict[str, list[str]] = {"gains": [], "loses": []}
        for measure, word in zip(BY_LOCALITY, said, strict=True):
            on.setdefault(word, []).append(CATALOGUE[measure].title.lower())
        gains, loses = ("; ".join(on[word]) or "none" for word in ("gains", "loses"))
        told.append(f"{place}: gains on {gains}, loses on {loses}.")
    return told[:_MOST_PLACES]
