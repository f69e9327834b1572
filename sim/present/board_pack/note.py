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

from sim.experiment.comparison import Judged
from sim.measures.catalogue import PRIMARY
from sim.present.board_pack.decisions import decisions
from sim.present.board_pack.look import FONT
from sim.present.board_pack.material import Material, known
from sim.present.board_pack.slides_answer import title
from sim.present.board_pack.slides_judged import beside
from sim.present.palette import BLUE
from sim.present.words import answer, cost, findings, limits, small_print, words
from sim.present.words.evidence import evidence
from sim.present.words.measures import definition, from_to, subject
from sim.present.words.names import clean, shortened, typeset
from sim.present.words.numbers import counted
from sim.present.words.why import depends_on

_MOST_PLACES = 6
_LONGEST = 600
"""Characters of a list's item."""


def note(material: Material) -> bytes:
    """The note as a .docx file."""
    comparison = material.comparison
    document = _paper(material)
    document.add_heading(typeset(title(material)), level=1)
    _say(document, f"Covering note to the Improvement Board pack. {material.edition}.")
    _say(document, findings.question(comparison))
    document.add_heading("The answer", level=2)
    draft = answer.draft(comparison)
    if draft:
        _say(document, f"{draft}.")
    _say(document, answer.headline(comparison))
    _say(document, words.compared(comparison), answer.basis(comparison), *material.caveats)
    worse, better = answer.losses(comparison), answer.gains(comparison)
    for head, found in (("What gets worse, the gravest first", worse),
                        ("What gets better", better)):  # fmt: skip
        document.add_heading(head, level=2)
        if found:
            _judged(document, found)
        else:
            _list(document, ["None is shown."])
    document.add_heading("What is neither", level=2)
    _list(
        document,
        [f"{head}: {'; '.join(map(answer.in_short, found))}." for head, found in beside(comparison)]
        or ["Nothing else is judged."],
    )
    document.add_heading("What it depends on", level=2)
    _say(
        document,
        depends_on(comparison, material.why),
        evidence(comparison.a, comparison.b),
    )
    document.add_heading("What it costs", level=2)
    _say(document, cost.compared(comparison.a, comparison.b), cost.RANGES)
    document.add_heading("Where", level=2)
    _list(document, _places(material) or ["Nothing is told by locality."])
    document.add_heading("How sure this is", level=2)
    _say(document, small_print.confidence(comparison), small_print.precision(comparison))
    _say(document, small_print.not_settled(comparison))
    years = [f"{answer.title(e)}: {answer.one_year(e)}" for e in comparison.primaries]
    _say(document, f"One year is not the mean. {'; '.join(years)}.")
    document.add_heading("What no run can say", level=2)
    _say(document, *(name for name, _ in limits.LIMITS))
    document.add_heading("What is to be settled", level=2)
    found_here = [f"{each.what} ({each.who})." for each in decisions(comparison)]
    _list(document, found_here, "List Number")
    _say(document, f"{small_print.footer(material.experiment)} The workbook holds every figure.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _paper(material: Material) -> Note:
    """An empty A4 page in the look of the pack."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.0)
    page.top_margin = page.bottom_margin = Cm(1.6)
    for name, size in (("Normal", 11), ("Heading 1", 18), ("Heading 2", 13)):
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
    about.language, about.comments, about.version = "en-GB", material.basis, material.edition
    about.created = about.modified = material.made.replace(tzinfo=None)
    return document


def _say(document: Note, *sentences: str) -> None:
    document.add_paragraph(typeset(" ".join(filter(None, sentences))))


def _list(document: Note, items: Iterable[str], style: str = "List Bullet") -> None:
    for item in items:
        paragraph = document.add_paragraph(typeset(shortened(clean(item), _LONGEST)), style=style)
        paragraph.paragraph_format.space_after = Pt(1)


def _judged(document: Note, found: Sequence[Judged]) -> None:
    rows = [("What", "From A to B", "Difference", "How likely")]
    rows += [
        (answer.title(e), answer.from_to(e), answer.difference(e), answer.odds(e)) for e in found
    ]
    _table(document, rows, (5.6, 3.2, 4.3, 3.9))


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


def _places(material: Material) -> list[str]:
    """For each locality, what becomes of each primary outcome there."""
    by_place: dict[str, list[str]] = {}
    for measure in PRIMARY:
        for each in known(material.comparison.parts(measure, "locality")):
            said = f"{subject(definition(each))} {from_to(each)}"
            by_place.setdefault(each.key.name, []).append(said)
    places = [f"{place}: {'; '.join(said)}." for place, said in by_place.items()]
    more = len(places) - _MOST_PLACES
    left = f"{counted(more, 'more locality', 'more localities')} in the workbook, sheet Localities."
    return [*places[:_MOST_PLACES], *([left] if more > 0 else [])]
