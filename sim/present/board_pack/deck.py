"""The deck: slides, each one finding with the figures behind it, ready to be edited."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from sim.present.board_pack.material import Material
from sim.present.board_pack.slides_answer import decide, first, structures
from sim.present.board_pack.slides_change import bridge, what_would_change_it
from sim.present.board_pack.slides_cost import cost
from sim.present.board_pack.slides_figures import caseload, handoffs, timeliness
from sim.present.board_pack.slides_judged import how_sure, losses_and_gains
from sim.present.board_pack.template import Sheet, opened
from sim.present.words import answer

_LONGEST = 255
"""Characters of a property."""
Draw = Callable[[Sheet, Material], None]

SLIDES: tuple[Draw, ...] = (
    first,
    losses_and_gains,
    structures,
    timeliness,
    caseload,
    handoffs,
    what_would_change_it,
    bridge,
    cost,
    how_sure,
    decide,
)
"""The slides, in the order in which they are shown."""


def slides(material: Material, template: Path | None = None) -> bytes:
    """The deck as a .pptx file.

    Args:
        material: what is told.
        template: a deck whose master, layouts and size are used; a plain one without.

    Raises:
        TemplateError: if the template cannot be used.
    """
    sheet = opened(template)
    for draw in SLIDES:
        draw(sheet, material)
    about = sheet.deck.core_properties
    about.title = answer.headline(material.comparison)[:_LONGEST]
    about.subject = material.basis
    about.author = about.last_modified_by = "Locality"
    about.keywords, about.comments, about.version = "", "", material.edition
    about.language = "en-GB"
    about.created = about.modified = material.made.replace(tzinfo=None)
    file = io.BytesIO()
    sheet.deck.save(file)
    return file.getvalue()
