"""The template: a deck to write into, the council's own or a plain one.

The slides of a council's template are dropped and its master and layouts stay as they are. Every
slide of the pack stands on one layout: that with a title and as little else as possible.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Inches

WIDTH, HEIGHT = 13.333, 7.5
"""Inches of a plain slide; positions on any slide are told in inches of a slide so wide."""
_PLAIN_TITLE = 0.5, 0.3, WIDTH - 1
"""Where a title begins, from the left and the top, and its width."""
_LOWEST, _WIDEST = 1.25, 2.5
"""Shapes of slide that the pack can be laid out on: width over height."""
_DARKEST = 0.39
"""Luminance of a background against which the pack's dark text still has 4.5 to 1."""
_LARGEST = 200_000_000
"""Bytes of a template when unpacked."""
_OLE = b"\xd0\xcf\x11\xe0"
"""How a file begins that is encrypted, or of PowerPoint before 2007."""
_UNREADABLE = (PythonPptxError, zipfile.BadZipFile, KeyError, ValueError, TypeError,
               AttributeError, SyntaxError, RuntimeError, NotImplementedError, OSError)  # fmt: skip
"""What reading a broken package raises, far from where it is broken."""
_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_FURNITURE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}


class TemplateError(ValueError):
    """A template that the pack cannot be written into, and what to do about it."""


@dataclass(frozen=True)
class Sheet:
    """An empty deck and where slides leave room.

    Attributes:
        deck: the deck, without slides.
        layout: what every slide stands on.
        height: of a slide, in inches of a slide that is `WIDTH` wide.
        scale: EMU of such an inch.
        is_plain: whether nobody gave a template.
        top: where a title begins.
        title_left: where a title begins, from the left.
        title_width: room for a title.
        bottom: where the layout's own footer begins, or the slide ends.
    """

    deck: Deck
    layout: SlideLayout
    height: float
    scale: float
    is_plain: bool
    top: float
    title_left: float
    title_width: float
    bottom: float


def opened(template: Path | None) -> Sheet:
    """An empty deck to write into.

    Raises:
        TemplateError: if the template is no .pptx file, or slides of its shape or background
            cannot hold a pack.
    """
    if template is None:
        deck = Presentation()
        _drop_picture(deck)
        deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
        return _sheet(deck, is_plain=True)
    deck = _read(template)
    _drop_slides(deck)
    _drop_picture(deck)
    width, height = deck.slide_width, deck.slide_height
    if not width or not height or not _LOWEST <= width / height <= _WIDEST:
        raise TemplateError(
            f"{template}: its slides are {_inches(width)} by {_inches(height)} inches; the pack "
            f"needs slides of 4:3 or 16:9"
        )
    if not len(deck.slide_layouts):
        raise TemplateError(f"{template}: it has no slide layout; add one with a title")
    sheet = _sheet(deck, is_plain=False)
    ground = _background(sheet.layout)
    if ground and _luminance(ground) < _DARKEST:
        raise TemplateError(
            f"{template}: the background of its layout '{sheet.layout.name}' is dark; the pack has "
            f"dark text and needs a light one"
        )
    return sheet


def _read(template: Path) -> Deck:
    """Read a template.

    Raises:
        TemplateError: if it cannot be read, and why.
    """
    if template.is_dir():
        raise TemplateError(f"{template}: this is a folder; give a .pptx file")
    try:
        with template.open("rb") as file:
            begins = file.read(len(_OLE))
        if begins == _OLE:
            raise TemplateError(
                f"{template}: it has a password, or comes from PowerPoint before 2007; save it "
                f"without a password as .pptx"
            )
        with zipfile.ZipFile(template) as package:
            parts = package.infolist()
            types = package.read("[Content_Types].xml")
    except OSError as error:
        raise TemplateError(f"{template}: cannot be read: {error.strerror or error}") from None
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError):
        raise TemplateError(f"{template}: this is not a PowerPoint file (.pptx)") from None
    if sum(part.file_size for part in parts) > _LARGEST:
        raise TemplateError(f"{template}: larger than 200 MB when unpacked; use a smaller one")
    if b"presentationml.template" in types or b"macroEnabled" in types:
        raise TemplateError(
            f"{template}: a template file (.potx) or one with macros; open it in PowerPoint and "
            f"save it as .pptx"
        )
    try:
        return Presentation(str(template))
    except _UNREADABLE as error:
        raise TemplateError(
            f"{template}: this is not a PowerPoint file (.pptx), or it is damaged: {error}"
        ) from None


def _drop_picture(deck: Deck) -> None:
    """Take away the small picture of the first slide, which shows another deck's."""
    package = deck.part.package
    for name, relation in list(package._rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package._rels.pop(name)


def _drop_slides(deck: Deck) -> None:
    ids = deck.slides._sldIdLst
    for slide in list(ids):
        deck.part.drop_rel(slide.rId)
        ids.remove(slide)
    # Sections and custom shows name slides; PowerPoint calls a deck damaged whose slides are gone.
    shows = ".//p:custShowLst | .//p:ext[*[local-name()='sectionLst']]"
    for part in deck.part._element.xpath(shows):
        part.getparent().remove(part)


def _sheet(deck: Deck, *, is_plain: bool) -> Sheet:
    layout = min(deck.slide_layouts, key=_unfitness)
    scale = int(deck.slide_width or 1) / WIDTH
    height = int(deck.slide_height or 1) / scale
    left, top, width = _PLAIN_TITLE if is_plain else _title(layout, scale, height)
    return Sheet(
        deck=deck,
        layout=layout,
        height=height,
        scale=scale,
        is_plain=is_plain,
        top=top,
        title_left=left,
        title_width=width,
        bottom=height if is_plain else _bottom(layout, scale, height),
    )


def _unfitness(layout: SlideLayout) -> tuple[bool, int]:
    """Layouts with a title first, then those with the fewest other things to fill in."""
    kinds = [each.placeholder_format.type for each in _placeholders(layout)]
    to_fill = [kind for kind in kinds if kind not in _TITLES and kind not in _FURNITURE]
    return not any(kind in _TITLES for kind in kinds), len(to_fill)


def _placeholders(layout: SlideLayout) -> list[Any]:
    found: Any = layout.placeholders  # its own iterator is typed without `self`
    return list(found)


def _title(layout: SlideLayout, scale: float, height: float) -> tuple[float, float, float]:
    """Where the layout has its title, from the left and the top, and its width.

    A title in the middle, as on a cover, or too narrow for a sentence is not where a finding goes.
    """
    for each in _placeholders(layout):
        if each.placeholder_format.type in _TITLES and None not in (each.left, each.top):
            left, top, width = each.left / scale, each.top / scale, each.width / scale
            if 0 <= top <= 0.15 * height and width >= WIDTH / 2:
                return left, top, width
    return _PLAIN_TITLE


def _bottom(layout: SlideLayout, scale: float, height: float) -> float:
    """Where logos and footers begin at the foot of the layout or its master."""
    feet = [
        shape.top / scale
        for holder in (layout, layout.slide_master)
        for shape in holder.shapes
        if shape.top is not None and 0.85 * height <= shape.top / scale < height
    ]
    return min(feet, default=height)


def _background(layout: SlideLayout) -> str:
    """The plain colour behind a layout, as hex digits; empty where it is none or not plain."""
    master = layout.slide_master
    for holder in (layout, master):
        grounds = holder._element.xpath("./p:cSld/p:bg")
        if not grounds:
            continue
        for colour in grounds[0].xpath("./p:bgRef/*[1] | ./p:bgPr/a:solidFill/*[1]"):
            name = colour.get("val") or ""
            if colour.tag == qn("a:srgbClr"):
                return name
            mapped = master._element.find(qn("p:clrMap")).get(name, name)
            theme = parse_xml(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
            for each in theme.iterfind(f".//{qn('a:clrScheme')}/{qn(f'a:{mapped}')}/*"):
                return str(each.get("lastClr") or each.get("val"))
        return ""
    return ""


def _luminance(colour: str) -> float:
    """Relative luminance of a colour, from 0 for black to 1 for white (WCAG 2.2)."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _inches(length: int | None) -> str:
    return f"{(length or 0) / Inches(1):.3g}"
