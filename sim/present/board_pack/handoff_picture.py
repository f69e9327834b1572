"""The handoff map: teams as boxes, what passes between them as arrows, all native shapes.

Teams stand in layers by how far they are from the front door; a team that nothing passes to or from
is left out. Where that would be too crowded, the largest handoffs stand in a table instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import networkx as nx
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from sim.experiment.comparison import Key
from sim.measures.catalogue import CATALOGUE
from sim.present.board_pack import fit
from sim.present.board_pack.look import BLUE, DARK, ORANGE, SMALLEST, WHITE
from sim.present.board_pack.material import Material
from sim.present.board_pack.page import (
    Box,
    Line,
    Page,
    colour_of,
    described,
    filled,
    without_shadow,
)
from sim.present.words.numbers import mean
from sim.present.words.small_counts import FEWEST, SUPPRESSED, WITHHELD, Shown, figure
from sim.scenario.scenario import Scenario

MEASURE = "handoffs_a_month"
_MOST_IN_A_LAYER, _MOST_LAYERS = 3, 4
_ON_ARROWS: dict[str, str] = {SUPPRESSED: f"<{FEWEST}", WITHHELD: "x"}
_LARGEST = 8
"""Handoffs in the table that stands in for a map."""
_TALL = 0.62
"""Inches of a team's box."""


@dataclass(frozen=True)
class Passed:
    """What passes from one team to another, in children a month."""

    giving: str
    taking: str
    figure: Shown
    size: float
    """For the order only; never told."""

    @property
    def told(self) -> str:
        """The figure, or the word in its place."""
        return figure(self.figure, lambda each: mean(each, CATALOGUE[MEASURE].unit))

    @property
    def short(self) -> str:
        """The same as it stands on an arrow."""
        return _ON_ARROWS.get(self.told, self.told)


def passed(material: Material, side: Literal["a", "b"]) -> list[Passed]:
    """The handoffs that happen in one structure, the largest first."""
    scenario: Scenario = getattr(material.comparison, side)
    found = []
    for giving in scenario.structure.teams:
        for taking in scenario.structure.teams:
            each = material.figures.get(Key(MEASURE, "handoff", f"{giving} -> {taking}"))
            size = getattr(each.outcome, side).mean if each else 0.0
            if each and size > 0:
                found.append(Passed(giving, taking, getattr(each, side), size))
    return sorted(found, key=lambda one: -one.size)


def picture(page: Page, box: Box, material: Material, side: Literal["a", "b"]) -> None:
    """Draw the handoffs of one structure."""
    found = passed(material, side)
    says = _says(found, getattr(material, side))
    if not found:
        page.text(box, [Line("No family passes from one team to another.", SMALLEST)])
        return
    scenario: Scenario = getattr(material.comparison, side)
    rows = layers(found, scenario.structure.teams)
    level = {team: at for at, row in enumerate(rows) for team in row}
    past = Counter(
        level[one.taking] > level[one.giving]
        for one in found
        if abs(level[one.taking] - level[one.giving]) > 1
    )
    crowded = max(map(len, rows)) > _MOST_IN_A_LAYER or max(past.values(), default=0) > 1
    if crowded or len(rows) > _MOST_LAYERS:
        largest = [[one.giving, one.taking, one.told] for one in found[:_LARGEST]]
        page.table(box, [["From", "To", "Children a month"], *largest], (2, 2, 1.5), says)
        return
    places = _places(box, rows)
    ports = _ports(found, places, level)
    group = page.slide.shapes.add_group_shape()
    boxes = {team: _team(page, group, place, team) for team, place in places.items()}
    for one in found:
        steps = level[one.taking] - level[one.giving]
        if abs(steps) == 1:
            x, _, to_x, _ = ports[one]
            hangs = _is_middle(x, places[one.giving]) and _is_middle(to_x, places[one.taking])
            _arrow(page, group, one, ports[one], boxes, down=steps > 0, hangs=hangs)
        else:
            _way_round(page, group, one, places[one.giving], places[one.taking], box)
    described(group, says)


def widest(material: Material, side: Literal["a", "b"]) -> int:
    """How many teams stand side by side in the map of a structure."""
    scenario: Scenario = getattr(material.comparison, side)
    rows = layers(passed(material, side), scenario.structure.teams)
    return min(max(map(len, rows), default=1), _MOST_IN_A_LAYER)


def layers(found: Iterable[Passed], order: Iterable[str]) -> list[list[str]]:
    """The teams that pass families on or take them, by steps from the front door.

    Of two arrows to and fro the larger one counts, so that the front door comes first.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    for one in found:  # the largest first: none that would close a circle
        graph.add_nodes_from((one.giving, one.taking))
        if not nx.has_path(graph, one.taking, one.giving):
            graph.add_edge(one.giving, one.taking)
    places = list(order)
    return [sorted(layer, key=places.index) for layer in nx.topological_generations(graph) if layer]


def _places(box: Box, rows: Sequence[Sequence[str]]) -> dict[str, Box]:
    gap = (box.height - _TALL * len(rows)) / max(len(rows) - 1, 1)
    side = 0.45 if len(rows) > 2 else 0.0  # room for arrows that pass a layer by
    inner = Box(box.left + side, box.top, box.width - 2 * side, box.height)
    places = {}
    for at, row in enumerate(rows):
        step = inner.width / len(row)
        wide = min(2.0, step - 0.15)
        for position, team in enumerate(row):
            middle = inner.left + step * (position + 0.5)
            top = box.top + at * (_TALL + gap)
            places[team] = Box(middle - wide / 2, top, wide, _TALL)
    return places


def _ports(
    found: Iterable[Passed], places: dict[str, Box], level: dict[str, int]
) -> dict[Passed, tuple[float, float, float, float]]:
    """Where each arrow between neighbouring layers begins and ends.

    Arrows share the edge of a box evenly, in the order of the boxes at their other ends.
    """
    between = [one for one in found if abs(level[one.taking] - level[one.giving]) == 1]
    at: dict[tuple[Passed, str], float] = {}
    for team, place in places.items():
        for below in (True, False):
            ends = [
                (one, other)
                for one in between
                for own, other in ((one.giving, one.taking), (one.taking, one.giving))
                if own == team and (level[other] > level[team]) is below
            ]
            ends.sort(key=lambda end: (places[end[1]].left, level[end[0].giving]))
            for position, (one, _) in enumerate(ends, start=1):
                at[one, team] = place.left + place.width * position / (len(ends) + 1)
    result = {}
    for one in between:
        down = level[one.taking] > level[one.giving]
        y, to_y = places[one.giving].top, places[one.taking].top
        result[one] = (
            at[one, one.giving],
            y + _TALL if down else y,
            at[one, one.taking],
            to_y if down else to_y + _TALL,
        )
    return result


def _is_middle(x: float, place: Box) -> bool:
    return abs(x - place.left - place.width / 2) < 0.01


def _team(page: Page, group: Any, place: Box, name: str) -> Any:
    shape = group.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *page.place(place))
    filled(shape, BLUE)
    text = fit.cut(name, place.width - 0.1, SMALLEST, 2, bold=True)
    page.write(shape, [Line(text, SMALLEST, True, WHITE)], centred=True, margin=0.04)
    return shape


def _arrow(
    page: Page,
    group: Any,
    one: Passed,
    port: tuple[float, float, float, float],
    boxes: dict[str, Any],
    *,
    down: bool,
    hangs: bool,
) -> None:
    """An arrow with its figure; one that goes back towards the front door is dashed.

    One that has the middle of both edges to itself hangs on the boxes, and follows them when they
    are moved; office programs would draw the others on top of each other if they did.
    """
    x, y, to_x, to_y = port
    connector = group.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(page.emu, port))
    if hangs:
        connector.begin_connect(boxes[one.giving], 2 if down else 0)
        connector.end_connect(boxes[one.taking], 0 if down else 2)
    _headed(page, connector, goes_back=not down)
    share = 0.66 if down else 0.56  # of the way, so that figures to and fro stand apart
    _figure(page, group, one.short, x + (to_x - x) * share, y + (to_y - y) * share)


def _way_round(page: Page, group: Any, one: Passed, giving: Box, taking: Box, box: Box) -> None:
    """An arrow that passes a layer by, along the right edge of the map; back along the left."""
    down = taking.top > giving.top
    edge = box.left + box.width - 0.2 if down else box.left + 0.2
    start = giving.left + giving.width if down else giving.left
    end = taking.left + taking.width if down else taking.left
    y, to_y = giving.top + _TALL / 2, taking.top + _TALL / 2
    drawn = group.shapes.build_freeform(page.emu(start), page.emu(y))
    drawn.add_line_segments(
        [(page.emu(edge), page.emu(y)), (page.emu(edge), page.emu(to_y)),
         (page.emu(end), page.emu(to_y))],
        close=False,
    )  # fmt: skip
    shape = drawn.convert_to_shape()
    filled(shape)
    _headed(page, shape, goes_back=not down)
    _figure(page, group, one.short, edge, (y + to_y) / 2)


def _headed(page: Page, line: Any, *, goes_back: bool) -> None:
    without_shadow(line)
    line.line.color.rgb = colour_of(ORANGE if goes_back else DARK)
    line.line.width = page.points(2)
    if goes_back:
        line.line.dash_style = MSO_LINE.DASH
    line.line._get_or_add_ln().append(
        parse_xml(f'<a:tailEnd {nsdecls("a")} type="triangle" w="med" len="med"/>')
    )


def _figure(page: Page, group: Any, text: str, x: float, y: float) -> None:
    wide = fit.width(text, SMALLEST, bold=True) + 0.08
    shape = group.shapes.add_textbox(*page.place(Box(x - wide / 2, y - 0.11, wide, 0.22)))
    filled(shape, WHITE)
    page.write(shape, [Line(text, SMALLEST, True)], centred=True)
    shape.text_frame.word_wrap = False


def _says(found: Sequence[Passed], label: str) -> str:
    told = "; ".join(f"{one.giving} to {one.taking} {one.told}" for one in found)
    return f"{label}: children who pass between teams in a month. {told or 'None'}."
