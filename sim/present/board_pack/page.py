"""The page: one slide under the pen, on which text, tables and shapes are put in reading order.

Positions are inches on a slide 13.33 inches wide, whatever the size of the template's slides; sizes
of text go with them. What is put first is read first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from sim.present.board_pack import fit
from sim.present.board_pack.look import BODY, CHART, FONT, SMALLEST, TITLE
from sim.present.board_pack.template import WIDTH, Box, Sheet, TemplateError
from sim.present.palette import BLUE, PALE, QUIET, TEXT, WHITE
from sim.present.words.names import clean, typeset

MARGIN = 0.5
"""Inches left free at either side."""
_FOOT = 0.3
"""Inches of the line at the foot of a slide."""
_OTHER_FONT = 0.85
"""Share of its room that a title may fill in the font of a template, which may be a wide one."""
_CELL = 0.1
"""Inches that a cell keeps free above and below its text, together."""


@dataclass(frozen=True)
class Line:
    """One paragraph of text."""

    text: str
    size: float = BODY
    bold: bool = False
    colour: str = TEXT
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
        frame = self.slide.notes_slide.notes_text_frame
        if frame is None:
            raise TemplateError(
                "The template's notes pages have no place for notes; restore it in PowerPoint "
                "under View, Notes Master"
            )
        frame.text = "\n".join(map(clean, notes.splitlines()))
        top = sheet.title.top + sheet.title.height + 0.15
        self.body = Box(MARGIN, top, WIDTH - 2 * MARGIN, sheet.bottom - _FOOT - 0.25 - top)
        """The room between title and foot."""
        if not sheet.is_plain:
            self._ground()

    def emu(self, inches: float) -> Emu:
        """Inches of the pen's slide as a length on the template's slide."""
        return Emu(round(inches * self.sheet.scale))

    def points(self, size: float) -> Pt:
        """The size of text on the template's slide."""
        return Pt(round(size * self.sheet.scale * 2 / 914400) / 2)

    def place(self, box: Box) -> tuple[Emu, Emu, Emu, Emu]:
        """A box as python-pptx takes it."""
        return self.emu(box.left), self.emu(box.top), self.emu(box.width), self.emu(box.height)

    def text(self, box: Box, lines: Iterable[Line]) -> None:
        """Put paragraphs into a box, cut where they would run over its foot."""
        self.block(self.slide, box, self.fitting(box, lines), anchor=MSO_ANCHOR.TOP)

    def block(
        self,
        holder: Any,
        box: Box,
        lines: Iterable[Line] = (),
        *,
        kind: Any = MSO_SHAPE.RECTANGLE,
        fill: str = "",
        edge: str = "",
        centred: bool = False,
        anchor: Any = MSO_ANCHOR.MIDDLE,
        margin: float = 0.0,
    ) -> Any:
        """Put a shape with text, or a plain text box, onto a slide or into a group.

        Args:
            holder: the slide, or the group.
            box: where.
            lines: its paragraphs.
            kind: of the shape that has a fill or an edge.
            fill: colour of the shape.
            edge: colour of its edge.
            centred: whether its paragraphs stand in the middle.
            anchor: where the text stands, from top to bottom.
            margin: inches left free beside the text.
        """
        place = self.place(box)
        if fill or edge:
            shape = holder.shapes.add_shape(kind, *place)
            filled(shape, fill, edge)
        else:
            shape = holder.shapes.add_textbox(*place)
        self._write(shape, lines, centred, anchor, margin)
        return shape

    @staticmethod
    def fitting(box: Box, lines: Iterable[Line]) -> list[Line]:
        """The paragraphs that a box has room for, the last one cut if need be."""
        kept: list[Line] = []
        left = box.height + 0.02
        for line in lines:
            left -= fit.line_height(line.size) * 0.25 if kept else 0
            rows = int(left / fit.line_height(line.size))
            if rows < 1:
                break
            text = fit.cut(line.text, box.width, line.size, rows, line.bold)
            kept.append(replace(line, text=text))
            left -= fit.height(text, box.width, line.size, line.bold)
        return kept

    def headed(self, box: Box, head: str, size: float = BODY, tall: float = 0.32) -> Box:
        """Put a heading at the top of a box, and return the room below it."""
        top, below = box.rows(tall, 0, gap=0.06)
        self.text(top, [Line(head, size, bold=True)])
        return below

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
        for size in (each for each in (CHART, BODY, SMALLEST + 1, SMALLEST) if each <= largest):
            tall = [_row_height(row, wide, size, bold=not at) for at, row in enumerate(rows)]
            if sum(tall) <= box.height:
                break
        kept, last = len(rows), fit.line_height(size) + _CELL
        while kept > 2 and sum(tall[:kept]) + last * (kept < len(rows)) > box.height:
            kept -= 1
        if is_cut := kept < len(rows):
            left = f"… and {len(rows) - kept} more: see the workbook"
            rows, tall = [*rows[:kept], [left, *[""] * (len(wide) - 1)]], [*tall[:kept], last]
        frame = self.slide.shapes.add_table(
            len(rows), len(wide), *self.place(box._replace(height=sum(tall)))
        )
        described(frame, says)
        table = frame.table
        table.horz_banding = False
        for column, inches in zip(table.columns, wide, strict=True):
            column.width = self.emu(inches)
        for at, (row, inches) in enumerate(zip(rows, tall, strict=True)):
            table.rows[at].height = self.emu(inches)
            for cell, text in zip(table.rows[at].cells, row, strict=True):
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                self._margins(cell, 0.08)
                cell.fill.solid()
                cell.fill.fore_color.rgb = colour_of(BLUE if at == 0 else PALE if at % 2 else WHITE)
                colour = WHITE if at == 0 else TEXT
                self._paragraphs(cell.text_frame, [Line(text, size, at == 0, colour)])
        if is_cut:
            table.cell(kept, 0).merge(table.cell(kept, len(wide) - 1))

    def finished(self) -> None:
        """Put the line at the foot, which is read last."""
        top = self.sheet.bottom - _FOOT - 0.12
        source, number = Box(MARGIN, top, WIDTH - 2 * MARGIN, _FOOT).columns(11, 0.6)
        self.text(
            source,
            [Line(fit.cut(self._foot, 0.96 * source.width, SMALLEST), SMALLEST, colour=QUIET)],
        )
        shape = self.block(self.slide, number)
        paragraph = shape.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        size = round(self.points(SMALLEST).pt * 100)
        paragraph._p.append(
            parse_xml(
                f'<a:fld {nsdecls("a")} id="{{6B1D2F5C-8E47-4B0E-9C55-0B6F0E6F3A11}}" '
                f'type="slidenum"><a:rPr lang="en-GB" sz="{size}"><a:latin typeface="{FONT}"/>'
                f"</a:rPr><a:t>{len(self.sheet.deck.slides)}</a:t></a:fld>"
            ),
        )

    def _ground(self) -> None:
        """White behind what is written: a template may be of any colour there."""
        top = self.body.top - 0.1
        behind = Box(MARGIN / 2, top, WIDTH - MARGIN, self.sheet.bottom - 0.06 - top)
        shape = self.block(self.slide, behind, fill=WHITE)
        shape.name = "Background"
        shape._element.xpath("./p:nvSpPr/p:cNvPr")[0].append(
            parse_xml(
                f'<a:extLst {nsdecls("a")}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
                '<adec:decorative val="1" '
                'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/>'
                "</a:ext></a:extLst>"
            )
        )

    def _title(self, title: str) -> None:
        shape = self.slide.shapes.title
        for holder in list(self.slide.placeholders):
            if shape is None or holder.shape_id != shape.shape_id:
                holder._element.getparent().remove(holder._element)
        if shape is None:
            shape = self.slide.shapes.add_textbox(0, 0, 0, 0)
            properties = shape._element.find(qn("p:nvSpPr")).find(qn("p:nvPr"))
            properties.append(parse_xml(f'<p:ph {nsdecls("p")} type="title"/>'))
            shape.name = "Title"
        box, plain = self.sheet.title, self.sheet.is_plain
        shape.left, shape.top, shape.width, shape.height = self.place(box)
        room = box.width * (1 if plain else _OTHER_FONT)
        size = fit.size_for(title, room, box.height, TITLE, CHART)
        most = max(int(box.height / fit.line_height(size)), 1)
        title = fit.cut(title, room, size, most, bold=True)
        line = Line(title, size, True, BLUE if plain else "", font=FONT if plain else "")
        self._write(shape, [line], False, MSO_ANCHOR.MIDDLE, 0)

    def _write(
        self, shape: Any, lines: Iterable[Line], centred: bool, anchor: Any, margin: float
    ) -> None:
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, anchor
        self._margins(frame, margin)
        self._paragraphs(frame, lines, centred)

    def _margins(self, frame: Any, margin: float) -> None:
        frame.margin_left = frame.margin_right = self.emu(margin)
        frame.margin_top = frame.margin_bottom = self.emu(margin / 2)

    def _paragraphs(self, frame: Any, lines: Iterable[Line], centred: bool = False) -> None:
        for at, line in enumerate(lines):
            paragraph = frame.add_paragraph() if at else frame.paragraphs[0]
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


def _row_height(row: Sequence[str], wide: Sequence[float], size: float, bold: bool) -> float:
    return _CELL + max(
        fit.height(text, room - 0.18, size, bold) for text, room in zip(row, wide, strict=True)
    )


def described(shape: Any, says: str) -> None:
    """Say what a chart, a table or a group shows, for somebody who cannot see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(says))


def filled(shape: Any, fill: str = "", edge: str = "") -> None:
    """Give a shape these colours, no shadow, and no line or no fill where there is no colour."""
    for part, colour in ((shape.fill, fill), (shape.line.fill, edge)):
        if colour:
            part.solid()
            part.fore_color.rgb = colour_of(colour)
        else:
            part.background()
    for effect in shape._element.iter(qn("a:effectRef")):
        effect.set("idx", "0")  # not every program heeds an empty shadow


def colour_of(colour: str) -> RGBColor:
    """A colour as python-pptx takes it."""
    made: RGBColor = RGBColor.from_string(colour.removeprefix("#"))
    return made
