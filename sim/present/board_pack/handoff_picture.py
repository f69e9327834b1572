"""The handoff map on a slide: teams as boxes, what passes between them as arrows, native shapes.

Where it would be too crowded, the largest handoffs stand in a table instead.
"""

from __future__ import annotations

from typing import Any, Literal

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from sim.measures.catalogue import CATALOGUE
from sim.present.board_pack import fit
from sim.present.board_pack.look import SMALLEST
from sim.present.board_pack.material import Material
from sim.present.board_pack.page import Line, Page, colour_of, described, filled
from sim.present.board_pack.template import Box
from sim.present.handoff_map import MEASURE, Arrow, HandoffMap, Passing, Point, Sizes, between
from sim.present.palette import BACK, BLUE, WHITE
from sim.present.words.numbers import mean

SIZES = Sizes(box=(1.14, 0.5), edge=0.02, gap=0.0, head=0.03, character=0.11, line=0.22)
"""Inches."""
_MOST_TEAMS, _LARGEST = 8, 8
"""Teams of a map, and handoffs in the table that stands in for it."""
_EACH = 8
"""Points of an arc to a corner of the line that is drawn."""


def passed(material: Material, side: Literal["a", "b"]) -> HandoffMap:
    """The handoffs that happen in one structure."""
    scenario = getattr(material.comparison, side)
    found = []
    for giving, taking, key in between(scenario):
        each = material.figures.get(key)
        children = getattr(each, side) if each else None
        if children and children.mean > 0:
            says = mean(children, CATALOGUE[MEASURE].unit)
            found.append(Passing(giving, taking, children.mean, says, says))
    return HandoffMap(getattr(material, side), scenario, tuple(found))


def told(of: HandoffMap) -> str:
    """The map in words, the largest handoffs first; empty where nothing passes."""
    return "; ".join(f"{one.giving} to {one.taking} {one.says}" for one in of.largest_first)


def picture(page: Page, box: Box, of: HandoffMap) -> None:
    """Draw the handoffs of one structure."""
    says = f"{of.name}: children who pass between teams in a month. {told(of) or 'None'}."
    if not of.passing:
        page.text(box, [Line("No family passes from one team to another.", SMALLEST)])
        return
    if len(of.drawn) > _MOST_TEAMS:
        largest = [[one.giving, one.taking, one.says] for one in of.largest_first[:_LARGEST]]
        page.table(box, [["From", "To", "Children a month"], *largest], (2, 2, 1.5), says)
        return
    teams, arrows = of.laid_out(box.width, box.height, SIZES)
    group = page.slide.shapes.add_group_shape()
    for arrow in arrows:
        _line(page, group, box, arrow)
    for team, middle in teams.items():
        place = _around(box, middle, *SIZES.box)
        name = Line(
            fit.cut(team, place.width - 0.05, SMALLEST, 2, bold=True), SMALLEST, True, WHITE
        )
        round_ = MSO_SHAPE.ROUNDED_RECTANGLE
        page.block(group, place, [name], kind=round_, fill=BLUE, centred=True, margin=0.02)
    for arrow in arrows:
        text = arrow.of.short
        wide = fit.width(text, SMALLEST, bold=True) + 0.08
        place = _around(box, arrow.number, wide, SIZES.line)
        shape = page.block(group, place, [Line(text, SMALLEST, True)], fill=WHITE, centred=True)
        shape.text_frame.word_wrap = False
    described(group, says)


def _around(box: Box, middle: Point, wide: float, tall: float) -> Box:
    return Box(box.left + middle.x - wide / 2, box.top + middle.y - tall / 2, wide, tall)


def _line(page: Page, group: Any, box: Box, arrow: Arrow) -> None:
    """An arc with its head; one that goes back towards the front door is dashed."""
    points = [*arrow.points[:-1:_EACH], arrow.points[-1]]
    first, *others = [(page.emu(box.left + x), page.emu(box.top + y)) for x, y in points]
    drawn = group.shapes.build_freeform(*first)
    drawn.add_line_segments(others, close=False)
    shape = drawn.convert_to_shape()
    filled(shape)
    line = shape.line
    line.color.rgb = colour_of(BACK if arrow.is_back else BLUE)
    line.width = page.points(2)
    if arrow.is_back:
        line.dash_style = MSO_LINE.DASH
    line._get_or_add_ln().append(
        parse_xml(f'<a:tailEnd {nsdecls("a")} type="triangle" w="med" len="med"/>')
    )
