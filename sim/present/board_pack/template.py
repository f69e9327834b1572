"""The template: a deck to write into, the council's own or a plain one.

Its slides are dropped, its master and layouts stay as they are. Every slide of the pack stands on
the layout with a title and as little else as possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Inches

WIDTH, HEIGHT = 13.333, 7.5
"""Inches of a plain slide; positions on any slide are inches of a slide so wide."""
_LOWEST, _WIDEST = 1.25, 2.5
"""Shapes of slide that the pack can be laid out on: width over height."""
_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_FURNITURE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}


class TemplateError(ValueError):
    """A template that the pack cannot be written into, and what to do about it."""


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
            boxes.append(self._replace(left=left, width=wide))
            left += wide + gap
        return boxes

    def rows(self, *heights: float, gap: float = 0.15) -> list[Box]:
        """The box cut into rows; one height may be 0 and takes what the others leave."""
        rest = self.height - sum(heights) - gap * (len(heights) - 1)
        boxes, top = [], self.top
        for tall in (given or rest for given in heights):
            boxes.append(self._replace(top=top, height=tall))
            top += tall + gap
        return boxes


_TITLE = Box(0.5, 0.3, WIDTH - 1, 0.95)
"""Where a title stands, unless the template has it elsewhere at the top."""


@dataclass(frozen=True)
class Sheet:
    """An empty deck and where its slides leave room.

    Attributes:
        deck: the deck, without slides.
        layout: what every slide stands on.
        scale: EMU of an inch of a slide that is `WIDTH` wide.
        is_plain: whether nobody gave a template.
        title: room for a title.
        bottom: where the layout's own footer begins, or the slide ends.
    """

    deck: Deck
    layout: SlideLayout
    scale: float
    is_plain: bool
    title: Box
    bottom: float


def opened(template: Path | None) -> Sheet:
    """An empty deck to write into.

    Raises:
        TemplateError: if the template is no .pptx file, or its slides are not 4:3 to 16:9.
    """
    deck = _read(template) if template else Presentation()
    if template is None:
        deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _empty(deck)
    wide, tall = deck.slide_width or 0, deck.slide_height or 0
    if not tall or not _LOWEST <= wide / tall <= _WIDEST:
        raise TemplateError(
            f"{template}: its slides are {wide / Inches(1):.3g} by {tall / Inches(1):.3g} inches; "
            f"the pack needs slides of 4:3 or 16:9"
        )
    if not len(deck.slide_layouts):
        raise TemplateError(f"{template}: it has no slide layout; add one with a title")
    layout = min(deck.slide_layouts, key=_unfitness)
    scale = wide / WIDTH
    if template is None:
        return Sheet(deck, layout, scale, True, _TITLE, HEIGHT)
    height = tall / scale
    feet = [
        shape.top / scale
        for holder in (layout, layout.slide_master)
        for shape in holder.shapes
        if shape.top is not None and 0.85 * height <= shape.top / scale < height
    ]
    title = _title(layout, scale, height)
    return Sheet(deck, layout, scale, False, title, min(feet, default=height))


def _read(template: Path) -> Deck:
    """Read a template.

    Raises:
        TemplateError: if it cannot be read, and why.
    """
    if template.is_dir():
        raise TemplateError(f"{template}: this is a folder; give a .pptx file")
    try:
        with template.open("rb") as file:
            deck = Presentation(file)
    except OSError as error:
        raise TemplateError(f"{template}: cannot be read: {error.strerror or error}") from None
    except Exception:  # a broken package raises anything, far from where it is broken
        deck = None
    if deck is None or "macro" in deck.part.content_type:
        raise TemplateError(
            f"{template}: this is not a PowerPoint file (.pptx), or it is damaged, has a password "
            f"or macros, or is a .potx; open it in PowerPoint and save it as .pptx without them"
        )
    return deck


def _empty(deck: Deck) -> None:
    """Take away the slides, and what else belongs to them."""
    ids = deck.slides._sldIdLst
    for slide in list(ids):
        deck.part.drop_rel(slide.rId)
        ids.remove(slide)
    # Sections and custom shows name slides; PowerPoint calls a deck damaged whose slides are gone.
    shows = ".//p:custShowLst | .//p:ext[*[local-name()='sectionLst']]"
    for part in deck.part._element.xpath(shows):
        part.getparent().remove(part)
    relations = deck.part.package._rels
    for name, relation in list(relations.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # a small picture of another deck
            relations.pop(name)


def _placeholders(layout: SlideLayout) -> list[Any]:
    found: Any = layout.placeholders  # its own iterator is typed without `self`
    return list(found)


def _unfitness(layout: SlideLayout) -> tuple[bool, int]:
    """Layouts with a title first, then those with the fewest other things to fill in."""
    kinds = [each.placeholder_format.type for each in _placeholders(layout)]
    to_fill = [kind for kind in kinds if kind not in _TITLES | _FURNITURE]
    return not _TITLES & set(kinds), len(to_fill)


def _title(layout: SlideLayout, scale: float, height: float) -> Box:
    """The layout's own place for a title, if it is at the top and wide enough for a sentence."""
    for each in _placeholders(layout):
        if each.placeholder_format.type in _TITLES and None not in (each.left, each.top):
            left, top, width = each.left / scale, each.top / scale, each.width / scale
            if 0 <= top <= 0.15 * height and width >= WIDTH / 2:
                return Box(left, top, width, _TITLE.height)
    return _TITLE
