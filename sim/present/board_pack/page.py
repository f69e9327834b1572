"""The page: one slide under the pen, on which text, tables and shapes are put in reading order.

Positions are inches on a slide 13.33 inches wide, whatever the size of the template's slides; sizes
of text go with them. What is put first is read first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from sim.present.board_pack import fit
from sim.present.board_pack.look import BLUE, BODY, DARK, FONT, GREY, PALE, SMALLEST, TITLE, WHITE
from sim.present.board_pack.template import WIDTH, Sheet, TemplateError
from sim.present.words.names import clean, typeset

MARGIN = 0.5
"""Inches left free at either side."""
_FOOT = 0.3
"""Inches of the line at the foot of a slide."""
_TITLE_HEIGHT = 0.95
_OTHER_FONT = 0.85
"""Share of its room that a title may fill in the font of a template, which may be a wide one."""
_CELL = 0.1
"""Inches that a cell keeps free above and below its text, together."""


class Box(NamedTuple):
    """A part of a slide, in inches of a slide 13.33 inches wide."""

    left: float
    top: float
    width: float
    height: float

    def columns(self, *shares: float, gap: float = 0.3) -> list[Box]:
        """The box cut into columns of these shares of its width."""
        room = self.width - gap * (len(shares) - 1)
        boxes, left = [], self.left
        for share in shares:
            wide = room * share / sum(shares)
            boxes.append(Box(left, self.top, wide, self.height))
            left += wide + gap
        return boxes

    def rows(self, *heights: float, gap: float = 0.15) -> list[Box]:
        """The box cut into rows; one height may be 0 and takes what the others leave."""
        rest = self.height - sum(heights) - gap * (len(heights) - 1)
        boxes, top = [], self.top
        for given in heights:
            tall = given or rest
            boxes.append(Box(self.left, top, self.width, tall))
            top += tall + gap
        return boxes


@dataclass(frozen=True)
class Line:
    """One paragraph of text."""

    text: str
    size: float = 14
    bold: bool = False
    colour: str = DARK
    is_item: bool = False
    """Whether it is an item of a list."""
    font: str = FONT
    """That of the pack, whose widths are known; none: the template's own."""


class Page:
    """One slide under the pen."""

    def __init__(self, sheet: Sheet, title: str, foot: str, notes: str) -> None:
        """Begin a slide with its title, its foot and what is said with it.

        Raises:
            TemplateError: if the template leaves no place for speaker notes.
        """
        self.sheet = sheet
        self.slide = sheet.deck.slides.add_slide(sheet.layout)
        self._title(title)
        self._foot = foot
        self._notes(notes)

    @property
    def body(self) -> Box:
        """The room between title and foot."""
        top = self.sheet.top + _TITLE_HEIGHT + 0.15
        bottom = self.sheet.bottom - _FOOT - 0.25
        return Box(MARGIN, top, WIDTH - 2 * MARGIN, bottom - top)

    def emu(self, inches: float) -> Emu:
        """Inches of the pen's slide as a length on the template's slide."""
        return Emu(round(inches * self.sheet.scale))

    def points(self, size: float) -> Pt:
        """The size of text on the template's slide."""
        return Pt(round(size * self.sheet.scale * 2 / 914400) / 2)

    def place(self, box: Box) -> tuple[Emu, Emu, Emu, Emu]:
        """A box as python-pptx takes it."""
        return self.emu(box.left), self.emu(box.top), self.emu(box.width), self.emu(box.height)

    def text(self, box: Box, lines: Iterable[Line], centred: bool = False) -> None:
        """Put paragraphs into a box, cut where they would run over its foot."""
        shape = self.slide.shapes.add_textbox(*self.place(box))
        self.write(shape, self._fitting(box, lines), centred=centred, anchor=MSO_ANCHOR.TOP)

    def table(
        self,
        box: Box,
        rows: Sequence[Sequence[str]],
        shares: Sequence[float],
        says: str,
        largest: float = BODY,
    ) -> None:
        """Put a table, its first row the header, in the largest text at which all rows fit.

        Rows that do not fit at the smallest size are left out and counted in the last one.

        Args:
            box: where; rows take the height that their text needs.
            rows: text of each cell.
            shares: of the width, one a column.
            says: what somebody who cannot see it is told.
            largest: size of its text where there is room, in points.
        """
        wide = [box.width * share / sum(shares) for share in shares]
        sizes = [each for each in (BODY, SMALLEST + 1) if each <= largest]
        size = next((each for each in sizes if _all_fit(box, rows, wide, each)), SMALLEST)
        tall, kept = _that_fit(box, rows, wide, size)
        frame = self.slide.shapes.add_table(
            len(kept), len(shares), *self.place(Box(box.left, box.top, box.width, sum(tall)))
        )
        described(frame, says)
        table = frame.table
        table.horz_banding = False
        for column, inches in zip(table.columns, wide, strict=True):
            column.width = self.emu(inches)
        for at, (row, inches) in enumerate(zip(kept, tall, strict=True)):
            table.rows[at].height = self.emu(inches)
            for column, text in enumerate(row):
                cell = table.cell(at, column)
                cell.margin_left = cell.margin_right = self.emu(0.08)
                cell.margin_top = cell.margin_bottom = self.emu(0.04)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.fill.solid()
                cell.fill.fore_color.rgb = colour_of(BLUE if at == 0 else PALE if at % 2 else WHITE)
                colour = WHITE if at == 0 else DARK
                self._paragraphs(cell.text_frame, [Line(text, size, at == 0, colour)])
        if len(kept) > 1 and kept[-1] is not rows[len(kept) - 1]:
            table.cell(len(kept) - 1, 0).merge(table.cell(len(kept) - 1, len(shares) - 1))

    def write(
        self,
        shape: Any,
        lines: Iterable[Line],
        *,
        centred: bool = False,
        anchor: Any = MSO_ANCHOR.MIDDLE,
        margin: float = 0.0,
    ) -> None:
        """Write into a shape."""
        frame = shape.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = anchor
        frame.margin_left = frame.margin_right = self.emu(margin)
        frame.margin_top = frame.margin_bottom = self.emu(margin / 2)
        self._paragraphs(frame, lines, centred)

    def finished(self) -> None:
        """Put the line at the foot, which is read last."""
        top = self.sheet.bottom - _FOOT - 0.12
        source, number = Box(MARGIN, top, WIDTH - 2 * MARGIN, _FOOT).columns(11, 0.6)
        self.text(
            source, [Line(fit.cut(self._foot, source.width, SMALLEST), SMALLEST, colour=GREY)]
        )
        shape = self.slide.shapes.add_textbox(*self.place(number))
        self.write(shape, [Line("", SMALLEST, colour=GREY)])
        paragraph = shape.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        size = round(self.points(SMALLEST).pt * 100)
        latin = f'<a:latin typeface="{FONT}"/>'
        paragraph._p.insert(
            1,
            parse_xml(
                f'<a:fld {nsdecls("a")} id="{{6B1D2F5C-8E47-4B0E-9C55-0B6F0E6F3A11}}" '
                f'type="slidenum"><a:rPr lang="en-GB" sz="{size}">{latin}</a:rPr>'
                f"<a:t>{len(self.sheet.deck.slides)}</a:t></a:fld>"
            ),
        )

    def _title(self, title: str) -> None:
        shape = self.slide.shapes.title
        for holder in list(self.slide.placeholders):
            if shape is None or holder.shape_id != shape.shape_id:
                holder._element.getparent().remove(holder._element)
        if shape is None:
            shape = self.slide.shapes.add_textbox(0, 0, 0, 0)
            properties = shape._element.find(qn("p:nvSpPr"))
            properties.find(qn("p:nvPr")).append(parse_xml(f'<p:ph {nsdecls("p")} type="title"/>'))
            shape.name = "Title"
        box = Box(self.sheet.title_left, self.sheet.top, self.sheet.title_width, _TITLE_HEIGHT)
        shape.left, shape.top, shape.width, shape.height = self.place(box)
        plain = self.sheet.is_plain
        room = box.width * (1 if plain else _OTHER_FONT)
        size = fit.size_for(title, room, box.height, TITLE, 18)
        title = fit.cut(title, room, size, most=2, bold=True)
        line = Line(title, size, True, BLUE if plain else "", font=FONT if plain else "")
        self.write(shape, [line], anchor=MSO_ANCHOR.MIDDLE)

    def _notes(self, notes: str) -> None:
        frame = self.slide.notes_slide.notes_text_frame
        if frame is None:
            raise TemplateError(
                "The template's notes pages have no place for notes; restore it in PowerPoint "
                "under View, Notes Master"
            )
        frame.text = "\n".join(map(clean, notes.splitlines()))

    def _paragraphs(self, frame: Any, lines: Iterable[Line], centred: bool = False) -> None:
        for at, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.CENTER if centred else PP_ALIGN.LEFT
            if at:
                paragraph.space_before = self.points(line.size * 0.3)
            run = paragraph.add_run()
            run.text = typeset(f"• {line.text}" if line.is_item else line.text)
            run.font.size = self.points(line.size)
            run.font.bold = line.bold
            if line.colour:
                run.font.color.rgb = colour_of(line.colour)
            if line.font:
                run.font.name = line.font

    def _fitting(self, box: Box, lines: Iterable[Line]) -> list[Line]:
        """The paragraphs that a box has room for, the last one cut if need be."""
        kept: list[Line] = []
        left = box.height + 0.02
        for line in lines:
            left -= fit.line_height(line.size) * 0.25 if kept else 0
            rows = int(left / fit.line_height(line.size))
            if rows < 1:
                break
            text = fit.cut(line.text, box.width, line.size, rows, line.bold)
            kept.append(Line(text, line.size, line.bold, line.colour, line.is_item))
            left -= fit.height(text, box.width, line.size, line.bold)
        return kept or [Line("")]


Rows = Sequence[Sequence[str]]


def _all_fit(box: Box, rows: Rows, wide: Sequence[float], size: float) -> bool:
    """Whether a box has room for all rows at a size of text."""
    return sum(_row_height(row, wide, size, at == 0) for at, row in enumerate(rows)) <= box.height


def _that_fit(
    box: Box, rows: Rows, wide: Sequence[float], size: float
) -> tuple[list[float], list[Sequence[str]]]:
    """The height of each row that a box has room for, and those rows."""
    tall = [_row_height(row, wide, size, at == 0) for at, row in enumerate(rows)]
    number = len(rows)
    last = fit.line_height(size) + _CELL
    while number > 2 and sum(tall[:number]) + (last if number < len(rows) else 0) > box.height:
        number -= 1
    if number == len(rows):
        return tall, list(rows)
    left = f"… and {len(rows) - number} more: see the workbook"
    return [*tall[:number], last], [*rows[:number], [left, *[""] * (len(wide) - 1)]]


def _row_height(row: Sequence[str], wide: Sequence[float], size: float, bold: bool) -> float:
    return _CELL + max(
        fit.height(text, room - 0.18, size, bold) for text, room in zip(row, wide, strict=True)
    )


def described(shape: Any, says: str) -> None:
    """Say what a chart, a table or a group shows, for somebody who cannot see it."""
    element = shape._element
    properties = next(each for each in element.iter() if each.tag == qn("p:cNvPr"))
    properties.set("descr", clean(says))


def filled(shape: Any, fill: str = "", edge: str = "") -> None:
    """Give a shape these colours, no shadow, and no line or no fill where there is no colour."""
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour_of(fill)
    else:
        shape.fill.background()
    if edge:
        shape.line.color.rgb = colour_of(edge)
    else:
        shape.line.fill.background()
    without_shadow(shape)


def without_shadow(shape: Any) -> None:
    """Take away the shadow that a shape's theme gives it; not every program heeds an empty one."""
    for effect in shape._element.iter(qn("a:effectRef")):
        effect.set("idx", "0")


def colour_of(colour: str) -> RGBColor:
    """A colour as python-pptx takes it."""
    made: RGBColor = RGBColor.from_string(colour)
    return made
